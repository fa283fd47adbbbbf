"""The labelled pages: scraped renders with a label a line, and markup whose blocks are aligned with the gold text."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from onrecord.text.lines import size_of

Row = dict[str, Any]
BODY = ("body", "mixed")
_FURNITURE = ("boiler", "tags", "byline", "date", "credit")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEAST_HOSTS = 4


def read(path: Path) -> list[Row]:
    """The rows of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def labelled_lines(row: Row) -> list[tuple[str, str]]:
    """A scraped page's lines with their labels."""
    return [(row["text"][line["start"] : line["end"]], line["label"]) for line in row["lines"]]


def host_of(row: Row) -> str:
    return row.get("host") or (urlsplit(row["url"]).hostname or "").removeprefix("www.")


class HostLexicon:
    """Words by the hosts in whose report and furniture lines they stand; no host weighs on its own pages."""

    def __init__(self, rows: list[Row]) -> None:
        self._body: dict[str, set[str]] = {}
        self._furniture: dict[str, set[str]] = {}
        self._hosts = {host_of(row) for row in rows}
        for row in rows:
            for text, label in labelled_lines(row):
                kept = self._body if label in BODY else self._furniture if label in _FURNITURE else None
                if kept is not None:
                    for word in set(_WORD.findall(text.lower())):
                        kept.setdefault(word, set()).add(host_of(row))

    def weights(self, without: str | None = None) -> dict[str, float]:
        """The log-odds of a word's hosts, for words of at least four hosts, `without` left out."""
        count = len(self._hosts)
        out: dict[str, float] = {}
        for word in self._body.keys() | self._furniture.keys():
            body = len(self._body.get(word, set()) - {without})
            furniture = len(self._furniture.get(word, set()) - {without})
            weight = float(np.log((body + 0.5) / count) - np.log((furniture + 0.5) / count))
            if body + furniture >= _LEAST_HOSTS and abs(weight) >= 0.5:
                out[word] = round(weight, 2)
        return out


def block_labels(texts: list[str], gold: str) -> NDArray[np.float32]:
    """1 for the blocks whose words stand in the gold text; long blocks claim their stretch of it first, so that what is
    shown twice counts once."""
    target = f" {folded(gold)} "
    claimed = np.zeros(len(target), dtype=bool)
    shingles = Counter(_shingles(folded(gold).split()))
    labels = np.zeros(len(texts), dtype=np.float32)
    for number in sorted(range(len(texts)), key=lambda number: (-len(texts[number]), number)):
        words = folded(texts[number])
        if not words:
            continue
        spans = _whole(words, target, claimed) or _pieces(words.split(), target, claimed, shingles)
        for start, end in spans:
            claimed[start:end] = True
        labels[number] = bool(spans)
    return labels


def _whole(words: str, target: str, claimed: NDArray[np.bool_]) -> list[tuple[int, int]]:
    at = _free(f" {words} ", target, claimed)
    return [(at + 1, at + 1 + len(words))] if at >= 0 else []


def _pieces(
    words: list[str], target: str, claimed: NDArray[np.bool_], gold: Counter[tuple[str, ...]]
) -> list[tuple[int, int]]:
    """The stretches of a block most of which, but not all, is gold."""
    own = Counter(_shingles(words))
    if len(words) < 8 or sum((own & gold).values()) <= 0.6 * sum(own.values()):
        return []
    runs = [" ".join(words[start : start + 6]) for start in range(0, len(words) - 5, 4)]
    found = [(at, at + len(run)) for run in runs if (at := _free(run, target, claimed)) >= 0]
    return found if 2 * len(found) >= len(runs) else []


def _free(words: str, target: str, claimed: NDArray[np.bool_]) -> int:
    at = target.find(words)
    while at >= 0 and claimed[at + 1 : at + len(words) - 1].any():
        at = target.find(words, at + 1)
    return at


def folded(text: str) -> str:
    """The words of a text, lower-cased, a space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


def weights_of(texts: list[str], *, most: int, least: int) -> NDArray[np.float64]:
    """How much each line counts in training: by the root of its length, within bounds."""
    sizes = np.array([size_of(text) for text in texts], dtype=np.float64)
    return np.asarray(np.sqrt(np.minimum(sizes, most) + least))

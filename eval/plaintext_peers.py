"""Body of scraped text: ours and what others would do with it, in one run, by one scorer, as a Markdown table.

usage: python eval/plaintext_peers.py [--only NAME …] [--limit N]

No other tool reads scraped text, so those made for markup are given a paragraph a line. Each reader gets a page's text
(jusText its language too, for the stop list) and says which lines are body. trafilatura is a part of onrecord; jusText
(`pip install justext`) is left out with a reason where it is not installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import runpy
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from importlib.util import find_spec
from itertools import accumulate
from typing import Any

from onrecord.model.provenance import RawPage
from onrecord.text import open_page
from tasks import SHARED

Row = dict[str, Any]
Spans = list[tuple[int, int]]
Reader = Callable[[Row], Spans]

GOLD = SHARED / "data" / "plaintext" / "dev.jsonl.gz"
SCORER = SHARED / "eval" / "score_lines.py"
FIGURES = ("char_f1", "precision", "recall", "clean")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_WORD = re.compile(r"\w+")
_PROSE_CHARS = 60
_FURNITURE_COST = 160
"""Chosen on the training pages."""
_STOPLISTS = {
    "cs": "Czech", "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "id": "Indonesian",
    "it": "Italian", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish",
}  # fmt: skip


def onrecord(row: Row) -> Spans:
    document = open_page(RawPage(uri=row["id"], kind="scraped", content=row["text"]))
    return [zone.span for zone in document.zones if zone.kind in ("lead", "body")]


def everything(row: Row) -> Spans:
    return _lines(row["text"])


def best_block(row: Row) -> Spans:
    """The run of lines with the most prose: a long line counts its length, any other costs."""
    spans = _lines(row["text"])
    gains = [end - start if end - start >= _PROSE_CHARS else -_FURNITURE_COST for start, end in spans]
    sums = [0, *accumulate(gains)]
    best, lowest, run = 0, 0, (0, 0)
    for end, total in enumerate(sums):
        if total - sums[lowest] > best:
            best, run = total - sums[lowest], (lowest, end)
        if total < sums[lowest]:
            lowest = end
    return spans[run[0] : run[1]]


def trafilatura(row: Row) -> Spans:
    from trafilatura import extract

    found = extract(_wrapped(row["text"]), include_comments=False)
    return _standing_in(row["text"], (found or "").split("\n"))


def justext(row: Row) -> Spans:
    import justext as library

    stoplist = library.get_stoplist(_STOPLISTS.get(str(row["lang"]), "English"))
    paragraphs = library.justext(_wrapped(row["text"]).encode(), stoplist, encoding="utf-8")
    return _standing_in(row["text"], (one.text for one in paragraphs if not one.is_boilerplate))


READERS: dict[str, tuple[Reader, str]] = {
    "onrecord": (onrecord, "onrecord"),
    "keep all": (everything, "onrecord"),
    "best block": (best_block, "onrecord"),
    "trafilatura": (trafilatura, "trafilatura"),
    "jusText": (justext, "justext"),
}
"""Each with the module it needs."""


def _lines(text: str) -> Spans:
    return [line.span() for line in _LINE.finditer(text)]


def _wrapped(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(text[start:end])}</p>" for start, end in _lines(text))
    return f"<html><head><meta charset='utf-8'></head><body><article>{paragraphs}</article></body></html>"


def _standing_in(text: str, kept: Iterable[str]) -> Spans:
    """The lines of a text that a reader kept, each as often as it kept it."""
    left = Counter(_key(line) for line in kept)
    spans = []
    for start, end in _lines(text):
        key = _key(text[start:end])
        if key and left[key]:
            left[key] -= 1
            spans.append((start, end))
    return spans


def _key(line: str) -> str:
    return " ".join(_WORD.findall(line))


def read_all(name: str, rows: list[Row]) -> tuple[dict[str, Row], float]:
    """What a reader takes for body on each page, by id, and the seconds it took."""
    reader, _ = READERS[name]
    begun = time.perf_counter()
    found = {row["id"]: reader(row) for row in rows}
    seconds = time.perf_counter() - begun
    texts = {row["id"]: row["text"] for row in rows}
    return {
        key: {"text": texts[key], "zones": [{"kind": "body", "start": start, "end": end} for start, end in spans]}
        for key, spans in found.items()
    }, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=list(READERS))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if not GOLD.exists() or not SCORER.exists():
        print(f"plaintext_peers: skipped: no {GOLD}", file=sys.stderr)
        return
    logging.disable(logging.WARNING)
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: options.limit]
    score = runpy.run_path(str(SCORER))["score"]
    gold = {row["id"]: row for row in rows}
    print(f"| {len(rows)} pages | {' | '.join(FIGURES)} | pages/s |\n| --- |{' ---: |' * (len(FIGURES) + 1)}")
    for name in options.only or READERS:
        if find_spec(READERS[name][1]) is None:
            print(f"plaintext_peers: {name} left out: {READERS[name][1]} is not installed", file=sys.stderr)
            continue
        predicted, seconds = read_all(name, rows)
        result = score(gold, predicted)
        values = " | ".join(f"{100 * result[key]:.1f}" for key in FIGURES)
        print(f"| {name} | {values} | {len(rows) / seconds:.1f} |", flush=True)


if __name__ == "__main__":
    main()

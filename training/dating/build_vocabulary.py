"""Learn which names fill the news of which year, from dated pages: `when_vocabulary.csv.gz`.

usage: build_vocabulary.py DATA_ROOT OUT.csv.gz

DATA_ROOT holds `timex/train.jsonl.gz`, `polnear/train.jsonl.gz` and `pages/train.jsonl.gz` with a text and a date a
row. Histories are left out, as they are not of their date, and so are the pages that `dating/dev.jsonl.gz` holds too,
whatever their split in another corpus: the figures are measured on them. For each name in at least two pages the table
gives a hundredfold log ratio a year: how much likelier a page of that year holds the name than a page of any year,
smoothed over neighbouring years and drawn towards 0 where few pages of a year were seen. Only names and numbers are
written.
"""

from __future__ import annotations

import collections
import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.resolving.when.terms import names_of

FIRST, LAST = 1985, 2027
PRIOR_PAGES = 25.0
KERNEL = (0.08, 0.3, 1.0, 0.3, 0.08)
LOWEST, HIGHEST = -1.5, 2.5
SHARED = 0.2


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a packed table."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every eight words in a row, in small letters."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def is_copy(text: str, measured: dict[tuple[str, ...], set[str]], sizes: dict[str, int]) -> bool:
    """Whether a page shares a fifth of the shorter text's words in a row with a page that is measured, however each is
    headed or cut."""
    own = shingles(text)
    shared = collections.Counter(key for one in own for key in measured.get(one, ()))
    return any(count > SHARED * min(len(own), sizes[key]) for key, count in shared.items())


def pages(root: Path) -> Iterator[tuple[str, int]]:
    """Text and year of each dated training page."""
    measured: dict[tuple[str, ...], set[str]] = collections.defaultdict(set)
    sizes: dict[str, int] = {}
    for row in rows(root / "dating" / "dev.jsonl.gz"):
        own = shingles(row["text"])
        sizes[row["id"]] = len(own)
        for one in own:
            measured[one].add(row["id"])
    for name, field in (("timex", "dct"), ("polnear", "date"), ("pages", "date")):
        for row in rows(root / name / "train.jsonl.gz"):
            fit = row.get(field) and row.get("text") and row.get("corpus") != "wikiwars"
            if fit and not is_copy(row["text"], measured, sizes):
                yield row["text"], int(row[field][:4])


def counted(root: Path) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Pages by year that hold each name, and all pages by year."""
    names: dict[str, np.ndarray] = collections.defaultdict(lambda: np.zeros(LAST - FIRST + 1))
    total = np.zeros(LAST - FIRST + 1)
    for text, year in pages(root):
        if FIRST <= year <= LAST:
            total[year - FIRST] += 1
            for name in {name for name, _ in names_of(text)}:
                names[name][year - FIRST] += 1
    return names, total


def log_ratios(count: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Smoothed log ratios of one name; `total` is already smoothed over years."""
    smooth = np.convolve(count, KERNEL, mode="same")
    rate = np.mean((smooth[total > 0] + 0.01) / (total[total > 0] + 1))
    ratio = (smooth + PRIOR_PAGES * rate) / (total + PRIOR_PAGES) / rate
    return np.clip(np.log(ratio), LOWEST, HIGHEST)


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    names, total = counted(Path(sys.argv[1]))
    smooth_total = np.convolve(total, KERNEL, mode="same")
    table = []
    for name in sorted(names):
        if names[name].sum() >= 2 and len(name) > 2:
            weights = log_ratios(names[name], smooth_total)
            if np.abs(weights).max() >= 0.4:
                table.append([name, *(round(100 * weight) for weight in weights)])
    with Path(sys.argv[2]).open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        out = csv.writer(io.TextIOWrapper(packed, encoding="utf-8", write_through=True))
        out.writerow(["name", *range(FIRST, LAST + 1)])
        out.writerows(table)
    print(len(table), "names")


if __name__ == "__main__":
    main()

"""Count in how many news texts each word stands: the background against which a story's words are rare or common.

usage: python training/stories/count_words.py DATA

DATA holds `polnear/train.jsonl.gz` and `pages/train.jsonl.gz`. Writes `src/onrecord/stories/data/word_counts.csv.gz`:
words of at least three texts with the number of those texts; the first line is the number of all texts.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.stories.terms import COUNTS, folded_words

LEAST_TEXTS = 3
SHORTEST = 300
"""Characters; less is no report."""


def texts(data: Path) -> Iterator[str]:
    for name in ("polnear", "pages"):
        with gzip.open(data / name / "train.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                if len(row.get("text") or "") >= SHORTEST:
                    yield row["text"]


def main() -> None:
    counts: Counter[str] = Counter()
    total = 0
    for text in texts(Path(sys.argv[1])):
        total += 1
        counts.update({word for word, _ in folded_words(text) if word.isalpha()})
    kept = sorted((word, count) for word, count in counts.items() if count >= LEAST_TEXTS)
    with COUNTS.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        table = csv.writer(
            io.TextIOWrapper(packed, encoding="utf-8", newline="", write_through=True), lineterminator="\n"
        )
        table.writerow(["", total])
        table.writerows(kept)
    print(f"{total} texts, {len(kept)} words, {COUNTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

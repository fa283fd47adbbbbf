"""The shipped gazetteer: places by folded name, read from a prebuilt SQLite file."""

from __future__ import annotations

import os
import sqlite3
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec

from onrecord.model.errors import InstallError

FILE = "where_gazetteer.sqlite"
EntryKind = Literal["country", "admin1", "admin2", "city", "region", "water", "mountain", "facility"]
KINDS: tuple[EntryKind, ...] = ("country", "admin1", "admin2", "city", "region", "water", "mountain", "facility")
BY_NAME = (
    "SELECT p.id, p.name, p.kind, p.country, p.parent, p.lat, p.lon, p.population"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT ?"
)
BY_ID = "SELECT id, name, kind, country, parent, lat, lon, population FROM place WHERE id = ?"
MOST_SENSES = 60
EARTH_KM = 6371.0
"""The mean radius of the Earth."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A place. `id` is its GeoNames number; negative for regions, waters and landmarks of our own list. `parent` is the
    nearest subdivision that contains it; `country` is alpha-3; coordinates are decimal degrees (WGS 84)."""

    id: int
    name: str
    kind: EntryKind
    country: str | None
    parent: int | None
    lat: float
    lon: float
    population: int

    @property
    def geonames_id(self) -> int | None:
        return self.id if self.id > 0 else None


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """How often a gazetteer name was a place, part of somebody's name, part of another name, or an ordinary word in
    news
    text (counted on training texts)."""

    place: int = 0
    person: int = 0
    other: int = 0
    word: int = 0


NEVER_SEEN = Usage()


@lru_cache(maxsize=100_000)
def senses(key: str) -> tuple[Entry, ...]:
    """The places that bear a folded name (`fold`), most populous first. Abbreviations of states are kept under `@` +
    key."""
    rows = _store(os.getpid()).execute(BY_NAME, (key, MOST_SENSES))
    return tuple(_entry(row) for row in rows)


@lru_cache(maxsize=50_000)
def place(place_id: int) -> Entry | None:
    """The place of that id."""
    row = _store(os.getpid()).execute(BY_ID, (place_id,)).fetchone()
    return _entry(row) if row else None


@lru_cache(maxsize=50_000)
def usage(key: str) -> Usage:
    """How a folded name is used in news text."""
    row = _store(os.getpid()).execute("SELECT place, person, other, word FROM usage WHERE key = ?", (key,)).fetchone()
    return Usage(place=row[0], person=row[1], other=row[2], word=row[3]) if row else NEVER_SEEN


@lru_cache(maxsize=50_000)
def above(entry: Entry) -> tuple[Entry, ...]:
    """The subdivisions that contain a place, nearest first; the country is not among them."""
    found: list[Entry] = []
    at = entry.parent
    while at is not None and len(found) < 4:
        one = place(at)
        if one is None:
            break
        found.append(one)
        at = one.parent
    return tuple(found)


def _entry(row: tuple[int, str, int, str | None, int | None, int, int, int]) -> Entry:
    number, name, kind, country, parent, lat, lon, population = row
    return Entry(
        id=number,
        name=name,
        kind=KINDS[kind],
        country=country,
        parent=parent,
        lat=lat / 1e4,
        lon=lon / 1e4,
        population=population,
    )


@cache
def _store(process: int) -> sqlite3.Connection:  # noqa: ARG001 - a connection must not cross a fork
    """This process's connection.

    Raises:
        InstallError: the gazetteer is missing from the installation.
    """
    with resources.as_file(resources.files("onrecord.resolving.data") / FILE) as path:
        if not path.is_file():
            raise InstallError(f"the gazetteer {FILE} is missing from the installation; install the package again")
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)

"""The package's tables of who is who, as typed rows that the resolvers share.

Every table is a CSV beside this module (`data/`, provenance and dates in its README), read once per process and on
first use only. Countries are ISO 3166-1 alpha-3 throughout; lists inside a cell are parted by `|`.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from functools import cache
from importlib import resources

import msgspec


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country or territory. `adjectives` include demonyms ('Norwegian', 'Norwegians'), `seats` the cities that stand
    for its government, `metonyms` the buildings and bodies that do ('Kremlin' -> GOV), with the sector of each; `cow`
    is its number with the Correlates of War project."""

    iso2: str
    iso3: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]
    metonyms: tuple[tuple[str, str], ...]
    continent: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    sovereign: bool
    cow: int | None


class Leader(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a leader. `start` and `end` are ISO 8601, possibly cut to the month; `end` is None while in office at
    the table's date; `approximate` when the end is only the last snapshot that names them; `person` is their id."""

    country: str
    role: str
    title: str
    name: str
    surname: str
    start: str
    end: str | None
    approximate: bool
    person: str | None


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """An office held for a time: `role` is 'head of state of PRK', 'foreign minister of RUS' …"""

    role: str
    start: str
    end: str | None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A leader or well-known person; `gender` is 'm', 'f' or None, `terms` run in time order."""

    id: str
    name: str
    aliases: tuple[str, ...]
    country: str
    gender: str | None
    sector: str | None
    terms: tuple[Term, ...]


class Official(msgspec.Struct, frozen=True, kw_only=True):
    """A dated holder of an office below the top, with the PLOVER sector of the office."""

    name: str
    aliases: tuple[str, ...]
    country: str
    sector: str
    start: str
    end: str | None


class OutletRow(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher or news agency. `id` is `outlet:` and its domain, or its folded name; `wire` marks agencies that
    other outlets take stories from; `ambiguous` names are common words or other things too and need context."""

    id: str
    name: str
    aliases: tuple[str, ...]
    domain: str | None
    country: str | None
    kind: str
    wire: bool
    ambiguous: bool


class Organisation(msgspec.Struct, frozen=True, kw_only=True):
    """An international or non-governmental organisation, company or armed group; `code` is its PLOVER country code
    (`IGO`, `NGO`, `MNC` or alpha-3) and `sector` its sector."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    code: str | None
    sector: str | None


@cache
def countries() -> tuple[Country, ...]:
    """Every country and territory of ISO 3166-1, and Kosovo."""
    return tuple(_country(row) for row in rows_of("countries.csv"))


@cache
def leaders() -> tuple[Leader, ...]:
    """Terms of chiefs of state, heads of government, their deputies and effective leaders, 1945 to January 2026."""
    return tuple(
        Leader(
            country=row["country"],
            role=row["role"],
            title=row["title"],
            name=row["name"],
            surname=row["surname"],
            start=row["start"],
            end=row["end"] or None,
            approximate=row["approximate"] == "1",
            person=row["person"] or None,
        )
        for row in rows_of("leaders.csv.gz")
    )


@cache
def people() -> tuple[Person, ...]:
    """Leaders with a full name and well-known people, each with the offices that the tables give them."""
    terms = _terms()
    return tuple(
        Person(
            id=row["id"],
            name=row["name"],
            aliases=_listed(row["aliases"]),
            country=row["country"],
            gender=row["gender"] or None,
            sector=row["sector"] or None,
            terms=tuple(sorted(terms.get(row["id"], ()), key=lambda term: term.start)),
        )
        for row in rows_of("people.csv.gz")
    )


@cache
def officials() -> tuple[Official, ...]:
    """Dated ministers and other officials (strong to 2010)."""
    return tuple(
        Official(
            name=row["name"],
            aliases=_listed(row["aliases"]),
            country=row["country"],
            sector=row["sector"],
            start=row["start"],
            end=row["end"] or None,
        )
        for row in rows_of("officials.csv.gz")
    )


@cache
def outlets() -> tuple[OutletRow, ...]:
    """News agencies first, then papers and broadcasters; the first row that carries a name is the likelier bearer."""
    return tuple(
        OutletRow(
            id=row["id"],
            name=row["name"],
            aliases=_listed(row["aliases"]),
            domain=row["domain"] or None,
            country=row["country"] or None,
            kind=row["kind"],
            wire=row["wire"] == "1",
            ambiguous=row["ambiguous"] == "1",
        )
        for row in rows_of("outlets.csv")
    )


@cache
def programmes() -> tuple[tuple[str, str], ...]:
    """News programmes with the id of the outlet that broadcasts them."""
    return tuple((row["name"], row["outlet"]) for row in rows_of("programmes.csv"))


@cache
def organisations() -> tuple[Organisation, ...]:
    """International organisations, NGOs, companies and armed groups."""
    return tuple(
        Organisation(
            id=row["id"],
            name=row["name"],
            aliases=_listed(row["aliases"]),
            kind=row["kind"],
            code=row["code"] or None,
            sector=row["sector"] or None,
        )
        for row in rows_of("organisations.csv.gz")
    )


@cache
def agents() -> tuple[tuple[str, str], ...]:
    """Nouns and noun phrases (lower case) with the PLOVER sector they stand for: ('defence minister', 'GOV')."""
    return tuple((row["noun"], row["sector"]) for row in rows_of("agents.csv"))


@cache
def given_names() -> dict[str, float]:
    """Given names (lower case) with the share of their bearers that are women, 0.0-1.0."""
    return {row["name"]: float(row["female"]) for row in rows_of("given_names.csv.gz")}


LEADER_ROLES = {
    "chief of state": "head of state",
    "head of government": "head of government",
    "vice chief of state": "deputy head of state",
    "vice head of government": "deputy head of government",
    "effective leader": "leader",
}


def _terms() -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = {}
    for leader in leaders():
        if leader.person:
            role = f"{LEADER_ROLES[leader.role]} of {leader.country}"
            terms.setdefault(leader.person, []).append(Term(role=role, start=leader.start, end=leader.end))
    for row in rows_of("offices.csv"):
        if row["role"]:
            term = Term(role=row["role"], start=row["start"], end=row["end"] or None)
            terms.setdefault(row["person"], []).append(term)
    return terms


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of one packaged table, by column; `name` ends in `.csv` or `.csv.gz`."""
    data = resources.files("onrecord.resolving").joinpath("data", name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))


def _country(row: dict[str, str]) -> Country:
    return Country(
        iso2=row["iso2"],
        iso3=row["iso3"],
        name=row["name"],
        names=_listed(row["names"]),
        adjectives=_listed(row["adjectives"]),
        seats=_listed(row["seats"]),
        metonyms=tuple(_pair(item) for item in _listed(row["metonyms"])),
        continent=row["continent"],
        geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        sovereign=row["sovereign"] == "1",
        cow=int(row["cow"]) if row["cow"] else None,
    )


def _pair(item: str) -> tuple[str, str]:
    name, _, sector = item.partition("=")
    return name, sector or "GOV"


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()

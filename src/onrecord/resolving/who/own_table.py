"""A user's own table of who is who: it adds to the packaged tables, corrects them, and wins over them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec

from onrecord.model.actor import ActorKind
from onrecord.model.errors import InputError
from onrecord.resolving import tables
from onrecord.resolving.who.tokens import slug

PREFIXES: dict[str, str] = {
    "person": "person",
    "state": "state",
    "government": "government",
    "organisation": "org",
    "igo": "igo",
    "armed_group": "armed",
    "outlet": "outlet",
    "group": "group",
}
"""Kinds of actors that a table may hold, and what the ids made for them begin with."""
NEEDED = ("name", "kind")
OPTIONAL = ("aliases", "adjectives", "country", "sector", "id", "gender", "role", "since", "until", "note")
SECTORS = frozenset(
    "GOV MIL COP JUD LEG SPY PRM PTY REB UAF OPP CVL ELI BUS LAB AGR EDU MED JRN REL REF CRM SOC".split()
)
"""PLOVER's sectors."""
COUNTRY = re.compile(r"[A-Z]{3}")
DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
ID = re.compile(r"[A-Z]{3}(?:/[A-Z]{3})?|[a-z]+:\S+")


class OwnActor(msgspec.Struct, frozen=True, kw_only=True):
    """What the rows of one id say; `terms` are the offices that they give a person."""

    id: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    kind: ActorKind
    country: str | None
    sector: str | None
    gender: str | None
    terms: tuple[tables.Term, ...]


class OwnTable(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The actors of a table, and the SHA-256 of the file that they were read from."""

    actors: tuple[OwnActor, ...]
    sha256: str


def read_own_table(path: Path) -> OwnTable:
    """The table at `path`, a CSV (UTF-8).

    Columns: name and kind, and any of aliases (parted by `|`), adjectives (of a state: 'Norwegian|Norwegians'), country
    (alpha-3), sector (PLOVER's), id (of an actor of ours that the row corrects), gender (m or f), role ('head of state
    of NOR'), since, until, note (not read). Rows of one id are one actor: a person with several offices has several.

    Raises:
        InputError: the file cannot be read, or a row is wrong; names the row.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read the table {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"the table {path} is not UTF-8 (byte {error.start}): save it as 'CSV UTF-8'") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_header(path, reader.fieldnames or ())
        found: dict[str, OwnActor] = {}
        for line, cells in _lines(reader):
            _add(found, _actor(f"the table {path}, row {line}", cells), f"the table {path}, row {line}")
    except csv.Error as error:
        raise InputError(f"the table {path} is no CSV after row {reader.line_num}: {error}") from error
    return OwnTable(actors=tuple(found.values()), sha256=hashlib.sha256(content).hexdigest())


def _lines(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the number of the line on which each ends, as an editor counts; the cells stripped."""
    for row in reader:
        extra = cast("dict[str | None, list[str]]", row).pop(None, [])
        cells = {key: (value or "").strip() for key, value in row.items()}
        yield reader.line_num, cells | ({"": "|".join(extra)} if extra else {})


def _check_header(path: Path, columns: object) -> None:
    given = [str(column) for column in cast("list[str]", list(cast("tuple[str, ...]", columns)))]
    every = ", ".join((*NEEDED, *OPTIONAL))
    for column in NEEDED:
        if column not in given:
            raise InputError(f"the table {path} lacks the column {column}; its first line names some of {every}")
    for column in given:
        if column not in (*NEEDED, *OPTIONAL):
            raise InputError(f"the table {path} has a column {column!r}; there are {every}")


def _actor(where: str, cells: dict[str, str]) -> OwnActor:
    _check_row(where, cells)
    name, kind, country = cells["name"], cast(ActorKind, cells["kind"]), cells.get("country") or None
    made = country if kind == "state" and country else f"{PREFIXES[kind]}:{slug(name)}"
    role = cells.get("role")
    return OwnActor(
        id=cells.get("id") or made,
        name=name,
        aliases=_listed(cells.get("aliases", "")),
        adjectives=_listed(cells.get("adjectives", "")),
        kind=kind,
        country=country,
        sector=cells.get("sector") or None,
        gender=cells.get("gender") or None,
        terms=(tables.Term(role=role, start=cells.get("since", ""), end=cells.get("until") or None),) if role else (),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _add(found: dict[str, OwnActor], row: OwnActor, where: str) -> None:
    """Put a row to the others of its id."""
    first = found.setdefault(row.id, row)
    if first is row:
        return
    if first.kind != row.kind:
        raise InputError(f"{where}: {row.id} is of the kind {first.kind} in an earlier row, {row.kind} here")
    names = dict.fromkeys((*first.aliases, row.name, *row.aliases))
    names.pop(first.name, None)
    found[row.id] = msgspec.structs.replace(
        first,
        aliases=tuple(names),
        adjectives=tuple(dict.fromkeys((*first.adjectives, *row.adjectives))),
        country=first.country or row.country,
        sector=first.sector or row.sector,
        gender=first.gender or row.gender,
        terms=(*first.terms, *row.terms),
    )


def _check_row(where: str, cells: dict[str, str]) -> None:
    if "" in cells:
        raise InputError(f"{where}: more cells than columns; put names with commas in double quotes")
    if not cells["name"]:
        raise InputError(f"{where}: no name")
    if cells["kind"] not in PREFIXES:
        raise InputError(f"{where}: the kind {cells['kind']!r} is none of {', '.join(PREFIXES)}")
    if cells["kind"] == "state" and not cells.get("country"):
        raise InputError(f"{where}: a state needs its country (alpha-3; XAA to XZZ are free for your own)")
    if cells["kind"] != "state" and cells.get("adjectives"):
        raise InputError(f"{where}: only a state has adjectives; put other names under aliases")
    for column, wanted, told in _CELLS:
        cell = cells.get(column, "")
        if cell and not wanted(cell):
            raise InputError(f"{where}: the {column} {cell!r} is no {told}")
    if (cells.get("since") or cells.get("until")) and not cells.get("role"):
        raise InputError(f"{where}: since and until belong to a role")


_CELLS = (
    ("country", COUNTRY.fullmatch, "alpha-3 code such as NOR"),
    ("sector", SECTORS.__contains__, "PLOVER sector such as GOV, MIL or JRN"),
    ("id", ID.fullmatch, "id such as person:ann-moss, org:…, NOR or NOR/GOV"),
    ("gender", ("m", "f").__contains__, "m or f"),
    ("since", DAY.fullmatch, "date such as 2026-01-31"),
    ("until", DAY.fullmatch, "date such as 2026-01-31"),
)

"""Who is meant by a name in a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec

from onrecord.model.errors import QueryError
from onrecord.resolving import tables
from onrecord.store import Store, fold
from onrecord.views.filters import as_json
from onrecord.views.sameness import Sameness, sameness

OFFICIAL = ("GOV", "MIL", "COP", "SPY")
"""PLOVER's sectors of those who speak and act for a state."""

_OF_STATE = """
SELECT id FROM actors WHERE country = ? AND (? = '[]' OR sector IN (SELECT value FROM json_each(?)))"""

_LISTED = 5
_RARE = 10
"""A name that one actor bears on this many times as many pages as another is not taken to mean the other."""


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """The actors that a name in a question stands for, and what to tell the one who asked."""

    ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


def who_is(store: Store, asked: str, *, of_country: bool = False, officials: bool = False) -> Meant:
    """The actors on record that `asked` names: by id; else by name (a country by any of its names and adjectives); else
    by words that pages mention them by; else by another name that the tables of who is who know; else by part of a
    name.

    The first of these that finds anybody decides. A state stands for its government and the parts of it too (`USA` for
    `USA/GOV`, `USA/MIL`), never for the people who lead it, unless `officials` asks for those who speak for it
    (government, army, police, services) or `of_country` for everybody of that country.
    """
    for way in _WAYS:
        found = way(store, asked)
        ids = _with_parts(store, found, of_country=of_country, officials=officials)
        if ids:
            same = sameness(store)
            return Meant(ids=same.with_members(ids), notes=_several(store, asked, found, same))
    return Meant(ids=(), notes=(f"nobody on record is called {asked!r}{_close(store, asked)}",))


def one_actor(store: Store, asked: str) -> str:
    """The id of the one actor on record that `asked` names, however others were judged to be the same.

    Raises:
        QueryError: nobody is called so, or several are.
    """
    for way in _WAYS:
        found = _with_parts(store, way(store, asked), of_country=False, officials=False)
        whole = [one for one in found if one.split("/")[0] not in found or "/" not in one]
        if len(whole) == 1:
            return whole[0]
        if whole:
            raise QueryError(f"{asked!r} fits {len(whole)} actors: {', '.join(whole[:5])}; name one of them by its id")
    raise QueryError(f"nobody on record is called {asked!r}{_close(store, asked)}")


def _by_id(_store: Store, asked: str) -> list[str]:
    given = asked.strip()
    return list(dict.fromkeys((given, given.upper(), given.lower())))


def _by_name(store: Store, asked: str) -> list[str]:
    folded = fold(asked)
    own = _ids(store, "SELECT actor_id FROM actor_names WHERE folded = ? AND is_name ORDER BY pages DESC", folded)
    return [*_countries().get(folded, ()), *own]


def _by_mention(store: Store, asked: str) -> list[str]:
    rows = store.query("SELECT actor_id, pages FROM actor_names WHERE folded = ? ORDER BY pages DESC", (fold(asked),))
    return [row["actor_id"] for row in rows if row["pages"] * _RARE >= rows[0]["pages"]]


def _by_table(_store: Store, asked: str) -> list[str]:
    return _others().get(fold(asked), [])


@cache
def _countries() -> dict[str, list[str]]:
    """Country ids by their folded names and adjectives."""
    found: dict[str, list[str]] = {}
    for country in tables.countries():
        for name in {fold(one) for one in (country.name, *country.names, *country.adjectives)}:
            found.setdefault(name, []).append(country.iso3)
    return found


@cache
def _others() -> dict[str, list[str]]:
    """Ids of the organisations, outlets and people of the tables by their folded names."""
    found: dict[str, list[str]] = {}
    rows: Iterable[tables.Organisation | tables.OutletRow | tables.Person]
    rows = (*tables.organisations(), *tables.outlets(), *tables.people())
    for row in rows:
        for name in {fold(one) for one in (row.name, *row.aliases)}:
            found.setdefault(name, []).append(row.id)
    return found


def _by_part(store: Store, asked: str) -> list[str]:
    words = fold(asked).split()
    if not words:
        return []
    like = " AND ".join("' ' || folded || ' ' LIKE ?" for _ in words)
    sql = f"SELECT DISTINCT actor_id FROM actor_names WHERE is_name AND {like}"  # noqa: S608 - only marks
    return _ids(store, sql, *(f"% {word} %" for word in words))


_WAYS: tuple[Callable[[Store, str], list[str]], ...] = (_by_id, _by_name, _by_mention, _by_table, _by_part)


def _ids(store: Store, sql: str, *parameters: str) -> list[str]:
    return [row[0] for row in store.query(sql, parameters)]


def _with_parts(store: Store, ids: list[str], *, of_country: bool, officials: bool) -> tuple[str, ...]:
    """Those of `ids` that are on record, states with all their parts."""
    found = dict.fromkeys(
        _ids(store, "SELECT id FROM actors WHERE id IN (SELECT value FROM json_each(?))", as_json(ids))
    )
    for state in (one for one in ids if len(one) == 3 and one.isalpha() and one.isupper()):
        found |= dict.fromkeys(_ids(store, "SELECT id FROM actors WHERE id > ? AND id < ?", f"{state}/", f"{state}0"))
        if of_country or officials:
            sectors = as_json([] if of_country else OFFICIAL)
            found |= dict.fromkeys(_ids(store, _OF_STATE, state, sectors, sectors))
    return tuple(found)


def _several(store: Store, asked: str, ids: list[str], same: Sameness) -> tuple[str, ...]:
    """A note when the name fits more than one actor (parts of a state, and actors judged the same, are one)."""
    there = store.query("SELECT name, id FROM actors WHERE id IN (SELECT value FROM json_each(?))", (as_json(ids),))
    if len({same.kept(row["id"]).split("/")[0] for row in there}) < 2:
        return ()
    names = ", ".join(f"{row['name']} ({row['id']})" for row in there[:_LISTED])
    more = " …" if len(there) > _LISTED else ""
    return (f"{asked!r} fits {len(there)} actors: {names}{more}; ask by id for one of them",)


def _close(store: Store, asked: str) -> str:
    """Names on record that are spelt like it."""
    from difflib import get_close_matches

    rows = store.query("SELECT folded, name FROM actor_names WHERE is_name ORDER BY pages DESC LIMIT 5000")
    names = {row["folded"]: row["name"] for row in rows}
    close = get_close_matches(fold(asked), names, n=3, cutoff=0.75)
    return f"; close: {', '.join(names[one] for one in close)}" if close else ""

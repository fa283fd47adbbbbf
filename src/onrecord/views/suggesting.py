"""Pairs of actors on record that may be the same, each with the reason; nothing is joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec

from onrecord.store import Store, fold
from onrecord.views.rows import Rows
from onrecord.views.sameness import judgements
from onrecord.views.showing import office

MOST_ALIKE = 20
"""Of more actors that share a key, none is suggested: the key says too little."""

_ACTORS = """
SELECT id, name, kind, country, pages,
    (SELECT role FROM document_actors WHERE actor_id = actors.id AND role IS NOT NULL
     GROUP BY role ORDER BY count(*) DESC, role LIMIT 1) AS role
FROM actors WHERE kind IN ('person', 'organisation', 'outlet', 'igo', 'armed_group') ORDER BY pages DESC, id"""


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors that may be one, and why; `a` is on more pages."""

    a: str
    b: str
    reason: str
    a_pages: int
    b_pages: int
    a_id: str
    b_id: str


class _Actor(NamedTuple):
    id: str
    name: str
    kind: str
    country: str | None
    pages: int
    role: str | None


_Keys = Callable[[_Actor], Iterable[Hashable]]


def suggestions(store: Store, *, limit: int | None = None) -> Rows[Alike]:
    """Pairs that may be the same, those on the most pages first; pairs that somebody has judged are left out."""
    judged = {frozenset((one.a_id, one.b_id)) for one in judgements(store)}
    actors = [_Actor(*row) for row in store.query(_ACTORS)]
    found: dict[frozenset[str], Alike] = {}
    for one, other, reason in _pairs(actors):
        pair = frozenset((one.id, other.id))
        if pair not in judged and pair not in found and not _apart(one, other):
            found[pair] = _alike(one, other, reason)
    ordered = sorted(found.values(), key=lambda pair: (-min(pair.a_pages, pair.b_pages), -pair.a_pages, pair.a_id))
    return Rows(ordered[:limit], total=len(ordered), kind=Alike)


def _pairs(actors: Sequence[_Actor]) -> Iterator[tuple[_Actor, _Actor, str]]:
    from onrecord.resolving.who.bodies import initials_of  # both bring the tables and what reads them along
    from onrecord.resolving.who.gazetteer import name_skeleton

    people = [one for one in actors if one.kind == "person"]
    bodies = [one for one in actors if one.kind != "person"]
    for one, other in _sharing(actors, lambda one: [fold(one.name).removeprefix("the ")]):
        yield one, other, "the same name"
    for one, other in _sharing(people, lambda one: [name_skeleton(one.name)] if " " in one.name else []):
        yield one, other, "names that transliteration may have parted"
    for one, other in _sharing(people, lambda one: [(_surname(one), one.role)] if one.role else []):
        yield one, other, f"the same surname and office ({office(one.role)})"
    for one, other in _sharing(people, lambda one: [_surname(one)]):
        if " " not in one.name or " " not in other.name:
            yield one, other, "one name is the other's surname"
    for one, other in _sharing(bodies, lambda one: [one.name.replace(".", ""), initials_of(one.name)]):
        if " " not in one.name or " " not in other.name:
            yield one, other, "one name is the other's initials"


def _sharing(actors: Sequence[_Actor], keys_of: _Keys) -> Iterator[tuple[_Actor, _Actor]]:
    """Pairs of actors that share a key."""
    by_key: defaultdict[Hashable, dict[str, _Actor]] = defaultdict(dict)
    for one in actors:
        for key in keys_of(one):
            if key:
                by_key[key][one.id] = one
    for group in by_key.values():
        if len(group) <= MOST_ALIKE:
            yield from combinations(group.values(), 2)


def _surname(one: _Actor) -> str:
    return fold(one.name).split()[-1] if fold(one.name) else ""


def _apart(one: _Actor, other: _Actor) -> bool:
    """Whether a person of one country and one of another, or a person and a body, rule each other out."""
    if (one.kind == "person") != (other.kind == "person"):
        return True
    return one.kind == "person" and None not in (one.country, other.country) and one.country != other.country


def _alike(one: _Actor, other: _Actor, reason: str) -> Alike:
    a, b = sorted((one, other), key=lambda actor: (-actor.pages, actor.id))
    return Alike(a=a.name, b=b.name, reason=reason, a_pages=a.pages, b_pages=b.pages, a_id=a.id, b_id=b.id)

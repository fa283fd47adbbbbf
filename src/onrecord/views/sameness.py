"""Which actors a person judges to be the same, different, or cannot tell: a layer over the record, never in it.

A judgement is a row of `reviews` about a pair of actors (`positive`, `negative`, `unsure`; nomenklatura's three). A
later one on the same pair replaces it, the earlier stays as history. Actors judged the same are shown as one, under the
name of the one on the most pages; the record keeps them apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import msgspec

from onrecord.model.errors import QueryError
from onrecord.store import Store
from onrecord.views.filters import as_json
from onrecord.views.rows import Rows

Verdict = Literal["same", "different", "unsure"]
STORED: Mapping[Verdict, str] = {"same": "positive", "different": "negative", "unsure": "unsure"}
_TOLD: Mapping[str, Verdict] = {stored: verdict for verdict, stored in STORED.items()}
_ALL = """
SELECT r.n, r.made_at, r.reviewer, r.subject_id AS a, r.value ->> '$' AS b, r.judgement, r.note
FROM reviews AS r WHERE r.subject = 'actor' AND r.field = 'same_as' ORDER BY r.n"""
_NAMES = "SELECT id, name, pages FROM actors WHERE id IN (SELECT value FROM json_each(?))"


class Shown(NamedTuple):
    """An actor as it is shown; `actor_id` is None for words that are no actor's."""

    actor_id: str | None
    name: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement on a pair of actors. `holds` is false for one that a later judgement replaced."""

    verdict: str
    a: str
    b: str
    made_at: str
    reviewer: str | None
    note: str | None
    holds: bool
    a_id: str
    b_id: str


class Sameness:
    """The actors judged the same, as groups."""

    def __init__(self, groups: Iterable[Iterable[str]], names: Mapping[str, tuple[str, int]]) -> None:
        self._kept: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        for group in groups:
            ordered = sorted(group, key=lambda one: (-names.get(one, ("", 0))[1], one))
            self._members[ordered[0]] = tuple(ordered)
            self._kept |= dict.fromkeys(ordered, ordered[0])
        self._names = {one: names[kept][0] for one, kept in self._kept.items() if kept in names}

    def __bool__(self) -> bool:
        return bool(self._kept)

    def kept(self, actor_id: str) -> str:
        """The actor under whom this one is shown: itself, or the one on the most pages of those judged the same."""
        return self._kept.get(actor_id, actor_id)

    def members(self, actor_id: str) -> tuple[str, ...]:
        """Every actor judged the same as this one, and this one."""
        return self._members.get(self.kept(actor_id), (actor_id,))

    def shown(self, row: sqlite3.Row) -> Shown:
        """A row's `actor_id` and `name` as they are shown."""
        actor_id: str | None = row["actor_id"]
        return Shown(actor_id, row["name"]) if actor_id is None else self.named(actor_id, row["name"])

    def named(self, actor_id: str, name: str) -> Shown:
        """An actor, called `name` on a page, as it is shown."""
        return Shown(self.kept(actor_id), self._names.get(actor_id, name))

    def with_members(self, ids: Iterable[str]) -> tuple[str, ...]:
        """These actors and all judged the same as one of them."""
        return tuple(dict.fromkeys(one for actor in ids for one in self.members(actor)))

    def joined(self) -> Mapping[str, str]:
        """Every actor that was judged the same as another, with the one under whom it is shown."""
        return self._kept

    def hidden(self) -> tuple[str, ...]:
        """The actors that are shown under another."""
        return tuple(one for one, kept in self._kept.items() if one != kept)


def sameness(store: Store) -> Sameness:
    """The actors that are judged the same as things stand."""
    pairs = [pair for pair, verdict in _standing(store).items() if verdict == "same"]
    if not pairs:
        return Sameness((), {})
    rows = store.query(_NAMES, (as_json({one for pair in pairs for one in pair}),))
    return Sameness(_groups(pairs).values(), {row["id"]: (row["name"], row["pages"]) for row in rows})


def judgements(store: Store, *, limit: int | None = None) -> Rows[Judged]:
    """Every judgement on actors, the latest first, those replaced by a later one too."""
    rows = store.query(_ALL)
    last = {frozenset((row["a"], row["b"])): row["n"] for row in rows}
    ids = {one for row in rows for one in (row["a"], row["b"])}
    names = {row["id"]: row["name"] for row in store.query(_NAMES, (as_json(ids),))}
    found = [
        Judged(
            verdict=_TOLD[row["judgement"]],
            a=names.get(row["a"], row["a"]),
            b=names.get(row["b"], row["b"]),
            made_at=row["made_at"],
            reviewer=row["reviewer"],
            note=row["note"],
            holds=last[frozenset((row["a"], row["b"]))] == row["n"],
            a_id=row["a"],
            b_id=row["b"],
        )
        for row in reversed(rows)
    ]
    return Rows(found[:limit], total=len(found), kind=Judged)


def check(store: Store, verdict: Verdict, a: str, b: str) -> None:
    """Refuse a judgement that contradicts those that stand.

    Raises:
        QueryError: the two are one actor; `same` would join two judged different, or `different` part two that others
            join; says which judgements stand against it.
    """
    if a == b:
        raise QueryError(f"{a} is one actor already")
    standing = _standing(store)
    standing.pop(frozenset((a, b)), None)
    if verdict == "unsure":
        return
    pairs = [*(pair for pair, told in standing.items() if told == "same"), *([frozenset((a, b))] * (verdict == "same"))]
    groups = _groups(pairs)
    apart = [pair for pair, told in standing.items() if told == "different"]
    apart += [frozenset((a, b))] * (verdict == "different")
    for one, other in map(sorted, apart):
        if other in groups.get(one, ()):
            way = ", ".join(f"{x} and {y} the same" for x, y in map(sorted, _way(pairs, one, other)))
            raise QueryError(f"{one} and {other} cannot be different while {way}: judge one of these pairs anew first")


def _standing(store: Store) -> dict[frozenset[str], Verdict]:
    """The last judgement on every pair."""
    return {frozenset((row["a"], row["b"])): _TOLD[row["judgement"]] for row in store.query(_ALL)}


def _groups(pairs: Iterable[frozenset[str]]) -> dict[str, set[str]]:
    """Who is joined with whom, over any number of pairs; the groups by each member."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        joined: set[str] = set().union(*(found.get(one, {one}) for one in pair))
        found |= dict.fromkeys(joined, joined)
    return found


def _way(pairs: Iterable[frozenset[str]], start: str, end: str) -> list[frozenset[str]]:
    """The shortest chain of pairs that joins two actors."""
    beside: dict[str, list[str]] = {}
    for pair in pairs:
        one, other = sorted(pair)
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    came: dict[str, str] = {start: start}
    waiting = [start]
    for one in waiting:
        for other in beside.get(one, ()):
            if other not in came:
                came[other] = one
                waiting.append(other)
    steps: list[frozenset[str]] = []
    while end != start:
        steps.append(frozenset((end, came[end])))
        end = came[end]
    return steps[::-1]

"""Who speaks about whom and who acts upon whom, and how often."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import product

import msgspec

from onrecord.store import Store
from onrecord.views.filters import Filter, as_json, between, limited
from onrecord.views.rows import Rows
from onrecord.views.sameness import Sameness, sameness
from onrecord.views.timeline import intensity_of
from onrecord.views.who import who_is

MOST_DATED = 10_000
"""Statements, and events, of a time that are counted; of more, the latest."""

_WHO = "r.actor_id IN (SELECT value FROM json_each(?))"
_WHOM = "r.other_id IN (SELECT value FROM json_each(?))"
_EDGES = """
SELECT actor_id, other_id, times FROM relations AS r
WHERE told = '' AND {} ORDER BY times DESC, actor_id, other_id LIMIT ?"""
_JUDGED = "(r.actor_id IN (SELECT value FROM json_each(?)) OR r.other_id IN (SELECT value FROM json_each(?)))"
_COUNT = "SELECT count(*) FROM relations AS r WHERE told = '' AND {}"
_KINDS = """
SELECT r.actor_id, r.other_id, r.told, r.type, r.times, r.claims, r.not_done
FROM json_each(?) AS asked JOIN relations AS r
ON r.actor_id = asked.value ->> 0 AND r.other_id = asked.value ->> 1 AND r.told <> ''"""
_SAID = """
SELECT DISTINCT s.n, source.actor_id, about.actor_id AS other_id, 'said' AS told, coalesce(s.act, '') AS type,
    0 AS claim, 0 AS not_done
FROM (SELECT n, act FROM statements AS s WHERE {} ORDER BY dated DESC LIMIT ?) AS s
    JOIN statement_actors AS source ON source.statement = s.n AND source.role = 'source'
    JOIN statement_actors AS about ON about.statement = s.n AND about.role = 'about'
WHERE source.actor_id <> about.actor_id"""
_DONE = """
SELECT DISTINCT s.n, doer.actor_id, upon.actor_id AS other_id, 'done' AS told, s.type,
    attributed_to IS NOT NULL AS claim, status NOT IN ('happened', 'ongoing') AS not_done
FROM (SELECT n, type, attributed_to, status FROM events AS s WHERE {} ORDER BY dated DESC LIMIT ?) AS s
    JOIN event_parties AS doer ON doer.event = s.n AND doer.role = 'actor'
    JOIN event_parties AS upon ON upon.event = s.n AND upon.role = 'recipient'
WHERE doer.actor_id <> upon.actor_id"""
_NAMES = "SELECT id, name, kind FROM actors WHERE id IN (SELECT value FROM json_each(?))"

Pair = tuple[str, str]


class _Between(msgspec.Struct):
    """What there is between two: how much of each `(told, type)`, and of the events how many are claims or not done."""

    kinds: Counter[tuple[str, str]] = msgspec.field(default_factory=Counter)
    claims: int = 0
    not_done: int = 0

    def add(self, kind: tuple[str, str], times: int, claims: int, not_done: int) -> None:
        """Count statements or events of a kind."""
        self.kinds[kind] += times
        self.claims += claims
        self.not_done += not_done


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """How often one actor speaks about another or acts upon them. Of the `events`, `claims` are told inside somebody's
    words and `not_done` are denied, threatened, planned or only thought of; one may be both. `acts` counts verbal acts
    and events together by their PLOVER type; `intensity` is their mean (-10 conflict … 10 cooperation), null where
    nothing has one."""

    who: str
    whom: str
    times: int
    statements: int
    events: int
    claims: int
    not_done: int
    intensity: float | None
    acts: dict[str, int]
    who_kind: str
    whom_kind: str
    who_id: str
    whom_id: str


def network(
    store: Store,
    who: str | None = None,
    *,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Rows[Edge]:
    """Pairs of actors, those with most statements and events between them first; `who` speaks or acts, `about` is
    spoken about or acted upon. What actors say of themselves is no relation. Actors judged the same are one; without
    dates a statement that speaks about two of them counts twice.

    Raises:
        QueryError: a date that is none.
    """
    asked = Filter()
    notes: list[str] = []
    for name, among in ((who, _WHO), (about, _WHOM)):
        if name is not None:
            meant = who_is(store, name)
            notes += meant.notes
            asked.add(among, as_json(meant.ids))
    if since is None and until is None:
        return _of_all(store, asked, limit, notes)
    return _of_time(store, asked, since, until, limit, notes)


def _of_all(store: Store, asked: Filter, limit: int | None, notes: list[str]) -> Rows[Edge]:
    same = sameness(store)
    joined = _joined(store, asked, same)
    if same:
        asked.add(f"NOT {_JUDGED}", *[as_json(same.joined())] * 2)
    counted = store.query(_EDGES.format(asked.where()), [*asked.values, limited(limit)])
    times = {(row["actor_id"], row["other_id"]): row["times"] for row in counted} | joined
    pairs = sorted(times, key=lambda pair: (-times[pair], pair))[: limit or None]
    found: defaultdict[Pair, _Between] = defaultdict(_Between)
    apart = [members for one, other in pairs for members in product(same.members(one), same.members(other))]
    for row in store.query(_KINDS, (msgspec.json.encode(apart).decode(),)):
        found[_shown(row, same)].add((row["told"], row["type"]), row["times"], row["claims"], row["not_done"])
    total = len(counted)
    if limit and total == limit:
        total = store.query(_COUNT.format(asked.where()), asked.values)[0][0]
    return Rows(_edges(store, pairs, found), total=total + len(joined), notes=notes, kind=Edge)


def _joined(store: Store, asked: Filter, same: Sameness) -> dict[Pair, int]:
    """The pairs with somebody who was judged the same as another, as they are shown."""
    if not same:
        return {}
    judged = as_json(same.joined())
    where = f"{asked.where()} AND {_JUDGED}"
    times: dict[Pair, int] = defaultdict(int)
    for row in store.query(_EDGES.format(where), [*asked.values, judged, judged, limited(None)]):
        times[_shown(row, same)] += row["times"]
    return {pair: number for pair, number in times.items() if pair[0] != pair[1]}


def _shown(row: sqlite3.Row, same: Sameness) -> Pair:
    return same.kept(row["actor_id"]), same.kept(row["other_id"])


def _of_time(
    store: Store, asked: Filter, since: str | None, until: str | None, limit: int | None, notes: list[str]
) -> Rows[Edge]:
    bounds = Filter()
    between(bounds, "s.dated", since, until)
    same = sameness(store)
    found: defaultdict[Pair, _Between] = defaultdict(_Between)
    for sql in (_SAID, _DONE):
        counted = f"SELECT * FROM ({sql.format(bounds.where())}) AS r WHERE {asked.where()}"  # noqa: S608 - only marks
        rows = store.query(counted, [*bounds.values, MOST_DATED, *asked.values])
        if len({row["n"] for row in rows}) == MOST_DATED:
            notes = [*notes, f"counted in the latest {MOST_DATED:,} of that time"]
        once = {(row["n"], _shown(row, same)): row for row in rows}
        for (_, (who, whom)), row in once.items():
            if who != whom:
                found[who, whom].add((row["told"], row["type"]), 1, row["claim"], row["not_done"])
    pairs = sorted(found, key=lambda pair: (-found[pair].kinds.total(), pair))
    return Rows(_edges(store, pairs[: limit or None], found), total=len(pairs), notes=notes, kind=Edge)


def _edges(store: Store, pairs: list[Pair], found: Mapping[Pair, _Between]) -> list[Edge]:
    actors = {row["id"]: row for row in store.query(_NAMES, (as_json({one for pair in pairs for one in pair}),))}
    return [
        Edge(
            who=actors[one]["name"],
            whom=actors[other]["name"],
            times=found[one, other].kinds.total(),
            statements=sum(times for (told, _), times in found[one, other].kinds.items() if told == "said"),
            events=sum(times for (told, _), times in found[one, other].kinds.items() if told == "done"),
            claims=found[one, other].claims,
            not_done=found[one, other].not_done,
            intensity=_mean(found[one, other].kinds),
            acts=_acts(found[one, other].kinds),
            who_kind=actors[one]["kind"],
            whom_kind=actors[other]["kind"],
            who_id=one,
            whom_id=other,
        )
        for one, other in pairs
    ]


def _acts(kinds: Mapping[tuple[str, str], int]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for (_, kind), times in kinds.items():
        if kind:
            counts[kind] += times
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _mean(kinds: Mapping[tuple[str, str], int]) -> float | None:
    rated = [(intensity_of(kind), times) for (_, kind), times in kinds.items() if kind]
    weight = sum(times for value, times in rated if value is not None)
    return round(sum(value * times for value, times in rated if value is not None) / weight, 2) if weight else None

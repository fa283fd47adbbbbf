"""Finding the statements or events that a question fits, in order of time, by the shortest way there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

import msgspec

from onrecord.store import Store
from onrecord.views.filters import Filter, Parameters, as_json

OFTEN = 20_000
"""Of words that more statements hold, the statements are gone through in order of time instead."""


Dated = tuple[int, str | None]
"""The number (`n`) of a statement or event, and its date."""


class Among(msgspec.Struct, frozen=True, kw_only=True):
    """A condition by another table: `gather` gives number and date (`n`, `dated`) of all rows that meet it; `check`,
    with the same values, gives something for a row `s` that meets it. `by_date` says that an index has the gathered
    rows in order of time."""

    gather: str
    check: str
    values: Parameters
    by_date: bool = True


class Question(msgspec.Struct, kw_only=True):
    """What is asked of `statements` or `events` (`s` in conditions); `plain` is about `s.dated` alone; what stands on
    the pages `without` (`documents.n`) is left out."""

    table: Literal["statements", "events"]
    without: tuple[int, ...] = ()
    among: list[Among] = []
    plain: Filter = msgspec.field(default_factory=Filter)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Rows in order of time, how many fit without the limit, and what to tell the one who asked."""

    rows: list[Dated]
    total: int
    notes: tuple[str, ...]

    @property
    def numbers(self) -> Iterator[int]:
        """Their numbers."""
        return (n for n, _ in self.rows)


Row = TypeVar("Row")
Sql = tuple[str, Parameters]


def matching(store: Store, question: Question, limit: int | None, *, latest: bool = False) -> tuple[list[Dated], int]:
    """The rows that fit, in date order, undated ones last; and how many there are in all. A limit keeps the first of
    them, or the `latest`; undated ones only where there are not enough dated ones."""
    ways = _rarest_first(store, question.among)
    rows = _rows(question, ways)
    if not limit or len(ways) > 1:  # how many there are takes going through them all
        dated, undated = _in_order(store, rows, -1, latest=latest)
        return cut(dated, undated, limit, latest=latest), len(dated) + len(undated)
    often = bool(ways) and not ways[0].by_date and _times(store, ways[0]) > OFTEN
    walked = _walked(question, ways) if often else rows
    found = cut(*_in_order(store, walked, limit, latest=latest), limit, latest=latest)
    if len(found) < limit:
        return found, len(found)
    total = store.query(f"SELECT count(*) FROM (SELECT DISTINCT n, dated FROM ({rows[0]}))", rows[1])  # noqa: S608
    return found, int(total[0][0])


def by_date(store: Store, question: Question) -> dict[str, int]:
    """How many rows fit of each date."""
    sql, values = _rows(question, _rarest_first(store, question.among))
    counted = f"SELECT dated, count(DISTINCT n) FROM ({sql}) WHERE dated IS NOT NULL GROUP BY dated"  # noqa: S608
    return {date: times for date, times in store.query(counted, values)}  # noqa: C416 - rows are no pairs


def _rarest_first(store: Store, among: Sequence[Among]) -> list[Among]:
    """The rows of the first are gathered, the others are checked of each."""
    return sorted(among, key=lambda one: _times(store, one)) if len(among) > 1 else list(among)


def _times(store: Store, one: Among) -> int:
    return int(store.query(f"SELECT count(*) FROM ({one.gather})", one.values)[0][0])  # noqa: S608 - our own conditions


def _rows(question: Question, ways: Sequence[Among]) -> Sql:
    """The rows that fit (`n`, `dated`; one may come twice), in no order."""
    if not ways:
        return _checked(question, f"{question.table} AS s", [], ways)
    return _checked(question, f"({ways[0].gather}) AS s", ways[0].values, ways[1:])


def _walked(question: Question, ways: Sequence[Among]) -> Sql:
    """The same, by going through all in order of time."""
    return _checked(question, f"{question.table} AS s INDEXED BY {question.table}_by_date", [], ways)


def _checked(question: Question, among: str, values: Parameters, checks: Sequence[Among]) -> Sql:
    asked = Filter(list(question.plain.conditions), list(question.plain.values))
    if question.without:
        left_out = f"SELECT n FROM {question.table} WHERE document IN (SELECT value FROM json_each(?))"  # noqa: S608
        asked.add(f"s.n NOT IN ({left_out})", as_json(question.without))
    for one in checks:
        asked.add(f"EXISTS ({one.check})", *one.values)
    return f"SELECT s.n, s.dated FROM {among} WHERE {asked.where()}", [*values, *asked.values]  # noqa: S608


def _in_order(store: Store, asked: Sql, limit: int, *, latest: bool) -> tuple[list[Dated], list[Dated]]:
    """The dated rows in order of time, and the undated, at most `limit` (all for -1) together."""
    sql, values = asked
    way = "DESC" if latest else "ASC"
    found: list[list[Dated]] = []
    for ordered in (f"IS NOT NULL ORDER BY dated {way}, n {way}", "IS NULL ORDER BY n"):
        left = limit if limit < 0 else limit - sum(map(len, found))
        rows = store.query(f"SELECT DISTINCT n, dated FROM ({sql}) WHERE dated {ordered} LIMIT ?", [*values, left])  # noqa: S608
        found.append([(n, dated) for n, dated in rows])
    dated, undated = found
    return (dated[::-1] if latest else dated), undated


def cut(dated: list[Row], undated: list[Row], limit: int | None, *, latest: bool) -> list[Row]:
    """At most `limit` of rows in order of time, the first or the latest; undated ones where there is room."""
    if not limit:
        return dated + undated
    kept = dated[-limit:] if latest else dated[:limit]
    return kept + undated[: limit - len(kept)]

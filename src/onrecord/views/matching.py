"""Finding the statements or events that a question fits, in order of time, by the shortest way there."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.store import Store
from onrecord.views.filters import Filter, Parameters, limited

OFTEN = 20_000
"""A condition that more rows meet is checked row by row in order of time; of a rarer one the rows are gathered."""


class Among(msgspec.Struct, frozen=True, kw_only=True):
    """A condition by another table: `gather` gives the numbers of all rows that meet it (in `column`); `check`, with
    the same values, gives something for a row `s` that meets it."""

    gather: str
    check: str
    column: str
    values: Parameters


class Question(msgspec.Struct, kw_only=True):
    """What is asked of `statements` or `events` (`s` in conditions)."""

    table: Literal["statements", "events"]
    among: list[Among] = []
    plain: Filter = msgspec.field(default_factory=Filter)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of rows in order of time, how many fit without the limit, and what to tell the one who asked."""

    numbers: list[int]
    total: int
    notes: tuple[str, ...] = ()


def matching(store: Store, question: Question, limit: int | None) -> tuple[list[int], int]:
    """Numbers (`n`) of the rows that fit, in date order, undated ones last; and how many there are in all."""
    gathered = _with(question, [f"s.n IN ({one.gather})" for one in question.among])
    if limit and _met_often(store, question):
        checked = _with(question, [f"EXISTS ({one.check})" for one in question.among])
        numbers = _walked(store, question.table, checked, limit)
    else:
        sql = f"SELECT s.n FROM {question.table} AS s WHERE {gathered.where()}"  # noqa: S608 - our own conditions
        ordered = f"{sql} ORDER BY s.dated IS NULL, s.dated, s.n LIMIT ?"
        numbers = [row["n"] for row in store.query(ordered, [*gathered.values, limited(limit)])]
    if not limit or len(numbers) < limit:
        return numbers, len(numbers)
    return numbers, _total(store, question, gathered)


def _met_often(store: Store, question: Question) -> bool:
    """Whether a question has no condition by another table, or one alone that so many rows meet that it is quicker to
    go through all in order of time until enough of them are found."""
    if len(question.among) != 1:
        return not question.among
    one = question.among[0]
    sql = f"SELECT count(*) FROM ({one.gather} LIMIT {OFTEN + 1})"  # noqa: S608 - our own conditions
    return int(store.query(sql, one.values)[0][0]) > OFTEN


def _with(question: Question, conditions: list[str]) -> Filter:
    """The question's own conditions and those by other tables, put as in `conditions`."""
    asked = Filter(list(question.plain.conditions), list(question.plain.values))
    for condition, one in zip(conditions, question.among, strict=True):
        asked.add(condition, *one.values)
    return asked


def _walked(store: Store, table: str, asked: Filter, limit: int) -> list[int]:
    """Go through the rows in order of time until `limit` fit; then through the undated ones."""
    found: list[int] = []
    by_date = f"FROM {table} AS s INDEXED BY {table}_by_date WHERE"
    for some in ("s.dated IS NOT NULL", "s.dated IS NULL"):
        sql = f"SELECT s.n {by_date} {some} AND {asked.where()} ORDER BY s.dated, s.n LIMIT ?"
        found += [row["n"] for row in store.query(sql, [*asked.values, limit - len(found)])]
        if len(found) == limit:
            break
    return found


def _total(store: Store, question: Question, gathered: Filter) -> int:
    if len(question.among) == 1 and not question.plain.conditions:
        one = question.among[0]
        sql = f"SELECT count(DISTINCT {one.column}) FROM ({one.gather})"  # noqa: S608 - our own conditions
        return int(store.query(sql, one.values)[0][0])
    sql = f"SELECT count(*) FROM {question.table} AS s WHERE {gathered.where()}"  # noqa: S608
    return int(store.query(sql, gathered.values)[0][0])

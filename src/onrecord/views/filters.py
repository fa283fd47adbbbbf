"""The conditions of a question, in SQL with parameters only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

import msgspec

from onrecord.model.errors import QueryError

Parameters = list[str | int | float]

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Filter(msgspec.Struct):
    """Conditions that must all hold, and the values for their marks."""

    conditions: list[str] = []
    values: Parameters = []

    def add(self, condition: str, *values: str | int | float) -> None:
        self.conditions.append(condition)
        self.values.extend(values)

    def where(self) -> str:
        return " AND ".join(self.conditions) or "1"


def as_json(ids: Iterable[str | int]) -> str:
    """Ids or numbers as one value, for `IN (SELECT value FROM json_each(?))`."""
    return msgspec.json.encode(list(ids)).decode()


def one_of(column: str, values: Iterable[str]) -> tuple[str, str]:
    """The condition that a column has one of the values, and the value for its mark. One value is asked for as such,
    so that what an index has in order behind it needs no sorting."""
    given = list(values)
    if len(given) == 1:
        return f"{column} = ?", given[0]
    return f"{column} IN (SELECT value FROM json_each(?))", as_json(given)  # noqa: S608 - only marks


def day(text: str) -> str:
    """A date in a question: `2024`, `2024-12` or `2024-12-29`.

    Raises:
        QueryError: it is none.
    """
    given = text.strip()
    match = _DATE.fullmatch(given)
    try:
        date(*(int(part or 1) for part in match.groups()) if match else (0, 0, 0))
    except ValueError as error:
        raise QueryError(f"{text!r} is no date: give 2024, 2024-12 or 2024-12-29") from error
    return given


def between(filter_: Filter, column: str, since: str | None, until: str | None) -> None:
    """Only rows whose date can lie in the span, its ends included.

    A date known to the month or year lies in the span when any of its days does: both dates are compared at the coarser
    of their two precisions.

    Raises:
        QueryError: a bound is no date, or the span ends before it begins.
    """
    if since is not None and until is not None:
        first, last = day(since), day(until)
        shared = min(len(first), len(last))
        if first[:shared] > last[:shared]:
            raise QueryError(f"nothing lies between {since} and {until}: the first is later")
    for bound, sign in ((since, ">="), (until, "<=")):
        if bound is not None:
            at = day(bound)
            # What an index on the date can bound by: a coarser date that reaches into the span sorts within it.
            filter_.add(f"{column} {sign} ?", at[:4] if sign == ">=" else f"{at}~")
            filter_.add(f"substr({column}, 1, {len(at)}) {sign} substr(?, 1, length({column}))", at)


def full_text(words: str) -> str | None:
    """A person's words as an FTS5 question: every word must be there, words in double quotes as a phrase; None when
    there is no word in it. Nothing a person types is taken for FTS5's own syntax."""
    phrases = [
        quoted or bare
        for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', words.replace("\0", " "))
        if any(map(str.isalnum, quoted or bare))
    ]
    return " ".join(f'"{phrase}"' for phrase in phrases) or None


def limited(limit: int | None) -> int:
    """A limit as SQLite takes it: -1 for none."""
    return -1 if limit is None or limit < 1 else limit


def batches(numbers: Iterable[int], size: int = 2000) -> Iterator[list[int]]:
    """Numbers in lists of at most `size`, so that what is gathered for one list stays small."""
    left = iter(numbers)
    while batch := list(islice(left, size)):
        yield batch

"""A line of days on which clues about a page's date are weighed against each other."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.model.spans import Spans

FIRST: Final = datetime.date(1980, 1, 1)
LAST: Final = datetime.date(2027, 12, 31)
DAYS: Final = (LAST - FIRST).days + 1
Weights = npt.NDArray[np.float64]


class Clue(NamedTuple):
    """One ground for a page's date: `weights` are log likelihoods, one a day from `FIRST` to `LAST`, 0 where it fits.

    `name` is what `Published.how` calls it."""

    name: str
    spans: Spans
    weights: Weights


class Bound(NamedTuple):
    """A day before which the page cannot well have been written. `kind` says how soon after it such words stand in the
    news: 'year' and 'day' are dates the text tells, 'event' a named event, 'thing' a name that came up then, 'term' an
    office's start."""

    name: str
    spans: Spans
    day: int
    kind: str


def index_of(day: datetime.date) -> int:
    """A day's place on the line, at its ends for days beyond it."""
    return min(max((day - FIRST).days, 0), DAYS - 1)


def at(index: int) -> datetime.date:
    """The day at a place."""
    return FIRST + datetime.timedelta(days=index)


def day_of(iso: str, *, last: bool = False) -> datetime.date:
    """The day of an ISO date that may be cut to month or year: its first, or its last when `last`."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    if len(parts) == 1:
        return datetime.date(parts[0], 12, 31) if last else datetime.date(parts[0], 1, 1)
    year, month = parts
    if not last:
        return datetime.date(year, month, 1)
    follows = datetime.date(year + month // 12, month % 12 + 1, 1)
    return follows - datetime.timedelta(days=1)


def flat(value: float = 0.0) -> Weights:
    """The same weight on every day."""
    return np.full(DAYS, value)


def between(start: datetime.date, end: datetime.date, *, before: float, after: float) -> Weights:
    """0 within `[start, end]`, `before` and `after` (negative) outside."""
    weights = flat()
    weights[: index_of(start)] = before
    if end < LAST:
        weights[index_of(end) + 1 :] = after
    return weights


def best_of(parts: list[Weights]) -> Weights:
    """The best weight of several readings, day by day."""
    best: Weights = np.maximum.reduce(parts)
    return best


@cache
def weekdays() -> npt.NDArray[np.int64]:
    """The ISO weekday (1 Monday) of every day."""
    return (np.arange(DAYS) + FIRST.isoweekday() - 1) % 7 + 1


@cache
def years() -> npt.NDArray[np.int64]:
    """The year of every day."""
    return np.array([at(index).year for index in range(DAYS)])


@cache
def months() -> npt.NDArray[np.int64]:
    """The month of every day, counted from the year 0."""
    return np.array([at(index).year * 12 + at(index).month - 1 for index in range(DAYS)])


# How soon after the latest year it names a page appears: shares by whole years, counted on the dated training pages and
# smoothed. A year told of in the past tense is often long past; one told without a tense may still be to come.
_PAST_SHARES: Final = (0.16, 0.17, 0.12, 0.1, 0.075, 0.05, 0.045, 0.04, 0.035, 0.03, 0.025, 0.02)
_TOLD_SHARES: Final = (0.16, 0.32, 0.11, 0.07, 0.05, 0.04, 0.03, 0.025, 0.02, 0.02, 0.015, 0.01)


def decay(bound: Bound) -> Weights:
    """The weights of the days after the latest bound."""
    weights = flat()
    ages = np.arange(DAYS - bound.day) / 365.25
    match bound.kind:
        case "year" | "sure year":
            weights[bound.day :] = _by_year(bound.day, _PAST_SHARES)
        case "told":
            weights[bound.day :] = _by_year(bound.day, _TOLD_SHARES)
        case "day":
            weights[bound.day :] = np.log(0.85 * np.exp(-ages / 0.3) + 0.05 * np.exp(-ages / 6) + 0.004)
        case "event":
            weights[bound.day :] = np.log(0.6 * np.exp(-ages / 0.7) + 0.35 * np.exp(-ages / 6) + 0.05)
        case "term":
            weights[bound.day :] = np.log(0.9 * np.exp(-ages / 8) + 0.1)
        case _:
            weights[bound.day :] = np.log(0.9 * np.exp(-ages / 9) + 0.1)
    return weights


def _by_year(day: int, shares: tuple[float, ...]) -> Weights:
    """Log shares of the days from `day` on, by whole years, 0 for the largest share."""
    since = np.minimum(years()[day:] - years()[day], len(shares) - 1)
    logs: Weights = np.log(np.array(shares) / max(shares))[since]
    return logs

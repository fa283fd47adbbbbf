"""Dates that are known to the day, the month or the year, and how far apart they are."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

_DAYS_A_MONTH, _DAYS_A_YEAR = 30.44, 365.25


def first_day(text: str) -> date:
    """The first day of a date that is known to the day, month or year."""
    year, month, day = ([*map(int, text.split("-")), 1, 1])[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """The last day of a date that is known to the day, month or year."""
    parts = [*map(int, text.split("-"))]
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return first_day(text)


class Silence(NamedTuple):
    """A time without a date: after the last day that `since` may be, until `until`, so many `days`."""

    after: date
    since: str
    until: str
    days: int


def silences(dates: Iterable[str], least: int) -> Iterator[Silence]:
    """Times of `least` days and more between one date and the next; a date known to a month or year fills it."""
    reached: tuple[date, str] | None = None
    for one in sorted(set(dates), key=lambda text: (first_day(text), text)):
        days = (first_day(one) - reached[0]).days - 1 if reached else 0
        if reached and days >= least:
            yield Silence(reached[0], reached[1], one, days)
        last = last_day(one), one
        reached = max(reached, last) if reached else last


def days_apart(one: str, other: str) -> tuple[int, int]:
    """The least and the most days that can lie between two dates, given how exactly they are known."""
    a, b = sorted((one, other), key=lambda text: (first_day(text), last_day(text)))
    least = max(timedelta(0), first_day(b) - last_day(a))
    return least.days, (max(last_day(a), last_day(b)) - first_day(a)).days


def apart_in_words(one: str, other: str) -> str:
    """How far two dates lie apart: '12 days', 'about 3 months', '3 years and 11 months', 'the same day'."""
    least, most = days_apart(one, other)
    if most == 0:
        return "the same day"
    about = "" if least == most else "about "
    if most < 2 * _DAYS_A_MONTH:
        return f"{about}{_count((least + most) // 2, 'day')}"
    months = round((least + most) / 2 / _DAYS_A_MONTH)
    if months < 24:
        return f"{about}{_count(months, 'month')}"
    years = int((least + most) / 2 / _DAYS_A_YEAR)
    left = int(((least + most) / 2 - years * _DAYS_A_YEAR) / _DAYS_A_MONTH)
    return f"{about}{_count(years, 'year')}" + (f" and {_count(left, 'month')}" if left else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"

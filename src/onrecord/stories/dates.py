"""Days between dates that are known to the day, the month or the year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

Stretch = tuple[date, date]
"""First and last day."""


def stretch(day: str | None) -> Stretch | None:
    """The days that an ISO date, cut to its precision, may mean; None for none and for what is no date."""
    if day is None:
        return None
    parts = day.split("-")
    try:
        numbers = [int(part) for part in parts[:3]]
        year, month, exact = (*numbers, 0, 0)[:3]
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        if not exact:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, exact), date(year, month, exact)
    except ValueError:
        return None


def apart(one: str | None, other: str | None) -> int | None:
    """Fewest days between two dates, 0 when they may be the same; None when either is unknown."""
    ours, theirs = stretch(one), stretch(other)
    if ours is None or theirs is None:
        return None
    return max(0, (theirs[0] - ours[1]).days, (ours[0] - theirs[1]).days)

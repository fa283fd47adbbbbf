"""Arithmetic over TIMEX3 values and the days they stand for."""

from __future__ import annotations

import datetime
import re
from typing import Final

DAY: Final = datetime.timedelta(days=1)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)(?:-(WE|\d))?|-([QH]\d)|-(SP|SU|FA|WI))?(?:T.*)?")


def parsed(value: str) -> tuple[int, int, int] | None:
    """Year, month, day of a dated value, zero where it does not go so far; a week or quarter gives its first day."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year = int(match[1])
    if match[4]:
        day = first_of_week(year, int(match[4]))
        return (day.year, day.month, day.day) if day else (year, 0, 0)
    if match[6]:
        number = int(match[6][1])
        return year, (number * 3 - 2 if match[6][0] == "Q" else number * 6 - 5), 0
    return year, int(match[2] or 0), int(match[3] or 0)


def first_of_week(year: int, week: int) -> datetime.date | None:
    """The Monday of an ISO week."""
    try:
        return datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def as_day(value: str) -> datetime.date | None:
    """The day a value names; `None` when it is coarser than a day."""
    parts = parsed(value)
    return safe_date(*parts) if parts and parts[1] and parts[2] else None


def safe_date(year: int, month: int, day: int) -> datetime.date | None:
    """The date, or `None` where the calendar has none (30 February, the year 0)."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def week_value(day: datetime.date) -> str:
    """'2024-W52': the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def month_after(year: int, month: int, months: int) -> tuple[int, int]:
    """The month that lies `months` months away."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def quarter_after(year: int, quarter: int, quarters: int) -> str:
    """The value of the quarter that lies `quarters` quarters away."""
    index = year * 4 + quarter - 1 + quarters
    return f"{index // 4}-Q{index % 4 + 1}"


def shifted(day: datetime.date, days: int) -> datetime.date | None:
    """The day that lies `days` days away, within the calendar."""
    try:
        return day + DAY * days
    except OverflowError:
        return None


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> datetime.date:
    """The `nth` ISO `weekday` of a month, from the end when negative."""
    if nth > 0:
        first = datetime.date(year, month, 1)
        return first + DAY * ((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = datetime.date(*month_after(year, month, 1), 1) - DAY
    return last - DAY * ((last.isoweekday() - weekday) % 7)


def moving_feast(code: str, year: int) -> datetime.date:
    """The day of a feast that moves: Thanksgiving, Easter, Good Friday, Labor, Memorial and Election Day (US)."""
    match code:
        case "TG":
            return nth_weekday(year, 11, 4, 4)
        case "LD":
            return nth_weekday(year, 9, 1, 1)
        case "MD":
            return nth_weekday(year, 5, 1, -1)
        case "ED":
            return nth_weekday(year, 11, 1, 1) + DAY
        case "GF":
            return easter(year) - DAY * 2
        case _:
            return easter(year)

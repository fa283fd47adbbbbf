"""Tell which day, month or year an expression of time means on a page of a known date: `anchor_times`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from onrecord.model.document import Document
from onrecord.model.page import Published
from onrecord.model.step import step
from onrecord.model.timex import Timex
from onrecord.resolving.when import calendar_math as cal
from onrecord.resolving.when.context import FUTURE, PAST, direction
from onrecord.resolving.when.grammar import interpret
from onrecord.resolving.when.meaning import Meaning
from onrecord.resolving.when.words import MONTHS

_MONTH_ALONE = re.compile(r"XXXX-\d\d")
_EXPLICIT = re.compile(r"\d{4}(?:-\d\d){0,2}(?:T.*)?")
_SEASON_START: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """What is known when an expression is read.

    The page's date (as far as `month` and `day` go), the value told of last (`reference`), the quarter the page reports
    on (`quarter`), a year that stands behind the other end of a range (`shared_year`: 'from May to June 1951'), the
    direction of the clause, and whether the page tells history rather than news.
    """

    year: int
    month: int = 0
    day: datetime.date | None = None
    reference: str = ""
    quarter: str = ""
    shared_year: int = 0
    direction: int = 0
    history: bool = False

    def told(self) -> tuple[int, int, int]:
        """Year, month, day of the time told of, else of the page."""
        page = (self.year, self.month, self.day.day if self.day else 0)
        return (cal.parsed(self.reference) or page) if self.reference else page


@step("anchored times", requires=("text", "times", "page"), assigns=("times",))
def anchor_times(document: Document) -> Document:
    """Fill the values of `times` in from `page.published`: weekdays, 'last month', 'two days later', bare months.

    The direction of 'on Friday' comes from its clause; 'two days later' counts from the time told of last, 'two days
    ago' from the page's date. Without a date, or where it is too coarse or
    too doubtful, values keep their `X`.
    """
    published = relied_on(document.page.published)
    if published is None or not document.times:
        return document
    return msgspec.structs.replace(document, times=tuple(anchored(document.text, document.times, published)))


RELIED_ON: Final = 0.5
"""How sure a page's date must be before other dates are reckoned from it."""


def relied_on(published: Published | None) -> Published | None:
    """The page's date where it is more likely right than not, else `None`."""
    return published if published is not None and published.confidence >= RELIED_ON else None


def anchored(text: str, times: tuple[Timex, ...], published: Published) -> Iterator[Timex]:
    """`times` with values as of `published`."""
    base = base_anchor(published)
    base = msgspec.structs.replace(base, history=_tells_history(times, base.year))
    reference, reference_end, quarter = "", 0, ""
    for timex in times:
        meaning = interpret(timex.text) if timex.type in {"DATE", "TIME"} else None
        if meaning is None:
            yield timex
            continue
        lasting = base.history or (meaning.form == "clock" and timex.start - reference_end < _STORY)
        if not lasting and "\n\n" in text[reference_end : timex.start][-2000:]:
            reference = ""
        span = timex.start, timex.end
        anchor = msgspec.structs.replace(
            base,
            reference=reference,
            quarter=quarter,
            direction=direction(text, span),
            shared_year=_shared(text, timex.end),
        )
        value = resolve(meaning, anchor)
        if timex.type in {"DATE", "TIME"} and _may_refer(value, timex, base):
            reference, reference_end = value, timex.end
        if meaning.form == "quarter" and meaning.step is None:
            quarter = value
        yield msgspec.structs.replace(timex, value=value)


_STORY: Final = 600
"""Characters within which 'at 6 a.m.' is of the day told of, though a new paragraph begins."""


def _may_refer(value: str, timex: Timex, base: Anchor) -> bool:
    """Whether later times may count from this one; in a history 'today' is not of the time told of."""
    parts = cal.parsed(value)
    return parts is not None and not (base.history and parts[0] >= base.year and str(parts[0]) not in timex.text)


_RANGE = re.compile(
    rf"\s?(?:-|–|to|and|or|until|through)\s?(?:(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)})\.?|\d{{1,2}})(?: \d{{1,2}})?,? "
    r"((?:1\d|20)\d\d)\b",
    re.IGNORECASE,
)


def _shared(text: str, end: int) -> int:
    """The year of 'March to May 1951', read at 'March'."""
    found = _RANGE.match(text, end, end + 40)
    return int(found[1]) if found else 0


def base_anchor(published: Published) -> Anchor:
    """The anchor that a page's date gives."""
    parts = [int(part) for part in published.date[:10].split("-")]
    day = datetime.date(*parts) if published.precision == "day" and len(parts) == 3 else None
    month = parts[1] if published.precision in {"day", "month"} and len(parts) > 1 else 0
    return Anchor(year=parts[0], month=month, day=day)


def _tells_history(times: tuple[Timex, ...], year: int) -> bool:
    """Whether a page of `year` mostly tells of other years."""
    years = [int(timex.value[:4]) for timex in times if _EXPLICIT.fullmatch(timex.value)]
    past = sum(one < year - 1 for one in years)
    near = len(times) - len(years) - sum(_MONTH_ALONE.match(timex.value) is not None for timex in times)
    return past >= 5 and past > 0.3 * near and past > 0.8 * len(years)


def resolve(meaning: Meaning, anchor: Anchor) -> str:
    """The TIMEX3 value of `meaning` as of `anchor`."""
    value = _FORMS[meaning.form](meaning, anchor)
    return meaning.undated() if value is None else value


def _fixed(meaning: Meaning, _: Anchor) -> str | None:
    return meaning.value


def _date(meaning: Meaning, anchor: Anchor) -> str | None:
    if meaning.value:
        return _feast(meaning, anchor)
    year = _year_of_month(meaning, anchor)
    day = cal.safe_date(year, meaning.month, meaning.day) if meaning.unit == "W" and meaning.day else None
    return cal.week_value(day) if day else f"{year}{meaning.undated()[4:]}"


def _feast(meaning: Meaning, anchor: Anchor) -> str:
    code, year = meaning.value[:2], meaning.value[2:]
    if year:
        return cal.moving_feast(code, int(year)).isoformat()
    day = cal.moving_feast(code, anchor.year)
    dated = msgspec.structs.replace(meaning, value="", month=day.month, day=day.day)
    return cal.moving_feast(code, _year_of_month(dated, anchor)).isoformat()


def _year_of_month(meaning: Meaning, anchor: Anchor) -> int:
    """The year of a month or a day of a month that is named without one."""
    if anchor.shared_year and meaning.step is None:
        return anchor.shared_year
    if meaning.narrative:
        return anchor.told()[0]
    if anchor.history and meaning.step is None:
        told, last, _ = anchor.told()
        return told + _nearest_year(meaning.month - last, FUTURE, ahead=False, weight=2) if last else told
    year, month = anchor.year, anchor.month
    if not month:
        return year
    if meaning.step is not None and abs(meaning.step) == 2:
        return year + meaning.step // 2
    ahead = (meaning.month, meaning.day or 0) > (month, anchor.day.day if anchor.day and meaning.day else 0)
    same = meaning.month == month and not meaning.day
    if meaning.step == -1:
        return year - 1 if ahead or same else year
    if meaning.step == 1:
        return year if ahead and not same else year + 1
    if meaning.step == 0 or same:
        return year
    return year + _nearest_year(meaning.month - month, anchor.direction, ahead=ahead)


def _nearest_year(months: int, direction: int, *, ahead: bool, weight: int = 6) -> int:
    """-1, 0 or 1 years for a month that lies `months` away within this year: the nearest, when one against the
    direction of its clause counts as `weight` months farther."""
    against = {FUTURE: (weight, 0), PAST: (0, weight)}.get(direction, (0, 1))

    def cost(years: int) -> float:
        distance = months + 12 * years
        forward = distance > 0 or (distance == 0 and ahead)
        return abs(distance) + against[forward]

    return min((0, -1, 1), key=cost)


def _weekday(meaning: Meaning, anchor: Anchor) -> str | None:
    day = anchor.day
    if anchor.history and cal.as_day(anchor.reference):
        day = cal.as_day(anchor.reference)
    if day is None:
        return None
    gap = (day.isoweekday() - meaning.weekday) % 7
    if meaning.step == -1:
        moved = day - cal.DAY * (gap or 7)
    elif meaning.step == 1 or (anchor.direction == FUTURE and gap):
        moved = day + cal.DAY * (7 - gap)
    else:
        moved = day - cal.DAY * gap
    return moved.isoformat() + meaning.suffix


def _season(meaning: Meaning, anchor: Anchor) -> str | None:
    year, month = anchor.year, anchor.month
    if anchor.history and meaning.step is None:
        return f"{anchor.told()[0]}-{meaning.value}"
    start = _SEASON_START[meaning.value]
    if not month or meaning.step == 0:
        return f"{year - (meaning.value == 'WI' and 0 < month < 3)}-{meaning.value}"
    if meaning.step == 1 or (meaning.step is None and anchor.direction == FUTURE):
        return f"{year if start > month or (meaning.step is None and start + 2 >= month) else year + 1}-{meaning.value}"
    begun = start <= month if meaning.step is None else start + 2 < month or (start <= 9 and start + 1 < month)
    return f"{year if begun else year - 1}-{meaning.value}"


def _quarter(meaning: Meaning, anchor: Anchor) -> str | None:
    year, month = anchor.year, anchor.month
    if meaning.step is not None or not month:
        return f"{year + (meaning.step or 0)}-{meaning.value}"
    length = 3 if meaning.value[0] == "Q" else 6
    start = (int(meaning.value[1]) - 1) * length + 1
    if anchor.direction == FUTURE:
        just_over = 3  # results of a quarter are still to come for a while after its end
        return f"{year + (start + length - 1 + just_over < month)}-{meaning.value}"
    return f"{year - (start > month)}-{meaning.value}"


def _clock(meaning: Meaning, anchor: Anchor) -> str | None:
    day = cal.as_day(anchor.reference) or anchor.day
    return f"{day.isoformat()}{meaning.suffix}" if day else None


def _unit(meaning: Meaning, anchor: Anchor) -> str | None:
    """The calendar unit that lies `step` units from the page's date, or from the time told of."""
    step = meaning.step or 0
    told = meaning.narrative or (anchor.history and step == 0 and meaning.unit in {"Y", "M"})
    year, month, day = anchor.told() if told else (anchor.year, anchor.month, 0)
    on = anchor.day
    if told and anchor.reference:
        on = cal.as_day(anchor.reference) or (cal.safe_date(year, month, day or 1) if month else None)
    match meaning.unit:
        case "Y":
            return f"{year + step}"
        case "E":
            return f"{year // 10 + step}"
        case "M":
            return "{}-{:02d}".format(*cal.month_after(year, month, step)) if month else None
        case "Q":
            return _the_quarter(meaning, anchor)
        case _:
            return _days(meaning, on, step, anchor.direction) if on else None


def _the_quarter(meaning: Meaning, anchor: Anchor) -> str | None:
    """'This quarter' by the page's date; 'the quarter' is the one told of last, else the last completed one."""
    step = meaning.step or 0
    told = re.fullmatch(r"(\d{4})-Q(\d)", anchor.quarter)
    if meaning.narrative and told:
        return cal.quarter_after(int(told[1]), int(told[2]), step)
    if not anchor.month:
        return None
    return cal.quarter_after(anchor.year, (anchor.month + 2) // 3, step - meaning.narrative)


def _days(meaning: Meaning, on: datetime.date, step: int, direction: int) -> str | None:
    if meaning.unit == "D":
        moved = cal.shifted(on, step)
        return moved.isoformat() + meaning.suffix if moved else None
    moved = cal.shifted(on, 7 * step)
    if meaning.unit == "WE" and moved and meaning.step is None and direction != FUTURE and on.isoweekday() < 5:
        moved = cal.shifted(moved, -7)
    if moved is None:
        return None
    return cal.week_value(moved) + ("-WE" if meaning.unit == "WE" else "")


def _shift(meaning: Meaning, anchor: Anchor) -> str | None:
    """'Two years ago', 'three days later'."""
    step = meaning.step or 0
    year, month, day = anchor.told() if meaning.narrative else (anchor.year, anchor.month, 0)
    on = anchor.day
    if meaning.narrative and anchor.reference:
        on = cal.safe_date(year, month, day) if month and day else None
    match meaning.unit:
        case "Y":
            quarter = re.fullmatch(r"(\d{4})(-Q\d)", anchor.quarter)
            return f"{_year(int(quarter[1]) + step)}{quarter[2]}" if quarter and step == -1 else _year(year + step)
        case "M":
            return "{:04d}-{:02d}".format(*cal.month_after(year, month, step)) if month else None
        case "Q":
            return cal.quarter_after(year, (month + 2) // 3, step) if month else None
        case "W":
            moved = cal.shifted(on, 7 * step) if on else None
            return (cal.week_value(moved) if not meaning.narrative else moved.isoformat()) if moved else None
        case _:
            moved = cal.shifted(on, step) if on else None
            return moved.isoformat() + meaning.suffix if moved else None


def _year(year: int) -> str:
    return f"{year:04d}" if 0 < year < 10000 else "XXXX"


_FORMS: Final = {
    "fixed": _fixed, "date": _date, "weekday": _weekday, "season": _season, "quarter": _quarter, "clock": _clock,
    "unit": _unit, "shift": _shift,
}  # fmt: skip

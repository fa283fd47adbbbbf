"""Clues about a page's date that stand in its own calendar words: dateline, weekdays, years, feasts of the crawl."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from onrecord.model.document import Document
from onrecord.model.spans import Span
from onrecord.resolving.when import calendar_math as cal
from onrecord.resolving.when.context import FUTURE, PAST, direction
from onrecord.resolving.when.timeline import (
    DAYS,
    FIRST,
    LAST,
    Bound,
    Clue,
    Weights,
    flat,
    index_of,
    months,
    weekdays,
    years,
)
from onrecord.resolving.when.words import MONTHS, WEEKDAYS

_MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS if len(name) > 5)
_MONTH_DAY = (
    rf"(?:(?P<month>{_MONTH})\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    rf"|(?:the )?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month2>{_MONTH}))\b(?!,? ?(?:19|20)\d\d)"
)
_DATELINE = re.compile(
    rf"(?:[A-Z][A-Za-z.'’-]+[ ,]{{1,2}}){{1,5}}(?:\([A-Za-z /]{{2,20}}\),? ?)?(?:[-–—] ?)?{_MONTH_DAY}"
    rf"\s?(?:\([A-Za-z /]{{2,20}}\)|[:–—-]|_)"
)
_PAIR = re.compile(rf"\b(?P<weekday>{_WEEKDAY})(?:,? (?:the )?|,? ?\(){_MONTH_DAY}")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|[Cc]opyright)[^\n]{0,60}?\b((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\b[^\n]{0,12}©")
_MOST_TIMES: Final = 1000
"""So many expressions of a page are weighed; no honest report has more."""

_LEAD: Final = {0: 0.62, 1: 0.24, 2: 0.05}


def stretches(document: Document) -> list[Span]:
    """What the page itself reports: title, dateline, lead and body, in order."""
    kinds = {"title", "dateline", "lead", "body"}
    return sorted({zone.span for zone in document.zones if zone.kind in kinds})


def calendar_clues(document: Document) -> Iterator[Clue]:
    """Dateline, weekdays and copyright lines."""
    spans = stretches(document)
    dateline = _dateline(document, spans)
    if dateline is not None:
        yield dateline
    yield from _pairs(document.text, spans)
    yield from _lead_weekday(document)
    yield from _copyright(document.text)
    yield from _to_come(document)


def _month_day(match: re.Match[str]) -> tuple[int, int]:
    month = (match["month"] or match["month2"]).lower()
    return MONTHS[month], int(match["day"] or match["day2"])


def _days_of(month: int, day: int) -> list[int]:
    """Where that day of that month stands in every year of the line."""
    found = (cal.safe_date(year, month, day) for year in range(FIRST.year, LAST.year + 1))
    return [index_of(one) for one in found if one is not None]


def _dateline(document: Document, spans: list[Span]) -> Clue | None:
    """'SEOUL, Dec 29:' — the page is of that day, or of the next."""
    for start, end in spans[:4]:
        match = _DATELINE.match(document.text, start, min(end, start + 90))
        if match is not None:
            weights = flat(-6.0)
            for index in _days_of(*_month_day(match)):
                weights[index] = 0.0
                weights[min(index + 1, DAYS - 1)] = -1.5
            return Clue("dateline", ((match.start(), match.end()),), weights)
    return None


def _pairs(text: str, spans: list[Span]) -> Iterator[Clue]:
    """'Friday, 3 February' holds in one year of six or so."""
    for start, end in spans:
        for match in list(_PAIR.finditer(text, start, end))[:6]:
            month, day = _month_day(match)
            weights = _agreeing(month, day, WEEKDAYS[match["weekday"].lower()])
            if weights is not None:
                yield Clue("weekday of a date", ((match.start(), match.end()),), weights)


def _agreeing(month: int, day: int, weekday: int) -> Weights | None:
    """0 from half a year before to ten months after each year's day that falls on `weekday`, negative elsewhere."""
    weights = flat(-3.0)
    right = [index for index in _days_of(month, day) if weekdays()[index] == weekday]
    for index in right:
        weights[max(0, index - 150) : index + 215] = 0.0
    return weights if right else None


def _lead_weekday(document: Document) -> Iterator[Clue]:
    """The first weekday told of in the past in the lead is mostly the page's day or the one before."""
    spans = [zone.span for zone in document.zones if zone.kind in {"lead", "body"}][:3]
    limit = min((start for start, _ in spans), default=0) + 900
    for timex in document.times:
        match = re.fullmatch(r"XXXX-WXX-(\d)(?:T.*)?", timex.value)
        if match is None or timex.start > limit or timex.type == "SET":
            continue
        span = timex.start, timex.end
        if direction(document.text, span) == FUTURE or timex.text.lower().startswith(("last", "next")):
            continue
        since = (weekdays() - int(match[1])) % 7
        shares = np.log(np.array([_LEAD.get(days, 0.0225) for days in range(7)]) / _LEAD[0])
        yield Clue("weekday", (span,), shares[since])
        return


def _copyright(text: str) -> Iterator[Clue]:
    """A copyright year tells when the page was crawled: the story is no younger."""
    found = list(_COPYRIGHT.finditer(text))
    for match in found[-1:]:
        year = int(match[1] or match[2])
        weights = flat()
        weights[years() > year] = -4.0
        yield Clue("copyright year", ((match.start(), match.end()),), weights)


def _to_come(document: Document) -> Iterator[Clue]:
    """The latest year told of as to come is not past, and not far off either; but not where a later year is told of as
    past, so that it only was to come."""
    found: tuple[int, Span] | None = None
    past = 0
    for timex in document.times[:_MOST_TIMES]:
        match = re.match(r"((?:19|20)\d\d)(?:-\d\d)*$", timex.value)
        span = timex.start, timex.end
        if match is None or int(match[1]) <= max(past, found[0] if found else 0):
            continue
        heading = direction(document.text, span)
        if heading == FUTURE:
            found = int(match[1]), span
        elif heading == PAST:
            past = int(match[1])
    if found is not None and found[0] >= past:
        ahead = np.clip(found[0] - years(), -1, len(_AHEAD) - 2)
        yield Clue("year to come", (found[1],), np.log(np.array(_AHEAD) / max(_AHEAD))[ahead + 1])


_AHEAD: Final = (0.02, 0.14, 0.25, 0.12, 0.1, 0.08, 0.06, 0.05, 0.05, 0.04, 0.04, 0.03, 0.02)
"""Shares of pages by how many years ahead the latest year to come lies: it is past already, this year, one ahead …"""


def told_dates(document: Document) -> Iterator[Bound]:
    """The years and days that the text tells of, except as to come."""
    for timex in document.times[:_MOST_TIMES]:
        match = re.match(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?(?:T|$|-[A-Z])", timex.value)
        if match is None or timex.type in {"DURATION", "SET"}:
            continue
        span = timex.start, timex.end
        year, heading = int(match[1]), direction(document.text, span)
        if not FIRST.year <= year <= LAST.year or (heading == FUTURE and year > 2000):
            continue
        day = cal.safe_date(year, int(match[2] or 1), int(match[3] or 1)) or datetime.date(year, 1, 1)
        placed = _PAST_PLACE.search(document.text, max(0, span[0] - 16), span[0])
        kind = "day" if match[3] else "sure year" if placed and heading == PAST else "year"
        if heading == PAST or kind == "day":
            yield Bound("latest date told", (span,), index_of(day), kind)
        elif FIRST.year < year < LAST.year:
            yield Bound("year told", (span,), index_of(datetime.date(year - 1, 1, 1)), "told")


_PAST_PLACE = re.compile(r"\b(?:since|during|after|in|until)\s+(?:the\s+)?(?:late |early )?$")


def month_mass(mass: Weights) -> tuple[int, float]:
    """The likeliest month (counted from the year 0) and its share."""
    first = int(months()[0])
    shares = np.bincount(months() - first, weights=mass)
    return int(shares.argmax()) + first, float(shares.max())


def year_mass(mass: Weights) -> tuple[int, float]:
    """The likeliest year and its share."""
    shares = np.bincount(years() - FIRST.year, weights=mass)
    return int(shares.argmax()) + FIRST.year, float(shares.max())


def day_mass(mass: Weights) -> tuple[int, float]:
    """The likeliest day and the share of it and its neighbours."""
    near = np.convolve(mass, np.ones(3), mode="same")
    day = int((mass + 0.25 * near).argmax())
    return day, float(near[day])

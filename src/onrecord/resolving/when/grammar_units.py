"""Units of time: 'last week', 'two years ago', 'five days', 'every month'."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from onrecord.resolving.when.grammar_dates import named_date
from onrecord.resolving.when.meaning import Meaning, fixed
from onrecord.resolving.when.rules import NUMBER, STEP, any_of, group, rule, step_of, year_of
from onrecord.resolving.when.words import (
    MONTHS,
    SEASONS,
    UNITS,
    number_of,
)

_CLAUSE_EDGE = r"(?:(?P<rel>earlier|later|early|late|mid) )?"


# Units: last week, two years ago, five days


@rule(
    f"{_CLAUSE_EDGE}(?:the )?{STEP} (?:calendar |fiscal |financial |business |school |academic )?{{CALENDAR}}",
    "(?:(?P<rel>earlier|later|early|late) (?:in |on )?)the {CALENDAR}",
    f"(?:the )?(?:very )?(?:end|beginning|start|middle|close|course|rest|remainder) of "
    f"(?:{STEP}|the) (?:fiscal )?{{CALENDAR}}",
    f"{STEP} (?P<unit>year)[-–](?P<end>end)",
)
def _calendar_unit(match: re.Match[str]) -> Meaning | None:
    words = group(match, "step").lower()
    unit, step = UNITS[match["unit"].lower()], step_of(match)
    if words.startswith("past") and not match[0].lower().startswith("the past"):
        return None
    if words.endswith("past"):
        return fixed("DURATION", period(1.0, unit))
    told = words in {"that", "that same", "the same", "same", "following", "previous", "preceding", "prior"}
    told = told or (unit == "D" and match[0].lower().startswith("the next"))
    if unit == "C":
        return fixed("DATE", "20") if step == 0 else None
    return Meaning(type="DATE", form="unit", unit=unit, step=step or 0, narrative=told)


@rule("(?:the )?(?:fiscal )?year(?= end(?:ed|ing))")
def _year_ended(_: re.Match[str]) -> Meaning:
    return fixed("DURATION", "P1Y")


@rule(
    "(?:the )?(?P<words>year(?: |-)?end|year['’]s end)", "the (?P<unit>weekend|week|quarter|month|year|day)(?: period)?"
)
def _the_unit(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    if groups.get("words"):
        return Meaning(type="DATE", form="unit", unit="Y", step=0)
    unit = UNITS[match["unit"].lower()]
    return Meaning(type="DATE", form="unit", unit=unit, narrative=True) if unit in {"WE", "W", "Q", "Y", "M"} else None


@rule(
    "(?:the )?(?:(?:comparable|corresponding|same) )?(?P<ago>year-(?:ago|earlier)) (?:quarter|period)",
    "(?:the )?(?:comparable|corresponding|same) (?:quarter|period)(?:,? (?P<last>last year|a year (?:ago|earlier)))?",
    "the (?P<latest>latest|recent) (?:quarter|period)",
    "the quarter (?P<then>a year (?:ago|earlier))",
    "(?P<lastq>last year['’]s) (?:quarter|period)",
)
def _told_quarter(match: re.Match[str]) -> Meaning:
    """The quarter that the page reports on, or the same of the year before."""
    back = not group(match, "latest")
    return Meaning(type="DATE", form="unit", unit="Q", step=-4 if back else None, narrative=True)


@rule("(?:the )?week of {MONTH} {DAY}(?:,? {YEAR})?")
def _week_of(match: re.Match[str]) -> Meaning | None:
    dated = named_date(match)
    return dated and msgspec.structs.replace(dated, unit="W")


@rule(
    "the {YEAR} (?:period|quarter|season|fiscal year)",
    "(?:the )?(?:current|latest|full|past) fiscal year",
    "the (?:full|fiscal) year",
)
def _told_year(match: re.Match[str]) -> Meaning:
    year = year_of(match)
    if year:
        return fixed("DATE", str(year))
    return Meaning(type="DATE", form="unit", unit="Y", step=-1 if "latest" in match[0].lower() else 0)


_AGO = r"(?P<dir>ago|earlier|later|before|hence|from now|from today|prior|previously|after|on)"
_SPEECH = {"ago", "hence", "from now", "from today"}
_FORWARD = {"later", "hence", "from now", "from today", "after", "on"}


@rule(
    f"{{ABOUT}}(?:just )?{{COUNT}}~(?:more )?{{UNITS}}(?: or so)? {_AGO}(?: (?P<day_of>today|yesterday))?",
    r"(?P<count>an?|one)~(?P<unit>year|month|week)[- ](?P<dir>ago|earlier)",
    r"(?P<unit>year)-(?P<dir>ago|earlier)",
    "the (?P<unit>day|week|month|year|night) (?P<dir>before|after)(?= yesterday|,|\\.|$)",
)
def _shifted(match: re.Match[str]) -> Meaning | None:
    direction = re.sub(r"\s+", " ", match["dir"].lower())
    if direction in {"before", "after", "on", "prior"} and not match[0].lower().startswith("the"):
        return None
    count, unit = group(match, "count"), UNITS[match["unit"].lower()]
    number = number_of(count) if count else 1.0
    forward = direction in _FORWARD
    if number is None:
        return fixed("DATE", "FUTURE_REF" if forward else "PAST_REF")
    if unit.startswith("T"):
        return _hours(number, unit, direction, forward=forward)
    shift, unit = _whole(number, unit)
    step = shift if forward else -shift
    return Meaning(type="DATE", form="shift", unit=unit, step=step, narrative=direction not in _SPEECH)


def _hours(number: float, unit: str, direction: str, *, forward: bool) -> Meaning:
    days = int(number // 24) if unit == "TH" else 0
    step = days if forward else -days
    narrative = direction not in _SPEECH
    return Meaning(type="TIME", form="shift", unit="D", step=step, narrative=narrative, suffix="TXX")


def _whole(number: float, unit: str) -> tuple[int, str]:
    """A whole count of calendar units: '1.5 years' is 18 months, 'two decades' 20 years."""
    if unit == "F":
        number, unit = number * 2, "W"
    elif unit in {"E", "C", "L"}:
        number, unit = number * {"E": 10, "C": 100, "L": 1000}[unit], "Y"
    if unit == "Y" and number != int(number):
        number, unit = number * 12, "M"
    return round(number), "W" if unit == "WE" else unit


def period(number: float | None, unit: str) -> str:
    """The TIMEX3 (ISO 8601) period of so many units; `None` writes a vague count as X."""
    if number is None:
        return f"PTX{unit[1:]}" if unit.startswith("T") else f"PX{_CODES.get(unit, unit)}"
    halves = {"Y": ("Y", "M", 12), "TH": ("H", "M", 60), "TM": ("M", "S", 60)}
    whole, rest = int(number), number - int(number)
    if rest and unit in halves:
        big, small, size = halves[unit]
        mark = "T" if unit.startswith("T") else ""
        return f"P{mark}{f'{whole}{big}' if whole else ''}{round(rest * size)}{small}"
    if unit.startswith("T"):
        return f"PT{_plain(number)}{unit[1:]}"
    if unit in {"E", "C", "F", "L"}:
        size, code = {"E": (10, "Y"), "C": (100, "Y"), "F": (2, "W"), "L": (1000, "Y")}[unit]
        return f"P{_plain(number * size)}{code}"
    return f"P{_plain(number)}{unit}"


_CODES = {"E": "E", "F": "W", "L": "L"}


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


@rule(
    "{ABOUT}{COUNT}~(?:more |additional |other |further )?{UNITS}",
    "(?:the |another )(?:first |final |same |other |additional |full |latest |entire ){COUNT}~(?:more |full )?{UNITS}",
    "another {COUNT}~(?:more )?{UNITS}",
    "the {COUNT} {UNITS}",
    "{COUNT}-{UNIT}",
    "(?:a |an )(?:full|entire|whole|single|further) {UNIT}",
    "(?:another|an? extra|half an?) {UNIT}",
    "(?:an?|one) {UNIT} (?P<half>and a half)",
    "(?:an?) (?P<unit>[a-z]+) or (?:two|so)",
    "{ABOUT}{COUNT}(?: |-)(?:to|or)(?: |-)(?P<upper>" + NUMBER + r")~{UNITS}",
    "{ABOUT}{COUNT}[-–](?P<upper>" + NUMBER + r")~{UNITS}",
)
def _duration(match: re.Match[str]) -> Meaning | None:
    unit = UNITS.get(match["unit"].lower().rstrip("s"), UNITS.get(match["unit"].lower()))
    if unit is None or _second_rank(match):
        return None
    groups = match.groupdict()
    count = groups.get("count")
    number = number_of(count) if count else 1.0
    if groups.get("half"):
        number = 1.5
    return fixed("DURATION", period(number, unit))


def _second_rank(match: re.Match[str]) -> bool:
    """Whether 'second' is an ordinal: 'a second term', 'one second chance' — only plural or spelt counts measure it."""
    return match["unit"].lower() == "second" and group(match, "count").lower() in {"a", "an", "one", ""}


@rule(
    f"(?:the |these |those |his |her |its |their )?{STEP} "
    "(?:{COUNT}~)(?:consecutive |full |fiscal )?{UNITS}(?: or so)?",
    "(?:the )?(?P<step>last|past|next|coming|previous|following) (?P<unit>decade|century|hour|night|24 hours)",
    "(?:the )?(?P<step>last|past|next|coming|previous|following) (?:half )?(?P<unit>hour|decade)",
    "the (?P<order>first|final|latest|initial|opening|closing|early) (?:{COUNT}~)?{UNITS}",
)
def _span_of_units(match: re.Match[str]) -> Meaning | None:
    unit = UNITS[match["unit"].lower()]
    count = group(match, "count")
    if not count and not group(match, "step") and not match[0].lower().endswith("s"):
        return None
    number = number_of(count) if count else 1.0 if group(match, "step") else None
    if number is not None and number >= 24 and unit == "TH" and number % 24 == 0:
        number, unit = number / 24, "D"
    return fixed("DURATION", period(number, unit))


@rule(
    "(?:over the )?(?P<unit>days|weeks|months|years|decades|centuries)(?: or (?:days|weeks|months|years|decades))?",
    "(?P<lead>recent|past|these|those|coming) (?P<unit>hours|days|weeks|months|quarters|years|decades|centuries)"
    "(?: and (?:weeks|months|years))?",
)
def _bare_units(match: re.Match[str]) -> Meaning | None:
    lead = group(match, "lead").lower()
    if lead:
        return fixed("DATE", {"coming": "FUTURE_REF", "these": "PRESENT_REF"}.get(lead, "PAST_REF"))
    if match[0].lower().startswith("over"):
        return None
    return fixed("DURATION", period(None, UNITS[match["unit"].lower().rstrip("s")]))


@rule("(?:the )?(?:last|past|next|coming|recent) (?:few|several|couple of|many) {UNITS}(?: or so)?")
def _vague_span(match: re.Match[str]) -> Meaning:
    number = 2.0 if "couple" in match[0].lower() else None
    return fixed("DURATION", period(number, UNITS[match["unit"].lower()]))


# Repeated times

_ADVERBS: Final[dict[str, str]] = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "yearly": "P1Y",
}  # fmt: skip


@rule(f"(?P<adverb>{any_of(_ADVERBS)})")
def _adverb(match: re.Match[str]) -> Meaning:
    return fixed("SET", _ADVERBS[match["adverb"].lower()])


@rule(
    "(?:each|every) (?:(?:single|other) )?{UNIT}",
    "every (?:{COUNT}~){UNITS}",
    "(?:once|twice|three times|four times|several times) (?:an?|each|every|per) {UNIT}",
    "(?:each|every) {SEASON}",
    "(?:each|every) {MONTH}",
)
def _every(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    if groups.get("season"):
        return fixed("SET", f"XXXX-{SEASONS[match['season'].lower()]}")
    if groups.get("month"):
        return fixed("SET", f"XXXX-{MONTHS[match['month'].lower()]:02d}")
    count = groups.get("count")
    other = 2.0 if re.search(r"\bother\b", match[0], re.IGNORECASE) else 1.0
    return fixed("SET", period(number_of(count) if count else other, UNITS[match["unit"].lower()]))

"""Dates of the calendar, days of the week, parts of the day, clock times."""

from __future__ import annotations

import re
from typing import Final

from onrecord.resolving.when.meaning import Meaning, fixed
from onrecord.resolving.when.rules import STEP, any_of, clock_of, day_in, group, part_of, rule, step_of, typed, year_of
from onrecord.resolving.when.words import (
    DECADES,
    MONTHS,
    WEEKDAYS,
    ordinal_of,
)

# Dates of the calendar


def named_date(match: re.Match[str], suffix: str = "") -> Meaning | None:
    month, day, year = MONTHS[match["month"].lower()], day_in(match), year_of(match)
    if day > 31 or (group(match, "day") and not day):
        return None
    suffix = suffix or part_of(match)
    if year is not None:
        value = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
        return typed(Meaning(type="DATE", form="fixed", value=value + suffix))
    return typed(Meaning(type="DATE", form="date", month=month, day=day, step=step_of(match), suffix=suffix))


@rule(
    "(?:{EDGE}{WEEKDAY},? (?:{PART} )?)?(?:{ABOUT}(?:the )?{DAY}(?: of)?~{MONTH})(?:,? (?:of )?(?:{YEAR}|{SPELT}))?",
    "(?:{EDGE}{WEEKDAY},? (?:{PART} )?(?:of )?)?{ABOUT}{MONTH} ?{DAY}(?:,? (?:{YEAR}|{SPELT}))?",
    "(?:the )?(?:{PART} of ){MONTH} {DAY}(?:,? {YEAR})?",
    "(?:the )?(?:{PART} of ){DAY} {MONTH}(?:,? {YEAR})?",
    "{MONTH} {DAY},? (?P<step>last|this|next) year",
    "(?:{WEEKDAY} )?{PART} of {DAY} {MONTH}(?: {YEAR})?",
)
def _month_day(match: re.Match[str]) -> Meaning | None:
    return named_date(match) if day_in(match) else None


@rule(
    "{EDGE}{MONTH},?(?: of)? (?:{YEAR}|{SPELT})",
    "(?:(?:the )?(?:very )?(?:end|beginning|start|middle|month) of )?{EDGE}{MONTH},?(?: of)? (?:{YEAR}|{SPELT})",
    "(?:(?:the )?(?:very )?(?:end|beginning|start|middle|month) of )?{EDGE}{MONTH}",
    f"(?:{{EDGE}}|(?:earlier|later) ){STEP} {{MONTH}}",
)
def _month(match: re.Match[str]) -> Meaning | None:
    return named_date(match)


@rule(
    "{EDGE}{MONTH},? of (?:that|the same) year",
    "{MONTH} {DAY},? of (?:that|the same) year",
    "(?:the )?{DAY}(?: of)? {MONTH},? of (?:that|the same) year",
)
def _month_of_that_year(match: re.Match[str]) -> Meaning | None:
    """'October of that year': of the year told of last."""
    month = MONTHS[match["month"].lower()]
    return Meaning(type="DATE", form="date", month=month, day=day_in(match), narrative=True)


@rule("{EDGE}{MONTH}(?: of)? (?P<years>last|this|next) year")
def _month_of_year(match: re.Match[str]) -> Meaning | None:
    step = {"last": -1, "this": 0, "next": 1}[match["years"].lower()]
    month = MONTHS[match["month"].lower()]
    # Twice the step tells 'October last year' from 'last October', which may lie in this year.
    return Meaning(type="DATE", form="date", month=month, step=step * 2 if step else 0)


@rule(
    r"(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?:[T ](?P<t>[0-2]\d:[0-5]\d(?::[0-5]\d)?Z?))?"
)
def _iso(match: re.Match[str]) -> Meaning:
    value = "-".join(part for part in (match["y"], match["m"], match["d"]) if part)
    return typed(fixed("DATE", value + (f"T{match['t']}" if match["t"] and match["d"] else "")))


@rule(r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})")
def _numeric(match: re.Match[str]) -> Meaning | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["c"]) == 2:
        year += 1900 if year > 40 else 2000
    day_first = match["sep"] == "." or first > 12
    month, day = (second, first) if day_first else (first, second)
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year < 2100):
        return None
    return fixed("DATE", f"{year}-{month:02d}-{day:02d}")


@rule(
    "{EDGE}{YEAR}",
    "(?:the )?year {YEAR}",
    "(?:the )?(?:very )?(?:end|beginning|start|middle|close|rest) of (?:the year )?{YEAR}",
    "(?:(?:the )?year )?{EDGE}{SPELT}",
    "(?:calendar|fiscal|financial) (?:year )?{YEAR}",
    "fiscal year {YEAR}",
)
def _bare_year(match: re.Match[str]) -> Meaning | None:
    year = year_of(match)
    return fixed("DATE", str(year)) if year else None


@rule(r"(?:{EDGE}{MONTH} )?(?:c(?:irca|a?\.) )?(?P<bc>\d{1,4}) ?B\.?C\.?(?:E\.?)?(?![a-z])")
def _before_christ(match: re.Match[str]) -> Meaning:
    month = group(match, "month").lower()
    return fixed("DATE", f"BC{int(match['bc']):04d}" + (f"-{MONTHS[month]:02d}" if month else ""))


@rule(r"{YEAR}[-–/](?P<end>\d\d)")
def _year_pair(match: re.Match[str]) -> Meaning | None:
    follows = int(match["end"]) == (int(match["year"]) + 1) % 100
    return fixed("DATE", match["year"]) if follows else None


@rule(
    r"(?:the )?{EDGE}(?P<decade>1\d\d|20\d)0['’]?s",
    r"(?:the )?{EDGE}['’`](?P<short>[2-9])0['’]?s",
    rf"the {{EDGE}}(?P<spelled>{any_of(DECADES)})",
    r"(?:the )?(?:beginning|end|start|last half|first half|middle) of the "
    r"(?:(?P<decade>1\d\d|20\d)0|['’](?P<short>[2-9])0)['’]?s",
)
def _decade(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    short = groups.get("short") or (DECADES[groups["spelled"].lower()] if groups.get("spelled") else None)
    return fixed("DATE", groups.get("decade") or f"19{short}")


@rule(
    r"(?:the )?{EDGE}(?P<number>\d{1,2}(?:st|nd|rd|th)|(?:twenty-)?[a-z]+(?:th|first|second|third))"
    r"(?: |-)centur(?:y|ies)"
)
def _century(match: re.Match[str]) -> Meaning | None:
    number = ordinal_of(match["number"])
    return fixed("DATE", f"{number - 1:02d}") if number and number <= 22 else None


# Days of the week and parts of the day

_REL = r"(?:(?P<rel>earlier|later|late|early|mid) (?:on )?)?"


@rule(
    f"{_REL}(?:(?:the )?{STEP} )?{{WEEKDAY}}(?:(?: |-){{PART}})?",
    f"(?:the )?(?:{{PART}} of ){STEP}? ?{{WEEKDAY}}",
    f"{_REL}{{PART}} (?:on )?{{WEEKDAY}}",
    "{WEEKDAY} (?P<step>last|next|this) week",
)
def _weekday(match: re.Match[str]) -> Meaning:
    weekday = WEEKDAYS[match["weekday"].lower()]
    suffix = "T12:00" if group(match, "part").lower() == "noon" else part_of(match)
    return typed(Meaning(type="DATE", form="weekday", weekday=weekday, step=step_of(match), suffix=suffix))


@rule("{WEEKDAY}s", "(?:each|every|on) {WEEKDAY}s?(?: {PART})?", "{WEEKDAY}(?: |-){PART}s", "(?:each|every) {PART}")
def _weekday_set(match: re.Match[str]) -> Meaning | None:
    if match[0].lower().startswith("on"):
        return None
    weekday = group(match, "weekday").lower()
    value = f"XXXX-WXX-{WEEKDAYS[weekday]}" if weekday else "XXXX-XX-XX"
    return fixed("SET", value + part_of(match))


_DEICTIC: Final[dict[str, int]] = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


@rule(
    f"{_REL}(?P<word>{any_of(_DEICTIC)})(?: {{PART}})?",
    "{PART} (?P<word>yesterday|today|tomorrow)",
    "mid-{PART} (?P<word>yesterday|today|tomorrow)",
    "(?P<word>the day before yesterday|the day after tomorrow)",
)
def _deictic(match: re.Match[str]) -> Meaning:
    word = match["word"].lower()
    step = _DEICTIC.get(word, -2 if "before" in word else 2)
    suffix = "TNI" if word == "tonight" else part_of(match)
    return typed(Meaning(type="DATE", form="unit", unit="D", step=step, suffix=suffix))


@rule(
    f"{_REL}(?P<step>this|last|that|the same|the previous|the next|the following|the) {{PART}}",
    f"{_REL}overnight",
    "(?:in )?the {PART}",
    "mid(?: |-){PART}",
)
def _day_part(match: re.Match[str]) -> Meaning | None:
    words = re.sub(r"\s+", " ", group(match, "step").lower())
    part = group(match, "part").lower()
    if words == "last" and part != "night":
        return None
    step = -1 if words == "last" or not part else 1 if words.endswith(("next", "following")) else 0
    told = words not in {"this", "last"} and bool(part)
    return Meaning(
        type="TIME", form="unit", unit="D", step=step, suffix=part_of(match) or "TNI", narrative=told
    )  # fmt: skip


_HALF = r"(?P<half>a\.?m\.?|p\.?m\.?)"
_ABOUT_CLOCK = r"(?:(?:about|around|shortly after|shortly before|just after|just before|nearly|at) )?"


@rule(
    rf"(?:about |around )?{{CLOCK}} ?{_HALF}{{ZONE}}",
    r"{CLOCK}(?<=:\d\d){ZONE}",
    r"(?P<hour>[01]\d|2[0-4]):?(?P<minute>[0-5]\d) ?(?P<zone>GMT|UTC)",
    r"(?P<hour>\d{1,2}) o['’]clock(?: in the {PART})?",
    "(?P<named>midday|noon|midnight)",
    "(?P<hour>[1-9]|1[0-2]) in the (?P<part>morning|afternoon|evening)",
)
def _clock_time(match: re.Match[str]) -> Meaning:
    clock = clock_of(match)
    if group(match, "part").lower() in {"afternoon", "evening"} and int(match["hour"]) < 12:
        clock = f"T{int(match['hour']) + 12:02d}:00"
    return Meaning(type="TIME", form="clock", suffix=clock)


_CLOCK_ON = rf"(?:about |around )?(?:{{CLOCK}}(?: ?{_HALF}|(?<=:\d\d)){{ZONE}}|(?P<named>midday|noon|midnight))"


@rule(
    _CLOCK_ON + ",? (?:on |local time on |local time )?{WEEKDAY}(?:,? {MONTH} {DAY}(?:,? {YEAR})?)?",
    _CLOCK_ON + ",? (?:on )?{MONTH} {DAY}(?:,? {YEAR})?",
    _CLOCK_ON + ",? (?:on )?(?:the )?{DAY} {MONTH}(?:,? {YEAR})?",
    _CLOCK_ON + ",? (?P<word>today|yesterday|tomorrow)",
    "{WEEKDAY},? (?:at )?" + _CLOCK_ON.replace("(?:about |around )?", ""),
)
def _clock_on(match: re.Match[str]) -> Meaning | None:
    suffix = clock_of(match)
    if group(match, "month"):
        return named_date(match, suffix)
    if group(match, "weekday"):
        return Meaning(type="TIME", form="weekday", weekday=WEEKDAYS[match["weekday"].lower()], suffix=suffix)
    return Meaning(type="TIME", form="unit", unit="D", step=_DEICTIC[match["word"].lower()], suffix=suffix)

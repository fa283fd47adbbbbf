"""The grammar of time expressions: which words make one, and what they mean.

Types and values follow TimeML's TIMEX3 (ISO-TimeML; the annotation guidelines of TimeBank 1.2 and TempEval-3). Rules are
regular expressions over one short run of words (see `tagging`), so that no page, however hostile, meets them whole. In a
rule a blank stands for white space, `~` for white space or a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import msgspec

from onrecord.model.timex import TimexType
from onrecord.resolving.when.meaning import Meaning, fixed
from onrecord.resolving.when.words import (
    DAY_PARTS,
    DECADES,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SCALES,
    SEASONS,
    UNITS,
    WEEKDAYS,
    number_of,
    ordinal_of,
    spelt_year,
)

Builder = Callable[[re.Match[str]], Meaning | None]


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _dotted(name: str, words: Iterable[str]) -> str:
    """A named group of `words`; a full stop may follow the abbreviated ones."""
    listed = list(words)
    whole = [word for word in listed if not any(word != other and other.startswith(word) for other in listed)]
    return rf"(?P<{name}>{_any(listed)})\b(?:{''.join(f'(?<!{word})' for word in whole)}\.)?"


_WORD = rf"(?:{_any([*NUMBERS, *SCALES])})"
_NUMBER = (
    rf"(?:\d[\d,]*(?:\.\d+)?(?:\s+\d/\d)?|an?~(?:hundred|thousand|dozen)(?:~{_WORD})*|{_WORD}(?:(?:~and)?~{_WORD})*)"
)
FRAGMENTS: Final[dict[str, str]] = {
    "MONTH": _dotted("month", MONTHS),
    "WEEKDAY": _dotted("weekday", WEEKDAYS),
    "DAY": r"(?P<day>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?|(?:(?:twenty|thirty)-)?(?:" + _any(ORDINALS) + "))",
    "YEAR": r"(?P<year>(?:1\d|20)\d\d)",
    "SPELT": rf"(?P<spelt>(?:nineteen|eighteen|twenty|two~thousand)(?:~and)?(?:~{_WORD})*)",
    "SEASON": rf"(?P<season>{_any(SEASONS)})",
    "PART": rf"(?P<part>{_any(DAY_PARTS)})",
    "UNITS": rf"(?:(?:trading|business|working|consecutive|calendar|straight|full|whole) )?(?P<unit>{_any(UNITS)})s?",
    "UNIT": rf"(?P<unit>{_any(UNITS)})",
    "CALENDAR": "(?P<unit>day|week|weekend|month|quarter|year|decade|century)",
    "COUNT": rf"(?P<count>{_NUMBER}(?: and a half)?|half an?|a half|a couple(?: of)?|an? additional|an?|(?:a )?few|several|many|dozens of|hundreds of|thousands of)",
    "ABOUT": r"(?:(?:nearly|almost|more than|less than|fewer than|over|at least|at most|up to|no (?:more|less|fewer) than) )?",
    "EDGE": r"(?:(?:very )?(?P<edge>early|late|mid)(?:-| )(?:(?:in|on) )?)?",
    "ORDINAL": rf"(?P<ordinal>{_any(list(ORDINALS)[:12])}|last|final|1st|2nd|3rd|4th)",
    "CLOCK": r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?",
    "ZONE": r"(?: ?\(?(?P<zone>GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|PT|KST|JST|IST|Z)\)?(?![A-Za-z]))?",
}  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    for name, fragment in FRAGMENTS.items():
        pattern = pattern.replace("{" + name + "}", fragment)
    VOCABULARY.update(_words_in(pattern))
    spaced = re.sub(r" (?![?*+])", r"\\s+", pattern.replace("~", r"[\s-]+"))
    return re.compile(rf"(?:{spaced})(?![\w])", re.IGNORECASE)


RULES: list[tuple[re.Pattern[str], Builder]] = []
VOCABULARY: set[str] = {"am", "pm", "bc", "bce"}
"""Every word that stands in a rule: a run of words is looked at only as far as these go."""


def _words_in(pattern: str) -> set[str]:
    bare = re.sub(r"\?P<\w+>|\\.|\[[^]]*\]|\?P=\w+", " ", pattern)
    return set(re.findall(r"[a-z]+", bare.lower()))


def rule(*patterns: str) -> Callable[[Builder], Builder]:
    """Enter a builder for every one of `patterns`."""

    def enter(builder: Builder) -> Builder:
        RULES.extend((_compile(pattern), builder) for pattern in patterns)
        return builder

    return enter


def parse(run: str, at: int) -> tuple[int, Meaning] | None:
    """The longest expression that starts at `at` of `run`: where it ends and what it means."""
    best: tuple[int, Meaning] | None = None
    for pattern, builder in RULES:
        match = pattern.match(run, at)
        if match is None or (best is not None and match.end() <= best[0]):
            continue
        meaning = builder(match)
        if meaning is not None:
            best = match.end(), meaning
    return best


@lru_cache(maxsize=8192)
def interpret(words: str) -> Meaning | None:
    """The meaning of a whole expression; `None` when `words` are none."""
    found = parse(words, 0)
    return found[1] if found is not None and found[0] == len(words) else None


_STEPS: Final[dict[str, int]] = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this past": -1,
    "this": 0, "current": 0, "the current": 0, "the same": 0, "same": 0, "that": 0, "that same": 0, "this same": 0,
    "next": 1, "coming": 1, "following": 1, "upcoming": 1, "this coming": 1, "the coming": 1,
}  # fmt: skip
_STEP = rf"(?P<step>{_any(_STEPS)})"
_CLAUSE_EDGE = r"(?:(?P<rel>earlier|later|early|late|mid) )?"


def _step(match: re.Match[str]) -> int | None:
    words = _group(match, "step")
    return _STEPS[re.sub(r"\s+", " ", words.lower())] if words else None


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").strip()


def _part(match: re.Match[str]) -> str:
    part = _group(match, "part").lower()
    return f"T{DAY_PARTS[part]}" if part else ""


def _typed(meaning: Meaning) -> Meaning:
    kind: TimexType = "TIME" if meaning.suffix or "T" in meaning.value[4:] else meaning.type
    return msgspec.structs.replace(meaning, type=kind)


def _year(match: re.Match[str]) -> int | None:
    digits, spelt = _group(match, "year"), _group(match, "spelt")
    return int(digits) if digits else spelt_year(spelt) if spelt else None


def _day(match: re.Match[str]) -> int:
    words = _group(match, "day")
    return (int(words) if words.isdigit() else ordinal_of(words) or 0) if words else 0


def _clock(match: re.Match[str]) -> str:
    """The TIMEX3 time of a matched clock time."""
    named = _group(match, "named").lower()
    if named:
        return {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}[named]
    hour, minute = int(match["hour"]), _group(match, "minute")
    half = _group(match, "half").lower().replace(".", "")[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    zone = "Z" if _group(match, "zone").upper() in {"GMT", "UTC", "Z"} else ""
    return f"T{hour:02d}:{minute or '00'}{zone}"


# Dates of the calendar


def _named_date(match: re.Match[str], suffix: str = "") -> Meaning | None:
    month, day, year = MONTHS[match["month"].lower()], _day(match), _year(match)
    if day > 31 or (_group(match, "day") and not day):
        return None
    suffix = suffix or _part(match)
    if year is not None:
        value = f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
        return _typed(Meaning(type="DATE", form="fixed", value=value + suffix))
    return _typed(Meaning(type="DATE", form="date", month=month, day=day, step=_step(match), suffix=suffix))


@rule(
    "(?:{EDGE}{WEEKDAY},? (?:{PART} )?)?(?:{ABOUT}(?:the )?{DAY}(?: of)?~{MONTH})(?:,? (?:of )?(?:{YEAR}|{SPELT}))?",
    "(?:{EDGE}{WEEKDAY},? (?:{PART} )?(?:of )?)?{ABOUT}{MONTH} ?{DAY}(?:,? (?:{YEAR}|{SPELT}))?",
    "(?:the )?(?:{PART} of ){MONTH} {DAY}(?:,? {YEAR})?",
    "(?:the )?(?:{PART} of ){DAY} {MONTH}(?:,? {YEAR})?",
    "{MONTH} {DAY},? (?P<step>last|this|next) year",
    "(?:{WEEKDAY} )?{PART} of {DAY} {MONTH}(?: {YEAR})?",
)
def _month_day(match: re.Match[str]) -> Meaning | None:
    return _named_date(match) if _day(match) else None


@rule(
    "{EDGE}{MONTH},?(?: of)? (?:{YEAR}|{SPELT})",
    "(?:(?:the )?(?:very )?(?:end|beginning|start|middle|month) of )?{EDGE}{MONTH},?(?: of)? (?:{YEAR}|{SPELT})",
    "(?:(?:the )?(?:very )?(?:end|beginning|start|middle|month) of )?{EDGE}{MONTH}",
    f"(?:{{EDGE}}|(?:earlier|later) ){_STEP} {{MONTH}}",
)
def _month(match: re.Match[str]) -> Meaning | None:
    return _named_date(match)


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
    return _typed(fixed("DATE", value + (f"T{match['t']}" if match["t"] and match["d"] else "")))


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
    year = _year(match)
    return fixed("DATE", str(year)) if year else None


@rule(r"(?:{EDGE}{MONTH} )?(?:c(?:irca|a?\.) )?(?P<bc>\d{1,4}) ?B\.?C\.?(?:E\.?)?(?![a-z])")
def _before_christ(match: re.Match[str]) -> Meaning:
    month = _group(match, "month").lower()
    return fixed("DATE", f"BC{int(match['bc']):04d}" + (f"-{MONTHS[month]:02d}" if month else ""))


@rule(r"{YEAR}[-–/](?P<end>\d\d)")
def _year_pair(match: re.Match[str]) -> Meaning | None:
    follows = int(match["end"]) == (int(match["year"]) + 1) % 100
    return fixed("DATE", match["year"]) if follows else None


@rule(
    r"(?:the )?{EDGE}(?P<decade>1\d\d|20\d)0['’]?s",
    r"(?:the )?{EDGE}['’`](?P<short>[2-9])0['’]?s",
    rf"the {{EDGE}}(?P<spelled>{_any(DECADES)})",
    r"(?:the )?(?:beginning|end|start|last half|first half|middle) of the (?:(?P<decade>1\d\d|20\d)0|['’](?P<short>[2-9])0)['’]?s",
)
def _decade(match: re.Match[str]) -> Meaning:
    groups = match.groupdict()
    short = groups.get("short") or (DECADES[groups["spelled"].lower()] if groups.get("spelled") else None)
    return fixed("DATE", groups.get("decade") or f"19{short}")


@rule(
    r"(?:the )?{EDGE}(?P<number>\d{1,2}(?:st|nd|rd|th)|(?:twenty-)?[a-z]+(?:th|first|second|third))(?: |-)centur(?:y|ies)"
)
def _century(match: re.Match[str]) -> Meaning | None:
    number = ordinal_of(match["number"])
    return fixed("DATE", f"{number - 1:02d}") if number and number <= 22 else None


# Days of the week and parts of the day

_REL = r"(?:(?P<rel>earlier|later|late|early|mid) (?:on )?)?"


@rule(
    f"{_REL}(?:(?:the )?{_STEP} )?{{WEEKDAY}}(?:(?: |-){{PART}})?",
    f"(?:the )?(?:{{PART}} of ){_STEP}? ?{{WEEKDAY}}",
    f"{_REL}{{PART}} (?:on )?{{WEEKDAY}}",
    "{WEEKDAY} (?P<step>last|next|this) week",
)
def _weekday(match: re.Match[str]) -> Meaning:
    weekday = WEEKDAYS[match["weekday"].lower()]
    suffix = "T12:00" if _group(match, "part").lower() == "noon" else _part(match)
    return _typed(Meaning(type="DATE", form="weekday", weekday=weekday, step=_step(match), suffix=suffix))


@rule("{WEEKDAY}s", "(?:each|every|on) {WEEKDAY}s?(?: {PART})?", "{WEEKDAY}(?: |-){PART}s", "(?:each|every) {PART}")
def _weekday_set(match: re.Match[str]) -> Meaning | None:
    if match[0].lower().startswith("on"):
        return None
    weekday = _group(match, "weekday").lower()
    value = f"XXXX-WXX-{WEEKDAYS[weekday]}" if weekday else "XXXX-XX-XX"
    return fixed("SET", value + _part(match))


_DEICTIC: Final[dict[str, int]] = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


@rule(
    f"{_REL}(?P<word>{_any(_DEICTIC)})(?: {{PART}})?",
    "{PART} (?P<word>yesterday|today|tomorrow)",
    "mid-{PART} (?P<word>yesterday|today|tomorrow)",
    "(?P<word>the day before yesterday|the day after tomorrow)",
)
def _deictic(match: re.Match[str]) -> Meaning:
    word = match["word"].lower()
    step = _DEICTIC.get(word, -2 if "before" in word else 2)
    suffix = "TNI" if word == "tonight" else _part(match)
    return _typed(Meaning(type="DATE", form="unit", unit="D", step=step, suffix=suffix))


@rule(
    f"{_REL}(?P<step>this|last|that|the same|the previous|the next|the following|the) {{PART}}",
    f"{_REL}overnight",
    "(?:in )?the {PART}",
    "mid(?: |-){PART}",
)
def _day_part(match: re.Match[str]) -> Meaning | None:
    words = re.sub(r"\s+", " ", _group(match, "step").lower())
    part = _group(match, "part").lower()
    if words == "last" and part != "night":
        return None
    step = -1 if words == "last" or not part else 1 if words.endswith(("next", "following")) else 0
    told = words not in {"this", "last"} and bool(part)
    return Meaning(
        type="TIME", form="unit", unit="D", step=step, suffix=_part(match) or "TNI", narrative=told
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
    clock = _clock(match)
    if _group(match, "part").lower() in {"afternoon", "evening"} and int(match["hour"]) < 12:
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
    suffix = _clock(match)
    if _group(match, "month"):
        return _named_date(match, suffix)
    if _group(match, "weekday"):
        return Meaning(type="TIME", form="weekday", weekday=WEEKDAYS[match["weekday"].lower()], suffix=suffix)
    return Meaning(type="TIME", form="unit", unit="D", step=_DEICTIC[match["word"].lower()], suffix=suffix)


# Units: last week, two years ago, five days


@rule(
    f"{_CLAUSE_EDGE}(?:the )?{_STEP} (?:calendar |fiscal |financial |business |school |academic )?{{CALENDAR}}",
    "(?:(?P<rel>earlier|later|early|late) (?:in |on )?)the {CALENDAR}",
    f"(?:the )?(?:very )?(?:end|beginning|start|middle|close|course|rest|remainder) of (?:{_STEP}|the) (?:fiscal )?{{CALENDAR}}",
    f"{_STEP} (?P<unit>year)[-–](?P<end>end)",
)
def _calendar_unit(match: re.Match[str]) -> Meaning | None:
    words = _group(match, "step").lower()
    unit, step = UNITS[match["unit"].lower()], _step(match)
    if words.startswith("past") and not match[0].lower().startswith("the past"):
        return None
    if words.endswith("past"):
        return fixed("DURATION", _period(1.0, unit))
    told = words in {"that", "that same", "the same", "same", "following", "previous", "preceding", "prior"}
    if unit == "C":
        return fixed("DATE", "20") if step == 0 else None
    return Meaning(type="DATE", form="unit", unit=unit, step=step or 0, narrative=told)


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
    back = not _group(match, "latest")
    return Meaning(type="DATE", form="unit", unit="Q", step=-4 if back else None, narrative=True)


@rule("(?:the )?week of {MONTH} {DAY}(?:,? {YEAR})?")
def _week_of(match: re.Match[str]) -> Meaning | None:
    dated = _named_date(match)
    return dated and msgspec.structs.replace(dated, unit="W")


@rule(
    "the {YEAR} (?:period|quarter|season|fiscal year)",
    "(?:the )?(?:current|latest|full|past) fiscal year",
    "the (?:full|fiscal) year",
)
def _told_year(match: re.Match[str]) -> Meaning:
    year = _year(match)
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
    count, unit = _group(match, "count"), UNITS[match["unit"].lower()]
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


def _period(number: float | None, unit: str) -> str:
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
    "{ABOUT}{COUNT}(?: |-)(?:to|or)(?: |-)(?P<upper>" + _NUMBER + r")~{UNITS}",
    "{ABOUT}{COUNT}[-–](?P<upper>" + _NUMBER + r")~{UNITS}",
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
    return fixed("DURATION", _period(number, unit))


def _second_rank(match: re.Match[str]) -> bool:
    """Whether 'second' is an ordinal: 'a second term', 'one second chance' — only plural or spelt counts measure it."""
    return match["unit"].lower() == "second" and _group(match, "count").lower() in {"a", "an", "one", ""}


@rule(
    f"(?:the |these |those |his |her |its |their )?{_STEP} (?:{{COUNT}}~)(?:consecutive |full |fiscal )?{{UNITS}}(?: or so)?",
    "(?:the )?(?P<step>last|past|next|coming|previous|following) (?P<unit>decade|century|hour|night|24 hours)",
    "(?:the )?(?P<step>last|past|next|coming|previous|following) (?:half )?(?P<unit>hour|decade)",
    "the (?P<order>first|final|latest|initial|opening|closing|early) (?:{COUNT}~)?{UNITS}",
)
def _span_of_units(match: re.Match[str]) -> Meaning | None:
    unit = UNITS[match["unit"].lower()]
    count = _group(match, "count")
    if not count and not _group(match, "step") and not match[0].lower().endswith("s"):
        return None
    number = number_of(count) if count else 1.0 if _group(match, "step") else None
    if number is not None and number >= 24 and unit == "TH" and number % 24 == 0:
        number, unit = number / 24, "D"
    return fixed("DURATION", _period(number, unit))


@rule(
    "(?:over the )?(?P<unit>days|weeks|months|years|decades|centuries)(?: or (?:days|weeks|months|years|decades))?",
    "(?P<lead>recent|past|these|those|coming) (?P<unit>hours|days|weeks|months|quarters|years|decades|centuries)"
    "(?: and (?:weeks|months|years))?",
)
def _bare_units(match: re.Match[str]) -> Meaning | None:
    lead = _group(match, "lead").lower()
    if lead:
        return fixed("DATE", {"coming": "FUTURE_REF", "these": "PRESENT_REF"}.get(lead, "PAST_REF"))
    if match[0].lower().startswith("over"):
        return None
    return fixed("DURATION", _period(None, UNITS[match["unit"].lower().rstrip("s")]))


@rule("(?:the )?(?:last|past|next|coming|recent) (?:few|several|couple of|many) {UNITS}(?: or so)?")
def _vague_span(match: re.Match[str]) -> Meaning:
    number = 2.0 if "couple" in match[0].lower() else None
    return fixed("DURATION", _period(number, UNITS[match["unit"].lower()]))


# Quarters, halves, seasons, feasts


@rule(
    "(?:the )?(?:fiscal(?: |-))?{YEAR} {ORDINAL}~(?:fiscal )?(?P<span>quarter|half)",
    "(?:the )?{EDGE}(?:fiscal(?: |-))?{ORDINAL}~(?:fiscal )?(?P<span>quarter|half)"
    "(?:,? (?:of )?(?:(?:fiscal )?{YEAR}|(?P<years>last|this|next) year|the (?:current |fiscal )?year))?",
    "(?P<years>last|this|next) year['’]s (?:fiscal )?{ORDINAL}(?: |-)(?P<span>quarter|half)",
    r"(?P<code>Q[1-4]|H[12])(?:,? (?:of )?{YEAR})?",
    r"{YEAR}[- ]?(?P<code>Q[1-4]|H[12])",
    "(?:the )?(?:comparable )?(?P<ago>year-(?:ago|earlier)) {ORDINAL}~(?P<span>quarter|half)",
)
def _quarter(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    code = (groups.get("code") or "").upper()
    if not code:
        number = ordinal_of(match["ordinal"])
        half = match["span"].lower() == "half"
        if number is None and not half:
            return None
        if (number or 2) > (2 if half else 4):
            return None
        code = f"{'H' if half else 'Q'}{number or 2}"
        if half and not (_group(match, "year") or groups.get("years") or match[0].lower().endswith("year")):
            return None
    if _group(match, "year"):
        return fixed("DATE", f"{match['year']}-{code}")
    step = {"last": -1, "this": 0, "next": 1}.get((groups.get("years") or "").lower())
    if groups.get("ago"):
        step = -1
    return Meaning(type="DATE", form="quarter", value=code, step=step)


@rule(
    f"(?:(?:early|late|mid|earlier|later)(?:-| ))?{_STEP} {{SEASON}}",
    "(?:the )?{EDGE}{SEASON}(?:,? (?:of )?(?:{YEAR}|{SPELT}))?",
    "(?:the )?{EDGE}{SEASON} of (?:{YEAR}|{SPELT})",
    "(?:the )?(?:end|beginning|start|middle) of (?:the )?{SEASON}",
)
def _season(match: re.Match[str]) -> Meaning | None:
    first = match[0].split()[0].lower()
    if first in {"in", "by"}:
        return None
    season, year = SEASONS[match["season"].lower()], _year(match)
    if year:
        return fixed("DATE", f"{year}-{season}")
    return Meaning(type="DATE", form="season", value=season, step=_step(match))


FEASTS: Final[dict[str, tuple[int, int]]] = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
    "christmas": (12, 25), "boxing day": (12, 26), "halloween": (10, 31), "valentine's day": (2, 14),
    "independence day": (7, 4), "fourth of july": (7, 4), "may day": (5, 1), "veterans day": (11, 11),
    "st. patrick's day": (3, 17), "bastille day": (7, 14),
}  # fmt: skip
MOVING_FEASTS: Final[dict[str, str]] = {
    "thanksgiving day": "TG", "thanksgiving": "TG", "easter": "EA", "easter sunday": "EA", "good friday": "GF",
    "labor day": "LD", "memorial day": "MD", "election day": "ED",
}  # fmt: skip


@rule(
    f"(?:(?P<step>last|this|next) )?(?P<feast>{_any([*FEASTS, *MOVING_FEASTS])})(?:,? {{YEAR}})?".replace("'", "['’]"),
)
def _feast(match: re.Match[str]) -> Meaning | None:
    name = re.sub(r"\s+", " ", match["feast"].lower().replace("’", "'"))
    year, step = _year(match), _step(match)
    if name in MOVING_FEASTS:
        return Meaning(type="DATE", form="date", value=MOVING_FEASTS[name] + (f"{year}" if year else ""), step=step)
    month, day = FEASTS[name]
    if year:
        return fixed("DATE", f"{year}-{month:02d}-{day:02d}")
    return Meaning(type="DATE", form="date", month=month, day=day, step=step)


# Repeated times

_ADVERBS: Final[dict[str, str]] = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "yearly": "P1Y",
}  # fmt: skip


@rule(f"(?P<adverb>{_any(_ADVERBS)})")
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
    return fixed("SET", _period(number_of(count) if count else other, UNITS[match["unit"].lower()]))


# Vague reference to past, present, future

REFERENCES: Final[dict[str, str]] = {
    **dict.fromkeys(
        ("now", "currently", "current", "at present", "presently", "these days", "nowadays", "the present", "present-day",
         "the present day"), "PRESENT_REF"),
    **dict.fromkeys(
        ("recently", "more recently", "recent", "lately", "the past", "the recent past", "not long ago", "some time ago",
         "years ago", "months ago", "weeks ago", "decades ago", "days ago", "that time"), "PAST_REF"),
    **dict.fromkeys(
        ("soon", "the future", "the near future", "the foreseeable future", "future years", "future quarters",
         "the coming days", "the coming weeks", "the coming months", "the coming years", "the weeks ahead",
         "the months ahead", "the days ahead", "the years ahead", "as soon as possible", "the near term",
         "the short term"), "FUTURE_REF"),
}  # fmt: skip


@rule(f"(?P<words>{_any(REFERENCES)})")
def _reference(match: re.Match[str]) -> Meaning:
    return fixed("DATE", REFERENCES[re.sub(r"\s+", " ", match["words"].lower())])

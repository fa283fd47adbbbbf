"""The rules that every part of the grammar is written with: fragments, the registry, and what all rules read.

Rules are regular expressions over one short run of words (see `tagging`), so that no page, however hostile, meets them
whole. In a rule a blank stands for white space, `~` for white space or a hyphen, `{NAME}` for a fragment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from onrecord.model.timex import TimexType
from onrecord.resolving.when.meaning import Meaning
from onrecord.resolving.when.words import (
    DAY_PARTS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SCALES,
    SEASONS,
    UNITS,
    WEEKDAYS,
    ordinal_of,
    spelt_year,
)

Builder = Callable[[re.Match[str]], Meaning | None]


def any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def dotted(name: str, words: Iterable[str]) -> str:
    """A named group of `words`; a full stop may follow the abbreviated ones."""
    listed = list(words)
    whole = [word for word in listed if not any(word != other and other.startswith(word) for other in listed)]
    return rf"(?P<{name}>{any_of(listed)})\b(?:{''.join(f'(?<!{word})' for word in whole)}\.)?"


_WORD = rf"(?:{any_of([*NUMBERS, *SCALES])})"
NUMBER = (
    rf"(?:\d[\d,]*(?:\.\d+)?(?:\s+\d/\d)?|an?~(?:hundred|thousand|dozen)(?:~{_WORD})*|{_WORD}(?:(?:~and)?~{_WORD})*)"
)
FRAGMENTS: Final[dict[str, str]] = {
    "MONTH": dotted("month", MONTHS),
    "WEEKDAY": dotted("weekday", WEEKDAYS),
    "DAY": r"(?P<day>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?|(?:(?:twenty|thirty)-)?(?:" + any_of(ORDINALS) + "))",
    "YEAR": r"(?P<year>(?:1\d|20)\d\d)",
    "SPELT": rf"(?P<spelt>(?:nineteen|eighteen|twenty|two~thousand)(?:~and)?(?:~{_WORD})*)",
    "SEASON": rf"(?P<season>{any_of(SEASONS)})",
    "PART": rf"(?P<part>{any_of(DAY_PARTS)})",
    "UNITS": rf"(?:(?:trading|business|working|consecutive|calendar|straight|full|whole) )?(?P<unit>{any_of(UNITS)})s?",
    "UNIT": rf"(?P<unit>{any_of(UNITS)})",
    "CALENDAR": "(?P<unit>day|week|weekend|month|quarter|year|decade|century)",
    "COUNT": rf"(?P<count>{NUMBER}(?: and a half)?|half an?|a half|a couple(?: of)?|an? additional|an?|(?:a )?few"
    r"|several|many|dozens of|hundreds of|thousands of)",
    "ABOUT": r"(?:(?:nearly|almost|more than|less than|fewer than|over|at least|at most|up to"
    r"|no (?:more|less|fewer) than) )?",
    "EDGE": r"(?:(?:very )?(?P<edge>early|late|mid)(?:-| )(?:(?:in|on) )?)?",
    "ORDINAL": rf"(?P<ordinal>{any_of(list(ORDINALS)[:12])}|last|final|1st|2nd|3rd|4th)",
    "CLOCK": r"(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?",
    "ZONE": r"(?: ?\(?(?P<zone>GMT|UTC|BST|CET|CEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|ET|CT|PT|KST|JST"
    r"|IST|Z)\)?(?![A-Za-z]))?",
}  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    for name, fragment in FRAGMENTS.items():
        pattern = pattern.replace("{" + name + "}", fragment)
    VOCABULARY.update(_words_in(pattern))
    spaced = re.sub(r" (?![?*+])", r"\\s+", pattern.replace("~", r"[\s-]+"))
    return re.compile(rf"(?:{spaced})(?![\w])", re.IGNORECASE)


RULES: list[tuple[re.Pattern[str], Builder]] = []
VOCABULARY: set[str] = {"am", "pm", "bc", "bce", "ended", "ending"}
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


_STEPS: Final[dict[str, int]] = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this past": -1,
    "this": 0, "current": 0, "the current": 0, "the same": 0, "same": 0, "that": 0, "that same": 0, "this same": 0,
    "next": 1, "coming": 1, "following": 1, "upcoming": 1, "this coming": 1, "the coming": 1,
}  # fmt: skip
STEP = rf"(?P<step>{any_of(_STEPS)})"


def step_of(match: re.Match[str]) -> int | None:
    words = group(match, "step")
    return _STEPS[re.sub(r"\s+", " ", words.lower())] if words else None


def group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").strip()


def part_of(match: re.Match[str]) -> str:
    part = group(match, "part").lower()
    return f"T{DAY_PARTS[part]}" if part else ""


def typed(meaning: Meaning) -> Meaning:
    kind: TimexType = "TIME" if meaning.suffix or "T" in meaning.value[4:] else meaning.type
    return msgspec.structs.replace(meaning, type=kind)


def year_of(match: re.Match[str]) -> int | None:
    digits, spelt = group(match, "year"), group(match, "spelt")
    return int(digits) if digits else spelt_year(spelt) if spelt else None


def day_in(match: re.Match[str]) -> int:
    words = group(match, "day")
    return (int(words) if words.isdigit() else ordinal_of(words) or 0) if words else 0


def clock_of(match: re.Match[str]) -> str:
    """The TIMEX3 time of a matched clock time."""
    named = group(match, "named").lower()
    if named:
        return {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}[named]
    hour, minute = int(match["hour"]), group(match, "minute")
    half = group(match, "half").lower().replace(".", "")[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    zone = "Z" if group(match, "zone").upper() in {"GMT", "UTC", "Z"} else ""
    return f"T{hour:02d}:{minute or '00'}{zone}"

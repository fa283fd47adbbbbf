"""Find the expressions of time: `tag_times`.

A page is cut into words once; only short runs of words that the grammar knows, around a word that can carry a time (a
month, a unit, a year …), are parsed. So the work is linear in the text, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import msgspec

from onrecord.model.document import Document
from onrecord.model.spans import Span
from onrecord.model.step import step
from onrecord.model.timex import Timex
from onrecord.resolving.when.grammar import VOCABULARY, parse
from onrecord.resolving.when.meaning import Meaning
from onrecord.resolving.when.plausible import plausible
from onrecord.resolving.when.words import DAY_PARTS, DECADES, MONTHS, SEASONS, UNITS, WEEKDAYS

TAGGED_ZONES: Final = frozenset({"lead", "body", "title", "dateline"})
_RUN_WORDS = 16
_RUN_CHARS = 140
_TOKEN = re.compile(r"[A-Za-z]+|\d+")
_GAP = re.compile(r"(?:[.,]?[ \t\xa0]{1,2}\n?|[.,]?\n|[.,]?\r\n|\s?[-–/:.'’`,(]{1,2}\s?|)")
_CAPITAL: Final = frozenset({*MONTHS, *WEEKDAYS})
_SHORT: Final = frozenset({"sun", "sat", "mon", "wed", "thu", "fri", "tue", "mar", "jan", "dec", "sep", "oct", "jun"})
_HEADS: Final = frozenset(
    {
        *MONTHS, *WEEKDAYS, *UNITS, *(f"{unit}s" for unit in UNITS), *SEASONS, *DAY_PARTS, *DECADES,
        "centuries", "today", "tonight", "yesterday", "tomorrow", "mornings", "afternoons", "evenings", "nights",
        "now", "nowadays", "currently", "current", "presently", "present", "recently", "recent", "previously",
        "lately", "past", "ago", "soon", "future", "moment", "time", "once", "possible", "hourly", "daily", "nightly",
        "weekly", "fortnightly", "biweekly", "monthly", "quarterly", "yearly", "annually", "annual", "biennial",
        "christmas", "halloween", "easter", "thanksgiving", "eve", "clock", "m", "am", "pm", "gmt", "utc",
        "bc", "bce", "q", "h", "yrs", "hrs", "nineteen", "thousand", *(f"{weekday}s" for weekday in WEEKDAYS),
    }
)  # fmt: skip


@step("times", requires=("text", "zones"), assigns=("times",))
def tag_times(document: Document) -> Document:
    """The page's expressions of time, with TIMEX3 types and values that stand without a date ('XXXX-12-29').

    Read are title, dateline, lead and body. `anchor_times` fills in what the page's date tells.
    """
    found: dict[Span, Timex] = {}
    for span in _stretches(document):
        for timex in times_in(document.text, span):
            found[timex.start, timex.end] = timex
    return msgspec.structs.replace(document, times=tuple(found[key] for key in sorted(found)))


def _stretches(document: Document) -> list[Span]:
    """The zones that are read, joined where they overlap."""
    joined: list[Span] = []
    for start, end in sorted(zone.span for zone in document.zones if zone.kind in TAGGED_ZONES):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def times_in(text: str, span: Span) -> Iterator[Timex]:
    """The expressions of time in `span` of `text`, in order."""
    for start, end in _runs(text, span):
        for first, last, meaning in _parsed(text[start:end]):
            at = start + first, start + last
            if plausible(text, at, meaning):
                yield Timex(
                    text=text[at[0] : at[1]], start=at[0], end=at[1], type=meaning.type, value=meaning.undated()
                )


def _runs(text: str, span: Span) -> Iterator[Span]:
    """Stretches of neighbouring words of the grammar that hold a word which can carry a time."""
    start = end = words = 0
    carries = False
    for match in _TOKEN.finditer(text, *span):
        word = match[0].lower()
        known = _known(text, match, word)
        joins = known and words and _joined(text, end, match.start()) and match.end() - start <= _RUN_CHARS
        if not joins or words >= _RUN_WORDS:
            if carries:
                yield _widened(text, start, end, span)
            start, words, carries = match.start(), 0, False
        if known:
            words, end = words + 1, match.end()
            carries = carries or word in _HEADS or (word.isdigit() and _heads_digits(text, match))
    if carries:
        yield _widened(text, start, end, span)


def _known(text: str, match: re.Match[str], word: str) -> bool:
    if word.isdigit():
        return len(word) <= 6
    if word not in VOCABULARY:
        return False
    if word in _CAPITAL and not match[0][0].isupper():
        return False
    return word not in _SHORT or _abbreviates(text, match.end())


def _abbreviates(text: str, end: int) -> bool:
    after = text[end : end + 3].lstrip(".")
    return text[end : end + 1] == "." or (after[:1] in {" ", ","} and after[1:2].isdigit())


def _heads_digits(text: str, match: re.Match[str]) -> bool:
    """Whether a number can carry a time by itself: a year, the hour of '9:30', the first part of '12/29/2024'."""
    digits = match[0]
    if len(digits) == 4:
        return digits[0] in "12"
    return (len(digits) <= 2 and text[match.end() : match.end() + 1] in {":", "/", "-", "."}) or _decade(text, match)


def _decade(text: str, match: re.Match[str]) -> bool:
    return len(match[0]) == 2 and text[match.end() : match.end() + 1] == "s"


def _joined(text: str, end: int, start: int) -> bool:
    return end == start or (start - end <= 4 and _GAP.fullmatch(text, end, start) is not None)


def _widened(text: str, start: int, end: int, span: Span) -> Span:
    """With the apostrophe of "'90s" and the full stop of 'Nov.' or 'p.m.'."""
    if start > span[0] and text[start - 1] in "'’`":
        start -= 1
    if end < span[1] and text[end] in ".)":
        end += 1
    return start, end


@lru_cache(maxsize=16384)
def _parsed(run: str) -> tuple[tuple[int, int, Meaning], ...]:
    """The expressions within one run, longest first from each word on."""
    return tuple(_scan(run))


def _scan(run: str) -> Iterable[tuple[int, int, Meaning]]:
    at = 0
    for start in [match.start() for match in re.finditer(r"['’`]?(?<![A-Za-z])[A-Za-z]+|['’`]?(?<!\d)\d+", run)]:
        if start < at:
            continue
        found = parse(run, start)
        if found is not None:
            at = found[0]
            yield start, at, found[1]

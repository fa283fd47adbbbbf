"""A page's words, dates and confidences as any face shows them: harmless, on one line, in words before figures."""

from __future__ import annotations

import re
from functools import cache

from onrecord.resolving import tables

_LAYOUT = frozenset("\n\t")
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_STATE = re.compile(r"(?<= of )[A-Z]{3}\b")
_SURE, _LIKELY = 0.85, 0.6


def clean(words: str | None) -> str:
    """A page's words without anything that steers what shows them: control characters and direction marks become
    U+FFFD."""
    if not words:
        return ""
    return "".join(char if _harmless(char) else "�" for char in words.replace("\r\n", "\n").replace("\r", "\n"))


def line(words: str | None) -> str:
    """A page's words on one line."""
    return clean(" ".join((words or "").split()))


def office(role: str | None) -> str:
    """An actor's role in words: 'head of state of North Korea' for 'head of state of PRK'; a code that is no country's
    stays."""
    return _STATE.sub(lambda code: _countries().get(code[0], code[0]), role or "")


@cache
def _countries() -> dict[str, str]:
    """Names of countries by their ISO 3166-1 alpha-3 code."""
    return {one.iso3: one.name for one in tables.countries()}


def _harmless(char: str) -> bool:
    if char in _LAYOUT:
        return True
    return not (char < " " or "\x7f" <= char < "\xa0" or char in _STEERING or "\ud800" <= char <= "\udfff")


def sureness(confidence: float) -> str:
    """A confidence in words, then in figures: 'sure 0.93', 'likely 0.71', 'doubtful 0.40'."""
    word = "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "doubtful"
    return f"{word} {confidence:.2f}"


def count(number: int, what: str) -> str:
    """'1 page', '1,200 pages'."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"

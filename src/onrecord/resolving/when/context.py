"""What the words around an expression of time say about its direction: past or to come."""

from __future__ import annotations

import re
from typing import Final

from onrecord.model.spans import Span

_REACH = 160
_BREAK = re.compile(r"[.!?;][\"'”’)]*\s+(?=[A-Z\"“'‘(`])|\n\s*\n")
_WORD = re.compile(r"[A-Za-z'’]+")
_FUTURE: Final = frozenset(
    {
        "will", "'ll", "shall", "plans", "plan", "planned", "scheduled", "expected", "expects", "expect", "due",
        "upcoming", "intends", "hopes", "going", "would", "could", "might", "may", "should", "must", "can", "until",
        "till", "deadline",
        "forecast", "proposed", "slated", "set", "hope", "won't", "next", "ahead",
    }
)  # fmt: skip
_PAST: Final = frozenset(
    {
        "was", "were", "had", "did", "said", "told", "went", "came", "took", "made", "began", "won", "lost", "left",
        "met",
        "held", "gave", "got", "saw", "found", "fell", "rose", "grew", "sent", "spoke", "since", "ago", "been", "fled",
        "shot", "broke", "became", "led", "brought", "struck", "hit", "put", "cut", "sold", "bought", "wrote", "ran",
    }
)  # fmt: skip
_ED_NOUNS: Final = frozenset({"united", "need", "indeed", "speed", "seed", "feed", "bed", "red", "hundred", "breed"})
_SPENT = re.compile(
    r"\b(?:next to|ahead of|set (?!to\b|for\b|a date)|(?:could|can|might|would|must|will) not have)\b|\bcould not\b"
)
"""Words that look ahead but not in such company."""
PAST, UNKNOWN, FUTURE = -1, 0, 1


def direction(text: str, span: Span) -> int:
    """`PAST`, `FUTURE` or `UNKNOWN` for the clause of `span`: the nearest verb before it tells, else after it."""
    before, after = sides(text, span)
    words = [word.lower() for word in _WORD.findall(_SPENT.sub(" ", before))]
    following = [word.lower() for word in _WORD.findall(after)]
    if words and words[-1] in {"until", "till", "by"}:
        return PAST if "had" in following[:4] else _after_limit(words[:-1])
    if following[:1] in (["was"], ["were"]):
        return PAST
    if words and words[-1] == "since":
        return PAST
    return _nearest(words[::-1]) or _first_verb(following)


def _first_verb(words: list[str]) -> int:
    """The direction of the first verb after an expression: 'On Friday the council met / will meet'."""
    for word in words[:16]:
        if word in _FUTURE:
            return FUTURE
        if word in _PAST or _is_ed(word):
            return PAST
    return UNKNOWN


def _is_ed(word: str) -> bool:
    return len(word) > 3 and word.endswith("ed") and word not in _ED_NOUNS


def _after_limit(words: list[str]) -> int:
    """'by Friday' looks ahead unless the sentence tells what had happened by then."""
    return PAST if "had" in words[-8:] or "was" in words[-4:] else FUTURE


def sides(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after `span` in its sentence, at most 160 characters each."""
    before = text[max(0, span[0] - _REACH) : span[0]]
    after = text[span[1] : span[1] + _REACH]
    breaks = list(_BREAK.finditer(before))
    first = _BREAK.search(after)
    return before[breaks[-1].end() :] if breaks else before, after[: first.start()] if first else after


def _nearest(words: list[str]) -> int:
    for position, word in enumerate(words[:16]):
        if word in _FUTURE or word == "be":
            return PAST if "had" in words[position + 1 : position + 3] else FUTURE
        if word == "to" and position and _looks_verbal(words[position - 1]):
            return _governed(words[position + 1 : position + 4])
        if word in _PAST or _is_ed(word):
            return _passive(words, position)
    return UNKNOWN


def _governed(words: list[str]) -> int:
    """Whether an infinitive looks ahead ('planned to leave') or not ('failed to leave')."""
    if "had" in words:
        return PAST
    if any(
        word in _FUTURE or word in {"is", "are", "ready", "agreed", "promised", "vowed", "likely"} for word in words
    ):
        return FUTURE
    return PAST if any(word in _PAST or word.endswith("ed") for word in words) else UNKNOWN


def _passive(words: list[str], position: int) -> int:
    """'will be released Friday' reads back as 'released', 'be', 'will': look a little further."""
    near = words[position + 1 : position + 4]
    if "will" in near or "be" in near or "would" in near or "to" in near[:1]:
        return FUTURE
    return PAST


def _looks_verbal(word: str) -> bool:
    return len(word) > 2 and not word.endswith(("s", "ed"))

"""Whether words that could be a time are one where they stand: 'May', 'march', 'second', 'fall', '2000 people'."""

from __future__ import annotations

import re
from typing import Final

from onrecord.model.spans import Span
from onrecord.resolving.when.meaning import Meaning

_BEFORE = re.compile(r"([^\s]+)\s*$")
_AFTER = re.compile(r"\s*([^\s]+)")
_WINDOW = 40
_NAMES: Final = frozenset({"may", "march", "april", "june", "august", "jan", "sunday", "friday"})
_OF_TIME: Final = frozenset(
    {
        "in", "on", "by", "since", "until", "till", "through", "from", "of", "during", "before", "after", "late",
        "early", "mid", "to", "and", "between", "last", "this", "next", "every", "each", "for", "around", "about", "or",
        "as", "the",
    }
)  # fmt: skip


_SURELY_TIME: Final = frozenset(
    {
        "in",
        "since",
        "until",
        "till",
        "last",
        "this",
        "next",
        "early",
        "late",
        "mid",
        "of",
        "during",
        "by",
        "every",
        "each",
    }
)


def plausible(text: str, span: Span, meaning: Meaning) -> bool:
    """Whether the match at `span` is a time in its context."""
    words = text[span[0] : span[1]]
    before, after = _neighbour(text, span[0]), _next(text, span[1])
    if re.fullmatch(r"\d{4}", words):
        return _is_year(words, before, after)
    if words.lower() in {"the fall", "fall"} and meaning.form == "season":
        return after != "of" and before.lower() in {"in", "during", "since", "by", "until", "through", "for"}
    if _is_part_of_name(words, before, after):
        return False
    if _is_age(text, span) or _is_rate(words, before):
        return False
    if re.fullmatch(r"[A-Za-z]+", words):
        return _is_word_of_time(words, before, after, meaning)
    if words[0].isdigit():
        return _is_number_of_time(text, span, before)
    return True


def _is_part_of_name(words: str, before: str, after: str) -> bool:
    """'USA Today', 'Easter Island'."""
    if words.lower() == "today":
        return before == "USA"
    return words == "Easter" and after.startswith(("Island", "Seal", "Rising"))


_OLD = re.compile(r"s?[\s-]{1,2}old\b", re.IGNORECASE)
_UNIT_RATE = re.compile(r"an? (?:second|minute|hour|day|night|week|month|quarter|year)", re.IGNORECASE)
_PREPOSITIONS: Final = frozenset(
    {"in", "for", "over", "within", "after", "than", "about", "of", "by", "almost", "nearly", "just", "every", "least",
     "once", "took", "lasts", "lasted", "takes", "take", "last", "spent", "spend", "during", "until", "or", "and",
     "barely", "only"}
)  # fmt: skip


def _is_age(text: str, span: Span) -> bool:
    """'a 44-year-old protester', '52 years old' tell an age, not a stretch of time."""
    return _OLD.match(text, span[1]) is not None and text[span[1] - 1].isalpha()


def _is_rate(words: str, before: str) -> bool:
    """'700 seats a week', '$2 million a year' are rates, 'for a week' is a stretch of time."""
    return _UNIT_RATE.fullmatch(words) is not None and before.lower() not in _PREPOSITIONS


def _neighbour(text: str, start: int) -> str:
    if text[start - 1 : start] == "(":
        return "("
    found = _BEFORE.search(text[max(0, start - _WINDOW) : start])
    return found[1] if found else ""


def _next(text: str, end: int) -> str:
    found = _AFTER.match(text[end : end + _WINDOW])
    return found[1] if found else ""


def _is_year(words: str, before: str, after: str) -> bool:
    if before.endswith(("$", "£", "€", "#", ".", "No.", "¥")) and not before.lower().endswith(("s.", ".m.", "d.")):
        return len(before) > 2 and before[-1] == "." and 1900 <= int(words) <= 2035
    if before[-1:].isdigit() or after[:1] in {"%", "°"}:
        return False
    if before.lower() in {"about", "around"} and _counted(after):
        return False  # 'about 2000 pages'
    bracketed = before.startswith("(") or after.startswith(")")
    if bracketed or before.lower().strip("(,") in _OF_TIME or not after:
        return int(words) >= 1500 or before.lower() in {"in", "since"}
    return 1900 <= int(words) <= 2035 and not _counted(after)


def _counted(after: str) -> bool:
    """'2000 people', '1950 points': a plural noun in small letters right after is counted."""
    word = after.rstrip(".,;:")
    return word in {"people", "men", "women", "children", "percent", "feet"} or bool(
        re.fullmatch(r"[a-z]{3,}[^s]s", word)
    )


def _is_word_of_time(words: str, before: str, after: str, meaning: Meaning) -> bool:
    lowered, leads = words.lower(), before.lower().strip('("“,')
    if lowered in _NAMES and meaning.form == "date":
        if after[:1].isupper() and leads not in _SURELY_TIME:
            return False
        return leads in _OF_TIME or (not after[:1].isupper() and before[:1].islower())
    if lowered == "soon":  # 'it soon became', 'soon after' order a story; 'will come soon.' points ahead
        return not after or after[0] in '.,;:!?"”’)'
    if meaning.form == "season":
        return (
            leads in {"in", "by", "this", "last", "next", "since", "until", "during", "of", "through"}
            and words != "Fall"
        )
    return True


def _is_number_of_time(text: str, span: Span, before: str) -> bool:
    """No time where a number goes on: '$5 days', '1.5 day' cut in two."""
    previous = text[span[0] - 1] if span[0] else " "
    return previous not in "$£€.,:/-" or (previous == "-" and not before[:-1][-1:].isdigit())

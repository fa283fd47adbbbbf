"""How surely words name a place: the proper names around them, how news uses the word, and its company, as one sum."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.model.actor import Name, NameKind
from onrecord.model.spans import Span
from onrecord.resolving.where.fold import fold
from onrecord.resolving.where.gazetteer import Entry, usage
from onrecord.resolving.where.signs import (
    AREA,
    AREA_WEIGHT,
    ARTICLES,
    BEFORE,
    CIVIC,
    CONSTITUENCY,
    FIRM,
    GENERIC,
    LEADS_DATELINE,
    LONGEST_INITIALS,
    LOOSELY,
    NAMESAKE,
    PLACED,
    SPEAKS,
    STREET,
    TITLED,
)


class Token(msgspec.Struct, frozen=True):
    """A word and where it stands."""

    start: int
    end: int
    text: str


class Names:
    """The page's proper names, asked by position."""

    def __init__(self, names: Iterable[Name], text: str) -> None:
        self._names = sorted(names, key=lambda name: (name.start, -name.end))
        self._starts = [name.start for name in self._names]
        self.any = bool(self._names)
        full = [
            words
            for name in self._names
            if name.kind == "person" and len(words := text[name.start : name.end].split()) > 1
        ]
        self.surnames = Counter(fold(word) for words in full for word in words)
        self.given = frozenset(fold(words[0]) for words in full)

    def over(self, span: Span) -> Name | None:
        """The name that shares characters with `span`."""
        at = bisect_right(self._starts, span[1] - 1) - 1
        if at >= 0 and self._names[at].end > span[0]:
            return self._names[at]
        return None

    def of_kind(self, kind: NameKind) -> Iterator[Name]:
        """All names of a kind."""
        return (name for name in self._names if name.kind == kind)


def demonym_weight(name: Name | None) -> float:
    if name is None:
        return 2.0
    return {"nationality": 3.0, "place": 2.0, "organisation": 1.6, "person": 0.0, "other": 1.0}[name.kind]


def name_weight(
    text: str, span: Span, key: str, found: tuple[Entry, ...], tokens: Sequence[Token], at: int, names: Names
) -> float:
    """Evidence that the words name a place, as a sum of small weights; `THRESHOLD` decides."""
    before, after = text[max(0, span[0] - BEFORE) : span[0]], text[span[1] : span[1] + 30]
    name = names.over(span)
    return (
        _by_name(name, span, text, names.any)
        + _by_usage(key, " " in key)
        + _by_size(key, found)
        + (AREA_WEIGHT if AREA.search(key) else 0.0)
        + _by_words(before, after)
        + _by_layout(text, span)
        + _by_company(key, name, before, names, text, tokens, at, span)
    )


def _by_name(name: Name | None, span: Span, text: str, any_names: bool) -> float:
    if name is None:
        return -1.5 if any_names else 0.0
    leads, ends = name.start >= span[0] or text[name.start : span[0]].lower() == "the ", name.end <= span[1]
    whole = leads and ends
    if name.kind == "place":
        return 3.0 if whole else 1.8
    if name.kind == "nationality":
        return 1.5 if whole else 0.5
    if name.kind == "organisation":
        if whole:
            return 0.6
        of_it = re.search(r"\b(?:of|in|at|for) (?:the )?$", text[name.start : span[0]]) is not None
        return 0.8 if leads else (0.8 if of_it else -0.6)
    if name.kind == "person":
        return -1.2 if whole else -2.5
    return -0.5


def _by_usage(key: str, compound: bool) -> float:
    """Prior from how news uses the word."""
    counts = usage(key)
    against = counts.person + 0.15 * counts.other + counts.word
    if compound:
        against = counts.person + counts.word
    return max(-2.5, min(1.5, 0.6 * math.log((counts.place + 0.7) / (against + 0.7))))


def _by_size(key: str, found: tuple[Entry, ...]) -> float:
    best = found[0]
    if any(one.kind in {"country", "admin1"} for one in found[:3]):
        return 1.8 if " " in key else 1.2
    if best.id < 0:
        return 0.8
    return min(1.2, max(-0.6, 0.4 * (math.log10(best.population + 1) - 4.5)))


def _by_words(before: str, after: str) -> float:
    weight = 0.0
    if TITLED.search(before):
        weight -= 4.0
    elif CONSTITUENCY.search(before):
        weight += 4.0
    elif PLACED.search(before):
        weight += 2.0
    elif LOOSELY.search(before):
        weight += 0.5
    if SPEAKS.match(after):
        weight -= 1.0
    if STREET.match(after):
        weight -= 4.0
    if FIRM.match(after):
        weight -= 1.0
    if NAMESAKE.match(after):
        weight -= 5.0
    if CIVIC.match(after):
        weight += 2.0
    return weight


def _by_layout(text: str, span: Span) -> float:
    """Words in capitals that open a paragraph or a sentence and are followed by a dash: a dateline."""
    words = text[span[0] : span[1]]
    if not words.isupper() or len(words) < 4:
        return 0.0
    before = text[max(0, span[0] - 40) : span[0]].rstrip(" \u00a0\t")
    opens = not before or before[-1] in '\n.!?"”'
    return 3.0 if opens and LEADS_DATELINE.match(text[span[1] : span[1] + 64]) else 0.0


def _by_company(
    key: str, name: Name | None, before: str, names: Names, text: str, tokens: Sequence[Token], at: int, span: Span
) -> float:
    """Surnames of the page's people are people; a word in the middle of a longer capitalised run belongs to that
    run."""
    weight = 0.0
    if " " not in key and names.surnames.get(key, 0) and (name is None or name.kind != "place"):
        weight -= 1.5 if PLACED.search(before) else 2.5
    if key in names.given and not PLACED.search(before):
        weight -= 5.0  # 'Georgia', of a girl whom the page calls Georgia Holt
    before_it = tokens[at - 1] if at > 0 and text[tokens[at - 1].end : span[0]] == " " else None
    if name is None and before_it is not None and before_it.text[:1].isupper() and before_it.text not in ARTICLES:
        weight -= 1.0
    return weight


def are_initials(words: str) -> bool:
    """Whether words are two or three capitals ('UN', 'U.P.I.')."""
    letters = words.replace(".", "")
    return letters.isupper() and len(letters) <= LONGEST_INITIALS


def unlisted_weight(text: str, span: Span, names: Names) -> float:
    before, after = text[max(0, span[0] - BEFORE) : span[0]], text[span[1] : span[1] + 30]
    words = text[span[0] : span[1]]
    weight = 0.6 + _by_words(before, after)
    general = fold(words.removesuffix(" of")) in GENERIC
    if not words[:1].isupper() or are_initials(words) or general or "\n" in words or names.surnames.get(fold(words), 0):
        return 0.0
    if " " in words:
        weight += 0.5
    return weight + (0.6 if LOOSELY.search(before) else 0.0)

"""Statements that the page's layout attributes, without a verb: turns of a transcript, quotations signed with a dash.

A turn is a paragraph 'NAME: words'; it counts only on a page that has several and where somebody speaks twice, so that
'Update: …' or a headline's 'Mayor: …' is none; 'Q:' and 'A:' name nobody. A signed quotation is a paragraph all in
quotation marks, with a dash and a name behind it or alone on the next line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model.spans import Span, stripped

TURN_CONFIDENCE = 0.75
SIGNED_CONFIDENCE = 0.9
"""As measured on PolNeAR's training and development articles: 22 of 29 turns and 31 of 31 signatures are right."""
_MIN_TURNS = 3
_MIN_TURN_WORDS = 4
_MAX_SOURCE_WORDS = 5

_TURN = re.compile(r"[“\"]?([A-Z][^\s:]{0,24}(?: [^\s:]{1,24}){0,4})(:)\s+(?=\S)")
_QUOTED = re.compile(r"[“”\"]")
_DASH = re.compile(r"[\s\xa0]*([―—–-]{1,2})[\s\xa0]*(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Laid:
    """An attribution told by layout: character spans."""

    source: Span
    cue: Span
    content: Span
    confidence: float


def laid_out(text: str, paragraphs: Sequence[Span]) -> list[Laid]:
    """The attributions that the layout of `paragraphs` tells, in text order."""
    return sorted([*_turns(text, paragraphs), *_signed(text, paragraphs)], key=lambda one: one.content)


def _turns(text: str, paragraphs: Sequence[Span]) -> list[Laid]:
    found: list[Laid] = []
    for start, end in paragraphs:
        match = _TURN.match(text, start, end)
        if match and len(match.group(1)) > 1 and _is_name(match.group(1)) and _is_speech(text[match.end() : end]):
            found.append(Laid(match.span(1), match.span(2), (match.end(), end), TURN_CONFIDENCE))
    speakers = Counter(text[slice(*one.source)] for one in found)
    return found if len(found) >= _MIN_TURNS and speakers.most_common(1)[0][1] > 1 else []


def _signed(text: str, paragraphs: Sequence[Span]) -> Iterator[Laid]:
    """Signed quotations: the signature ends the paragraph, or is all of the next."""
    for (start, end), following in pairwise([*paragraphs, (len(text), len(text))]):
        if not _QUOTED.match(text, start):
            continue
        last = _last_mark(text, start, end)
        if last <= start:
            continue
        within = _signature(text, last + 1, end)
        after = _signature(text, *following) if last == end - 1 else None
        for cue, source in filter(None, (within or after,)):
            yield Laid(source, cue, (start, last + 1), SIGNED_CONFIDENCE)


def _last_mark(text: str, start: int, end: int) -> int:
    return max(text.rfind(mark, start, end) for mark in '“”"')


def _signature(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """The dash and the name, when nothing else stands between `start` and `end`; a description behind a comma may."""
    dash = _DASH.match(text, start, end)
    if dash is None:
        return None
    comma = text.find(",", dash.end(), end)
    name = stripped(text, (dash.end(), comma if comma > 0 else end))
    name = (name[0], name[1] - 1) if text[name[0] : name[1]].endswith(".") else name
    return (dash.span(1), name) if _is_name(text[name[0] : name[1]]) else None


def _is_speech(words: str) -> bool:
    """Whether words may be a turn rather than a figure or an entry of a list."""
    return len(words.split(maxsplit=_MIN_TURN_WORDS - 1)) == _MIN_TURN_WORDS and words[:1].isalpha()


def _is_name(words: str) -> bool:
    """Whether words look like a speaker's label: few, and every longer one capitalised."""
    parts = words.split()
    if not parts or len(parts) > _MAX_SOURCE_WORDS:
        return False
    return all(part[0].isupper() or len(part) <= 3 for part in parts) and parts[0][0].isupper()

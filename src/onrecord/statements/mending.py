"""Ends of contents and cues put where words, quotations and phrases end.

The networks tag word pieces one by one, so that a content can stop inside a word ('the tweet' of 'the tweets'), inside
a quotation that it opened, or on a word with which no phrase ends ('… has since left the'). Each is mended by what the
text itself says: letters that go on, the closing mark, the clause's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model.actor import Name
from onrecord.model.spans import Span, Spans, overlap, whole_words

LONGEST_QUOTED_REST = 400
LONGEST_PHRASE_REST = 150
"""Characters that are added at most."""
LONGEST_LOOK_BACK = 10_000
"""Characters of a paragraph before a content that are looked at for marks."""
_CLOSING = {"“": "”", '"': '"', "''": "''", "``": "''"}
_LOOSE = " \t\n\xa0,;:–—-"
_MARKS_AND_BLANKS = '“”" \t\n\xa0'
_INFINITIVE = re.compile(r"\bto [a-z]+$")
_MARK = re.compile(r"[“”\"]|''|``")
_LAST_WORD = re.compile(r"(?<![\w'’])(\w+)$")
_GOES_ON = re.compile(r"[ \xa0](?=[\w$“\"‘])")
_CLAUSE_END = re.compile(r"[,;:!?()\n”\"“]|\.(?!\w)|--|—| – ")
_TAIL = 40
_APOSTROPHES = ("'", "’", "ʼ")
_UNFINISHED = frozenset(
    """the a an of and or as with to from for its their his your my our at by on in into than is are was were would will
    could should may might can has have had about between against over under upon""".split()
)
"""Words with which no noun phrase and no clause ends: what follows belongs to it."""
_OPENERS = frozenset("but which who while because although though".split())
"""Words that open the next clause: they are left to it."""


def mended(text: str, spans: Spans, others: Spans) -> Spans:
    """`spans` of a content with its last end put right; never into `others`, the attribution's own source and cue."""
    if not spans:
        return spans
    whole = tuple(_whole_words(text, span) for span in spans)
    *before, last = whole
    limit = min((other[0] for other in others if other[0] >= last[1]), default=len(text))
    end = _with_quotation(text, whole, limit) or _with_phrase(text, last, limit)
    made = (*before, (last[0], end)) if end > last[0] else whole
    return (_with_mark(text, made[0], others), *made[1:])


def trimmed(text: str, spans: Spans, loose: str = _LOOSE) -> Spans:
    """Spans without the commas, colons and dashes at their ends; spans that hold no word are dropped."""
    made = []
    for start, end in spans:
        words = text[start:end].rstrip(loose)
        inner = words.lstrip(loose)
        if any(char.isalnum() for char in inner):
            made.append((start + len(words) - len(inner), start + len(words)))
    return tuple(made)


def without_marks(text: str, spans: Spans) -> Spans:
    """`spans` of a cue without quotation marks at their ends; as they are when no word stands there."""
    return trimmed(text, spans, _MARKS_AND_BLANKS) or spans


def without_name(text: str, spans: Spans, names: Iterable[Name]) -> Spans:
    """`spans` of a cue without the name it begins in, which is somebody's and no verb: of 'met with [Moss twice to
    discuss]' the infinitive, else what stands behind the name."""
    start, end = spans[0]
    name = next((one for one in names if one.start <= start < one.end < end), None)
    if name is None:
        return spans
    infinitive = _INFINITIVE.search(text, name.end, end)
    rest = infinitive.start() if infinitive else name.end
    while rest < end and not text[rest].isalnum():
        rest += 1
    return ((rest, end), *spans[1:]) if rest < end else spans


def _with_mark(text: str, span: Span, others: Spans) -> Span:
    """The span with the mark before it that opens what it closes."""
    start, end = span
    mark = text[start - 1 : start]
    first = _MARK.search(text, start, end)
    opens = mark in ("“", '"') and first is not None and first[0] == _CLOSING[mark]
    return (start - 1, end) if opens and not any(overlap((start - 1, start), other) for other in others) else span


def _whole_words(text: str, span: Span) -> Span:
    """A span with the words that it begins and ends in, over an apostrophe at its end too ('everybody's')."""
    start, end = whole_words(text, span)
    cut = text[end - 1 : end] in _APOSTROPHES and text[end - 2 : end - 1].isalnum() and text[end : end + 1].isalnum()
    return (start, whole_words(text, (end, end + 1))[1]) if cut else (start, end)


def _with_quotation(text: str, spans: Spans, limit: int) -> int | None:
    """Where the quotation closes that the content opened and leaves open."""
    end = spans[-1][1]
    opened = _left_open(text, spans)
    if opened is None:
        return None
    stop = min(limit, end + LONGEST_QUOTED_REST)
    line = text.find("\n", end, stop)
    close = text.find(_CLOSING[opened], end, line if line >= 0 else stop)
    return close + len(_CLOSING[opened]) if close >= 0 else None


def _left_open(text: str, spans: Spans) -> str | None:
    """The opening mark of a quotation that the last span of a content begins in or opens, and does not close."""
    start, end = spans[-1]
    line = max(text.rfind("\n", 0, start) + 1, start - LONGEST_LOOK_BACK)
    opened, inside = None, False
    for mark in _MARK.finditer(text, line, end):
        if opened is None and mark[0] in _CLOSING:
            held = any(overlap(mark.span(), span) for span in spans)
            opened, inside = mark[0], held or mark.start() >= start - 2
        elif opened is not None and mark[0] == _CLOSING[opened]:
            opened = None
    return opened if inside else None


def _with_phrase(text: str, span: Span, limit: int) -> int:
    """The end of the phrase whose last word needs another, or of what stands before a word that opens a clause."""
    start, end = span
    word = _LAST_WORD.search(text, max(start, end - _TAIL), end)
    if word is None or _GOES_ON.match(text, end) is None:
        return end
    if word[1].lower() in _OPENERS:
        return start + len(text[start : word.start()].rstrip(" ,\xa0"))
    if word[1].lower() not in _UNFINISHED:
        return end
    found = _CLAUSE_END.search(text, end + 1, min(limit, end + LONGEST_PHRASE_REST))
    stop = found.start() if found else limit if limit - end < LONGEST_PHRASE_REST else end
    return end + len(text[end:stop].rstrip())

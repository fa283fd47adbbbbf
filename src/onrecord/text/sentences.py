"""Paragraphs and sentences of the zones that are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

import msgspec

from onrecord.model.document import Document
from onrecord.model.spans import Span, stripped
from onrecord.model.step import step
from onrecord.text.wordlists import word_list

MAX_SENTENCE_CHARS = 2000

_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*")
_TAIL = re.compile(r"[^\s(\[{\"'“‘«]{1,40}\Z")
_OPENERS = "\"'“‘«([—–-"
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\n[^\S\n]*\n")
# Never the end of a sentence, whatever follows.
_TITLES = word_list("titles")
# The end of a sentence only when what follows looks like the start of one (not a number, not lower case).
_ABBREVIATIONS = word_list("abbreviations")
_MONTH_LIKE = frozenset(["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no"])
# Words that begin sentences but no names: after 'U.S.' or 'Corp.' they settle the matter.
_STARTERS = word_list("starters")


@step("sentences", requires=("text", "zones"), assigns=("sentences",))
def split_sentences(document: Document) -> Document:
    """Assign `sentences`, which cover the lead and body zones; none for a page in a language that is not read."""
    if document.page.language not in (None, "en"):
        return msgspec.structs.replace(document, sentences=())
    found = tuple(span for paragraph in paragraphs(document) for span in sentence_spans(document.text, paragraph))
    return msgspec.structs.replace(document, sentences=found)


def paragraphs(document: Document) -> tuple[Span, ...]:
    """The paragraphs of the lead and body zones, stripped, in text order.

    A line is a paragraph, except in hard-wrapped text, where only blank lines part paragraphs.
    """
    split = _wrapped_paragraphs if _is_hard_wrapped(document) else _line_paragraphs
    found = (stripped(document.text, span) for zone in document.read_spans() for span in split(document.text, zone))
    return tuple(span for span in found if span[0] < span[1])


def _line_paragraphs(text: str, zone: Span) -> Iterator[Span]:
    for line in _LINE.finditer(text, *zone):
        yield line.span()


def _wrapped_paragraphs(text: str, zone: Span) -> Iterator[Span]:
    start = zone[0]
    for gap in _BLANK.finditer(text, *zone):
        yield start, gap.start()
        start = gap.end()
    yield start, zone[1]


def _is_hard_wrapped(document: Document) -> bool:
    """Whether line ends are those of a column: many lines of one width, most of which end in the middle of a
    sentence."""
    text = document.text
    lines = [
        line.group() for zone in document.read_spans() for line in _LINE.finditer(text, *zone) if line.group().strip()
    ]
    if len(lines) < 6:
        return False
    lengths = sorted(len(line) for line in lines)
    unfinished = sum(line.rstrip()[-1] not in ".!?:;…”\"'’)" for line in lines)
    return 40 <= median(lengths) <= 100 and lengths[-1] <= 120 and unfinished > 0.5 * len(lines)


def sentence_spans(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of one paragraph, in order; together they hold every word of it.

    An end mark closes a sentence unless it belongs to a title, an initial, an abbreviation that something goes on
    after,
    a number, or stands inside a clause ('"No!" she said'). A sentence of more than 2,000 characters is cut at a space.
    """
    found: list[Span] = []
    start, stop = paragraph
    for mark in _ENDS.finditer(text, start, stop):
        if _closes(text, start, mark, stop):
            _add(text, (start, mark.end()), found)
            start = mark.end()
    _add(text, (start, stop), found)
    return tuple(found)


def _add(text: str, span: Span, found: list[Span]) -> None:
    start, end = stripped(text, span)
    while end - start > MAX_SENTENCE_CHARS:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE_CHARS)
        cut = cut if cut > start else start + MAX_SENTENCE_CHARS
        found.append(stripped(text, (start, cut)))
        start = stripped(text, (cut, end))[0]
    if start < end:
        found.append((start, end))


def _closes(text: str, start: int, mark: re.Match[str], stop: int) -> bool:
    signs = mark.group()
    if signs[0] in "。！？":
        return True
    following = text[mark.end() : min(stop, mark.end() + 60)].lstrip()
    if not following:
        return True
    first = following.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    quoted = signs[-1] in "\"'”’»"
    if "!" in signs or "?" in signs:
        return True
    if signs.startswith((".", "…")) and len(signs.rstrip("\"'”’»)]")) > 1:
        return not first.isdigit() or quoted
    return quoted or not _abbreviates(text, start, mark.start(), following, first)


def _abbreviates(text: str, start: int, dot: int, following: str, first: str) -> bool:
    """Whether the dot at `dot` belongs to the word before it and the sentence goes on."""
    tail = _TAIL.search(text[max(start, dot - 40) : dot])
    if tail is None:
        return False
    word = tail.group()
    low = word.lower()
    if low in _TITLES:
        return True
    starter = following.lstrip(_OPENERS).partition(" ")[0].strip().rstrip(",.") in _STARTERS
    if len(word) == 1 and word.isalpha():
        # 'John F. Kennedy', but 'Plan B. The'.
        return word.isupper() and word != "I" and not starter
    if low in _MONTH_LIKE:
        return first.isdigit() or (low != "no" and not starter and first == ",")
    if low in _ABBREVIATIONS or _is_acronym(word):
        return not starter and following[0] not in '"“‘'
    # '1. Name the thing': a list number at the start of a paragraph.
    return word.isdigit() and len(word) <= 2 and dot - start <= 2


def _is_acronym(word: str) -> bool:
    return len(word) >= 3 and all(letter == "." if place % 2 else letter.isalpha() for place, letter in enumerate(word))

"""Text -> windows of word pieces, with where each piece stands and what surrounds it.

A window holds whole paragraphs where they fit: `[CLS] paragraph [SEP] paragraph [SEP]`. A paragraph too long for one
window is cut after a sentence. Beside the piece ids, each piece has a quotation state and a letter shape: the
vocabulary of the models is lower-cased, and a quotation mark says more about who speaks than any word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.model.spans import Span

Ints = npt.NDArray[np.int64]

CLS, SEP = 101, 102
"""The two marker pieces of BERT's uncased English vocabulary."""
LIMIT = 190
"""Pieces in a window, markers included: the size that is fastest and that the models were trained on."""
QUOTE_STATES = 4
"""Outside, inside, opening mark, closing mark."""
SHAPES = 6
"""Lower case, Capitalised, CAPITALS, miXed, digits, neither letter nor digit."""

_MARKS = re.compile("[“„«”»\"]|''|``")
_OPENING = frozenset("“„«") | {"``"}
_EITHER = frozenset(['"', "''"])
_ENDS = frozenset(".!?")
_CHUNK = 20_000
"""Characters given to the tokenizer at once: it bounds the memory that one endless paragraph takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Pieces of a text. All arrays have the window's length in pieces; `starts` and `ends` are characters of the text
    (-1 at markers); `segments` are the `(first, last + 1)` piece ranges of the paragraphs in it."""

    ids: Ints
    starts: Ints
    ends: Ints
    quotes: Ints
    shapes: Ints
    segments: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    ids: Ints
    starts: Ints
    ends: Ints
    quotes: Ints
    shapes: Ints

    def part(self, first: int, last: int) -> _Pieces:
        cut = slice(first, last)
        return _Pieces(self.ids[cut], self.starts[cut], self.ends[cut], self.quotes[cut], self.shapes[cut])


def quote_states(text: str, span: Span) -> npt.NDArray[np.int8]:
    """The quotation state of each character of a paragraph; the paragraph's end closes what it leaves open.

    Two apostrophes, and two backquotes, count as the mark that typewritten agency copy means by them.
    """
    states = np.zeros(span[1] - span[0], dtype=np.int8)
    inside, end = False, span[0]
    for mark in _MARKS.finditer(text, *span):
        states[end - span[0] : mark.start() - span[0]] = inside
        inside = mark.group() in _OPENING or (mark.group() in _EITHER and not inside)
        end = mark.end()
        states[mark.start() - span[0] : end - span[0]] = 2 if inside else 3
    states[end - span[0] :] = inside
    return states


def shape(word: str) -> int:
    """The letter shape of a piece as it is written in the text (see `SHAPES`)."""
    if word.islower():
        return 0
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    if word.isupper():
        return 2
    if any(char.isalpha() for char in word):
        return 3
    return 4 if any(char.isdigit() for char in word) else 5


def windows(text: str, paragraphs: Sequence[Span], tokenizer: Tokenizer, *, limit: int = LIMIT) -> Iterator[Window]:
    """Windows over `paragraphs` (character spans in text order), each of at most `limit` pieces.

    Paragraphs without a piece are left out; their neighbours stay in order.
    """
    held: list[_Pieces] = []
    size = 1
    for segment in _segments(text, paragraphs, tokenizer, limit - 2):
        if held and size + len(segment.ids) + 1 > limit:
            yield _window(held)
            held, size = [], 1
        held.append(segment)
        size += len(segment.ids) + 1
    if held:
        yield _window(held)


def _segments(text: str, paragraphs: Sequence[Span], tokenizer: Tokenizer, limit: int) -> Iterator[_Pieces]:
    for span in paragraphs:
        pieces = _pieces(text, span, tokenizer)
        first = 0
        while first < len(pieces.ids):
            last = _cut(text, pieces, first, limit)
            yield pieces.part(first, last)
            first = last


def _pieces(text: str, span: Span, tokenizer: Tokenizer) -> _Pieces:
    ids: list[int] = []
    offsets: list[Span] = []
    for start, end in _chunks(text, span):
        encoding: Any = tokenizer.encode(text[start:end], add_special_tokens=False)
        ids += encoding.ids
        offsets += [(a + start, b + start) for a, b in encoding.offsets]
    states = quote_states(text, span)
    where = np.array(offsets, dtype=np.int64).reshape(-1, 2)
    shapes = np.fromiter((shape(text[a:b]) for a, b in offsets), dtype=np.int64, count=len(offsets))
    quotes = states[where[:, 0] - span[0]].astype(np.int64) if len(where) else np.zeros(0, dtype=np.int64)
    return _Pieces(np.array(ids, dtype=np.int64), where[:, 0], where[:, 1], quotes, shapes)


def _chunks(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    while start < span[1]:
        end = min(start + _CHUNK, span[1])
        if end < span[1]:
            space = text.rfind(" ", start + 1, end)
            end = space if space > 0 else end
        yield start, end
        start = end


def _cut(text: str, pieces: _Pieces, first: int, limit: int) -> int:
    """Where a segment that begins at `first` ends: after a sentence if one ends in its second half."""
    if len(pieces.ids) - first <= limit:
        return len(pieces.ids)
    for last in range(first + limit, first + limit // 2, -1):
        after_space = pieces.starts[last] > pieces.ends[last - 1]
        if after_space and _ENDS.intersection(text[pieces.ends[last - 1] - 2 : pieces.ends[last - 1]]):
            return last
    return first + limit


def _window(segments: Sequence[_Pieces]) -> Window:
    ranges, at = [], 1
    for segment in segments:
        ranges.append((at, at + len(segment.ids)))
        at += len(segment.ids) + 1
    none = np.full(1, -1, dtype=np.int64)
    zero = np.zeros(1, dtype=np.int64)

    def joined(field: str, opening: Ints, closing: Ints) -> Ints:
        parts = [opening]
        for segment in segments:
            parts += [getattr(segment, field), closing]
        return np.concatenate(parts)

    return Window(
        ids=joined("ids", np.full(1, CLS, dtype=np.int64), np.full(1, SEP, dtype=np.int64)),
        starts=joined("starts", none, none),
        ends=joined("ends", none, none),
        quotes=joined("quotes", zero, zero),
        shapes=joined("shapes", zero, zero),
        segments=tuple(ranges),
    )

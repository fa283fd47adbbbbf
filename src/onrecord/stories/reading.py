"""A page's own report as a row of words: what copies and quotations are compared by."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.model.spans import Span, Spans

Ints = npt.NDArray[np.int64]

WORDS_IN_SHINGLE = 4
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^“”]{20,1000}”|\"[^\"\n]{20,1000}\"")
_FACTORS = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)))
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_KEPT_HASHES = 200_000


class Words(msgspec.Struct, frozen=True):
    """Words in order, those of `text` under `spans`.

    `piece` [n] tells the words of one unbroken stretch of reading from those of the next. `shingles` [n - 3] are
    hashes, 31 bits each, of the runs of four folded words, -1 for a run that is broken; `order` [n - 3] sorts them into
    `ordered` [n - 3].
    `own` [n + 1] counts the words before each that are not quoted: two reports of one speech share its words without
    either being copied.
    """

    text: str
    spans: Spans
    piece: Ints
    shingles: Ints
    order: Ints
    ordered: Ints
    own: Ints

    def __len__(self) -> int:
        return len(self.piece)

    def own_words(self, first: int, last: int) -> int:
        """How many of the words from `first` to `last` are not quoted."""
        return int(self.own[last + 1] - self.own[first])

    def spans_of(self, passages: Sequence[tuple[int, int]]) -> list[Span]:
        """Passages, given as their first and last words, as spans of characters of the text."""
        wanted = sorted({at for passage in passages for at in passage}, reverse=True)
        places: dict[int, Span] = {}
        words = (found for start, end in self.spans for found in _WORD.finditer(self.text, start, end))
        for at, found in enumerate(words):
            if not wanted:
                break
            if at == wanted[-1]:
                places[wanted.pop()] = found.span()
        return [(places[first][0], places[last][1]) for first, last in passages]


class _Hashes(dict[str, int]):
    """Word as written -> hash of its folded form, worked out once."""

    def __missing__(self, word: str) -> int:
        if len(self) > _KEPT_HASHES:
            self.clear()
        self[word] = made = zlib.crc32(word.casefold().encode("utf-8", "surrogatepass"))
        return made


_hash_of = _Hashes().__getitem__


def read_words(text: str, spans: Sequence[Span]) -> Words:
    """The words of `text` under `spans`; spans with only white space between them are one piece."""
    hashes: list[int] = []
    rows: list[tuple[int, bool, int]] = []
    piece = 0
    for at, span in enumerate(spans):
        piece += bool(at > 0 and text[spans[at - 1][1] : span[0]].strip())
        for start, end, quoted in _stretches(text, span):
            found = _WORD.findall(text, start, end)
            hashes += map(_hash_of, found)
            rows.append((piece, quoted, len(found)))
    counts = [count for _, _, count in rows]
    pieces = np.repeat(np.array([number for number, _, _ in rows], dtype=np.int64), counts)
    own = np.cumsum(np.repeat(np.array([not quoted for _, quoted, _ in rows], dtype=np.int64), counts))
    shingles = _shingles(np.array(hashes, dtype=np.uint64), pieces)
    order = np.argsort(shingles, kind="stable")
    own = np.concatenate([np.zeros(1, dtype=np.int64), own])
    return Words(text, tuple(spans), pieces, shingles, order, shingles[order], own)


def _stretches(text: str, span: Span) -> Iterator[tuple[int, int, bool]]:
    """A span in stretches that are quoted and stretches that are not."""
    at, end = span
    for found in _QUOTED.finditer(text, at, end):
        yield at, found.start(), False
        yield found.start(), found.end(), True
        at = found.end()
    yield at, end, False


def _shingles(hashes: npt.NDArray[np.uint64], piece: Ints) -> Ints:
    count = len(hashes) - WORDS_IN_SHINGLE + 1
    if count <= 0:
        return np.empty(0, dtype=np.int64)
    mixed = np.zeros(count, dtype=np.uint64)
    for at, factor in enumerate(_FACTORS):
        mixed += hashes[at : at + count] * factor
    made = ((mixed * _MIX) >> np.uint64(33)).astype(np.int64)
    made[piece[:count] != piece[WORDS_IN_SHINGLE - 1 :]] = -1
    return made

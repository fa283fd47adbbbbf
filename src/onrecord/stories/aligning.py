"""Which passages two texts have in common, word for word or nearly so."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import numpy as np

from onrecord.model.spans import Span
from onrecord.stories.reading import WORDS_IN_SHINGLE, Words

GAP = 6
"""So many words may have been changed, put in or left out inside a passage."""
LEAST_WORDS = 8
"""A shorter passage is a name, a formula or a phrase."""


class Passage(NamedTuple):
    """A stretch of words in one text and in the other, as indices of first and last word; `shared` counts the words
    that stand in both and are not quoted."""

    first: int
    last: int
    other_first: int
    other_last: int
    shared: int


class Aligned(msgspec.Struct, frozen=True):
    """What two texts share besides quotations. `resemblance` is the share of all their words (the measure of Broder
    1997, over aligned words), `contained` the share of the shorter text's."""

    passages: tuple[Passage, ...] = ()
    resemblance: float = 0.0
    contained: float = 0.0


def align(one: Words, two: Words) -> Aligned:
    """Passages of `one`, in its order, that stand in `two`."""
    passages = tuple(passage for passage in _joined(_runs(one, two), one, two) if passage.shared >= LEAST_WORDS)
    ours, theirs = int(one.own[-1]), int(two.own[-1])
    shared = min(sum(passage.shared for passage in passages), ours, theirs)
    return Aligned(passages, shared / max(1, ours + theirs - shared), shared / max(1, min(ours, theirs)))


def spans_of(aligned: Aligned, one: Words, two: Words) -> list[tuple[Span, Span]]:
    """The passages as spans of characters, in the one text and in the other."""
    ours = one.spans_of([(found.first, found.last) for found in aligned.passages])
    theirs = two.spans_of([(found.other_first, found.other_last) for found in aligned.passages])
    return list(zip(ours, theirs, strict=True))


def _runs(one: Words, two: Words) -> list[tuple[int, int, int]]:
    """Longest unbroken runs `(first word, last word, shift to the other text)`."""
    if not len(one.shingles) or not len(two.shingles):
        return []
    place = np.minimum(np.searchsorted(two.ordered, one.ordered), len(two.ordered) - 1)
    both = np.flatnonzero((two.ordered[place] == one.ordered) & (one.ordered >= 0))
    if not len(both):
        return []
    found, other = one.order[both], two.order[place[both]]
    reading = np.argsort(found)
    found, shift = found[reading], (other - found)[reading]
    breaks = np.flatnonzero((found[1:] - found[:-1] != 1) | (shift[1:] != shift[:-1])).tolist()
    ends = zip([0, *(at + 1 for at in breaks)], [*breaks, len(found) - 1], strict=True)
    return [(int(found[a]), int(found[b]) + WORDS_IN_SHINGLE - 1, int(shift[a])) for a, b in ends]


def _joined(runs: list[tuple[int, int, int]], one: Words, two: Words) -> list[Passage]:
    """Runs with little between them as one passage; a word counts once where runs overlap."""
    out: list[Passage] = []
    for begin, last, shift in runs:
        before = out[-1] if out else None
        first = max(begin, before.last + 1) if before else begin
        if before and last + shift >= before.other_first:  # not moved to the front: what it repeats there is left out
            first = max(first, before.other_last + 1 - shift)
        if first > last:
            continue
        if before and _meets(before, first, shift, one, two):
            shared = before.shared + one.own_words(first, last)
            out[-1] = Passage(before.first, last, before.other_first, last + shift, shared)
        else:
            out.append(Passage(first, last, first + shift, last + shift, one.own_words(first, last)))
    return out


def _meets(before: Passage, first: int, shift: int, one: Words, two: Words) -> bool:
    """Whether the words from `first` on go on with the passage before them."""
    gap, other_gap = first - before.last - 1, first + shift - before.other_last - 1
    if gap > GAP or not 0 <= other_gap <= GAP:
        return False
    return bool(one.piece[before.last] == one.piece[first] and two.piece[before.other_last] == two.piece[first + shift])

"""How close the words of pages are, and how far apart in time pages and what they tell may be for one story.

Likeness of two pages is the cosine of their weightiest terms (see `terms`), a little more for like headlines and less
the more days are between them, minus what the page at hand has in common with pages of other stories
anyway: where the same people and places make news every day, to be alike means little (the normalization by a cohort
that speaker verification and topic detection use, Rosenberg et al. 1992). Three things rule a pair out, whatever the
names they share: hardly a common word, and, far apart or undated, deeds of other people or upon others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.stories.terms import Vector

HEADLINE = 0.1
"""What the same headline adds to likeness."""
PER_FOLD = 0.004
"""What it loses by each e-fold of the days between two pages."""
UNKNOWN_DAYS = 7
"""Days that undated pages are taken to be apart in that."""
DENSE = 0.2
"""Likeness to pages of other stories takes off what it is, and where it is so much, twice that."""
COMMON = 0.02
"""Least cosine in words that are no names: the same people and places make news every day."""
COMMON_UNDATED = 0.06
"""The same where a day is not known."""
COMMON_FAR = 0.2
"""The same for pages more than `FAR` days apart."""
FAR = 180
SOON = 10
"""Pages so many days apart may tell of one happening by different deeds of it."""

Weights = npt.NDArray[np.float64]

Deeds = AbstractSet[tuple[str, str, str]]
"""What a page tells was done: the event's type, the role of one who took part, and who that is."""


class Told(msgspec.Struct, frozen=True):
    """A page as stories see it. `day` is that of publication, None where it is not known."""

    document: int
    vector: Vector
    headline: Vector
    day: date | None
    deeds: Deeds


def nearness(vector: Vector, others: Sequence[Vector], damped: Weights) -> Weights:
    """Cosine between a vector and each of others [n], with the vector's terms weighed by `damped` [m] in all."""
    if not others or not len(vector.terms):
        return np.zeros(len(others))
    page, words, weights = _rows(others)
    ours = vector.words()
    place = np.minimum(np.searchsorted(ours, words), len(ours) - 1)
    shared = ours[place] == words
    weights[shared] *= damped[place[shared]]
    mine = vector.weights * damped
    dots = np.bincount(page[shared], weights[shared] * mine[place[shared]], len(others))
    lengths = np.sqrt(np.bincount(page, weights**2, len(others)) * float(mine @ mine))
    out: Weights = np.divide(dots, lengths, out=np.zeros(len(others)), where=lengths > 0)
    return out


def likenesses(told: Sequence[Told], damped: Mapping[int, float], cohort: float) -> Weights:
    """Likeness of each two pages [n, n], 0 where something rules the pair out; `damped` weighs words, `cohort` is the
    closeness of the page at hand to pages of other stories."""
    vectors = [one.vector for one in told]
    days = np.array([np.nan if one.day is None else one.day.toordinal() for one in told])
    apart = np.abs(days[:, None] - days[None, :])
    unknown = np.isnan(apart)
    found = _cosines(vectors, damped) + HEADLINE * _cosines([one.headline for one in told], {})
    found -= cohort * (1 + cohort / DENSE) + PER_FOLD * np.log1p(np.where(unknown, UNKNOWN_DAYS, apart))
    least = np.where(unknown, COMMON_UNDATED, np.where(apart > FAR, COMMON_FAR, COMMON))
    found[_cosines([one.common() for one in vectors], {}) < least] = 0.0
    found[(unknown | (apart > SOON)) & _other_deeds(told)] = 0.0
    return np.maximum(found, 0.0)


def _other_deeds(told: Sequence[Told]) -> npt.NDArray[np.bool_]:
    """Where two pages [n, n] both say who did something or to whom it was done, and none of it is the same."""
    return np.array([[bool(a.deeds and b.deeds) and a.deeds.isdisjoint(b.deeds) for b in told] for a in told])


def _cosines(vectors: Sequence[Vector], damped: Mapping[int, float]) -> Weights:
    """Cosine between each two vectors [n, n], their words weighed by `damped` where it has them."""
    page, words, weights = _rows(vectors)
    known, at = np.unique(words, return_inverse=True)
    table = np.zeros((len(vectors), len(known)))
    table[page, at] = weights
    table *= np.array([damped.get(word, 1.0) for word in known.tolist()]) if damped else 1.0
    lengths = np.sqrt((table**2).sum(axis=1, keepdims=True))
    table = np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0)
    out: Weights = table @ table.T
    return out


def _rows(vectors: Sequence[Vector]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.uint32], Weights]:
    """Vectors one below the other: the number of each entry's vector, its word and its weight."""
    page = np.repeat(np.arange(len(vectors)), [len(one.terms) for one in vectors])
    words = np.concatenate([one.words() for one in vectors])
    return page, words, np.concatenate([one.weights for one in vectors]).astype(np.float64)

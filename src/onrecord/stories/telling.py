"""Pages that tell of one happening, put together as they come in.

Single-pass clustering (Allan et al. 1998, topic detection and tracking): a page joins the story to whose centroid it is
closest, when it is close enough, else it opens one. Pages are taken in order of arrival. Stories that may be near are
found by the page's weightiest terms, of each only the pages that came last, so that a page costs the same in a record
of a hundred thousand.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from onrecord.store import Store
from onrecord.stories.pages import Page, Pages
from onrecord.stories.terms import Vector, unpacked, vector_of

CLOSE = 0.17
"""Least closeness of a page to a story; chosen on the dev split of the stories benchmark."""
COMMON = 0.03
"""Least cosine in words that are no names: the same people and places make news every day."""
COMMON_UNDATED = 0.06
"""The same where a day is not known."""
COMMON_AWAY = 0.2
"""The same for a page that is more than `DAYS` days away from every page of a story."""
DAYS = 180
PRIOR = 300
"""Pages that a record is taken to hold besides its own when it is counted how common a term is in it."""
COUNTED = 2_000
"""A term is counted up to so many pages."""
INDEXED = 16
"""Terms of a page, the weightiest, by which it is found again."""
LATEST = 40
"""Pages looked up for a term, those that came last."""
CANDIDATES = 10
"""Stories a page is compared with."""
MEMBERS = 16
"""Pages that stand for a story, those that came last."""

Weights = npt.NDArray[np.float64]

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM story_index WHERE term = ? LIMIT ?)"
_LATEST = """
SELECT document, story FROM (
    SELECT document FROM story_index WHERE term = ? AND document <> ? ORDER BY document DESC LIMIT ?
) JOIN stories USING (document)"""
_MEMBERS = """
SELECT document, published, published_precision, vector
FROM stories JOIN story_vectors USING (document) JOIN documents ON n = document
WHERE story = ? AND document <> ? ORDER BY document DESC LIMIT ?"""


class Stories:
    """Puts pages into stories, one after the other."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self._store = store
        self._pages = pages

    def place(self, document: int) -> int:
        """Write down which story a page tells; the story's number.

        To be called inside a transaction, once for a page.
        """
        page = self._pages[document]
        vector = vector_of(page.title, page.report)
        damped = self._damping(document, vector)
        found = {story: self._closeness(page, vector, damped, story) for story in self._candidates(document, vector)}
        best = min(found, key=lambda story: (-found[story], story), default=document)
        near = found.get(best, 0.0)
        story, closeness = (best, near) if near >= CLOSE else (document, None)
        self._store.write("INSERT INTO stories VALUES (?, ?, ?)", [(document, story, closeness)])
        self._store.write("INSERT INTO story_vectors VALUES (?, ?)", [(document, vector.packed())])
        terms = [(term, document) for term, _ in vector.weightiest(INDEXED)]
        self._store.write("INSERT OR IGNORE INTO story_index VALUES (?, ?)", terms)
        return story

    def _candidates(self, document: int, vector: Vector) -> list[int]:
        """Stories whose pages share weighty terms with this one."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term, weight in vector.weightiest(INDEXED):
            rows = self._store.query(_LATEST, (term, document, LATEST))
            for story in {row["story"] for row in rows}:
                shared[story] += weight
        return sorted(shared, key=lambda story: (-shared[story], story))[:CANDIDATES]

    def _damping(self, document: int, vector: Vector) -> Weights:
        """What each term of a page [n] still weighs: those that many pages of this record turn on weigh less."""
        pages = PRIOR + document
        counts = {term: self._store.query(_COUNT, (term, COUNTED))[0][0] for term, _ in vector.weightiest(INDEXED)}
        return np.array([
            math.log(pages / (1 + counts.get(term, 0))) / math.log(pages) for term in vector.words().tolist()
        ])  # fmt: skip

    def _closeness(self, page: Page, vector: Vector, damped: Weights, story: int) -> float:
        rows = self._store.query(_MEMBERS, (story, page.document, MEMBERS))
        others = [unpacked(row["vector"]) for row in rows]
        days = [row["published"] for row in rows if row["published_precision"] == "day"]
        if _cosine(vector.common(), [other.common() for other in others]) < _least_common(page.day, days):
            return 0.0
        return _cosine(vector, others, damped)


def _cosine(vector: Vector, others: Sequence[Vector], damped: Weights | None = None) -> float:
    """Cosine between a vector and the sum of others, both with the vector's terms weighed by `damped` [n]."""
    known, at = np.unique(np.concatenate([other.words() for other in others]), return_inverse=True)
    if not len(known) or not len(vector.terms):
        return 0.0
    factors = np.ones(len(vector.terms)) if damped is None else damped
    summed = np.bincount(at, np.concatenate([other.weights for other in others]))
    words = vector.words()
    place = np.minimum(np.searchsorted(known, words), len(known) - 1)
    shared = known[place] == words
    summed[place[shared]] *= factors[shared]
    ours = vector.weights * factors
    length = math.sqrt(float(summed @ summed) * float(ours @ ours))
    return float(ours[shared] @ summed[place[shared]]) / length if length else 0.0


def _least_common(day: str | None, days: Sequence[str]) -> float:
    """What a page of a day has to share in common words with a story of pages of `days`."""
    if day is None or not days:
        return COMMON_UNDATED
    when = date.fromisoformat(day)
    away = min(abs((date.fromisoformat(other) - when).days) for other in days)
    return COMMON if away <= DAYS else COMMON_AWAY

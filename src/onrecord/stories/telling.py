"""Pages that tell of one happening, put together as they come in.

Pages that may tell of the same are found by the page's weightiest terms, of each only those that came last, so that a
page costs the same in a record of a hundred thousand. The stories that it is near are put together anew with it, by
average link over what the record knows now: how common a term is in it, and how close the page is to other stories. So
the order of arrival matters little, but in large stories, which stay together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean

import numpy as np

from onrecord.store import Store
from onrecord.stories.closeness import Told, Weights, likenesses, nearness
from onrecord.stories.linking import Unit, average_link
from onrecord.stories.pages import Pages
from onrecord.stories.terms import Vector, headline_of, unpacked, vector_of

CLOSE = 0.045
"""Least mean likeness (see `closeness`) of pages of a story; chosen on the dev split of the stories benchmark."""
NEAR = 0.06
"""Stories none of whose pages is so close in words are left as they are."""
PRIOR = 300
"""Pages that a record is taken to hold besides its own when it is counted how common a term is in it."""
COUNTED = 2_000
"""A term is counted up to so many pages."""
INDEXED = 16
"""Terms of a page, the weightiest, by which it is found again."""
LATEST = 40
"""Pages looked up for a term, those that came last."""
CANDIDATES = 80
"""Pages that a page is compared with, those that share the weightiest terms."""
STORIES = 3
"""Stories that a page may bring together, the nearest ones."""
SETTLED = 20
"""Pages of a story that is not taken apart any more, and how many of them, those that came last, stand for it."""
COHORT = slice(12, 24)
"""By how near these pages are, in order of nearness, it is judged how much the nearness of others means."""
PLAIN = 0.2
"""A large story to whose pages a page is so near on average is left out of that."""
USUAL, USUAL_FOR = 0.12, 50
"""What a record of few pages is taken to show there, and how many pages this counts as."""

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM story_index WHERE term = ? LIMIT ?)"
_LATEST = "SELECT document FROM story_index WHERE term = ? AND document <> ? ORDER BY document DESC LIMIT ?"
_VECTORS = """
SELECT document, story, vector FROM stories JOIN story_vectors USING (document)
WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document"""
_MEMBERS = "SELECT document FROM stories WHERE story = ? AND document <> ? ORDER BY document DESC LIMIT ?"
_TOLD = """
SELECT document, title, published, published_precision, vector FROM story_vectors JOIN documents ON n = document
WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document"""
_DEEDS = """
SELECT DISTINCT document, type, role, CASE WHEN kind IN ('state', 'government') THEN coalesce(country, actors.id)
    ELSE actors.id END AS party
FROM events JOIN event_parties ON event = events.n JOIN actors ON actors.id = actor_id
WHERE document IN (SELECT value FROM json_each(?)) AND NOT background AND status IN ('happened', 'ongoing')"""


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
        near, cohort = self._near(document, vector, damped)
        self._store.write("INSERT INTO story_vectors VALUES (?, ?)", [(document, vector.packed())])
        terms = [(term, document) for term, _ in vector.weightiest(INDEXED)]
        self._store.write("INSERT OR IGNORE INTO story_index VALUES (?, ?)", terms)
        named = {(document,): document} | {unit: name for story in near for unit, name in self._units(story, document)}
        told = self._told(sorted({one for unit in named for one in unit}))
        return self._put_together(document, named, told, likenesses(told, damped, cohort))

    def _damping(self, document: int, vector: Vector) -> Mapping[int, float]:
        """What the weightiest words of a page still weigh: those that many pages of this record turn on weigh less."""
        pages = PRIOR + document
        counts = {term: self._store.query(_COUNT, (term, COUNTED))[0][0] for term, _ in vector.weightiest(INDEXED)}
        return {term: math.log(pages / (1 + count)) / math.log(pages) for term, count in counts.items()}

    def _near(self, document: int, vector: Vector, damped: Mapping[int, float]) -> tuple[list[int], float]:
        """The stories nearest to a page, and how near other pages are to it anyway."""
        rows = self._store.query(_VECTORS, (str(self._candidates(document, vector)),))
        factors = np.array([damped.get(word, 1.0) for word in vector.words().tolist()])
        near: defaultdict[int, list[float]] = defaultdict(list)
        for row, one in zip(rows, nearness(vector, [unpacked(row["vector"]) for row in rows], factors), strict=True):
            near[row["story"]].append(float(one))
        stories = sorted((story for story in near if max(near[story]) >= NEAR), key=lambda one: (-max(near[one]), one))
        known = document / (document + USUAL_FOR)
        return stories[:STORIES], known * _cohort(near.values()) + (1 - known) * USUAL

    def _candidates(self, document: int, vector: Vector) -> list[int]:
        """Pages that share weighty terms with this one."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term, weight in vector.weightiest(INDEXED):
            for row in self._store.query(_LATEST, (term, document, LATEST)):
                shared[row["document"]] += weight
        return sorted(shared, key=lambda one: (-shared[one], -one))[:CANDIDATES]

    def _units(self, story: int, document: int) -> list[tuple[Unit, int]]:
        """What of a story may be put together anew, and its name: its pages, or those that stand for all of it."""
        members = [row[0] for row in self._store.query(_MEMBERS, (story, document, SETTLED + 1))]
        if len(members) <= SETTLED:
            return [((one,), one) for one in members]
        return [(tuple(sorted(members[:SETTLED])), story)]

    def _told(self, documents: Sequence[int]) -> list[Told]:
        """Pages as they are compared, in order of their numbers."""
        deeds: defaultdict[int, set[tuple[str, str, str]]] = defaultdict(set)
        for document, *deed in self._store.query(_DEEDS, (str(documents),)):
            deeds[document].add((deed[0], deed[1], deed[2]))
        return [
            Told(
                document=row["document"], vector=unpacked(row["vector"]), headline=headline_of(row["title"] or ""),
                day=date.fromisoformat(row["published"]) if row["published_precision"] == "day" else None,
                deeds=deeds[row["document"]],
            )
            for row in self._store.query(_TOLD, (str(documents),))
        ]  # fmt: skip

    def _put_together(self, document: int, named: Mapping[Unit, int], told: Sequence[Told], alike: Weights) -> int:
        """Write down the stories that units of pages make; that of the new page."""
        at = {one.document: number for number, one in enumerate(told)}
        place, closeness = document, None
        for part in average_link(list(named), lambda one, two: float(alike[at[one], at[two]]), CLOSE):
            story = min(named[unit] for unit in part)
            self._rename([unit for unit in part if unit != (document,)], named, story)
            others = [at[one] for unit in part for one in unit if one != document]
            if (document,) in part and others:
                place, closeness = story, min(1.0, float(alike[at[document], others].mean()))
        self._store.write("INSERT INTO stories VALUES (?, ?, ?)", [(document, place, closeness)])
        return place

    def _rename(self, units: Iterable[Unit], named: Mapping[Unit, int], story: int) -> None:
        single = [(story, unit[0], story) for unit in units if len(unit) == 1]
        self._store.write("UPDATE stories SET story = ? WHERE document = ? AND story <> ?", single)
        settled = [(story, named[unit]) for unit in units if len(unit) > 1 and named[unit] != story]
        self._store.write("UPDATE stories SET story = ? WHERE story = ?", settled)


def _cohort(near: Iterable[Sequence[float]]) -> float:
    """How near pages are on average that are not the nearest; `near` holds that of the pages of each story."""
    others = [found for found in near if len(found) <= SETTLED or fmean(found) < PLAIN]
    ranked = sorted((one for found in others for one in found), reverse=True)[COHORT]
    return sum(ranked) / (COHORT.stop - COHORT.start)

"""Texts that are the same wire copy: whole, edited, cut, or wrapped in another page's furniture.

Candidates share sampled word shingles (the 0 mod p selection of Manber 1994, which keeps a cut copy visible, unlike a
MinHash of whole texts); how likely two pages are copies is judged by the passages that both texts hold and by their
titles. The groups that a new page is close to are put together anew with it, by average link: closing pairs
transitively would let one shared passage chain unrelated texts together, and taking the best group at once would let
the first pages decide for good. So the order of arrival does not matter, but in large groups.

Each page costs its own work: a group that has grown large stays together and is met by its first pages alone, and a
passage is indexed for the first pages of a group that bring it, so that the hundredth copy meets no more pages than the
tenth.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import fmean

import numpy as np

from onrecord.store import Store
from onrecord.stories.aligning import align, spans_of
from onrecord.stories.linking import Unit, average_link
from onrecord.stories.pages import Page, Pages
from onrecord.stories.reading import Ints
from onrecord.stories.terms import folded_words

ALIKE = 0.4
"""Least mean likeness of pages that are put together; chosen on the dev split of the copies benchmark."""
NEAR = 0.2
"""Groups none of whose candidates is so much alike are left as they are."""
RESEMBLANCE_WEIGHT, TITLE_WEIGHT, BIAS = 4.3, 2.5, 7.8
"""A logistic model of two pages being copies: of the logarithm of their resemblance (see `Aligned`) and of the share of
their titles' words that both have. Fitted on the dev split of the copies benchmark, but that a title weighs less than
there (3.4): own reports of one happening have like headlines too."""
LEAST_RESEMBLANCE = 0.02
OWN_ALIKE = 0.5
"""Pages of one outlet share its standing paragraphs; to be copies they must share most of what they say."""
SAMPLE = 8
"""One shingle in so many is indexed: a shared passage of 40 words meets in four or five of them."""
COMMON = 12
"""A shingle in so many groups is furniture or a formula and brings no candidates."""
CANDIDATES = 8
"""Pages that a new one is compared with, those that share most first."""
HOLDERS = 2
"""Pages of a group that a passage is indexed for."""
SETTLED = 12
"""Pages of a group that is not taken apart any more."""
COMPARED = 6
"""Pages that stand for a settled group, the first ones."""
SETTLED_ALIKE = 0.8
"""Least mean likeness of a page to those that stand for a settled group. It is high because nothing corrects a settled
group any more: what is somewhat like a mixed one (reports of one mould) would make it more mixed, without end."""
GROUPS = 3
"""Groups that a page may bring together, the nearest ones."""
_KEPT_LIKENESSES = 200_000

_HOLDERS = """
SELECT shingle, document, copy_group FROM copy_index JOIN copies USING (document)
WHERE shingle IN (SELECT value FROM json_each(?)) AND document <> ?"""
_MEMBERS = "SELECT document FROM copies WHERE copy_group = ? AND document <> ? ORDER BY document LIMIT ?"

Holders = Mapping[int, Mapping[int, int]]
"""Shingle -> the pages that hold it -> their groups."""


class Copies:
    """Puts pages into groups of copies, one after the other."""

    def __init__(self, store: Store, pages: Pages) -> None:
        self._store = store
        self._pages = pages
        self._likenesses: dict[tuple[int, int], float] = {}

    def forget(self) -> None:
        """Let go of what is known of pages: one has been read anew."""
        self._likenesses.clear()

    def place(self, document: int) -> None:
        """Write down which group a page belongs to, and the passages it shares with the page most like it.

        To be called inside a transaction, once for a page.
        """
        sample = _sampled(self._pages[document].words.ordered)
        held = self._holders(sample, document)
        units = [(document,), *(unit for group in self._near(held, document) for unit in self._units(group, document))]
        parts = average_link(units, self._likeness, ALIKE)
        with_it = next(part for part in parts if (document,) in part)
        group = with_it[0][0]
        self._write(document, group, [page for unit in with_it for page in unit if page != document])
        for part in parts:
            self._put(part, part[0][0])
        self._index(sample, held, {page for unit in with_it for page in unit}, document)

    def _holders(self, sample: Sequence[int], document: int) -> Holders:
        held: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for shingle, holder, group in self._store.query(_HOLDERS, (str(sample), document)):
            held[shingle][holder] = group
        return held

    def _near(self, held: Holders, document: int) -> list[int]:
        """The groups that hold a page which is somewhat like this one, the nearest first."""
        telling = (holders for holders in held.values() if len(set(holders.values())) < COMMON)
        met = Counter(pair for holders in telling for pair in holders.items())
        often = sorted((pair for pair, times in met.items() if times > 1), key=lambda pair: (-met[pair], pair))
        nearest: defaultdict[int, float] = defaultdict(float)
        for holder, group in often[:CANDIDATES]:
            nearest[group] = max(nearest[group], self._likeness(document, holder))
        near = (group for group, likeness in nearest.items() if likeness >= NEAR)
        return sorted(near, key=lambda group: (-nearest[group], group))[:GROUPS]

    def _units(self, group: int, document: int) -> list[Unit]:
        """What of a group may be put together anew: its pages; or those that stand for it, as one, when it is settled
        and they are much like the page."""
        members = self._members(group, document, SETTLED + 1)
        if len(members) <= SETTLED:
            return [(one,) for one in members]
        standing = members[:COMPARED]
        alike = fmean(self._likeness(document, one) for one in standing) >= SETTLED_ALIKE
        return [tuple(standing)] if alike else []

    def _members(self, group: int, document: int, limit: int) -> list[int]:
        return [row[0] for row in self._store.query(_MEMBERS, (group, document, limit))]

    def _likeness(self, one: int, two: int) -> float:
        """How likely two pages are copies, 0 to 1."""
        pair = (min(one, two), max(one, two))
        if pair not in self._likenesses:
            if len(self._likenesses) > _KEPT_LIKENESSES:
                self._likenesses.clear()
            self._likenesses[pair] = _likeness(self._pages[pair[0]], self._pages[pair[1]])
        return self._likenesses[pair]

    def _write(self, document: int, group: int, others: Sequence[int]) -> None:
        """A page's own rows; `others` are pages of its group."""
        other = min(others, key=lambda one: (-self._likeness(document, one), one), default=None)
        if other is None:
            self._store.write("INSERT INTO copies VALUES (?, ?, NULL, NULL)", [(document, group)])
            return
        ours, theirs = self._pages[document].words, self._pages[other].words
        found = align(ours, theirs)
        self._store.write("INSERT INTO copies VALUES (?, ?, ?, ?)", [(document, group, other, found.contained)])
        self._store.write("INSERT INTO copy_passages VALUES (?, ?, ?, ?, ?, ?, ?)", [
            (document, part, *mine, other, *its) for part, (mine, its) in enumerate(spans_of(found, ours, theirs))
        ])  # fmt: skip

    def _put(self, part: Sequence[Unit], group: int) -> None:
        """Name the group of pages, and of the groups that pages stand for, where it is another than before."""
        pages = [(group, unit[0], group) for unit in part if len(unit) == 1]
        self._store.write("UPDATE copies SET copy_group = ? WHERE document = ? AND copy_group <> ?", pages)
        settled = [(group, unit[0]) for unit in part if len(unit) > 1 and unit[0] != group]
        self._store.write("UPDATE copies SET copy_group = ? WHERE copy_group = ?", settled)

    def _index(self, sample: Iterable[int], held: Holders, group: Collection[int], document: int) -> None:
        known = {
            one
            for one, holders in held.items()
            if len(holders) >= COMMON or sum(holder in group for holder in holders) >= HOLDERS
        }
        rows = [(shingle, document) for shingle in sample if shingle not in known]
        self._store.write("INSERT OR IGNORE INTO copy_index VALUES (?, ?)", rows)


def _sampled(shingles: Ints) -> list[int]:
    return np.unique(shingles[(shingles >= 0) & (shingles % SAMPLE == 0)]).tolist()  # type: ignore[no-any-return]


def _likeness(one: Page, two: Page) -> float:
    shorter, longer = sorted((one, two), key=lambda page: (len(page.words), page.document))  # whichever came first
    resemblance = align(shorter.words, longer.words).resemblance
    if not resemblance or (one.outlet is not None and one.outlet == two.outlet and resemblance < OWN_ALIKE):
        return 0.0
    odds = BIAS + RESEMBLANCE_WEIGHT * math.log(resemblance + LEAST_RESEMBLANCE) + TITLE_WEIGHT * _same_title(one, two)
    return 1 / (1 + math.exp(-odds))


def _same_title(one: Page, two: Page) -> float:
    """The share of the words of two titles that stand in both; 0 where a page has none."""
    ours, theirs = ({word for word, _ in folded_words(page.title)} for page in (one, two))
    return len(ours & theirs) / max(1, len(ours | theirs))

"""Texts that are the same wire copy: whole, edited, cut, or wrapped in another page's furniture.

Candidates share sampled word shingles (the 0 mod p selection of Manber 1994, which keeps a cut copy visible, unlike a
MinHash of whole texts); a candidate is verified by the passages that both texts hold. A page joins the group that it
resembles most on average (the group average of Sokal and Michener 1958), since closing pairs transitively would let one
shared passage chain unrelated texts together. Pages are taken in order of arrival, and each costs its own work: a
passage is indexed for the first page of a group that brings it, so that the hundredth copy meets no more pages than the
third.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from onrecord.store import Store
from onrecord.stories.aligning import Aligned, align, spans_of
from onrecord.stories.pages import Pages

ALIKE = 0.13
"""Least mean resemblance (see `Aligned`) of a page to a group's; chosen on the dev split of the copies benchmark."""
OWN_ALIKE = 0.5
"""Pages of one outlet share its standing paragraphs; to be copies they must share most of what they say."""
SAMPLE = 8
"""One shingle in so many is indexed: a shared passage of 40 words meets in four or five of them."""
COMMON = 12
"""A shingle in so many groups is furniture or a formula and brings no candidates."""
CANDIDATES = 8
"""Pages that a new one is compared with, those that share most first."""
COMPARED = 6
"""Pages that stand for a group of copies, besides the candidates."""

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

    def place(self, document: int) -> int:
        """Write down which group a page belongs to, and the passages it shares; the group's number.

        To be called inside a transaction, once for a page.
        """
        sample = _sampled(self._pages[document].words.shingles.tolist())
        held = self._holders(sample, document)
        shared = {
            group: {one: self._shared(document, one) for one in members}
            for group, members in self._stand(held, document).items()
        }
        means = {group: _mean(found.values()) for group, found in shared.items()}
        near = sorted((one for one in means if means[one] >= ALIKE), key=lambda one: (-means[one], one))
        group = self._joined(near) if near else document
        self._write(document, group, shared[near[0]] if near else {})
        self._index(sample, held, document, group)
        return group

    def _holders(self, sample: Sequence[int], document: int) -> Holders:
        held: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for shingle, holder, group in self._store.query(_HOLDERS, (str(sample), document)):
            held[shingle][holder] = group
        return held

    def _stand(self, held: Holders, document: int) -> dict[int, list[int]]:
        """Group -> the pages that stand for it, for the groups whose pages share most with this one."""
        met: Counter[tuple[int, int]] = Counter()
        for holders in held.values():
            if len(set(holders.values())) < COMMON:
                met.update(holders.items())
        often = sorted((pair for pair, times in met.items() if times > 1), key=lambda pair: (-met[pair], pair))
        stand: defaultdict[int, set[int]] = defaultdict(set)
        for holder, group in often[:CANDIDATES]:
            stand[group].add(holder)
        return {group: sorted(holders.union(self._members(group, document))) for group, holders in stand.items()}

    def _members(self, group: int, document: int = 0) -> list[int]:
        return [row[0] for row in self._store.query(_MEMBERS, (group, document, COMPARED))]

    def _shared(self, document: int, other: int) -> Aligned:
        one, two = self._pages[document], self._pages[other]
        found = align(one.words, two.words)
        same_outlet = one.outlet is not None and one.outlet == two.outlet
        return Aligned() if same_outlet and found.resemblance < OWN_ALIKE else found

    def _joined(self, near: Sequence[int]) -> int:
        """The nearest group, the second nearest taken into it when the two are copies as well."""
        if len(near) == 1:
            return near[0]
        group, other = sorted(near[:2])
        if _mean(self._shared(a, b) for a in self._members(group) for b in self._members(other)) < ALIKE:
            return near[0]
        self._store.write("UPDATE copies SET copy_group = ? WHERE copy_group = ?", [(group, other)])
        return group

    def _write(self, document: int, group: int, shared: Mapping[int, Aligned]) -> None:
        other = min(shared, key=lambda one: (-shared[one].resemblance, one), default=None)
        found = Aligned() if other is None else shared[other]
        self._store.write("INSERT INTO copies VALUES (?, ?, ?, ?)", [
            (document, group, other, None if other is None else found.contained)
        ])  # fmt: skip
        if other is not None:
            spans = spans_of(found, self._pages[document].words, self._pages[other].words)
            self._store.write("INSERT INTO copy_passages VALUES (?, ?, ?, ?, ?, ?, ?)", [
                (document, part, *ours, other, *theirs) for part, (ours, theirs) in enumerate(spans)
            ])  # fmt: skip

    def _index(self, sample: Iterable[int], held: Holders, document: int, group: int) -> None:
        known = {one for one, holders in held.items() if group in holders.values() or len(holders) >= COMMON}
        rows = [(shingle, document) for shingle in sample if shingle not in known]
        self._store.write("INSERT OR IGNORE INTO copy_index VALUES (?, ?)", rows)


def _sampled(shingles: Iterable[int]) -> list[int]:
    return sorted({shingle for shingle in shingles if shingle >= 0 and shingle % SAMPLE == 0})


def _mean(shared: Iterable[Aligned]) -> float:
    return fmean(one.resemblance for one in shared)

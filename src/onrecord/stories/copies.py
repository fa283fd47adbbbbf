"""Texts that are the same wire copy: whole, edited, cut, or wrapped in another page's furniture.

Candidates share sampled word shingles (the 0 mod p selection of Manber 1994, which keeps containment visible, unlike a
MinHash of whole texts); a candidate pair is verified on all its shingles, those that many texts share left out.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

WORDS_IN_SHINGLE = 5
SAMPLE = 4
"""One shingle in four is indexed: a shared passage of 40 words still meets in nine of them on average."""
COMMON = 20
"""A shingle in more texts than this is furniture or a formula and says nothing about copying."""
LEAST_SHARED = 20
LEAST_CONTAINED = 0.3
"""Share of the shorter text's shingles that the longer one has."""

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Hashes of the text's runs of five folded words (the whole text's when it is shorter)."""
    words = _WORD.findall(text.casefold())
    runs = range(max(1, len(words) - WORDS_IN_SHINGLE + 1))
    return frozenset(_hash(" ".join(words[i : i + WORDS_IN_SHINGLE])) for i in runs) if words else frozenset()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def copy_pairs(texts: Sequence[str]) -> dict[tuple[int, int], float]:
    """Verified pairs of indices `(i, j)`, i < j, with the share of the shorter text that the longer one contains."""
    own = [shingles(text) for text in texts]
    spread = Counter(shingle for one in own for shingle in one)
    telling = [frozenset(s for s in one if spread[s] <= COMMON) for one in own]
    pairs = {}
    for i, j in sorted(_candidates(telling)):
        shared, least = len(telling[i] & telling[j]), min(len(telling[i]), len(telling[j]))
        if shared >= min(LEAST_SHARED, least) and shared >= LEAST_CONTAINED * least:
            pairs[i, j] = shared / least
    return pairs


def _candidates(telling: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(telling):
        for shingle in one:
            if shingle % SAMPLE == 0:
                holders[shingle].append(i)
    met: Counter[tuple[int, int]] = Counter()
    for who in holders.values():
        met.update((a, b) for n, a in enumerate(who) for b in who[n + 1 :])
    return {pair for pair, times in met.items() if times >= 2}  # one shared shingle is a shared quotation


def group_copies(pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Put pages `(id, text)` into groups of copies: id -> the id of the group's first page.

    A page joins a group when it is a copy of at least half of its members: closing pairs transitively would let one
    shared passage chain unrelated stories together.
    """
    ordered = list(pages)
    pairs = copy_pairs([text for _, text in ordered])
    strongest = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
    group = list(range(len(ordered)))
    members = {i: [i] for i in group}
    for i, j in strongest:
        a, b = sorted((group[i], group[j]))
        if a != b and _close(members[a], members[b], pairs):
            members[a] += members.pop(b)
            for k in members[a]:
                group[k] = a
    return {ordered[i][0]: ordered[min(members[group[i]])][0] for i in range(len(ordered))}


def _close(a: Sequence[int], b: Sequence[int], pairs: dict[tuple[int, int], float]) -> bool:
    linked = sum((min(i, j), max(i, j)) in pairs for i in a for j in b)
    return 2 * linked >= len(a) * len(b)

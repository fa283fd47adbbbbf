"""A page as its weightiest terms: TF-IDF against a background that ships with the package.

A background of its own (not the record's) makes a page's vector depend on nothing but the page: it is the same whatever
came before it, and stays so.
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

COUNTS = Path(__file__).parent / "data" / "word_counts.csv.gz"
TERMS = 100
"""Terms kept of a page, the weightiest."""
TITLE_WEIGHT = 6
"""A word of the title counts as often as so many in the text."""
LEAD_WORDS = 60
LEAD_WEIGHT = 2
NAME_WEIGHT = 1.5
"""What a word mostly written with a capital weighs against others."""

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "a about after all also an and are as at be been but by can could for from had has have he her his i if in into is "
    "it its more new no not of on one or out over said say says she so some than that the their them there they this "
    "to two up was we were what when which who will with would you".split()
)


class Vector(NamedTuple):
    """Terms as sorted hashes [n] and their weights [n], of length 1 together (0 for a page without words).

    The lowest bit of a term says whether the word is mostly written with a capital, as names are.
    """

    terms: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.float32]

    def packed(self) -> bytes:
        """As bytes: the terms, then the weights, little-endian."""
        return self.terms.astype("<u4").tobytes() + self.weights.astype("<f4").tobytes()

    def words(self) -> npt.NDArray[np.uint32]:
        """The terms [n] without that bit."""
        return self.terms >> np.uint32(1)

    def common(self) -> Vector:
        """The terms that are no names."""
        kept = (self.terms & np.uint32(1)) == 0
        return Vector(self.terms[kept], self.weights[kept])

    def weightiest(self, count: int) -> list[tuple[int, float]]:
        """The `count` weightiest words with their weights, the weightiest first."""
        order = np.lexsort((self.terms, -self.weights))[:count]
        return [(int(self.terms[at]) >> 1, float(self.weights[at])) for at in order]


def unpacked(data: bytes) -> Vector:
    """The vector of its bytes."""
    half = len(data) // 2
    return Vector(np.frombuffer(data[:half], dtype="<u4"), np.frombuffer(data[half:], dtype="<f4"))


def vector_of(title: str, report: str) -> Vector:
    """The vector of a page."""
    weighed = _weighed(title, report)
    kept = sorted(weighed, key=lambda word: (-weighed[word][0], word))[:TERMS]
    by_term = {_term(word, weighed[word][1]): weighed[word][0] for word in kept}
    terms = np.array(sorted(by_term), dtype=np.uint32)
    weights = np.array([by_term[term] for term in terms.tolist()], dtype=np.float32)
    return Vector(terms, weights / (np.linalg.norm(weights) or 1.0))


def headline_of(title: str) -> Vector:
    """The vector of a headline: its words by their rarity, none of them marked as a name."""
    words = {_term(word, False): _rarity(word) for word, _ in folded_words(title) if word not in _STOP}
    terms = np.array(sorted(words), dtype=np.uint32)
    weights = np.array([words[term] for term in terms.tolist()], dtype=np.float32)
    return Vector(terms, weights / (np.linalg.norm(weights) or 1.0))


def folded_words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text, folded, and whether each is written with a capital."""
    return ((word.casefold(), word[0].isupper()) for word in _WORD.findall(text))


def _term(word: str, name: bool) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & ~1 | name


def _weighed(title: str, report: str) -> dict[str, tuple[float, bool]]:
    """Word -> its weight, and whether it is a name."""
    counts: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for at, (word, capital) in enumerate(folded_words(report)):
        counts[word] += LEAD_WEIGHT if at < LEAD_WORDS else 1
        capitals[word] += 1 if capital else -1
    for word, _ in folded_words(title):
        counts[word] += TITLE_WEIGHT
    return {
        word: ((1 + math.log(count)) * _rarity(word) * (NAME_WEIGHT if capitals[word] > 0 else 1.0), capitals[word] > 0)
        for word, count in counts.items()
        if word not in _STOP
    }


def _rarity(word: str) -> float:
    """Inverse document frequency; a word that the background hardly knows stands in one text of it."""
    counts, total = _background()
    return math.log((total + 1) / counts.get(word, 1))


@cache
def _background() -> tuple[dict[str, int], int]:
    with gzip.open(COUNTS, "rt", encoding="utf-8", newline="") as table:
        rows = [(word, int(count)) for word, count in csv.reader(table)]
    return dict(rows[1:]), rows[0][1]

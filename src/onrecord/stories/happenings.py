"""Pages about the same happening, grouped as they come in.

Single-pass clustering on TF-IDF vectors (Allan et al. 1998, topic detection and tracking): a page joins the group whose
centroid it is closest to, when it is close enough, else it opens one.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

CLOSE = 0.14
"""Least cosine between a page and a group's centroid; chosen on the dev split of the stories benchmark."""
TITLE_WEIGHT = 6

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "a about after all also an and are as at be been but by can could for from had has have he her his i if in into is "
    "it its more new no not of on one or out over said say says she so some than that the their them there they this "
    "to two up was we were what when which who will with would you".split()
)

Vector = dict[str, float]


def _terms(title: str, text: str) -> Counter[str]:
    counts = Counter(w for w in _WORD.findall(text.casefold()) if w not in _STOP)
    for word in _WORD.findall(title.casefold()):
        if word not in _STOP:
            counts[word] += TITLE_WEIGHT
    return counts


def _vector(counts: Counter[str], spread: Counter[str], pages: int) -> Vector:
    weights = {w: (1 + math.log(n)) * math.log((pages + 1) / spread[w]) for w, n in counts.items()}
    length = math.sqrt(sum(v * v for v in weights.values())) or 1.0
    return {w: v / length for w, v in weights.items()}


def group_happenings(pages: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Put pages `(id, title, text)` into groups about one happening: id -> the id of the group's first page."""
    ordered = [(page_id, _terms(title, text)) for page_id, title, text in pages]
    spread: Counter[str] = Counter(w for _, counts in ordered for w in counts)
    groups: list[tuple[str, Vector, int]] = []
    holders: defaultdict[str, set[int]] = defaultdict(set)
    out = {}
    for page_id, counts in ordered:
        vector = _vector(counts, spread, len(ordered))
        best, closeness = _nearest(vector, groups, holders)
        if best is None or closeness < CLOSE:
            best = len(groups)
            groups.append((page_id, {}, 0))
        first, centroid, size = groups[best]
        for word, value in vector.items():
            centroid[word] = centroid.get(word, 0.0) + value
            holders[word].add(best)
        groups[best] = (first, centroid, size + 1)
        out[page_id] = first
    return out


def _nearest(
    vector: Vector, groups: list[tuple[str, Vector, int]], holders: dict[str, set[int]]
) -> tuple[int | None, float]:
    scores: defaultdict[int, float] = defaultdict(float)
    for word, value in vector.items():
        for g in holders.get(word, ()):
            scores[g] += value * groups[g][1][word]
    best, closeness = None, 0.0
    for g in sorted(scores):
        centroid = groups[g][1]
        cosine = scores[g] / math.sqrt(sum(v * v for v in centroid.values()))
        if cosine > closeness:
            best, closeness = g, cosine
    return best, closeness

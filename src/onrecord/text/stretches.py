"""The stretches of a page that a first look took for its report, and how each line lies to the longest of them and
shares its beginning's words: teasers, other posts and notes at the end read like a report, but stand apart from it."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from onrecord.text.lines import Matrix, Vector, window_sum

_BODY = 0.5
_STRONG = 0.6
_GAP_LINES = 3
_LEAD_LINES = 8
_REACH = 4
_NEUTRAL = 0.45
_MOST_CHARS = 400.0
_WEAK, _WEIGHED_CHARS = 0.3, 600.0

Ints = NDArray[np.int64]
Words = list[frozenset[str]]


def stretch_features(sizes: Vector, first: Vector, terms: Words, names: Words) -> Matrix:
    """Shape (lines, 16).

    Args:
        sizes: characters of each line.
        first: the probability of each line as the first look has it.
        terms: the words of each line that carry its matter.
        names: its capitalised words.
    """
    stretches = _stretches(first)
    masses = [float((first[start:end] * sizes[start:end]).sum()) for start, end in stretches]
    longest = stretches[int(np.argmax(masses))] if stretches else (0, 0)
    lie = _lie(sizes, first, stretches, masses, longest)
    lead = np.flatnonzero(first > _STRONG)
    lead = lead[(lead >= longest[0]) & (lead < longest[1])][:_LEAD_LINES]
    shared = _shared(terms, names, lead)
    weighed = np.where(first > _WEAK, first * np.sqrt(np.minimum(sizes, _WEIGHED_CHARS)), 0) + 0.01
    weights = weighed[:, None].astype(np.float32)
    around = window_sum(shared[:, (0, 2)] * weights, _REACH) / window_sum(weights, _REACH)
    return np.concatenate([lie, shared, around], axis=1).astype(np.float32)


def _stretches(first: Vector) -> list[tuple[int, int]]:
    """Start and end of the runs of body lines; a few other lines may stand within."""
    body = np.flatnonzero(first > _BODY)
    if not len(body):
        return []
    runs = np.split(body, np.flatnonzero(np.diff(body) > _GAP_LINES) + 1)
    return [(int(run[0]), int(run[-1]) + 1) for run in runs]


def _lie(
    sizes: Vector, first: Vector, stretches: list[tuple[int, int]], masses: list[float], longest: tuple[int, int]
) -> Matrix:
    """How many stretches there are, what share of the report the longest and each line's own have, how sure that is;
    how far each line is from both ends of the longest, and of the run of lines that speaks most for a report."""
    count = len(sizes)
    order = np.arange(count)
    share, sure = np.full(count, -1.0), np.full(count, -1.0)
    whole = max(1.0, sum(masses))
    for (start, end), mass in zip(stretches, masses, strict=True):
        share[start:end] = mass / whole
        sure[start:end] = mass / max(1.0, float(sizes[start:end].sum()))
    gains = (first - _NEUTRAL) * np.minimum(sizes, _MOST_CHARS) ** 0.7
    best = _best_run(gains.tolist())
    ends = [order - place for start, end in (longest, best) for place in (start, end - 1)]
    columns = [np.full(count, len(stretches)), np.full(count, max(masses, default=0.0) / whole), share, sure]
    columns += [np.sign(away) * np.log1p(np.abs(away)) for away in ends]
    columns += [(order >= start) & (order < end) for start, end in (longest, best)]
    return np.stack(columns, axis=1).astype(np.float32)


def _best_run(gains: list[float]) -> tuple[int, int]:
    """Start and end of the run with the greatest sum (Kadane's algorithm)."""
    best, run = 0.0, (0, 0)
    total, start = 0.0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, place
        total += gain
        if total > best:
            best, run = total, (start, place + 1)
    return run


def _shared(terms: Words, names: Words, lead: Ints) -> Matrix:
    """How much of a line's words and names stands in the report's beginning, the line itself left out: share and number
    of each."""
    own = frozenset(lead.tolist())
    core = Counter(term for number in own for term in terms[number])
    core_names = Counter(name for number in own for name in names[number])
    rows = np.zeros((len(terms), 4), dtype=np.float32)
    for line, (found, named) in enumerate(zip(terms, names, strict=True)):
        once = int(line in own)
        shared = sum(core[term] > once for term in found)
        known = sum(core_names[name] > once for name in named)
        rows[line] = shared / max(1, len(found)), shared, known / max(1, len(named)), known
    return rows

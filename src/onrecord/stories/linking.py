"""Average-link clustering of a handful of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from statistics import fmean

Unit = tuple[int, ...]
"""Pages that stay together, the first one first."""


def average_link(units: Sequence[Unit], likeness: Callable[[int, int], float], least: float) -> list[list[Unit]]:
    """Units put together as long as two of the groups so far are alike on average, the most alike first (UPGMA, Sokal
    and Michener 1958); the groups, each in order of its units' first pages.

    The order of the units makes no difference; of two pairs that are equally alike, that of the first pages goes first.
    """
    groups = {at: [unit] for at, unit in enumerate(sorted(units))}
    sizes = {at: len(unit) for at, (unit,) in groups.items()}
    alike = {
        (a, b): fmean(likeness(one, two) for one in groups[a][0] for two in groups[b][0])
        for a, b in combinations(groups, 2)
    }
    while alike and max(alike.values()) >= least:
        kept, gone = max(alike, key=lambda pair: (alike[pair], -pair[0], -pair[1]))
        groups[kept] += groups.pop(gone)
        for other in groups.keys() - {kept}:
            to_kept, to_gone = _pair(other, kept), _pair(other, gone)
            total = sizes[kept] * alike[to_kept] + sizes[gone] * alike[to_gone]
            alike[to_kept] = total / (sizes[kept] + sizes[gone])
        sizes[kept] += sizes.pop(gone)
        alike = {pair: value for pair, value in alike.items() if gone not in pair}
    return [sorted(group) for group in groups.values()]


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)

"""The second look at a page's blocks: what they are taken for at first, seen from each block's surroundings.

A block alone may look like furniture (a heading, a short answer, a list) or like prose (a teaser, a newsletter's
pitch); what its like, its neighbours and the elements around it were taken for settles it. This is auto-context (Tu
2008): a second model of the same kind sees the first one's probabilities as features.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.text.blocks import Block
from onrecord.text.lines import Matrix, Vector, shifted, size_of, window_sum
from onrecord.text.structure import makes_of

_LEVELS = 5
_REACH = (-3, -2, -1, 1, 2, 3)
_CORE = 0.8


def settled_rows(rows: Matrix, blocks: Sequence[Block], first: Vector) -> Matrix:
    """What the block labeller sees at the second look.

    Args:
        rows: what it saw at first, as `structure.block_rows` gives it.
        blocks: the page's blocks.
        first: how likely each is a part of the report, at the first look.
    """
    sizes = np.array([size_of(block.text) for block in blocks], dtype=np.float64)
    column = first[:, None]
    parts = [
        rows, column, _among([*makes_of(blocks)], first, sizes), _around(blocks, first, sizes), _along(first, sizes),
        *(shifted(column, by) for by in _REACH), window_sum(column, 5), window_sum(column, 12),
    ]  # fmt: skip
    return np.concatenate(parts, axis=1).astype(np.float32)


def _among(keys: Sequence[Hashable], first: Vector, sizes: NDArray[np.float64]) -> Matrix:
    """For each block, the mean of the others under its key, weighed by size, and the key's share of the report."""
    mass: dict[Hashable, float] = defaultdict(float)
    total: dict[Hashable, float] = defaultdict(float)
    for key, chance, size in zip(keys, first, sizes, strict=True):
        mass[key] += float(chance) * size
        total[key] += size
    whole = max(1.0, float(first @ sizes))
    rows = np.zeros((len(keys), 2), dtype=np.float32)
    for row, key, chance, size in zip(rows, keys, first, sizes, strict=True):
        others = total[key] - size
        row[:] = (mass[key] - chance * size) / others if others > 0 else -1.0, mass[key] / whole
    return rows


def _around(blocks: Sequence[Block], first: Vector, sizes: NDArray[np.float64]) -> Matrix:
    """`_among` for the elements around a block, nearest first, and how far above it the element is that holds most of
    the report (-1: it is not inside that one)."""
    deepest = max((len(block.above) for block in blocks), default=0)
    levels = [[block.above[min(level, len(block.above) - 1)] for block in blocks] for level in range(_LEVELS)]
    parts = [_among(level, first, sizes) for level in levels]
    share: dict[int, float] = defaultdict(float)
    for block, chance, size in zip(blocks, first, sizes, strict=True):
        for number in block.above:
            share[number] += float(chance) * size
    least = _CORE * float(first @ sizes)
    steps = np.full((len(blocks), 1), -1.0, dtype=np.float32)
    core = max((number for number, mass in share.items() if mass >= least), default=None) if deepest else None
    for row, block in zip(steps, blocks, strict=True):
        row[0] = block.above.index(core) if core in block.above else -1.0
    return np.concatenate([*parts, steps], axis=1)


def _along(first: Vector, sizes: NDArray[np.float64]) -> Matrix:
    """How much of the report lies before and after a block, and how far it is to the nearest part of it on both
    sides."""
    mass = first * sizes
    whole = max(1.0, float(mass.sum()))
    before = (np.cumsum(mass) - mass) / whole
    after = 1.0 - before - mass / whole
    sure = first > 0.5
    order = np.arange(len(first))
    last = np.maximum.accumulate(np.where(sure, order, -1000))
    following = np.minimum.accumulate(np.where(sure, order, len(first) + 1000)[::-1])[::-1]
    back = np.concatenate([[-1000], last[:-1]]) if len(first) else last
    ahead = np.concatenate([following[1:], [len(first) + 1000]]) if len(first) else following
    far = [np.log1p(np.minimum(order - back, 60)), np.log1p(np.minimum(ahead - order, 60))]
    return np.stack([before, after, *far], axis=1).astype(np.float32)

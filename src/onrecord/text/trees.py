"""Gradient-boosted trees as plain arrays, evaluated with numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.text.lines import Matrix, Vector

Ints = NDArray[np.int32]
_CHUNK = 512


class Trees(msgspec.Struct, frozen=True, kw_only=True):
    """All nodes of all trees in one table. A leaf points to itself, so that every walk takes `depth` steps.

    `feature`, `threshold`, `left`, `right` and `value` have one entry a node, `roots` one a tree; a row goes left
    where its
    feature is at most the threshold.
    """

    feature: Ints
    threshold: Vector
    left: Ints
    right: Ints
    value: Vector
    roots: Ints
    depth: int
    base: float

    def probabilities(self, rows: Matrix) -> Vector:
        """The probability of the class for each row; shape (rows,)."""
        return probability(self.log_odds(rows))

    def log_odds(self, rows: Matrix) -> Vector:
        """The logarithm of the odds of the class for each row; shape (rows,)."""
        chunks = [self._raw(rows[start : start + _CHUNK]) for start in range(0, len(rows), _CHUNK)]
        return np.asarray(np.concatenate(chunks) if chunks else np.zeros(0), dtype=np.float32)

    def _raw(self, rows: Matrix) -> NDArray[np.float64]:
        flat = np.ascontiguousarray(rows, dtype=np.float32).ravel()
        offset = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[None, :]
        node = np.repeat(self.roots[:, None], len(rows), axis=1)
        for _ in range(self.depth):
            low = flat[offset + self.feature[node]] <= self.threshold[node]
            node = np.where(low, self.left[node], self.right[node])
        return np.asarray(self.base + self.value[node].sum(axis=0, dtype=np.float64))


def probability(log_odds: Vector) -> Vector:
    """The probabilities that log-odds stand for."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)), dtype=np.float32)


def trees_from(arrays: Mapping[str, Any]) -> Trees:
    """Trees as an `.npz` file holds them."""
    ints = {key: np.asarray(arrays[key], dtype=np.int32) for key in ("feature", "left", "right", "roots")}
    return Trees(
        feature=ints["feature"], left=ints["left"], right=ints["right"], roots=ints["roots"],
        threshold=np.asarray(arrays["threshold"], dtype=np.float32), value=np.asarray(arrays["value"],
        dtype=np.float32),
        depth=int(arrays["depth"]), base=float(arrays["base"]),
    )  # fmt: skip

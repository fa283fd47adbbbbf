"""Gradient-boosted trees: fitted with scikit-learn, written as plain arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

Arrays = list[NDArray[np.float32]]


def fitted(
    parts: tuple[Arrays, Arrays, Arrays], settings: dict[str, float], seed: int = 0
) -> HistGradientBoostingClassifier:
    features, labels, weights = (np.concatenate(part) for part in parts)
    model = HistGradientBoostingClassifier(l2_regularization=3.0, early_stopping=False, random_state=seed, **settings)
    return model.fit(features, labels, sample_weight=weights / weights.mean())


def export(models: list[HistGradientBoostingClassifier], path: Path) -> None:
    """Write the trees of models, whose log-odds are averaged, as the arrays that `onrecord.text.trees` reads; a leaf
    points to itself."""
    names = ("feature", "threshold", "left", "right", "value")
    columns: dict[str, list[float]] = {name: [] for name in names}
    roots: list[int] = []
    depth = 0
    for (tree,) in (one for model in models for one in model._predictors):  # no public way to a model's nodes
        first = len(columns["feature"])
        roots.append(first)
        depth = max(depth, int(tree.nodes["depth"].max()))
        for number, node in enumerate(tree.nodes):
            leaf, own = bool(node["is_leaf"]), first + number
            given = (0, 0.0, own, own, node["value"] / len(models))
            if not leaf:
                given = (node["feature_idx"], node["num_threshold"], first + node["left"], first + node["right"], 0.0)
            for name, value in zip(names, given, strict=True):
                columns[name].append(value)
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int16, "right": np.int16, "value": np.float32}
    arrays = {name: np.array(values, dtype=kinds[name]) for name, values in columns.items()}
    base = float(np.mean([np.ravel(model._baseline_prediction)[0] for model in models]))
    np.savez_compressed(path, roots=np.array(roots, dtype=np.int16), depth=depth, base=base, **arrays)

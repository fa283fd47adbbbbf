"""Remake the weights that tell report from furniture in markup: `text/data/blocks.npz`.

usage: python training/lines/train.py --data DATA --out src/onrecord/text/data   (needs scikit-learn)

DATA holds `plaintext/train.jsonl.gz` (scraped renders, a label a line, for the lexicon) and `pages/train.jsonl.gz`
(markup and gold text). Nothing is fitted on `dev`. `looks.py` remakes the weights for lines, and the lexicon.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from corpora import HostLexicon, Row, block_labels, host_of, read, weights_of
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.text.blocks import blocks_of, parse
from onrecord.text.declared import declared_by
from onrecord.text.extractor import agreement
from onrecord.text.lines import line_features
from onrecord.text.markup import facts_of
from onrecord.text.metadata import title_of
from onrecord.text.structure import block_features, block_rows

Arrays = list[NDArray[np.float32]]


def block_set(rows: list[Row], lexicon: HostLexicon) -> tuple[Arrays, Arrays, Arrays]:
    """Features, labels and weights of the blocks of marked-up pages; in a long report each block counts less."""
    features, labels, weights = [], [], []
    for row in rows:
        root = parse(row["html"])
        if root is None:
            continue
        declared = declared_by(root)
        blocks = blocks_of(root)
        texts = [block.text for block in blocks]
        lines = line_features(texts, lexicon.weights(host_of(row)))
        structure = block_features(blocks, facts_of(declared, title_of(declared, None)))
        wanted = block_labels(texts, row["text"])
        report = sum(len(text) for text, want in zip(texts, wanted, strict=True) if want)
        features.append(block_rows(lines, structure, agreement(row["html"], root, texts)))
        labels.append(wanted)
        weights.append(
            np.asarray(weights_of(texts, most=600, least=10) * np.sqrt(4000 / (1000 + report)), dtype=np.float32)
        )
    return features, labels, weights


BLOCKS = {"max_iter": 100, "learning_rate": 0.1, "max_leaf_nodes": 12, "min_samples_leaf": 20, "max_features": 0.25}


def fitted(parts: tuple[Arrays, Arrays, Arrays], settings: dict[str, float]) -> HistGradientBoostingClassifier:
    features, labels, weights = (np.concatenate(part) for part in parts)
    model = HistGradientBoostingClassifier(l2_regularization=3.0, early_stopping=False, random_state=0, **settings)
    return model.fit(features, labels, sample_weight=weights / weights.mean())


def export(model: HistGradientBoostingClassifier, path: Path) -> None:
    """Write a model's trees as the arrays that `onrecord.text.trees` reads; a leaf points to itself."""
    names = ("feature", "threshold", "left", "right", "value")
    columns: dict[str, list[float]] = {name: [] for name in names}
    roots: list[int] = []
    depth = 0
    for (tree,) in model._predictors:  # no public way to a model's nodes
        first = len(columns["feature"])
        roots.append(first)
        depth = max(depth, int(tree.nodes["depth"].max()))
        for number, node in enumerate(tree.nodes):
            leaf, own = bool(node["is_leaf"]), first + number
            given = (0, 0.0, own, own, node["value"])
            if not leaf:
                given = (node["feature_idx"], node["num_threshold"], first + node["left"], first + node["right"], 0.0)
            for name, value in zip(names, given, strict=True):
                columns[name].append(value)
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int16, "right": np.int16, "value": np.float32}
    arrays = {name: np.array(values, dtype=kinds[name]) for name, values in columns.items()}
    base = float(np.ravel(model._baseline_prediction)[0])
    np.savez_compressed(path, roots=np.array(roots, dtype=np.int16), depth=depth, base=base, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    lexicon = HostLexicon(read(options.data / "plaintext" / "train.jsonl.gz"))
    export(
        fitted(block_set(read(options.data / "pages" / "train.jsonl.gz"), lexicon), BLOCKS), options.out / "blocks.npz"
    )


if __name__ == "__main__":
    main()

"""Remake the weights for the lines of scraped text: `text/data/{lexicon.json,lines,lines_again,lines_along}`.

usage: python training/lines/looks.py --data DATA --more DIR --out src/onrecord/text/data   (needs requirements.txt)

DATA holds `plaintext/train.jsonl.gz` (scraped renders, a label a line), `pages/train.jsonl.gz` (the same pages' markup,
to render it in other ways) and `polnear/train.jsonl.gz` (clean articles, for made-up pages); DIR holds the pages that
`borrowed.py` made. The second look learns from what first looks that never saw a page's host make of it, as it will
meet them (stacking). Nothing is fitted on `dev`.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import sequence
from corpora import BODY, HostLexicon, Row, host_of, labelled_lines, read, weights_of
from numpy.typing import NDArray
from renders import labelled, renders, row_of
from synthetic import articles_of, teasers_of, variant

from onrecord.text.context import with_context
from onrecord.text.cues import cue_features
from onrecord.text.lines import line_features, with_neighbours

Array = NDArray[np.float32]
FOLDS = 5
MADE_WEIGHT = 0.5
MORE_WEIGHT = 0.5
MOST_MADE_LINES = 300
_SHARED = {
    "objective": "binary", "feature_fraction_bynode": 0.2, "lambda_l2": 3.0, "max_bin": 63, "num_threads": 1,
    "verbosity": -1,
}  # fmt: skip
FIRST = {"rounds": 160, "learning_rate": 0.07, "num_leaves": 20, "min_data_in_leaf": 30}
AGAIN = {"rounds": 250, "learning_rate": 0.04, "num_leaves": 32, "min_data_in_leaf": 40}
FIRST_SEEDS, AGAIN_SEEDS, ALONG_SEEDS = (0, 1), (0, 1), (0, 1, 2)
_EASY_CHARS, _EASY_KEPT = 25, 0.35


@dataclass(kw_only=True)
class Sheet:
    """One page: its lines, what is known of them, what they are; how often an epoch of the networks shows it."""

    host: str
    texts: list[str]
    own: Array
    cues: Array
    labels: Array
    weights: Array
    shown: float

    def first(self) -> Array:
        return np.concatenate([with_neighbours(self.own), self.cues], axis=1)

    def again(self, chances: Array) -> Array:
        return with_context(self.texts, self.own, self.cues, chances.astype(np.float32))


class Desk:
    """Lays out pages as sheets; no host's words weigh on its own pages."""

    def __init__(self, lexicon: HostLexicon, hosts: set[str]) -> None:
        self._words = {host: lexicon.weights(host) for host in hosts}
        self._all_words = lexicon.weights()

    def sheet(self, host: str, lines: Sequence[tuple[str, str]], *, weight: float = 1.0, shown: float = 1.0) -> Sheet:
        texts = [text.strip() for text, _ in lines]
        sure = np.array([label != "unsure" for _, label in lines])
        words = self._words.get(host, self._all_words)
        return Sheet(
            host=host, texts=texts, own=line_features(texts, words), cues=cue_features(texts), shown=shown,
            labels=np.array([label in BODY for _, label in lines], dtype=np.float32),
            weights=np.asarray(weight * sure * weights_of(texts, most=500, least=15), dtype=np.float32),
        )  # fmt: skip


def sheets(data: Path, more: Path, rows: list[Row], lexicon: HostLexicon) -> list[Sheet]:
    """The labelled pages; each once more in other renderings and once with a made-up page in its frame; others'
    pages."""
    desk = Desk(lexicon, {host_of(row) for row in rows})
    out = [desk.sheet(host_of(row), labelled_lines(row)) for row in rows]
    again = rendered_again(read(data / "pages" / "train.jsonl.gz"), rows)
    others = read(more / "plaintext.jsonl.gz")
    for some, shown in ((again, 0.5), (others, 0.35)):
        out += [desk.sheet(host_of(row), labelled_lines(row), weight=MORE_WEIGHT, shown=shown) for row in some]
    rng = np.random.RandomState(0)
    articles = articles_of(read(data / "polnear" / "train.jsonl.gz"))
    teasers = teasers_of(articles, rng)
    for row in rows:
        made = variant(row, articles, teasers, rng)
        if made and len(made) < MOST_MADE_LINES:
            out.append(desk.sheet(host_of(row), made, weight=MADE_WEIGHT, shown=0.5))
    return out


def rendered_again(pages: list[Row], rows: list[Row]) -> list[Row]:
    """The renderings of pages that are not among the rows yet."""
    rng = random.Random(3)
    known = {(row["page"], row["render"]) for row in rows}
    about = {row["page"]: row for row in rows}
    out = []
    for page in pages:
        row = about[page["id"]]
        for name, lines in renders(page["html"], rng):
            if (page["id"], name) not in known:
                labels = labelled(lines, page["text"], [], row["title"])
                out.append(row_of({**page, "host": row["host"]}, name, lines, labels))
    return out


def fitted(rows: list[Array], pages: list[Sheet], settings: dict[str, float], seed: int) -> lightgbm.Booster:
    """Trees for the rows of pages. Of the short furniture lines, which are easy, a part stands for all."""
    features = np.concatenate(rows)
    labels = np.concatenate([page.labels for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    easy = (labels == 0) & (features[:, 0] <= np.log1p(_EASY_CHARS))
    kept = (~easy | (np.random.RandomState(seed).rand(len(labels)) < _EASY_KEPT)) & (weights > 0)
    weights = np.where(easy, weights / _EASY_KEPT, weights)[kept]
    data = lightgbm.Dataset(features[kept], labels[kept], weight=weights / weights.mean(), params=dict(_SHARED))
    chosen = {**_SHARED, **settings, "seed": seed}
    return lightgbm.train(chosen, data, int(chosen.pop("rounds")))


def unseen_chances(rows: list[Array], pages: list[Sheet]) -> list[Array]:
    """What a first look that never saw a page's host makes of each line of it."""
    hosts = sorted({page.host for page in pages})
    order = np.random.RandomState(1).permutation(len(hosts))
    fold = {hosts[host]: place % FOLDS for place, host in enumerate(order)}
    out: list[Array] = [np.zeros(0, dtype=np.float32)] * len(pages)
    for held in range(FOLDS):
        seen = [number for number, page in enumerate(pages) if fold[page.host] != held]
        models = [fitted([rows[n] for n in seen], [pages[n] for n in seen], FIRST, seed) for seed in FIRST_SEEDS]
        for number, page in enumerate(pages):
            if fold[page.host] == held:
                out[number] = np.mean([model.predict(rows[number]) for model in models], axis=0)
    return out


def export(models: list[lightgbm.Booster], path: Path) -> None:
    """Write the mean of models' trees as the arrays that `onrecord.text.trees` reads; a leaf points to itself."""
    names = ("feature", "threshold", "left", "right", "value")
    columns: dict[str, list[float]] = {name: [] for name in names}
    roots: list[int] = []

    def add(node: dict[str, Any]) -> int:
        own = len(columns["feature"])
        leaf = "leaf_value" in node
        value = node["leaf_value"] / len(models) if leaf else 0.0
        given = (0 if leaf else node["split_feature"], 0.0 if leaf else node["threshold"], own, own, value)
        for name, one in zip(names, given, strict=True):
            columns[name].append(one)
        if not leaf:
            columns["left"][own] = add(node["left_child"])
            columns["right"][own] = add(node["right_child"])
        return own

    def depth(node: dict[str, Any]) -> int:
        return 0 if "leaf_value" in node else 1 + max(depth(node["left_child"]), depth(node["right_child"]))

    deepest = 0
    for model in models:
        for tree in model.dump_model()["tree_info"]:
            roots.append(add(tree["tree_structure"]))
            deepest = max(deepest, depth(tree["tree_structure"]))
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32, "value": np.float32}
    arrays = {name: np.array(values, dtype=kinds[name]) for name, values in columns.items()}
    np.savez_compressed(path, roots=np.array(roots, dtype=np.int32), depth=deepest, base=0.0, **arrays)


def along(rows: list[Array], pages: list[Sheet], out: Path) -> None:
    """Train the networks along the lines and write them."""
    labelled_rows = np.concatenate([row for row, page in zip(rows, pages, strict=True) if page.shown == 1.0])
    mean, spread = labelled_rows.mean(axis=0), labelled_rows.std(axis=0) + 1e-3
    examples = [
        sequence.Example(row, page.labels, page.weights, page.shown) for row, page in zip(rows, pages, strict=True)
    ]
    networks = [sequence.trained(examples, mean, spread, seed) for seed in ALONG_SEEDS]
    sequence.export(networks, mean, spread, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "more", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    rows = read(options.data / "plaintext" / "train.jsonl.gz")
    lexicon = HostLexicon(rows)
    words = dict(sorted(lexicon.weights().items()))
    (options.out / "lexicon.json").write_text(
        json.dumps(words, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    pages = sheets(options.data, options.more, rows, lexicon)
    first = [page.first() for page in pages]
    export([fitted(first, pages, FIRST, seed) for seed in FIRST_SEEDS], options.out / "lines.npz")
    again = [page.again(chances) for page, chances in zip(pages, unseen_chances(first, pages), strict=True)]
    export([fitted(again, pages, AGAIN, seed) for seed in AGAIN_SEEDS], options.out / "lines_again.npz")
    along(again, pages, options.out / "lines_along.npz")


if __name__ == "__main__":
    main()

"""The blocks of marked-up pages and the two models that label them: a first look, and a second that sees the first."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from corpora import HostLexicon, Row, block_labels, host_of, weights_of
from fitting import export, fitted
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from onrecord.text.blocks import Block, blocks_of, parse
from onrecord.text.declared import declared_by
from onrecord.text.extractor import agreement
from onrecord.text.lines import line_features
from onrecord.text.markup import facts_of
from onrecord.text.metadata import titled
from onrecord.text.settling import settled_rows
from onrecord.text.structure import block_features, block_rows

BLOCKS = {"max_iter": 100, "learning_rate": 0.1, "max_leaf_nodes": 12, "min_samples_leaf": 20, "max_features": 0.25}
FOLDS = 5
SEEDS = 3


def train_blocks(rows: list[Row], lexicon: HostLexicon, out: Path) -> None:
    """Write the trees for both looks."""
    pages = block_pages(rows, lexicon)
    export(fit_pages(pages, SEEDS), out / "blocks.npz")
    export(fit_pages(settled_pages(pages), SEEDS), out / "settling.npz")


class Page(NamedTuple):
    """A marked-up page as the block labeller sees it."""

    host: str
    blocks: list[Block]
    rows: NDArray[np.float32]
    labels: NDArray[np.float32]
    weights: NDArray[np.float32]
    kept: NDArray[np.bool_]


def block_pages(rows: list[Row], lexicon: HostLexicon) -> list[Page]:
    """The marked-up pages; in a long report each block counts less."""
    rng = np.random.RandomState(0)
    pages = []
    for row in rows:
        root = parse(row["html"])
        if root is None:
            continue
        declared = declared_by(root)
        blocks = blocks_of(root)
        texts = [block.text for block in blocks]
        lines = line_features(texts, lexicon.weights(host_of(row)))
        structure = block_features(blocks, facts_of(declared, titled(declared, None)[0]))
        seen = block_rows(lines, structure, agreement(row["html"], root, texts))
        pages.append(page_of(host_of(row), blocks, seen, block_labels(texts, row["text"]), rng))
    return pages


def page_of(
    host: str, blocks: list[Block], seen: NDArray[np.float32], wanted: NDArray[np.float32], rng: np.random.RandomState
) -> Page:
    """A page with its weights. Of furniture that is easily told (short, or a link) two in three are left out of
    training, and the others count three times."""
    texts = [block.text for block in blocks]
    report = sum(len(text) for text, want in zip(texts, wanted, strict=True) if want)
    weights = weights_of(texts, most=600, least=10) * np.sqrt(4000 / (1000 + report))
    easy = np.array([len(block.text) < 30 or 2 * block.link_chars > len(block.text) for block in blocks]) & (
        wanted == 0
    )
    kept = ~easy | (rng.rand(len(blocks)) < 1 / 3)
    return Page(host, blocks, seen, wanted, np.where(easy, 3 * weights, weights).astype(np.float32), kept)


def fit_pages(pages: list[Page], seeds: int) -> list[HistGradientBoostingClassifier]:
    """As many models as `seeds`, which differ in the features they draw; together they vary less than one."""
    parts = (
        [page.rows[page.kept] for page in pages],
        [page.labels[page.kept] for page in pages],
        [page.weights[page.kept] for page in pages],
    )
    return [fitted(parts, BLOCKS, seed) for seed in range(seeds)]


def settled_pages(pages: list[Page]) -> list[Page]:
    """The pages as the second look sees them: the first look at each is by a model that has not seen its host."""
    hosts = sorted({page.host for page in pages})
    np.random.RandomState(1).shuffle(hosts)
    fold = {host: number % FOLDS for number, host in enumerate(hosts)}
    out = []
    for number in range(FOLDS):
        (model,) = fit_pages([page for page in pages if fold[page.host] != number], seeds=1)
        for page in (page for page in pages if fold[page.host] == number):
            first = model.predict_proba(page.rows)[:, 1].astype(np.float32)
            out.append(page._replace(rows=settled_rows(page.rows, page.blocks, first)))
    return out

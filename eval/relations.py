"""The relation view of event coding (Hu et al. 2024): a marked pair of actors -> the root type between them.

usage: python eval/relations.py [--folds DIR …]

The shipped scorer gives each type its best word outside the two marked spans; a linear model over word and character
n-grams of the sentence, the pair masked (TF-IDF, ridge regression in closed form), is fitted to `relation_train` and
added to it. Without options the dev rows are scored, of which neither has seen any. `--folds` takes N folders of
weights, each trained without its fold of the rows (`training/events/folds.sh` makes them), and scores `relation_train`
by cross-validation. Data: $ONRECORD_SHARED, else ../shared beside the repository.
"""

from __future__ import annotations

import argparse
import itertools
import re
import runpy
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.events.codebook import EVENT_TYPES
from onrecord.neural import runtime
from onrecord.neural.windows import windows
from speakers import rows_of
from tasks import SHARED, Figures

Row = dict[str, Any]
Matrix = npt.NDArray[np.float64]
DATA = SHARED / "data" / "plover"
SCORER = SHARED / "eval" / "score_events.py"
ROOT_OF = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
ROOTS = sorted({ROOT_OF.get(kind, kind) for kind in EVENT_TYPES})
SHARE = 8.0
"""What the linear model's score (near 0 to 1) weighs against the scorer's logits: chosen by cross-validation."""
RIDGE = 0.1


def fold_of(row: Row, folds: int) -> int:
    """The fold of a row, by its id: the same that `train_coder.py --leave` leaves out."""
    return sum(str(row["id"]).encode()) % folds


def encoded(rows: Iterable[Row]) -> Matrix:
    """The scorer's best logit for each root [rows, roots], over words outside the marked pair."""
    network = runtime.Network("events.onnx")
    made = []
    for row in rows:
        text = row["sentence"]
        window = next(windows(text, [(0, len(text))], runtime.tokenizer()))
        ((_, outputs),) = network.over([window])
        free = window.starts >= 0
        for party in (row["source"], row["target"]):
            start = text.find(party)
            if start >= 0:
                free &= ~((window.starts < start + len(party)) & (window.ends > start))
        best = outputs["types"][free if free.any() else window.starts >= 0].max(0)
        made.append([max(best[i] for i, t in enumerate(EVENT_TYPES) if ROOT_OF.get(t, t) == root) for root in ROOTS])
    return np.array(made, dtype=np.float64)


def grams(row: Row) -> Counter[str]:
    """Words, pairs of words, and 3- to 5-grams of characters within words."""
    text = row["sentence"].replace(row["source"], " SRC ").replace(row["target"], " TGT ").lower()
    found = re.findall(r"\w+|[^\w\s]", text)
    parts = [f" {word} "[i : i + n] for word in found for n in (3, 4, 5) for i in range(len(word) + 3 - n)]
    return Counter([*found, *(f"{a} {b}" for a, b in itertools.pairwise(found)), *parts])


def linear(train: Sequence[Row], test: Sequence[Row]) -> Matrix:
    """Scores of `test` [rows, roots] after ridge regression on `train`, in its dual form."""
    counted = [grams(row) for row in train]
    spread = Counter(gram for one in counted for gram in one)
    index = {gram: i for i, gram in enumerate(sorted(gram for gram, rows in spread.items() if rows > 1))}

    def vectors(rows: Sequence[Counter[str]]) -> Matrix:
        made = np.zeros((len(rows), len(index)))
        for line, one in zip(made, rows, strict=True):
            for gram, times in one.items():
                if gram in index:
                    line[index[gram]] = (1 + np.log(times)) * np.log(len(train) / spread[gram])
            line /= np.linalg.norm(line) or 1.0
        return made

    seen, asked = vectors(counted), vectors([grams(row) for row in test])
    gold = np.array([[row["root"] == root for root in ROOTS] for row in train], dtype=np.float64)
    weights = np.linalg.solve(seen @ seen.T + RIDGE * np.eye(len(train)), gold)
    return np.asarray(asked @ seen.T @ weights)


def answers(train: Sequence[Row], test: Sequence[Row]) -> list[Row]:
    """One root for each row of `test`."""
    scores = encoded(test) + SHARE * linear(train, test)
    return [{"id": row["id"], "root": ROOTS[best]} for row, best in zip(test, scores.argmax(1), strict=True)]


def cross_validated(rows: Sequence[Row], folders: Sequence[Path]) -> list[Row]:
    """Answers for every row, each from the weights that have not seen its fold."""
    shipped, made = runtime.WEIGHTS, []
    for number, folder in enumerate(folders):
        runtime.WEIGHTS = folder
        test = [row for row in rows if fold_of(row, len(folders)) == number]
        made += answers([row for row in rows if fold_of(row, len(folders)) != number], test)
    runtime.WEIGHTS = shipped
    return made


def score_relations(folders: Sequence[Path] = ()) -> Figures | None:
    """Percentages of the public scorer: on dev, or cross-validated when there are folders; None without the data."""
    if not (DATA / "relation_train.jsonl.gz").exists():
        print(f"eval: event-relations skipped: no {DATA / 'relation_train.jsonl.gz'}", file=sys.stderr)
        return None
    rows = list(rows_of(DATA / "relation_train.jsonl.gz"))
    held = {row["id"] for row in rows_of(DATA / "dev.jsonl.gz")}
    dev, train = [r for r in rows if r["id"] in held], [r for r in rows if r["id"] not in held]
    gold, given = (train, cross_validated(train, folders)) if folders else (dev, answers(train, dev))
    result = runpy.run_path(str(SCORER))["relation"](gold, given)
    return {name: 100 * result[name] for name in ("root_macro_f1", "root_accuracy", "quad_macro_f1", "quad_accuracy")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", nargs="+", type=Path, default=(), metavar="DIR")
    options = parser.parse_args()
    for name, value in (score_relations(options.folds) or {}).items():
        print(f"{name}\t{value:.1f}")


if __name__ == "__main__":
    main()

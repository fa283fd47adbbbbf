"""Does it hold on an outlet it has not seen? `python publishers.py --data DIR --base DIR --work DIR [--fold NAME …]`

Publishers are left out of training two at a time, which is harder than one at a time and costs half as much; a last
fold leaves out every fourth article of all publishers instead, so that what an unseen publisher costs can be told from
what unseen articles cost. Each fold trains from the base weights, is cut to eight bits, takes its settings from dev
articles of the publishers that it knows, and is measured on articles of the left-out ones (training and dev split),
none of which it has seen. A fold that was stopped is taken up at its last checkpoint.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from calibrate import Judged, document, f1_at, fit, judge, labels
from data import batches, examples, read_rows
from losses import Model
from tokenizers import Tokenizer
from train import Trainer, run

from onrecord.neural import encode, runtime

Row = dict[str, Any]

FOLDS = {
    "breitbart+wash-post": ("breitbart", "wash-post"),
    "huff-post+usa-today": ("huff-post", "usa-today"),
    "nyt+west-journal": ("nyt", "west-journal"),
    "politico": ("politico",),
    "articles": (),
}
MEASURED = 60
"""Training articles of a left-out publisher that are read; all of its dev articles are."""


def fourth(row: Row) -> bool:
    """One article in four, told by its id."""
    return zlib.crc32(row["id"].encode()) % 4 == 0


def left_out(row: Row, publishers: Sequence[str]) -> bool:
    """Whether a fold may not train on an article."""
    return row["publisher"] in publishers if publishers else fourth(row)


def train(rows: Sequence[Row], base: Path, out: Path, epochs: float) -> None:
    """Train on these articles, with the rates of the shipped weights."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    data = list(examples(rows, {}, tokenizer))
    model = Model()
    with torch.no_grad():
        model.encoder.load_base(str(base / "model.safetensors"))
    per_epoch = len(batches(data, 2000, random.Random(0)))
    trainer = Trainer(model, rate=1.5e-4, head_rate=6e-4, total=round(per_epoch * epochs), out=out)
    trainer.resume()
    run(trainer, data, size=2000, seed=1, per_epoch=per_epoch)


def judge_row(row: Row) -> Judged:
    """Read an article with the weights in use."""
    return judge(row, encode(document(row)).encoding.readings, 0.0)


def measure(known: Sequence[Row], unseen: Sequence[Row]) -> dict[str, dict[str, float]]:
    """F1 on unseen articles, of each publisher and of all, with settings fitted on known publishers' articles."""
    fitted = [judge_row(row) for row in known]
    facts, right = labels(fitted)
    regression = fit(facts, right)
    sure = regression.predict_proba(facts)[:, 1]
    threshold = max(np.arange(0.2, 0.56, 0.025), key=lambda t: f1_at(fitted, sure, float(t))[2])
    read = [(row, judge_row(row)) for row in unseen]
    found = {}
    for name in [*sorted({row["publisher"] for row in unseen}), "all"]:
        judged = [one for row, one in read if name in ("all", row["publisher"])]
        chances = regression.predict_proba(labels(judged)[0])[:, 1]
        plain, strict = (100 * f1_at(judged, chances, float(threshold), strict=s)[2] for s in (False, True))
        found[name] = {"articles": len(judged), "headline": round(plain, 1), "strict": round(strict, 1)}
    return found


def chosen(rows: Sequence[Row], dev: Sequence[Row], publishers: Sequence[str]) -> list[Row]:
    """The unseen articles that are read: `MEASURED` training articles of each publisher, and its dev articles."""
    kept, taken = [], Counter[str]()
    for row in rows:
        if left_out(row, publishers) and taken[row["publisher"]] < MEASURED:
            taken[row["publisher"]] += 1
            kept.append(row)
    return kept + [row for row in dev if left_out(row, publishers)]


def main() -> None:
    """Each fold: train, export, measure, print a line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--work", type=Path, required=True)
    ap.add_argument("--epochs", type=float, default=1.0)
    ap.add_argument("--fold", nargs="+", choices=FOLDS, default=list(FOLDS))
    ap.add_argument("--measure", action="store_true", help="only measure folds that are trained")
    args = ap.parse_args()
    rows, dev = (read_rows(args.data / "polnear" / f"{part}.jsonl.gz") for part in ("train", "dev"))
    for name in args.fold:
        publishers, out = FOLDS[name], args.work / name
        if args.measure:
            runtime.WEIGHTS = out / "onnx"
            known = [row for row in dev if not left_out(row, publishers)]
            print(json.dumps({"fold": name, **measure(known, chosen(rows, dev, publishers))}), flush=True)
            continue
        out.mkdir(parents=True, exist_ok=True)
        train([row for row in rows if not left_out(row, publishers)], args.base, out, args.epochs)
        export = [sys.executable, str(Path(__file__).parent / "export.py"), "--weights", str(out / "mean.pt")]
        subprocess.run([*export, "--base", str(args.base), "--out", str(out / "onnx")], check=True)
        # Measured in a process of its own: the runtime keeps the sessions of the weights that it loaded first.
        again = ["--data", args.data, "--base", args.base, "--work", args.work, "--fold", name, "--measure"]
        subprocess.run([sys.executable, __file__, *map(str, again)], check=True)


if __name__ == "__main__":
    main()

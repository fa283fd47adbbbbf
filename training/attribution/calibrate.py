"""Fit the decoder's settings on articles the network has not seen: `python calibrate.py --gold dev.jsonl.gz --out
decoder.json`.

Fits the bias towards having no source, the confidence (logistic regression) and the threshold of best F1, and prints
how well the confidence holds on articles it was not fitted on (two-fold), as a table with the expected calibration
error.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from data import read_rows
from matching import Roles, matched, words_of
from sklearn.linear_model import LogisticRegression
from sums import write_sums

from onrecord.model.document import Document
from onrecord.model.page import Page
from onrecord.model.provenance import Input
from onrecord.model.zone import Zone
from onrecord.neural import Reading, encode, runtime
from onrecord.statements.confidence import features
from onrecord.statements.decoding import Parts, decode
from onrecord.statements.extracting import char_spans

Row = dict[str, Any]


@dataclass
class Judged:
    """An article's attributions at one setting: what the confidence is judged by, and whether each is right."""

    gold: list[Roles]
    found: list[Roles]
    cues: list[tuple[int, int]]
    features: list[tuple[float, ...]]
    parts: list[Parts]


def document(row: Row) -> Document:
    """A document of one row, its whole text body."""
    text = row["text"]
    source = Input(uri=row["id"], row_id=row["id"], sha256="", read_at="", reader="")
    return Document(
        id=row["id"],
        input=source,
        page=Page(language="en"),
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),),
        kind="article",
    )


def readings(rows: Sequence[Row], kept: Path | None) -> list[tuple[Reading, ...]]:
    """The encoder's readings of each row, kept in a file between runs."""
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())
    made = [encode(document(row)).encoding.readings for row in rows]
    if kept:
        kept.write_bytes(pickle.dumps(made))
    return made


def judge(row: Row, read: Sequence[Reading], none_bias: float) -> Judged:
    """Decode a row's readings, one for each place a cue can stand."""
    gold = words_of(row["text"], row["attributions"])
    found, cues, facts, kept = [], [], [], []
    for reading in read:
        parts = decode(reading, none_bias=none_bias)
        content = char_spans(row["text"], reading, parts.content)
        if not any(c.isalnum() for s, e in content for c in row["text"][s:e]):
            continue
        source = char_spans(row["text"], reading, (parts.source,)) if parts.source else ()
        cue = char_spans(row["text"], reading, (parts.cue,))
        found.append({"source": source, "cue": cue, "content": content})
        cues.append(cue[0])
        facts.append(features(parts))
        kept.append(parts)
    return Judged(gold, words_of(row["text"], found), cues, facts, kept)


def labels(judged: Sequence[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """Features and rightness of all attributions."""
    facts, right = [], []
    for one in judged:
        good = matched(one.gold, one.found)
        facts += one.features
        right += [i in good for i in range(len(one.found))]
    return np.array(facts), np.array(right)


def f1_at(
    judged: Sequence[Judged], chances: np.ndarray, threshold: float, *, strict: bool = False
) -> tuple[float, float, float]:
    """Precision, recall and F1 of what is at least so sure."""
    at, hits, found, gold = 0, 0, 0, 0
    for one in judged:
        keep = [i for i in range(len(one.found)) if chances[at + i] >= threshold]
        at += len(one.found)
        hits += len(matched(one.gold, [one.found[i] for i in keep], strict=strict))
        found += len(keep)
        gold += len(one.gold)
    p, r = hits / max(found, 1), hits / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def fit(facts: np.ndarray, right: np.ndarray) -> LogisticRegression:
    """The confidence's regression."""
    return LogisticRegression(C=1.0, max_iter=2000).fit(facts, right)


def held_out(judged: Sequence[Judged], facts: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Chances of each attribution from a regression fitted on the other half of the articles."""
    half = np.repeat([i % 2 for i in range(len(judged))], [len(one.found) for one in judged])
    chances = np.zeros(len(right))
    for part in (0, 1):
        chances[half == part] = fit(facts[half != part], right[half != part]).predict_proba(facts[half == part])[:, 1]
    return chances


def table(chances: np.ndarray, right: np.ndarray) -> float:
    """Print confidence against rightness by tenths; the expected calibration error."""
    error = 0.0
    print("confidence     n   said  right")
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            said, good = chances[inside].mean(), right[inside].mean()
            error += inside.mean() * abs(said - good)
            print(f"{low:.1f}-{low + 0.1:.1f}   {inside.sum():5}   {said:.3f}  {good:.3f}")
    print(f"expected calibration error {error:.3f}")
    return error


def by_publisher(rows: Sequence[Row], judged: Sequence[Judged], chances: np.ndarray, threshold: float) -> None:
    """Print precision, recall and F1 for each publisher."""
    edges = np.cumsum([0, *(len(one.found) for one in judged)])
    for name in sorted({row.get("publisher") or "-" for row in rows}):
        mine = [i for i, row in enumerate(rows) if (row.get("publisher") or "-") == name]
        own = np.concatenate([chances[edges[i] : edges[i + 1]] for i in mine])
        p, r, f1 = f1_at([judged[i] for i in mine], own, threshold)
        print(f"  {name:14} P {100 * p:.1f} R {100 * r:.1f} F1 {100 * f1:.1f}")


def main() -> None:
    """Fit, print, write."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--gold", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--keep", type=Path, help="file to keep the readings in")
    ap.add_argument("--weights", type=Path, default=runtime.WEIGHTS, help="folder of the weights to judge")
    args = ap.parse_args()
    runtime.WEIGHTS = args.weights
    rows = read_rows(args.gold)
    read = readings(rows, args.keep)
    best: tuple[float, float, list[Judged]] | None = None
    for bias in (-1.0, 0.0, 1.0, 2.0):
        judged = [judge(row, r, bias) for row, r in zip(rows, read, strict=True)]
        facts, right = labels(judged)
        if not right.any():
            raise SystemExit("the network finds no attribution that is right: is it trained?")
        chances = fit(facts, right).predict_proba(facts)[:, 1]
        f1 = max(f1_at(judged, chances, t)[2] for t in (0.3, 0.35, 0.4, 0.45))
        print(f"none bias {bias:+.1f}: F1 {100 * f1:.2f}")
        if best is None or f1 > best[0]:
            best = f1, bias, judged
    assert best is not None
    _, bias, judged = best
    facts, right = labels(judged)
    apart = held_out(judged, facts, right)
    threshold = max(np.arange(0.2, 0.56, 0.025), key=lambda t: f1_at(judged, apart, float(t))[2])
    for strict in (False, True):
        p, r, f1 = f1_at(judged, apart, float(threshold), strict=strict)
        name = "strict" if strict else "headline"
        print(f"{name} at {threshold:.3f}: P {100 * p:.1f} R {100 * r:.1f} F1 {100 * f1:.2f}")
    by_publisher(rows, judged, apart, float(threshold))
    table(apart[apart >= threshold], right[apart >= threshold])
    model = fit(facts, right)
    settings = {
        "none_bias": bias,
        "threshold": round(float(threshold), 3),
        "intercept": round(float(model.intercept_[0]), 5),
        "weights": [round(float(w), 5) for w in model.coef_[0]],
    }
    args.out.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    write_sums(args.out.parent)
    print(settings)


if __name__ == "__main__":
    main()

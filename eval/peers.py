"""Readers side by side on the same pages, by one scorer, as a Markdown table with pages a second of processor time."""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import runpy
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Reader = Callable[[Row], Row]
"""A page -> what the scorer takes."""


def read_all(name: str, reader: Reader, rows: Sequence[Row], empty: Reader) -> tuple[dict[str, Row], float]:
    """What a reader makes of each page, by id, and the seconds of processor time it took; a page that it fails on
    counts as `empty` and is told."""
    predicted: dict[str, Row] = {}
    begun = time.process_time()
    for row in rows:
        try:
            predicted[row["id"]] = reader(row)
        except Exception as error:  # noqa: BLE001 - others' libraries raise what they like; it is told and counted
            print(f"peers: {name} failed on {row['id']}: {type(error).__name__}: {error}", file=sys.stderr)
            predicted[row["id"]] = empty(row)
    return predicted, time.process_time() - begun


def compare(
    readers: Mapping[str, tuple[Reader, str]],
    *,
    about: str | None,
    gold: Path,
    scorer: Path,
    figures: Sequence[str],
    value: Callable[[Any], float | None],
    empty: Reader,
) -> None:
    """Print the table.

    Args:
        readers: name -> reader and the module it needs; one that is not installed is left out with a reason.
        about: the script's description, for its `--help`.
        gold: rows with an `id`; without the file the script says so and is done.
        scorer: a script with `score(gold rows by id, predicted by id)`.
        figures: keys of the scorer's result.
        value: the share (0 to 1) in one of its entries; None for none.
        empty: what a reader that failed on a page is taken to have found.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=list(readers))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if not gold.exists() or not scorer.exists():
        print(f"peers: skipped: no {gold}", file=sys.stderr)
        return
    logging.disable(logging.WARNING)
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: options.limit]
    score = runpy.run_path(str(scorer))["score"]
    print(f"| {len(rows)} pages | {' | '.join(figures)} | pages/s |\n| --- |{' ---: |' * (len(figures) + 1)}")
    for name in options.only or readers:
        reader, module = readers[name]
        if find_spec(module) is None:
            print(f"peers: {name} left out: {module} is not installed", file=sys.stderr)
            continue
        predicted, seconds = read_all(name, reader, rows, empty)
        result = score({row["id"]: row for row in rows}, predicted)
        found = [value(result[key]) for key in figures]
        cells = ["–" if one is None else f"{100 * one:.1f}" for one in found]
        print(f"| {name} | {' | '.join(cells)} | {len(rows) / seconds:.1f} |", flush=True)

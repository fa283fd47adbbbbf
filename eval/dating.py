"""Dating undated pages on dev: coverage, precision, year right, what sure claims are worth, through the real steps.

usage: python eval/dating.py [--wrong CONFIDENCE]

The reader is shown a page's id, text and title; its date stays with the scorer. `--wrong 0.8` lists the wrong claims of
that confidence and more. Needs the gold data (`ONRECORD_DATA`, by default `../shared/data`) and the scorer beside it;
without them it says so and stops.
"""

from __future__ import annotations

import argparse
import runpy
import time
from collections import defaultdict
from typing import Any

import msgspec

from onrecord.model.document import Document
from onrecord.model.provenance import Hints, RawPage
from onrecord.resolving.when import date_page, tag_times
from onrecord.text import open_page
from speakers import Row, data_root, rows_of


def opened(row: Row) -> Document:
    """The page as the program opens it, without its date."""
    hints = Hints(title=row.get("title") or None)
    return open_page(RawPage(uri=row["id"], row_id=row["id"], kind="article", content=row["text"], hints=hints))


def show_calibration(gold: dict[str, Row], given: dict[str, Row], right: Any) -> None:
    """How many claims of each confidence are right."""
    bins: dict[int, list[bool]] = defaultdict(list)
    for key, row in gold.items():
        claim = given[key]["published"]
        if claim:
            bins[min(9, int(claim["confidence"] * 10))].append(right(row["date"], claim))
    for step, results in sorted(bins.items()):
        print(f"confidence {step / 10:.1f}-{(step + 1) / 10:.1f}: {sum(results):3} of {len(results):3} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--wrong", type=float)
    options = parser.parse_args()
    path, scorer = data_root() / "dating" / "dev.jsonl.gz", data_root().parent / "eval" / "score_dating.py"
    if not path.exists() or not scorer.exists():
        print(f"skipped: no gold data or scorer at {data_root().parent} (set ONRECORD_DATA)")
        return
    scoring = runpy.run_path(str(scorer))
    gold = {row["id"]: row for row in rows_of(path)}
    pages = {key: opened(row) for key, row in gold.items()}
    date_page(tag_times(next(iter(pages.values()))))
    started = time.process_time()
    dated = {key: date_page(tag_times(page)) for key, page in pages.items()}
    seconds = time.process_time() - started
    given = {key: {"published": msgspec.to_builtins(page.page.published)} for key, page in dated.items()}
    figures = scoring["score"](gold, given)
    print("  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
    show_calibration(gold, given, scoring["right"])
    print(f"{len(pages) / seconds:.0f} pages a second of processor time")
    for key, row in gold.items():
        claim = given[key]["published"]
        sure = options.wrong is not None and claim and claim["confidence"] >= options.wrong
        if sure and not scoring["right"](row["date"], claim):
            print(key, row["date"], claim["date"], claim["confidence"], claim["how"], sep="\t")


if __name__ == "__main__":
    main()

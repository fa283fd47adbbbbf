"""Expressions of time on dev: strict, relaxed, type and value F1, and articles a second, through the real steps.

usage: python eval/timex.py [--split train|dev] [--wrong]

The reader is shown a page's text and its date (`hints.date`), as the annotators were. Needs the gold data
(`ONRECORD_DATA`, by default `../shared/data`) and the scorer beside it; without them it says so and stops.
"""

from __future__ import annotations

import argparse
import runpy
import time
from typing import Any

from onrecord.model.document import Document
from onrecord.model.provenance import Hints, RawPage
from onrecord.resolving.when import anchor_times, tag_times
from onrecord.text import open_page
from speakers import Row, data_root, rows_of

MEASURES = ("strict", "relaxed", "type", "value")


def opened(row: Row) -> Document:
    """The page as the program opens it."""
    hints = Hints(date=row["dct"])
    return open_page(RawPage(uri=row["id"], kind="article", content=row["text"], hints=hints))


def predicted(document: Document) -> Row:
    """The times in the scorer's form."""
    return {
        "timexes": [{name: getattr(one, name) for name in ("start", "end", "type", "value")} for one in document.times]
    }


def show_wrong(gold: dict[str, Row], given: dict[str, Row], align: Any) -> None:
    """Every expression that is missed, spurious or of another value, one a line."""
    for key, row in gold.items():
        text, ours = row["text"], given[key]["timexes"]
        pairs = align(row["timexes"], ours)
        for index in sorted(set(range(len(row["timexes"]))) - {a for a, _, _ in pairs}):
            print("missed  ", key, row["timexes"][index]["text"], row["timexes"][index]["value"], sep="\t")
        for index in sorted(set(range(len(ours))) - {b for _, b, _ in pairs}):
            print("spurious", key, text[ours[index]["start"] : ours[index]["end"]], ours[index]["value"], sep="\t")
        for a, b, _ in pairs:
            if row["timexes"][a]["value"] != ours[b]["value"]:
                print(
                    "value   ", key, row["timexes"][a]["text"], row["timexes"][a]["value"], ours[b]["value"], sep="\t"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    path, scorer = data_root() / "timex" / f"{options.split}.jsonl.gz", data_root().parent / "eval" / "score_timex.py"
    if not path.exists() or not scorer.exists():
        print(f"skipped: no gold data or scorer at {data_root().parent} (set ONRECORD_DATA)")
        return
    scoring = runpy.run_path(str(scorer))
    gold = {row["id"]: row for row in rows_of(path)}
    pages = {key: opened(row) for key, row in gold.items()}
    started = time.process_time()
    given = {key: predicted(anchor_times(tag_times(page))) for key, page in pages.items()}
    seconds = time.process_time() - started
    for corpus, row in scoring["report"](gold, given).items():
        figures = "  ".join(f"{name} {row[name][2]:5.1f}" for name in MEASURES)
        print(f"{corpus:10} {row['docs']:4} articles  {figures}")
    print(f"{len(pages) / seconds:.0f} articles a second of processor time")
    if options.wrong:
        show_wrong(gold, given, scoring["align"])


if __name__ == "__main__":
    main()

"""Status and background of events: the reader against labelled news events (`cases/STATUS.md` says how they were made).

usage: python eval/status.py [--part all|even|odd] [--wrong]

The page goes through the package's own steps; in place of the coder's events stand the labelled ones (type and trigger,
no parties), so that what is measured is what is said of an event, not whether it is found. `--part` takes the documents
whose name sums to an even or odd number: the rules were written with the odd part in view, the even one was only
scored. `--wrong` lists the misses as offsets. Data: $ONRECORD_SHARED, else ../shared beside the repository.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from onrecord.events import extract_events
from onrecord.events.extract import described as describe
from onrecord.events.lexicon import tokenise
from onrecord.events.proposals import Proposal
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.provenance import Hints, RawPage
from onrecord.pipeline import STEPS
from onrecord.text import open_page
from speakers import data_root, rows_of
from tasks import ROOT, Figures

Row = dict[str, Any]
CASES = ROOT / "eval" / "cases" / "status.jsonl"
SOURCES = {"polnear": "polnear/dev", "timex": "timex/dev", "pages": "pages/dev", "dating": "dating/dev"}
_COLUMNS = {"date": ("date", "dct"), "title": ("title",)}


def is_even(row: Row) -> bool:
    """Which half of the documents a case belongs to."""
    return sum(str(row["doc"]).encode()) % 2 == 0


def coded(document: Document, cases: list[Row]) -> Iterator[Event]:
    """The labelled events as the reader describes them."""
    for number, (start, end) in enumerate(document.sentences):
        inside = [proposal(case) for case in cases if start <= case["trigger"][0] < end]
        if inside:
            yield from describe(document, number, tokenise(document.text, (start, end)), inside)


def proposal(case: Row) -> Proposal:
    """A labelled event as a coder would hand it over."""
    return Proposal(
        type=case["type"],
        trigger=tuple(case["trigger"]),
        actors=(),
        recipients=(),
        type_confidence=1.0,
        party_confidence=1.0,
        confidence=1.0,
    )


def described(row: Row, cases: list[Row]) -> dict[tuple[int, int], Event]:
    """The events of one page after all steps, by their trigger."""
    given = {ours: next((str(row[k]) for k in theirs if row.get(k)), None) for ours, theirs in _COLUMNS.items()}
    document = open_page(RawPage(uri=row["id"], kind="article", content=row["text"], hints=Hints(**given)))
    for step in STEPS:
        document = replace(document, events=tuple(coded(document, cases))) if step is extract_events else step(document)
    return {event.trigger.spans[0]: event for event in document.events}


def pairs(part: str) -> Iterator[tuple[Row, Event]]:
    """Each labelled case with what the reader says of it."""
    wanted: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for case in rows_of(CASES):
        if part == "all" or is_even(case) == (part == "even"):
            wanted[case["corpus"], case["doc"]].append(case)
    for corpus, name in SOURCES.items():
        for row in rows_of(data_root() / f"{name}.jsonl.gz"):
            cases = wanted.get((corpus, row["id"]), [])
            found = described(row, cases) if cases else {}
            yield from ((case, found[tuple(case["trigger"])]) for case in cases)


def score_status(part: str = "all", *, wrong: bool = False) -> Figures | None:
    """Percentages: status and background right, and status right where it is not `happened`; None without the data."""
    if not (data_root() / "polnear").exists():
        print(f"eval: event-status skipped: no {data_root() / 'polnear'}", file=sys.stderr)
        return None
    count: Counter[str] = Counter()
    for case, event in pairs(part):
        right = event.status == case["status"], event.background == case["background"]
        count["n"] += 1
        count["status"] += right[0]
        count["background"] += right[1]
        count["other"] += case["status"] != "happened"
        count["other_right"] += case["status"] != "happened" and right[0]
        if wrong and not all(right):
            told = {"status": event.status, "background": event.background}
            print(
                json.dumps({k: case[k] for k in ("corpus", "doc", "trigger", "status", "background")} | {"told": told})
            )
    return {
        "status": 100 * count["status"] / count["n"],
        "background": 100 * count["background"] / count["n"],
        "status_not_happened": 100 * count["other_right"] / count["other"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("all", "even", "odd"), default="all")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    for name, value in (score_status(options.part, wrong=options.wrong) or {}).items():
        print(f"{name}\t{value:.1f}")


if __name__ == "__main__":
    main()

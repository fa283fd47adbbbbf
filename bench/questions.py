"""How long the questions take of a big record, and whether turning points and formulas of known truth are found.

usage: python bench/questions.py [--pages N] [--record FILE]

Pages of `bench/corpus.py` go straight into a record file (FILE, kept, or one that is thrown away), as if they had been
read; the first question across pages puts them together, which `bench/across.py` times.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from across import record_of
from corpus import Speaker, World, make
from onrecord.store import Store
from onrecord.views.actors import actors
from onrecord.views.compare import compare
from onrecord.views.coverage import coverage
from onrecord.views.events import events
from onrecord.views.network import network
from onrecord.views.positions import Positions, positions
from onrecord.views.said import said
from onrecord.views.search import search
from onrecord.views.timeline import timeline
from onrecord.views.utterance import utterance

TOGETHER = 500
"""Pages that go in in one transaction."""
NEAR = 2
"""Months by which a turning point may be missed."""


def fill(store: Store, pages: int) -> None:
    """Put so many pages in."""
    made = make(pages)
    while batch := list(islice(made, TOGETHER)):
        with store.transaction():
            for one in batch:
                store.add(record_of(one))


def questions(store: Store, speaker: Speaker) -> Iterator[tuple[str, Callable[[], object]]]:
    """One of each kind, the limit that of a screen."""
    middle = "SELECT {} FROM {} WHERE n = (SELECT max(n) / 2 + ? FROM {})"
    page, other = (str(store.query(middle.format("id", "documents", "documents"), (n,))[0][0]) for n in (0, 1))
    statement = str(store.query(middle.format("id", "statements", "statements"), (0,))[0][0])
    who, whom = speaker.name, speaker.target
    yield "said WHO --about WHOM", lambda: said(store, who, about=whom, limit=50)
    yield "said --text", lambda: said(store, text="treaty paper", limit=50)
    yield "said", lambda: said(store, limit=50)
    yield "events", lambda: events(store, limit=50)
    yield "timeline WHO --about WHOM", lambda: timeline(store, who, about=whom, limit=50)
    yield "positions WHO --about WHOM", lambda: positions(store, who, about=whom, limit=50)
    yield "network", lambda: network(store, limit=50)
    yield "network WHO", lambda: network(store, who, limit=50)
    yield "network --since", lambda: network(store, since="2015-06", limit=50)
    yield "compare PAGE PAGE", lambda: compare(store, page, other)
    yield "coverage PAGE", lambda: coverage(store, page)
    yield "utterance ID", lambda: utterance(store, statement)
    yield "actors", lambda: actors(store, limit=50)
    yield "search", lambda: search(store, "treaty", limit=50)


def timed(question: Callable[[], object]) -> float:
    """Milliseconds of processor time of the second time a question is put."""
    question()
    begun = time.process_time()
    question()
    return 1000 * (time.process_time() - begun)


def found_turns(store: Store, speakers: list[Speaker]) -> tuple[int, int, int]:
    """Turning points found, those of them that are true, and speakers (each turns once)."""
    found = true = 0
    for one in speakers:
        told = positions(store, one.name, about=one.target, limit=1)
        found += len(told.turns)
        true += any(_near(one, turn.month) for turn in told.turns)
    return found, true, len(speakers)


def _near(speaker: Speaker, month: str) -> bool:
    year, of_year = map(int, month.split("-"))
    return abs((year - speaker.turns.year) * 12 + of_year - speaker.turns.month) <= NEAR


def formula_found(told: Positions) -> bool:
    """Whether what every speaker says again and again is among the formulas."""
    return any("whoever rules there" in one.words or "its word to us" in one.words for one in told.formulas)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "record.db"
        if not path.exists():
            with Store(path, write=True) as store:
                fill(store, options.pages)
        speakers = World(1, days=max(30, min(3650, options.pages // 12))).speakers
        with Store(path) as store:
            for name, question in questions(store, speakers[0]):
                print(f"{name:30} {timed(question):8.1f} ms")
            found, true, all_of_them = found_turns(store, speakers)
            print(f"turning points: precision {true / max(1, found):.3f}, recall {true / all_of_them:.3f}")
            again = sum(formula_found(positions(store, one.name, about=one.target, limit=1)) for one in speakers)
            print(f"formulas: {again} of {all_of_them} speakers' found")


if __name__ == "__main__":
    main()

"""How long the questions take of a big record, and whether turning points and formulas of known truth are found.

usage: python bench/questions.py [--pages N] [--record FILE]

Questions about people are put for some who say very much, some who say a little and some who speak once or twice; those
about pages and statements for many of them. Given are the milliseconds of processor time of the middle and of the
slowest question of a kind, each put for the second time, with the limit of a screen.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from corpus import Speaker, World
from filling import fill
from onrecord.events import codebook
from onrecord.report import write_report
from onrecord.store import Store
from onrecord.views import turning
from onrecord.views.actors import actors
from onrecord.views.alerts import drop_question, keep_question, new_answers
from onrecord.views.compare import compare
from onrecord.views.coverage import coverage
from onrecord.views.events import events
from onrecord.views.groups import copies, stories
from onrecord.views.info import info
from onrecord.views.network import network
from onrecord.views.positions import Positions, positions
from onrecord.views.problems import problems
from onrecord.views.said import said
from onrecord.views.search import search
from onrecord.views.timeline import timeline
from onrecord.views.utterance import utterance
from onrecord.views.versions import versions

LIMIT = 50
EACH = 4
"""People asked about of each sort, busy, middling and rare."""
MANY = 25
"""Pages and statements asked about."""
NEAR = 2
"""Months by which a turning point may be missed."""
LOADED = (codebook, turning)
"""Modules that the first question which needs them loads: not what a question costs."""

Question = Callable[[], object]

_BY_FREQUENCY = """
SELECT actor_id FROM (SELECT actor_id, count(*) AS times FROM statement_actors WHERE role = 'source' GROUP BY actor_id)
ORDER BY times DESC, actor_id"""
_BESIDE = "SELECT other_id FROM relations WHERE actor_id = ? AND told = 'said' ORDER BY times DESC LIMIT 1"


def questions(store: Store, speakers: Sequence[Speaker]) -> Iterator[tuple[str, list[Question]]]:
    """Kinds of question, with the questions of each kind."""
    people = [(who, store.query(_BESIDE, (who,))[0][0]) for who in _people(store)]
    people += [(one.name, one.target) for one in speakers[:EACH]]
    targets = sorted({whom for _, whom in people})
    pages, statements = _some(store, "documents"), _some(store, "statements")
    yield from _of_people(store, people, targets)
    yield "said", [lambda: said(store, limit=LIMIT), lambda: said(store, limit=LIMIT, latest=True)]
    words = ("treaty", "treaty paper", "whoever rules there", '"broken its word"')
    yield "said --text", [lambda text=text: said(store, text=text, limit=LIMIT) for text in words]  # type: ignore[misc]
    yield "events", [lambda: events(store, limit=LIMIT), lambda: events(store, type="AID", limit=LIMIT)]
    yield "network", [lambda: network(store, limit=LIMIT), lambda: network(store, since="2015-06", limit=LIMIT)]
    yield (
        "compare PAGE PAGE",
        [
            lambda one=one, other=other: compare(store, one, other)  # type: ignore[misc]
            for one, other in pairwise(pages)
        ],
    )
    yield "coverage PAGE", [lambda page=page: coverage(store, page) for page in pages]  # type: ignore[misc]
    yield "versions PAGE", [lambda page=page: versions(store, page) for page in pages]  # type: ignore[misc]
    yield "utterance ID", [lambda one=one: utterance(store, one) for one in statements]  # type: ignore[misc]
    yield "actors", [lambda: actors(store, limit=LIMIT), lambda: actors(store, "bar", limit=LIMIT)]
    yield "search", [lambda: search(store, "treaty", limit=LIMIT), lambda: search(store, '"fair treaty"', limit=LIMIT)]
    yield "copies, stories", [lambda: copies(store, limit=LIMIT), lambda: stories(store, limit=LIMIT)]
    yield "info, problems", [lambda: info(store), lambda: problems(store, limit=LIMIT)]
    yield "alerts", [lambda: new_answers(store, keep=True)]


def _of_people(
    store: Store, people: Sequence[tuple[str, str]], targets: Sequence[str]
) -> Iterator[tuple[str, list[Question]]]:
    yield "said WHO", [lambda who=who: said(store, who, limit=LIMIT) for who, _ in people]  # type: ignore[misc]
    yield (
        "said WHO --about WHOM",
        [
            lambda who=who, whom=whom: said(store, who, about=whom, limit=LIMIT)  # type: ignore[misc]
            for who, whom in people
        ],
    )
    yield "said --about WHOM", [lambda whom=whom: said(store, about=whom, limit=LIMIT) for whom in targets]  # type: ignore[misc]
    yield "events --actor WHO", [lambda who=who: events(store, actor=who, limit=LIMIT) for who in targets]  # type: ignore[misc]
    for name, asked in (("timeline", timeline), ("positions", positions)):
        yield (
            f"{name} WHO",
            [
                lambda who=who, asked=asked: asked(store, who, limit=LIMIT)  # type: ignore[misc]
                for who in (*(who for who, _ in people), *targets)
            ],
        )
        yield (
            f"{name} WHO --about WHOM",
            [
                lambda who=who, whom=whom, asked=asked: asked(store, who, about=whom, limit=LIMIT)  # type: ignore[misc]
                for who, whom in people
            ],
        )
    yield "network WHO", [lambda who=who: network(store, who, limit=LIMIT) for who in targets]  # type: ignore[misc]


def _people(store: Store) -> list[str]:
    """Some who speak most often, some in the middle, some who speak least."""
    known = [row[0] for row in store.query(_BY_FREQUENCY)]
    middle = len(known) // 4
    return [*known[:EACH], *known[middle : middle + EACH], *known[-EACH:]]


def _some(store: Store, table: str) -> list[str]:
    last = store.query(f"SELECT max(n) FROM {table}")[0][0]
    numbers = [1 + at * (last - 1) // MANY for at in range(MANY)]
    return [str(store.query(f"SELECT id FROM {table} WHERE n = ?", (n,))[0][0]) for n in numbers]


def timed(question: Question) -> float:
    """Milliseconds of processor time of the second time a question is put."""
    question()
    begun = time.process_time()
    question()
    return 1000 * (time.process_time() - begun)


def found_turns(store: Store, speakers: Sequence[Speaker]) -> tuple[int, int, int]:
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


def tell(store: Store, speakers: Sequence[Speaker], folder: Path) -> None:
    """Print how long questions take and what of the truth they give back."""
    keep_question(store, "treaties", "said", {"text": "treaty", "since": "2015-02", "until": "2015-03"})
    for name, asked in questions(store, speakers):
        spent = [timed(one) for one in asked]
        print(f"{name:24} {median(spent):8.1f} ms, slowest of {len(spent):>2} {max(spent):8.1f} ms", flush=True)
    drop_question(store, "treaties")
    spent_on_report = timed(lambda: write_report(store, folder / "report.html"))
    size = (folder / "report.html").stat().st_size
    print(f"{'report':24} {spent_on_report:8.1f} ms, {size / 1000:,.0f} kB")
    found, true, all_of_them = found_turns(store, speakers)
    print(f"turning points: precision {true / max(1, found):.3f}, recall {true / all_of_them:.3f}")
    again = sum(formula_found(positions(store, one.name, about=one.target, limit=1)) for one in speakers)
    print(f"formulas: {again} of {all_of_them} speakers' found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--record", type=Path, help="a record file, made when it is not there [a temporary one]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "record.db"
        if not path.exists():
            with Store(path, write=True) as store:
                fill(store, options.pages)
        with Store(path) as store:
            speakers = World(1, days=max(30, min(3650, options.pages // 12))).speakers
            tell(store, speakers, Path(folder))


if __name__ == "__main__":
    main()

"""The grouping of pages at scale: time, memory and disk a page as the record grows, and the truth recovered.

usage: python bench/across.py [--pages N] [--seed S] [--record FILE] [--step N]

Pages of `bench/corpus.py` go straight into a record file, as if they had been read; nothing is read by a network.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from as_read import record_of
from corpus import Made, make
from onrecord.model.spans import content_id
from onrecord.store import Store
from onrecord.stories.grouping import Grouping
from onrecord.stories.origins import origins


def pair_scores(truth: Iterable[object], found: Iterable[object]) -> tuple[float, float]:
    """Precision and recall over pairs, of groups given as a label a member."""
    both, gold, ours = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    shared = _pairs(both.values())
    return shared / max(1, _pairs(ours.values())), shared / max(1, _pairs(gold.values()))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


_FLAGGED = "SELECT id FROM statements JOIN utterance_differences ON statement = n WHERE flagged"


class Fill(msgspec.Struct):
    """What it took to put pages in: seconds of processor time for recording and for grouping."""

    recording: float = 0.0
    grouping: float = 0.0


def fill(store: Store, pages: Iterable[Made], step: int) -> None:
    """Put pages in, telling after every `step` what the last ones took."""
    grouping = Grouping(store)
    spent, before = Fill(), 0
    for number, made in enumerate(pages, 1):
        record = record_of(made)
        begun = time.process_time()
        store.add(record)
        between = time.process_time()
        grouping.place(record.id)
        spent.recording += between - begun
        spent.grouping += time.process_time() - between
        if number % step == 0:
            size = store.path.stat().st_size
            print(
                f"{number:>8} pages: {1000 * spent.recording / step:6.2f} ms recording, "
                f"{1000 * spent.grouping / step:6.2f} ms grouping, {(size - before) / step / 1000:6.1f} kB a page; "
                f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory",
                flush=True,
            )
            spent, before = Fill(), size


def tell_truth(store: Store, pages: Iterable[Made]) -> None:
    """Print how much of the truth the record gives back."""
    truth = [msgspec.structs.replace(made, text="") for made in pages]
    of_page = {made.id: made for made in truth}
    quoted = {content_id(made.id, "statement"): made.quote.utterance for made in truth}
    remarked = {content_id(made.id, one.utterance): one.utterance for made in truth for one in made.remarks}
    deeds = {content_id(made.id, one.happening): one.happening for made in truth for one in made.deeds}
    _tell("copies", {made.id: made.copy for made in truth}, _grouped(store, "copies", "copy_group"))
    _tell("stories", {made.id: made.story for made in truth}, _grouped(store, "stories", "story"))
    _tell("utterances", quoted | remarked, _found(store, "statements", "utterances", "statement", "utterance"))
    _tell("happenings", deeds, _found(store, "events", "happenings", "event", "happening"))
    _tell("origins", *_origins(store, of_page))
    _tell_trimmed(store, truth)


def _grouped(store: Store, table: str, column: str) -> dict[str, object]:
    rows = store.query(f"SELECT row_id, {column} FROM documents JOIN {table} ON document = n")
    return {row[0]: row[1] for row in rows}


def _found(store: Store, members: str, table: str, member: str, group: str) -> dict[str, object]:
    return {row[0]: row[1] for row in store.query(f"SELECT id, {group} FROM {members} JOIN {table} ON {member} = n")}


def _tell(what: str, truth: Mapping[str, object], found: Mapping[str, object]) -> None:
    precision, recall = pair_scores(truth.values(), [found[one] for one in truth])
    print(f"{what:12} pair precision {100 * precision:5.1f}  recall {100 * recall:5.1f}")


def _origins(store: Store, of_page: Mapping[str, Made]) -> tuple[dict[str, object], dict[str, object]]:
    """The true and the found origin of each page, within its true story."""
    numbers = {row["row_id"]: row["n"] for row in store.query("SELECT n, row_id FROM documents")}
    stories: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for made in of_page.values():
        stories[made.story][numbers[made.id]] = made.id
    found: dict[str, object] = {}
    for story, pages in stories.items():
        for origin in origins(store, list(pages)):
            found |= {pages[carried.document]: (story, origin.id) for carried in origin.pages}
    return {name: (made.story, made.origin) for name, made in of_page.items()}, found


def _tell_trimmed(store: Store, pages: Sequence[Made]) -> None:
    """Print how many of the quotations whose condition was cut off are found to be cut, and flagged for it."""
    wording = _found(store, "statements", "utterances", "statement", "wording")
    whole = {made.quote.utterance for made in pages if not made.quote.trimmed}
    quotes = {content_id(made.id, "statement"): made.quote for made in pages}
    gold = {one for one, quote in quotes.items() if quote.trimmed and quote.utterance in whole}
    flagged = {row[0] for row in store.query(_FLAGGED)}
    for name, ours in (("trimmed", {one for one in quotes if wording[one] == "trimmed"}), ("flagged", flagged)):
        right = len(gold & ours)
        precision, recall = right / max(1, len(ours)), right / max(1, len(gold))
        print(f"{name:12} page precision {100 * precision:5.1f}  recall {100 * recall:5.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", type=int, default=0, help="pages between two lines of figures [a tenth]")
    parser.add_argument("--record", type=Path, help="keep the record file [a temporary one]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "record.db"
        with Store(path, write=True) as store:
            fill(store, make(options.pages, options.seed), options.step or max(1, options.pages // 10))
            tell_truth(store, make(options.pages, options.seed))


if __name__ == "__main__":
    main()

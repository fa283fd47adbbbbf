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
from collections.abc import Iterable
from pathlib import Path

import msgspec

from corpus import Made, make
from onrecord.model.actor import Actor
from onrecord.model.attribution import Source, Statement, Via
from onrecord.model.document import Record
from onrecord.model.page import Credit, Outlet, Page, Published
from onrecord.model.provenance import Input
from onrecord.model.spans import Evidence, Span, content_id, evidence
from onrecord.model.timex import When
from onrecord.model.zone import Zone
from onrecord.store import Store
from onrecord.stories.grouping import Grouping
from onrecord.stories.origins import origins


def record_of(made: Made) -> Record:
    """The page as the reader would put it down."""
    text, quote = made.text, made.quote
    furniture = text.rindex("\n\n")
    speaker, state = f"person:{_slug(quote.speaker)}", f"state:{_slug(quote.target)}"
    act = "REJECT" if quote.hostile else "AGREE"
    outlet = Outlet(id=f"outlet:{_slug(made.outlet)}", name=made.outlet)
    credit = _credit(made)
    statement = Statement(
        id=content_id(made.id, "statement"), kind="direct", act=act, confidence=0.9, about=(state,),
        source=Source(text=quote.speaker, spans=(_at(text, quote.speaker),), actors=(speaker,)),
        cue=_words(text, "said on", 4), content=_words(text, quote.words),
        via=tuple(Via(actor=one.id, text=one.name, spans=one.spans) for one in credit),
        said_on=When(date=quote.said_on.isoformat(), precision="day", how="timex"),
    )  # fmt: skip
    return Record(
        id=content_id(made.id, text),
        input=Input(uri=f"{made.id}.txt", row_id=made.id, sha256=content_id(text), read_at="", reader="bench"),
        page=Page(
            title=made.title, outlet=outlet, language="en", credit=credit,
            published=Published(date=made.published.isoformat(), precision="day", how="given", confidence=1.0),
        ),
        text=text,
        zones=(
            Zone(kind="body", start=0, end=furniture),
            Zone(kind="boilerplate", start=furniture + 2, end=len(text)),
        ),
        actors=(
            Actor(id=speaker, name=quote.speaker, kind="person", mentions=(_at(text, quote.speaker),)),
            Actor(id=state, name=quote.target, kind="state"),
        ),
        statements=(statement,),
    )  # fmt: skip


def _credit(made: Made) -> tuple[Credit, ...]:
    if made.credit is None:
        return ()
    return (Credit(id=f"outlet:{_slug(made.credit)}", name=made.credit, spans=(_at(made.text, made.credit),)),)


def _at(text: str, words: str, length: int | None = None) -> Span:
    start = text.index(words)
    return start, start + (len(words) if length is None else length)


def _words(text: str, words: str, length: int | None = None) -> Evidence:
    return evidence(text, [_at(text, words, length)])


def _slug(name: str) -> str:
    return name.casefold().replace(" ", "-")


def pair_scores(truth: Iterable[object], found: Iterable[object]) -> tuple[float, float]:
    """Precision and recall over pairs, of groups given as a label a member."""
    both, gold, ours = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    shared = _pairs(both.values())
    return shared / max(1, _pairs(ours.values())), shared / max(1, _pairs(gold.values()))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


class Fill(msgspec.Struct):
    """What it took to put pages in: seconds of processor time for recording and for grouping."""

    recording: float = 0.0
    grouping: float = 0.0


def fill(store: Store, pages: Iterable[Made], step: int) -> list[Made]:
    """Put pages in, telling after every `step` what the last ones took."""
    grouping, kept = Grouping(store), []
    spent, before = Fill(), 0
    for number, made in enumerate(pages, 1):
        record = record_of(made)
        begun = time.process_time()
        store.add(record)
        between = time.process_time()
        grouping.place(record.id)
        spent.recording += between - begun
        spent.grouping += time.process_time() - between
        kept.append(msgspec.structs.replace(made, text=""))
        if number % step == 0:
            size = store.path.stat().st_size
            print(
                f"{number:>8} pages: {1000 * spent.recording / step:6.2f} ms recording, "
                f"{1000 * spent.grouping / step:6.2f} ms grouping, {(size - before) / step / 1000:6.1f} kB a page; "
                f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory",
                flush=True,
            )
            spent, before = Fill(), size
    return kept


def tell_truth(store: Store, pages: list[Made]) -> None:
    """Print how much of the truth the record gives back."""
    rows = store.query(
        "SELECT d.row_id, copy_group, story, u.utterance, u.wording FROM documents d"
        " JOIN copies c ON c.document = d.n JOIN stories s ON s.document = d.n"
        " JOIN statements st ON st.document = d.n JOIN utterances u ON u.statement = st.n"
    )
    found = {row["row_id"]: row for row in rows}
    for name, gold, ours in (
        ("copies", [made.copy for made in pages], [found[made.id]["copy_group"] for made in pages]),
        ("stories", [made.story for made in pages], [found[made.id]["story"] for made in pages]),
        ("utterances", [made.quote.utterance for made in pages], [found[made.id]["utterance"] for made in pages]),
    ):
        precision, recall = pair_scores(gold, ours)
        print(f"{name:12} pair precision {100 * precision:5.1f}  recall {100 * recall:5.1f}")
    precision, recall = pair_scores(*_origins(store, pages))
    print(f"{'origins':12} pair precision {100 * precision:5.1f}  recall {100 * recall:5.1f}")
    _tell_trimmed(pages, {made.id: found[made.id]["wording"] for made in pages})


def _origins(store: Store, pages: list[Made]) -> tuple[list[str], list[str]]:
    """The true and the found origin of each page, within its true story."""
    numbers = {row["row_id"]: row["n"] for row in store.query("SELECT n, row_id FROM documents")}
    stories: defaultdict[str, list[Made]] = defaultdict(list)
    for made in pages:
        stories[made.story].append(made)
    gold, ours = [], []
    for story, told in stories.items():
        by_number = {numbers[made.id]: made for made in told}
        for origin in origins(store, list(by_number)):
            gold += [f"{story} {by_number[carried.document].origin}" for carried in origin.pages]
            ours += [f"{story} {origin.id}" for _ in origin.pages]
    return gold, ours


def _tell_trimmed(pages: list[Made], wording: dict[str, str | None]) -> None:
    whole = {made.quote.utterance for made in pages if not made.quote.trimmed}
    gold = {made.id for made in pages if made.quote.trimmed and made.quote.utterance in whole}
    ours = {page for page, how in wording.items() if how == "trimmed"}
    right = len(gold & ours)
    precision, recall = right / max(1, len(ours)), right / max(1, len(gold))
    print(f"{'trimmed':12} page precision {100 * precision:5.1f}  recall {100 * recall:5.1f}")


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
            pages = fill(store, make(options.pages, options.seed), options.step or max(1, options.pages // 10))
            tell_truth(store, pages)


if __name__ == "__main__":
    main()

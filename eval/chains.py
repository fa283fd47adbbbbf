"""On whose word: the hops that carry statements, against labelled chains.

usage: python eval/chains.py [--wrong] [--half tune|report]

`chains.jsonl` holds, for statements of dev articles, the hops between the speaker and the page (offsets only; labelled
by us by the guidelines in CHAINS.md). The articles are read by the whole pipeline, each labelled statement is looked
for among those found (cue and content must overlap), and its hops are compared: a hop is right when it stands on the
labelled words or is the labelled actor. The page's own outlet, with which every chain ends, is left out: it is hardly
ever wrong. Hops of a statement that was not found count as missed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.model.attribution import Statement, Via
from onrecord.model.document import Record
from onrecord.model.provenance import Hints, RawPage
from onrecord.model.spans import Spans, overlap
from onrecord.pipeline import read_page
from speakers import Row, data_root, digest, rows_of

GOLD = Path(__file__).with_name("chains.jsonl")
KINDS = ("press", "credit", "voice", "cited")


def half_of(article: str) -> str:
    """The half of the articles, by their digest, on which rules are tuned, or the other, on which they are reported."""
    return "tune" if int(article, 16) % 2 else "report"


def records(gold: Iterable[Row]) -> Iterator[tuple[str, Record]]:
    """The records of the articles of the gold file, by their digest."""
    wanted: dict[str, set[str]] = {}
    for item in gold:
        wanted.setdefault(item["set"], set()).add(item["article"])
    for name, articles in sorted(wanted.items()):
        for row in rows_of(data_root() / f"{name}.jsonl.gz"):
            if digest(row["id"]) in articles:
                yield digest(row["id"]), read_page(raw(row, scraped=name.startswith("plaintext")))


def raw(row: Row, *, scraped: bool) -> RawPage:
    """A row as a page, with no column that would give an answer away."""
    date = None if scraped or "stripped" in row else row.get("date")
    title = None if scraped else row.get("title")
    hints = Hints(url=row.get("url"), title=title, date=date)
    kind = "scraped" if scraped else "article"
    return RawPage(uri=row["id"], row_id=row["id"], kind=kind, content=row["text"], hints=hints)  # type: ignore[arg-type]


def found(record: Record, item: Row) -> Statement | None:
    """The statement of the record that is the labelled one: its cue and its content overlap, the content the most."""
    cue, content = pairs(item["cue"]), pairs(item["content"])
    fitting = [
        (shared(one.content.spans, content), one)
        for one in record.statements
        if one.cue and one.content and shared(one.cue.spans, cue)
    ]
    best = max(fitting, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def pairs(spans: Iterable[Iterable[int]]) -> Spans:
    return tuple((start, end) for start, end in spans)


def shared(a: Spans, b: Spans) -> int:
    return sum(overlap(one, other) for one in a for other in b)


def hops_of(record: Record, statement: Statement | None) -> list[Via]:
    """The hops of a statement without the page's own outlet."""
    own = record.page.outlet.id if record.page.outlet else None
    return [hop for hop in statement.via if hop.actor != own] if statement else []


def is_hop(given: Via, gold: Row) -> bool:
    span = tuple(gold["span"])
    on_it = any(overlap(one, (span[0], span[1])) for one in given.spans)
    return on_it or (gold["actor"] is not None and given.actor == gold["actor"])


def compare(given: list[Via], gold: list[Row]) -> list[int | None]:
    """For each given hop the number of the gold hop that it is, each gold hop once."""
    left = set(range(len(gold)))
    numbers: list[int | None] = []
    for hop in given:
        number = next((n for n in sorted(left) if is_hop(hop, gold[n])), None)
        left.discard(-1 if number is None else number)
        numbers.append(number)
    return numbers


class Score:
    """Counts over statements."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, item: Row, statement: Statement | None, given: list[Via]) -> bool:
        """Count one statement; whether its whole chain is right."""
        gold = item["hops"]
        numbers = compare(given, gold)
        hit = [n for n in numbers if n is not None]
        whole = statement is not None and numbers == list(range(len(gold)))
        self.counts.update(statements=1, found=statement is not None, gold=len(gold), given=len(given), right=len(hit))
        self.counts.update(whole=whole, chains=bool(gold), whole_chains=whole and bool(gold))
        for number, hop in enumerate(gold):
            self.counts.update({f"gold {hop['kind']}": 1, f"right {hop['kind']}": number in hit})
        return whole

    def figures(self) -> dict[str, float]:
        """Percentages."""
        c = self.counts
        return {
            "hop_precision": 100 * c["right"] / max(c["given"], 1),
            "hop_recall": 100 * c["right"] / max(c["gold"], 1),
            "whole_chain": 100 * c["whole_chains"] / max(c["chains"], 1),
            "whole_all": 100 * c["whole"] / max(c["statements"], 1),
        }

    def lines(self) -> Iterator[str]:
        c = self.counts
        share = self.figures()
        precision, recall = share["hop_precision"], share["hop_recall"]
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        yield f"{c['statements']} statements, {c['found']} found"
        yield f"{c['gold']} hops, {c['given']} given, {c['right']} right"
        yield f"precision {precision:.1f}, recall {recall:.1f}, F1 {f1:.1f}"
        yield f"whole chain right: {share['whole_all']:.1f} % of all"
        yield f"  and {share['whole_chain']:.1f} % of the {c['chains']} with a hop"
        yield "right by kind: " + ", ".join(f"{kind} {c[f'right {kind}']} of {c[f'gold {kind}']}" for kind in KINDS)


def told(record: Record, item: Row, statement: Statement | None, given: list[Via]) -> str:
    """A wrong chain, for whoever mends the rules."""
    start = min(span[0] for span in item["cue"])
    gold = [f"{record.text[slice(*hop['span'])]}:{hop['kind']}" for hop in item["hops"]]
    got = [f"{hop.text} <{hop.actor}>" for hop in given] if statement else "(statement not found)"
    around = " ".join(record.text[max(0, start - 130) : start + 160].split())
    return f"{item['set']} {item['article']} {start}: meant {gold}, given {got}\n    … {around} …"


def measured(half: str | None = None, *, wrong: bool = False) -> dict[str, Score] | None:
    """Scores of both halves of the articles and of all; None when the gold data are not here."""
    gold: list[Row] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    gold = [item for item in gold if half in (None, half_of(item["article"]))]
    if not all((data_root() / f"{name}.jsonl.gz").exists() for name in {item["set"] for item in gold}):
        return None
    read = dict(records(gold))
    scores = {"tune": Score(), "report": Score(), "all": Score()}
    for item in gold:
        record = read[item["article"]]
        statement = found(record, item)
        given = hops_of(record, statement)
        whole = scores[half_of(item["article"])].add(item, statement, given)
        scores["all"].add(item, statement, given)
        if wrong and not whole:
            print(told(record, item, statement, given))
    return scores


def score_chains() -> dict[str, float] | None:
    """Percentages over all labelled statements; None when the gold data are not here."""
    scores = measured()
    return scores["all"].figures() if scores else None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--wrong", action="store_true", help="print the chains that are not wholly right")
    parser.add_argument("--half", choices=("tune", "report"), help="only of one half of the articles")
    options = parser.parse_args()
    scores = measured(options.half, wrong=options.wrong)
    if scores is None:
        print(f"skipped: no gold data at {data_root()} (set ONRECORD_DATA)")
        return
    for name, score in scores.items():
        if score.counts:
            print(f"{name}:\n  " + "\n  ".join(score.lines()))


if __name__ == "__main__":
    main()

"""What profiles of outlets change on scraped pages, and what they would take from reports.

usage: python eval/plaintext_profiles.py [--least N]

Learns from the scraped pages of train and dev together, without their labels, one rendering of each page at a time, as
somebody would who follows these outlets; then opens the development pages without and with what was learnt. Few outlets
have three pages there, so `--least 2` asks what lines on two different reports would do. Then the same for clean news
texts by publisher, where whatever a profile takes away is shown to be looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import runpy
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.model.provenance import Hints, RawPage
from onrecord.model.zone import READ_KINDS
from onrecord.text import NO_PROFILE, Profile, learning, open_page
from onrecord.text.profile import group_of
from tasks import SHARED

Row = dict[str, Any]
DATA = SHARED / "data"
FIGURES = ("char_f1", "precision", "recall", "clean")


def rows_of(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def raw(row: Row) -> RawPage:
    hints = Hints(url=row.get("url"), outlet=row.get("publisher"))
    return RawPage(uri=row["id"], row_id=row["id"], kind="scraped", content=row["text"], hints=hints)


def profile_of(rows: Iterable[Row]) -> tuple[Profile, dict[str, int]]:
    """What the pages teach, and on how many different reports of each outlet it rests."""
    groups = learning.learnt(found for row in rows if (found := learning.glance(raw(row))) is not None)
    hashes = {name: frozenset(int(line, 16) for line in known.lines) for name, known in groups.items()}
    return Profile(groups=hashes), {name: known.reports for name, known in groups.items()}


def opened(row: Row, profile: Profile) -> Row:
    page = open_page(raw(row), profile)
    return {"text": page.text, "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in page.zones]}


def read_lines(page: Row) -> list[str]:
    return [page["text"][z["start"] : z["end"]] for z in page["zones"] if z["kind"] in READ_KINDS]


def scraped() -> None:
    """The figures of the development pages without and with what was learnt."""
    score = runpy.run_path(str(SHARED / "eval" / "score_lines.py"))["score"]
    train, dev = (rows_of(DATA / "plaintext" / f"{split}.jsonl.gz") for split in ("train", "dev"))
    before: dict[str, Row] = {}
    after: dict[str, Row] = {}
    reach = 0
    for kind in ("leaky", "full"):
        own = [row for row in dev if row["render"].startswith(kind)]
        profile, reports = profile_of([*own, *(row for row in train if row["render"].startswith(kind))])
        for row in own:
            before[row["id"]], after[row["id"]] = opened(row, NO_PROFILE), opened(row, profile)
            reach += reports.get(group_of(row["url"], None), 0) >= learning.LEAST_REPORTS
    gold = {row["id"]: row for row in dev}
    changed = {key: gold[key] for key in gold if before[key] != after[key]}
    print(f"scraped pages (dev): {len(gold)}, of outlets with enough reports {reach}, changed {len(changed)}")
    for name, some in (("all", gold), ("changed", changed)):
        for when, pages in (("without", before), ("with", after)) if some else ():
            figures = score(some, pages)
            print(f"  {name:8}{when:8}", *(f"{key} {100 * figures[key]:.1f}" for key in FIGURES))


def clean() -> None:
    """What a profile of clean news texts takes away from them."""
    rows = rows_of(DATA / "polnear" / "train.jsonl.gz")
    profile, _ = profile_of(rows)
    gone = list(_gone(rows, profile))
    print(
        f"clean texts (train): {len(rows)}, lines no longer read {len(gone)} on {len({one for one, _ in gone})} texts"
    )
    for line in sorted({line[:110] for _, line in gone}):
        print(f"  {line}")


def _gone(rows: Sequence[Row], profile: Profile) -> Iterator[tuple[str, str]]:
    for row in rows:
        with_it = set(read_lines(opened(row, profile)))
        yield from ((row["id"], line) for line in read_lines(opened(row, NO_PROFILE)) if line not in with_it)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=learning.LEAST_REPORTS, help="different reports that are needed")
    asked = parser.parse_args()
    learning.LEAST_REPORTS = asked.least
    scraped()
    clean()


if __name__ == "__main__":
    main()

"""Places on dev: toponym F1 and accuracy within 161 km, through the real steps.

usage: python eval/places.py [--limit N]

GeoWebNews marks common nouns ('area', 'countries') and names that are no toponyms as well, without coordinates; the
second table leaves these out. Needs the gold data (`ONRECORD_DATA`, by default `../shared/data`); without it there is
nothing to measure and the reason is said.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import runpy
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onrecord.model.document import Document
from onrecord.model.provenance import RawPage
from onrecord.neural import encode
from onrecord.resolving.where import resolve_places
from onrecord.resolving.who import resolve_actors
from onrecord.text import detect_language, open_page, split_sentences

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
SCORER = DATA.parent / "eval" / "score_place.py"
NOT_TOPONYMS = frozenset({"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Language", "Homonym"})
STEPS = (detect_language, split_sentences, encode, resolve_actors, resolve_places)

Row = dict[str, Any]


def read(row: Row) -> Document:
    """The page as the program reads it; only its text is shown."""
    document = open_page(RawPage(uri=row["id"], row_id=row["id"], kind="article", content=row["text"]))
    for step in STEPS:
        document = step(document)
    return document


def predicted(document: Document) -> Row:
    return {
        "toponyms": [
            {"start": start, "end": end, "lat": place.lat, "lon": place.lon}
            for place in document.places
            for start, end in place.mentions
        ]
    }


def without_common_nouns(row: Row) -> Row:
    return {**row, "toponyms": [one for one in row["toponyms"] if one.get("kind") not in NOT_TOPONYMS]}


def show(title: str, report: dict[str, Row]) -> None:
    print(title)
    for corpus, row in report.items():
        figures = (row["strict"][2], row["overlap"][2], row["acc161"])
        print("  {:9} strict {:5}  overlap {:5}  acc@161km {:5}".format(corpus, *figures))


def measure(rows: Iterable[Row]) -> None:
    report = runpy.run_path(str(SCORER))["report"]
    gold = {row["id"]: row for row in rows}
    started = time.process_time()
    read_pages = {key: read(row) for key, row in gold.items()}
    seconds = time.process_time() - started
    given = {key: predicted(document) for key, document in read_pages.items()}
    started = time.process_time()
    for document in read_pages.values():
        resolve_places(document)
    alone = time.process_time() - started
    show("all gold", report(gold, given))
    proper = {key: without_common_nouns(row) for key, row in gold.items()}
    show("toponyms proper", report(proper, given))
    print(f"{len(gold) / seconds:.1f} pages a second with names, {len(gold) / alone:.0f} for places alone")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=None)
    path = DATA / "place" / "dev.jsonl.gz"
    options = parser.parse_args()
    if not path.is_file() or not SCORER.is_file():
        sys.exit(f"places: skipped, {path} or its scorer is not there")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        measure([json.loads(line) for line in lines][: options.limit])


if __name__ == "__main__":
    main()

"""Whom he and she mean: the resolver on gold attributions of dated news articles.

usage: python eval/speakers.py [--names FILE.jsonl] [--wrong]

Reads the articles through the package's own steps (open, split, encode), gives the resolver the gold attributions as
statements, and compares the actor of each labelled pronoun with the speaker meant. `--names` takes proper names from a
file (`{"id", "names": [{"start", "end", "kind"}]}`) instead of the encoder; `--wrong` lists the misses. Data:
$ONRECORD_DATA, else $ONRECORD_SHARED/data, else ../shared/data beside the repository; without it the script says so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from onrecord.model.actor import Name
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Document
from onrecord.model.provenance import Hints, RawPage
from onrecord.model.spans import Evidence, content_id, evidence
from onrecord.resolving.who import resolve_actors
from onrecord.text import open_page, split_sentences

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """Where the gold data are looked for."""
    shared = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    return Path(os.environ.get("ONRECORD_DATA", shared / "data"))


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a JSON lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def names_of(path: Path) -> dict[str, tuple[Name, ...]]:
    """Proper names by article."""
    return {row["id"]: tuple(Name(**name) for name in row["names"]) for row in rows_of(path)}


def read(row: Row, names: dict[str, tuple[Name, ...]] | None) -> Document:
    """The article with its gold attributions as statements and its actors resolved."""
    date = str(row.get("date") or "") or None
    document = open_page(
        RawPage(uri=row["id"], row_id=row["id"], kind="article", content=row["text"], hints=Hints(date=date))
    )
    document = split_sentences(document)
    if names is None:
        from onrecord.neural import encode

        document = encode(document)
    else:
        document = replace(document, names=names.get(row["id"], ()))
    statements = tuple(statement_of(document, number, a) for number, a in enumerate(row["attributions"]))
    return resolve_actors(replace(document, statements=statements))


def statement_of(document: Document, number: int, attribution: Row) -> Statement:
    """A gold attribution as a statement."""

    def part(role: str) -> Evidence | None:
        spans = [(start, end) for start, end in attribution.get(role) or ()]
        return evidence(document.text, spans) if spans else None

    source = part("source")
    return Statement(
        id=content_id(document.id, number),
        kind="indirect",
        source=Source(text=source.text, spans=source.spans) if source else None,
        cue=part("cue"),
        content=part("content"),
        confidence=1.0,
    )


def verdict(document: Document, item: Row) -> tuple[str, str]:
    """'right', 'wrong' or 'nobody', and the name that was given."""
    names = {actor.id: actor.name for actor in document.actors}
    for statement in document.statements:
        if statement.source is not None and statement.source.spans[0] == (item["start"], item["end"]):
            if not statement.source.actors:
                return "nobody", ""
            name = names[statement.source.actors[0]]
            words = name.casefold().replace(" jr.", "").split()
            return ("right" if item["speaker"].casefold().split()[-1] == words[-1] else "wrong"), name
    return "nobody", "(no statement)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--names", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    gold, articles = data_root() / "speakers" / "dev.jsonl", data_root() / "polnear" / "dev.jsonl.gz"
    if not gold.exists() or not articles.exists():
        print(f"skipped: no gold data at {data_root()} (set ONRECORD_DATA)")
        return
    items: dict[str, list[Row]] = {}
    for item in rows_of(gold):
        items.setdefault(item["article"], []).append(item)
    names = names_of(options.names) if options.names else None
    counts: Counter[str] = Counter()
    for row in rows_of(articles):
        if row["id"] in items:
            document = read(row, names)
            for item in items[row["id"]]:
                outcome, name = verdict(document, item)
                counts[outcome] += 1
                if options.wrong and outcome != "right":
                    print(
                        f"{outcome}: {row['id']} at {item['start']}: meant {item['speaker']}, given {name or 'nobody'}"
                    )
    total, given = sum(counts.values()), counts["right"] + counts["wrong"]
    share, of_answered = (100 * counts["right"] / max(n, 1) for n in (total, given))
    print(f"speakers: {counts['right']} of {total} right ({share:.1f} %), {counts['nobody']} left open,")
    print(f"          {of_answered:.1f} % of those answered")


if __name__ == "__main__":
    main()

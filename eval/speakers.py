"""Whom he and she mean: the resolver on gold attributions of dated news articles.

usage: python eval/speakers.py [--names FILE.jsonl] [--wrong]

Reads the articles through the package's own steps (open, split, encode), gives the resolver the gold attributions as
statements, and compares the actor of each labelled pronoun or description with the speaker meant. Two sets: the shared
one of 43 pronouns in dev articles, on which rules were tuned, and 40 pronouns and descriptions of train articles
(`speakers.jsonl`, offsets only, labelled by us) that were drawn afterwards. `--names` takes proper names from a
file (`{"id", "names": [{"start", "end", "kind"}]}`) instead of the encoder; `--wrong` lists the misses. Data:
$ONRECORD_DATA, else $ONRECORD_SHARED/data, else ../shared/data beside the repository; without it the script says so.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
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
Names = dict[str, tuple[Name, ...]] | None
Judge = Callable[[Document, Row], tuple[str, str]]
FRESH = Path(__file__).with_name("speakers.jsonl")
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


def read(row: Row, names: Names) -> Document:
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


def fresh_verdict(document: Document, item: Row) -> tuple[str, str]:
    """The same for an item of our own, which names who is meant by the place of a mention; who is nobody in particular
    (a poll, an unnamed spokesman) may be left open or be a group."""
    actors = {actor.id: actor for actor in document.actors}
    span = (item["start"], item["end"])
    given = next((s.source.actors for s in document.statements if s.source and s.source.spans[0] == span), ())
    names = ", ".join(actors[one].name for one in given)
    if item["meant"] is None:
        return ("right" if all(actors[one].kind == "group" for one in given) else "wrong"), names
    if not given:
        return "nobody", ""
    start, end = item["meant"]
    meant = any(begin <= start and end <= stop for begin, stop in actors[given[0]].mentions)
    return ("right" if meant else "wrong"), names


def counted(
    articles: str, items: dict[str, list[Row]], judge: Judge, names: Names, *, wrong: bool, key: Callable[[str], str]
) -> Counter[str] | None:
    """How many items of the articles are right, wrong, left open; None when the articles are not here."""
    path = data_root() / "polnear" / articles
    if not path.exists():
        return None
    counts: Counter[str] = Counter()
    for row in rows_of(path):
        if key(row["id"]) not in items:
            continue
        document = read(row, names)
        for item in items[key(row["id"])]:
            outcome, name = judge(document, item)
            counts[outcome] += 1
            if wrong and outcome != "right":
                meant = item.get("speaker") or item.get("meant")
                print(f"{outcome}: {key(row['id'])} at {item['start']}: meant {meant}, given {name or 'nobody'}")
    return counts


def by_article(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for item in rows_of(path) if path.exists() else ():
        found.setdefault(item["article"], []).append(item)
    return found


def digest(article: str) -> str:
    """How our own files name an article: by a digest, since ids hold words of titles."""
    return hashlib.sha256(article.encode()).hexdigest()[:12]


def all_counts(names: Names = None, *, wrong: bool = False) -> dict[str, Counter[str]]:
    """Counts of the shared items (he and she, dev articles; rules were tuned on them) and of our own fresh ones (he,
    she and descriptions, train articles)."""
    shared = by_article(data_root() / "speakers" / "dev.jsonl")
    tuned = counted("dev.jsonl.gz", shared, verdict, names, wrong=wrong, key=str) if shared else None
    own = counted("train.jsonl.gz", by_article(FRESH), fresh_verdict, names, wrong=wrong, key=digest)
    return {name: counts for name, counts in (("tuned", tuned), ("fresh", own)) if counts}


def score_speakers() -> dict[str, float] | None:
    """Percentages right, and of the answered; None when the gold data are not here."""
    found: dict[str, float] = {}
    for name, counts in all_counts().items():
        found[f"{name}_right"] = 100 * counts["right"] / counts.total()
        found[f"{name}_precision"] = 100 * counts["right"] / max(counts["right"] + counts["wrong"], 1)
    return found or None


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--names", type=Path)
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    found = all_counts(names_of(options.names) if options.names else None, wrong=options.wrong)
    if not found:
        print(f"skipped: no gold data at {data_root()} (set ONRECORD_DATA)")
    for name, counts in found.items():
        answered = counts["right"] + counts["wrong"]
        print(f"{name}: {counts['right']} of {counts.total()} right ({100 * counts['right'] / counts.total():.1f} %),")
        print(f"  {counts['nobody']} left open, {100 * counts['right'] / max(answered, 1):.1f} % of those answered")


if __name__ == "__main__":
    main()

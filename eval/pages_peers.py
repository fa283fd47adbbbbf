"""Body, title, people and date of HTML pages: ours and other extractors', in one run and by one scorer, as a table.

usage: python eval/pages_peers.py [--only NAME …] [--limit N]

Each reader gets a page's markup and address, nothing else. trafilatura is a part of onrecord; the others are compared
with where they are installed (`pip install readability-lxml justext newspaper4k nltk tinysegmenter`) and left out with
a reason where not. A page that a reader fails on counts as empty and is told. The seconds are of the processor.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import runpy
import sys
import time
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import Any

import msgspec
from lxml import html as lxml_html

from onrecord.model.provenance import Hints, RawPage
from onrecord.text import open_page
from tasks import SHARED

Row = dict[str, Any]
Reader = Callable[[Row], Row]

GOLD = SHARED / "data" / "pages" / "dev.jsonl.gz"
SCORER = SHARED / "eval" / "score_pages.py"
FIGURES = ("all", "aeb", "fundus", "title", "authors", "date")
_STOPLISTS = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese"}


def onrecord(row: Row) -> Row:
    raw = RawPage(uri=row["url"], kind="html", content=row["html"], hints=Hints(url=row["url"]))
    document = open_page(raw)
    built = msgspec.to_builtins({"zones": document.zones, "page": document.page})
    return {"text": document.text, **built}


def trafilatura(row: Row) -> Row:
    from trafilatura import bare_extraction

    found = bare_extraction(row["html"], url=row["url"], include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return as_predicted("")
    authors = [name.strip() for name in (found.author or "").split(";")]
    return as_predicted(found.text or "", found.title, authors, found.date)


def readability(row: Row) -> Row:
    from readability import Document

    document = Document(row["html"], url=row["url"])
    return as_predicted(_words_of(document.summary(html_partial=True)), document.short_title())


def justext(row: Row) -> Row:
    import justext as library

    language = _STOPLISTS.get(str(lxml_html.fromstring(row["html"].encode()).get("lang"))[:2].lower(), "English")
    paragraphs = library.justext(row["html"].encode(), library.get_stoplist(language), encoding="utf-8")
    return as_predicted("\n".join(one.text for one in paragraphs if not one.is_boilerplate))


def newspaper4k(row: Row) -> Row:
    from newspaper import Article

    article = Article(row["url"], fetch_images=False)
    article.download(input_html=row["html"])
    article.parse()
    day = str(article.publish_date)[:10] if article.publish_date else None
    return as_predicted(article.text, article.title, article.authors, day)


READERS: dict[str, tuple[Reader, str]] = {
    "onrecord": (onrecord, "onrecord"),
    "trafilatura": (trafilatura, "trafilatura"),
    "readability": (readability, "readability"),
    "jusText": (justext, "justext"),
    "newspaper4k": (newspaper4k, "newspaper"),
}
"""Each with the module it needs."""


def as_predicted(text: str, title: str | None = None, authors: Iterable[str] = (), day: str | None = None) -> Row:
    """What the scorer takes: all of the text is body."""
    page = {"title": title, "byline": [name for name in authors if name], "published": {"date": day} if day else None}
    return {"text": text, "zones": [{"kind": "body", "start": 0, "end": len(text)}], "page": page}


def _words_of(markup: str) -> str:
    """The text of markup with a line for each paragraph."""
    root = lxml_html.fromstring(f"<div>{markup}</div>")
    for element in root.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "td"):
        element.tail = "\n" + (element.tail or "")
    return root.text_content()


def read_all(name: str, rows: list[Row]) -> tuple[dict[str, Row], float]:
    """What a reader makes of each page, by id, and the seconds of processor time it took."""
    reader, _ = READERS[name]
    predicted: dict[str, Row] = {}
    begun = time.process_time()
    for row in rows:
        try:
            predicted[row["id"]] = reader(row)
        except Exception as error:  # noqa: BLE001 - others' libraries raise what they like; it is told and counted
            print(f"pages_peers: {name} failed on {row['id']}: {type(error).__name__}: {error}", file=sys.stderr)
            predicted[row["id"]] = as_predicted("")
    return predicted, time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=list(READERS))
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    if not GOLD.exists() or not SCORER.exists():
        print(f"pages_peers: skipped: no {GOLD}", file=sys.stderr)
        return
    logging.disable(logging.WARNING)
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: options.limit]
    score = runpy.run_path(str(SCORER))["score"]
    gold = {row["id"]: row for row in rows}
    print(f"| {len(rows)} pages | {' | '.join(FIGURES)} | pages/s |\n| --- |{' ---: |' * (len(FIGURES) + 1)}")
    for name in options.only or READERS:
        if find_spec(READERS[name][1]) is None:
            print(f"pages_peers: {name} left out: {READERS[name][1]} is not installed", file=sys.stderr)
            continue
        predicted, seconds = read_all(name, rows)
        result = score(gold, predicted)
        found = (result[key].get("f1", result[key].get("exact")) for key in FIGURES)
        cells = (f"{100 * value:.1f}" if value else "–" for value in found)
        print(f"| {name} | {' | '.join(cells)} | {len(rows) / seconds:.1f} |", flush=True)


if __name__ == "__main__":
    main()

"""Body, title, people and date of HTML pages: ours and other extractors', in one run and by one scorer, as a table.

usage: python eval/pages_peers.py [--only NAME …] [--limit N]

Each reader gets a page's markup and address, nothing else. trafilatura is a part of onrecord; the others are compared
with where they are installed (`pip install readability-lxml justext newspaper4k nltk tinysegmenter`) and left out with
a reason where not. A page that a reader fails on counts as empty and is told. The seconds are of the processor.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from lxml import html as lxml_html

from onrecord.model.provenance import Hints, RawPage
from onrecord.text import open_page
from peers import Reader, Row, compare
from tasks import SHARED

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


if __name__ == "__main__":
    compare(
        READERS,
        about=__doc__,
        gold=SHARED / "data" / "pages" / "dev.jsonl.gz",
        scorer=SHARED / "eval" / "score_pages.py",
        figures=("all", "aeb", "fundus", "title", "authors", "date"),
        value=lambda part: part.get("f1", part.get("exact")) or None,
        empty=lambda _: as_predicted(""),
    )

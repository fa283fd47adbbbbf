"""The entries of sitemaps and sitemap indexes (sitemaps.org 0.9, with Google's news extension), as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

from lxml import etree

from onrecord.model.provenance import Hints
from onrecord.reading.entries import Entry
from onrecord.reading.streams import Readable

_NEWS = {"title": "title", "publication_date": "date", "name": "outlet"}


def sitemap_entries(file: Readable) -> Iterator[Entry]:
    """The entries of a sitemap, and as nested ones those of an index, in order; broken XML ends them early.

    Raises:
        OSError, EOFError, zlib.error: the stream is damaged.
    """
    events = etree.iterparse(
        cast("BinaryIO", file), events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    fields: dict[str, str] = {}
    for _, element in events:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in {"url", "sitemap"}:
            if url := fields.get("loc"):
                hints = Hints(url=url, **{to: fields[field] for field, to in _NEWS.items() if fields.get(field)})
                yield Entry(url=url, hints=hints, nested=name == "sitemap")
            fields = {}
            _forget(element)
        elif (name == "loc" and _is_page_location(element)) or name in _NEWS:
            fields[name] = (element.text or "").strip()


def _is_page_location(element: etree._Element) -> bool:
    """Whether a `loc` is the page's, not that of an image or film on it."""
    parent = element.getparent()
    return parent is not None and etree.QName(parent).localname in {"url", "sitemap"}


def _forget(element: etree._Element) -> None:
    """Free an entry and those before it: a sitemap may have 50,000."""
    element.clear()
    while element.getprevious() is not None:
        parent = element.getparent()
        if parent is None:
            return
        del parent[0]

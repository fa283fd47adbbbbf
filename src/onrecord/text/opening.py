"""From a page as it came in to a document: its text, its zones, and what it says about itself."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from onrecord.model.document import Document
from onrecord.model.provenance import Input, RawPage
from onrecord.model.spans import content_id
from onrecord.text.articles import open_article
from onrecord.text.decoding import decode
from onrecord.text.hints import with_hints
from onrecord.text.markup import open_html
from onrecord.text.opened import Opened
from onrecord.text.scraped import open_scraped


def open_page(raw: RawPage) -> Document:
    """Open a page: decode it, lay out its text, label its zones, note what it says about itself.

    Never raises for what a page holds; what could not be read is said in `problems`. The same content under the same
    name
    gives the same document, `input.read_at` apart.
    """
    content = raw.content if isinstance(raw.content, bytes) else raw.content.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(content).hexdigest()
    decoded = decode(raw.content, kind=raw.kind, charset=raw.charset)
    opened = _open(decoded.text, raw)
    return Document(
        id=content_id(sha256, raw.hints.url or raw.row_id or _base_name(raw.uri)),
        input=Input(uri=raw.uri, row_id=raw.row_id, sha256=sha256, read_at=_now(), reader=_reader()),
        page=with_hints(opened.page, raw.hints),
        text=opened.text,
        zones=opened.zones,
        kind=raw.kind,
        hints=raw.hints,
        problems=tuple(dict.fromkeys((*raw.problems, *decoded.problems, *opened.problems))),
    )


def _open(text: str, raw: RawPage) -> Opened:
    if not text.strip():
        return Opened(text=text)
    if raw.kind == "html":
        return open_html(text, raw.hints.url)
    return open_scraped(text) if raw.kind == "scraped" else open_article(text)


def _base_name(uri: str) -> str:
    path = urlsplit(uri).path if "://" in uri else uri
    return PurePosixPath(path.replace("\\", "/")).name or uri


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@cache
def _reader() -> str:
    try:
        return f"onrecord {version('onrecord')}"
    except PackageNotFoundError:
        return "onrecord"

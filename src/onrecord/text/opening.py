"""From a page as it came in to a document: its text, its zones, and what it says about itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from onrecord.model.document import Document
from onrecord.model.provenance import NO_ARTICLE, Input, Problem, RawPage, identify
from onrecord.model.zone import READ_KINDS
from onrecord.text.articles import open_article
from onrecord.text.decoding import decode
from onrecord.text.hints import with_hints
from onrecord.text.markup import open_html
from onrecord.text.opened import Opened
from onrecord.text.profile import NO_PROFILE, Profile
from onrecord.text.scraped import open_scraped
from onrecord.version import __version__


def open_page(raw: RawPage, profile: Profile = NO_PROFILE) -> Document:
    """Open a page: decode it, lay out its text, label its zones, note what it says about itself.

    Never raises for what a page holds; what could not be read is said in `problems`. The same content under the same
    name and with the same `profile` of its outlet gives the same document, `input.read_at` apart.
    """
    page_id, sha256 = identify(raw)
    decoded = decode(raw.content, kind=raw.kind, charset=raw.charset)
    opened = _open(decoded.text, raw, profile)
    nothing = [*_nothing_read(decoded.text, opened), *_no_article(raw, opened)]
    return Document(
        id=page_id,
        input=Input(
            uri=raw.uri,
            row_id=raw.row_id,
            sha256=sha256,
            read_at=_now(),
            reader=f"onrecord {__version__}",
            fetched=raw.fetched,
        ),
        page=with_hints(opened.page, raw.hints),
        text=opened.text,
        zones=opened.zones,
        kind=raw.kind,
        hints=raw.hints,
        problems=tuple(dict.fromkeys((*raw.problems, *decoded.problems, *opened.problems, *nothing))),
    )


def _nothing_read(decoded: str, opened: Opened) -> Iterator[Problem]:
    """A page without a report says so: it may be an index, an error page, or markup cut before its text."""
    if not decoded.strip():
        return  # decoding has said why
    if not opened.text.strip():
        yield Problem(what="no text", detail="the page holds no text")
    elif not any(zone.kind in READ_KINDS for zone in opened.zones):
        yield Problem(what="no report", detail="no part of the page reads as a report; all of it is labelled furniture")


def _no_article(raw: RawPage, opened: Opened) -> Iterator[Problem]:
    """A page that looks like no article: one that a person named is read all the same, and says so."""
    if opened.no_article is not None:
        yield Problem(what=NO_ARTICLE if raw.gathered else "may be no article", detail=opened.no_article)


def _open(text: str, raw: RawPage, profile: Profile) -> Opened:
    if not text.strip():
        return Opened(text=text)
    if raw.kind == "html":
        return open_html(text, raw.hints, profile)
    if raw.kind == "scraped":
        return open_scraped(text, profile.lines(raw.hints.url, raw.hints.outlet))
    return open_article(text)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

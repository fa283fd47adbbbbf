"""The record of a page that could not be read: it says so, and keeps what is known without reading."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.model.document import Record
from onrecord.model.page import Page
from onrecord.model.provenance import Input, Problem, RawPage, identify
from onrecord.version import __version__


def unread(raw: RawPage, what: str, detail: str) -> Record:
    """A record without text for `raw`, under the id it would have had."""
    page_id, sha256 = identify(raw)
    return Record(
        id=page_id,
        input=Input(
            uri=raw.uri,
            row_id=raw.row_id,
            sha256=sha256,
            read_at=datetime.now(UTC).isoformat(timespec="seconds"),
            reader=f"onrecord {__version__}",
        ),
        page=Page(title=raw.hints.title),
        text="",
        problems=(*raw.problems, Problem(what=what, detail=detail)),
    )

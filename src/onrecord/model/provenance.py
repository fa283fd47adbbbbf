"""Where a page came from, and what could not be read of it."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from onrecord.model.spans import content_id

InputKind = Literal["html", "scraped", "article"]
"""How a page's content is to be taken: markup; text copied from a page, boilerplate and all; clean article text."""


NO_ARTICLE = "no article"
"""The problem, and the reason to pass a page over, of a gathered page that is an index, a search, a gallery …"""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that could not be read: `what` is a fixed short name, `detail` says it in plain words."""

    what: str
    detail: str


class Hints(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever handed the page over says about it (a table's columns, a feed's entry, an HTTP header)."""

    url: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    byline: str | None = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """When a page was taken from the web (ISO 8601, UTC; no ground for when it was published), the address that was
    asked for (none for a page of an archive), and the marks by which its server tells whether it has changed since.
    Of a page of a web archive also the `archive` (a path or address) and the id of its `record` there."""

    at: str
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    archive: str | None = None
    record: str | None = None


class RawPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it came in, not yet decoded.

    `uri` names it (a path, an address, `table.jsonl#3`); `row_id` is a table row's own id; `charset` is what a
    transport header declares; `problems` says what reading already met (a body cut at the size limit, say). `gathered`
    pages were found in an archive or a list, where nobody named each: what is no article among them is passed over.
    """

    uri: str
    kind: InputKind
    content: bytes | str
    row_id: str | None = None
    charset: str | None = None
    hints: Hints = Hints()
    problems: tuple[Problem, ...] = ()
    fetched: Fetched | None = None
    gathered: bool = False


def identify(raw: RawPage) -> tuple[str, str]:
    """The id of the page that `raw` is, and the SHA-256 of its content.

    The id is made of the content and of what the page is called: its address, else its row's id, else its file's name,
    so that the same page in another folder is the same page.
    """
    content = raw.content if isinstance(raw.content, bytes) else raw.content.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(content).hexdigest()
    return content_id(sha256, raw.hints.url or raw.row_id or _base_name(raw.uri)), sha256


def _base_name(uri: str) -> str:
    path = urlsplit(uri).path if "://" in uri else uri
    return PurePosixPath(path.replace("\\", "/")).name or uri


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """Something a reader passed over, with the reason under which it is counted; `detail` says more.

    `state` tells what could not be read from what was left `aside` unlooked at (hidden, met twice, no page by its
    name), and from what is `settled`: looked at, with nothing to record (unchanged, no article).
    """

    uri: str
    reason: str
    detail: str = ""
    state: Literal["failed", "aside", "settled"] = "failed"


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document's text came from and who read it."""

    uri: str
    row_id: str | None
    sha256: str
    read_at: str
    reader: str
    fetched: Fetched | None = None

"""The entries of RSS and Atom feeds, read with feedparser."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import feedparser

from onrecord.model.provenance import Hints
from onrecord.reading.entries import Entry

_LONG = 600
"""From how many characters on a description is taken for the article itself, not for its teaser."""


def feed_entries(data: bytes, *, base: str | None = None) -> Iterator[Entry]:
    """The entries of a feed, in its order; `base` is the address that relative links start from."""
    headers = {"content-location": base} if base else {}
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, response_headers=headers)
    outlet = _words(feed.feed.get("title"))
    for entry in feed.entries:
        if url := _words(entry.get("link")):
            hints = Hints(
                url=url, title=_words(entry.get("title")), date=_published(entry), outlet=outlet,
                byline=_words(entry.get("author")),
            )  # fmt: skip
            yield Entry(url=url, hints=hints, content=_content(entry))


def _published(entry: Any) -> str | None:
    """When the entry appeared, in ISO 8601; feeds without a date of publication often have one of their last change,
    which is not taken for it."""
    parsed = entry.get("published_parsed")
    if isinstance(parsed, time.struct_time):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed)
    return None


def _content(entry: Any) -> str | None:
    """The article's own text where the feed carries it, as markup."""
    for part in entry.get("content") or ():
        if words := _words(part.get("value")):
            return words
    summary = _words(entry.get("summary"))
    return summary if summary and len(summary) >= _LONG else None


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None

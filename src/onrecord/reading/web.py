"""Addresses, feeds and sitemaps -> pages."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

import msgspec

from onrecord.model.errors import FetchError
from onrecord.model.provenance import Fetched, Hints, InputKind, Problem, RawPage, Skipped
from onrecord.reading.fetch import Answer, Fetcher
from onrecord.reading.formats import format_of, is_address
from onrecord.reading.lists import Entry, feed_entries, sitemap_entries
from onrecord.reading.pages import Options, pages_of
from onrecord.reading.rows import Found
from onrecord.reading.streams import HEAD, Peeked, damage_reason, looked_into, read_up_to
from onrecord.reading.warc import HTML_TYPES

Known = Callable[[str], Fetched | None]
"""What is known of an address from an earlier run."""

LIST_BYTES = 50 * 2**20
"""How much of a feed or sitemap is read: what a sitemap may have at most."""


class Web:
    """Takes pages from the web; `links` is the most that are followed from one feed or sitemap."""

    def __init__(self, fetcher: Fetcher, *, links: int, known: Known) -> None:
        self._fetcher = fetcher
        self._links = links
        self._known = known

    def pages_at(self, url: str, options: Options) -> Found:
        """The page at an address, or the pages of the feed, sitemap, table or archive there."""
        answer = self._answer(url)
        page = answer if isinstance(answer, Skipped) else _page_of(answer)
        if isinstance(answer, Skipped) or isinstance(page, RawPage) or page.reason == "empty page":
            yield page
            return
        name = PurePosixPath(urlsplit(answer.url).path).name
        yield from pages_of(io.BytesIO(answer.content), uri=answer.url, name=name, options=options)

    def _answer(self, url: str) -> Answer | Skipped:
        """What an address gives, or why it gives nothing."""
        try:
            answer = self._fetcher.fetch(url, self._known(url))
        except FetchError as error:
            return Skipped(uri=url, reason=error.reason, detail=str(error))
        told = "unchanged since it was last fetched"
        return answer or Skipped(uri=url, reason="not modified", detail=told, state="settled")

    def feed_pages(self, stream: Peeked, *, uri: str) -> Found:
        """The pages that a feed links to; an entry whose page cannot be had is read from the feed, if it carries it."""
        yield from self._linked(_read_list(stream, feed_entries, uri=uri), uri=uri)

    def sitemap_pages(self, stream: Peeked, *, uri: str) -> Found:
        """The pages that a sitemap, or the sitemaps of an index, link to."""
        yield from self._linked(self._located(stream, uri=uri), uri=uri)

    def _located(self, stream: Peeked, *, uri: str) -> Iterator[Entry | Skipped]:
        """The pages' entries of a sitemap, and after them those of the sitemaps it lists, and so on."""
        asked, waiting = {uri}, deque[str]()
        here: Peeked | Skipped = stream
        while True:
            for entry in (here,) if isinstance(here, Skipped) else _read_list(here, sitemap_entries, uri=uri):
                if isinstance(entry, Skipped) or not entry.nested:
                    yield entry
                elif entry.url not in asked and len(asked) <= self._links:
                    asked.add(entry.url)
                    waiting.append(entry.url)
            if not waiting:
                return
            uri = waiting.popleft()
            here = self._sitemap(uri)

    def _sitemap(self, url: str) -> Peeked | Skipped:
        answer = self._answer(url)
        if isinstance(answer, Skipped):
            return answer
        stream = looked_into(io.BytesIO(answer.content))
        return stream if format_of(stream.head, "") == "sitemap" else Skipped(uri=url, reason="not a sitemap")

    def _linked(self, entries: Iterable[Entry | Skipped], *, uri: str) -> Found:
        seen: set[str] = set()
        for entry in entries:
            if isinstance(entry, Skipped):
                yield entry
                continue
            url = urljoin(uri, entry.url) if is_address(uri) else entry.url
            if url in seen:
                continue
            if len(seen) >= self._links:
                yield Skipped(uri=uri, reason="more links than the limit", detail=f"{self._links} were followed")
                return
            seen.add(url)
            hints = msgspec.structs.replace(entry.hints, url=url)
            yield self._page(msgspec.structs.replace(entry, url=url, hints=hints))
        if not seen:
            yield Skipped(uri=uri, reason="no links in it")

    def _page(self, entry: Entry) -> RawPage | Skipped:
        answer = self._answer(entry.url)
        page = _page_of(answer, entry.hints) if isinstance(answer, Answer) else answer
        if isinstance(page, RawPage):
            return msgspec.structs.replace(page, gathered=True)
        if entry.content is None or page.reason == "not modified":
            return page
        why = Problem(what="feed text", detail=f"read from the feed, not from the page: {page.detail or page.reason}")
        return RawPage(uri=entry.url, kind="html", content=entry.content, hints=entry.hints, problems=(why,))


def _read_list(stream: Peeked, entries: Callable[[bytes], Iterable[Entry]], *, uri: str) -> Iterator[Entry | Skipped]:
    data, damage = read_up_to(stream, LIST_BYTES + 1)
    yield from entries(data[:LIST_BYTES])
    if damage is not None:
        yield Skipped(uri=uri, reason=damage_reason(damage), detail=f"what follows is lost: {damage}")
    elif len(data) > LIST_BYTES:
        yield Skipped(uri=uri, reason="too large", detail=f"only the first {LIST_BYTES:,} bytes of the list were read")


def _page_of(answer: Answer, hints: Hints = Hints()) -> RawPage | Skipped:  # noqa: B008 - frozen
    """The page that an answer is, if it is one."""
    found, declared = format_of(answer.content[:HEAD], ""), answer.media_type
    if not answer.content.strip():
        return Skipped(uri=answer.url, reason="empty page")
    kind: InputKind = "html" if found == "html" or declared in HTML_TYPES else "scraped"
    if found not in {"html", "text"} or (kind == "scraped" and declared not in {"text/plain", ""}):
        return Skipped(uri=answer.url, reason="not a page", detail=f"the answer is {declared or 'no text'}")
    return RawPage(
        uri=answer.url, kind=kind, content=answer.content, charset=answer.charset, fetched=answer.fetched,
        hints=msgspec.structs.replace(hints, url=answer.url),
    )  # fmt: skip

"""Whatever was given as a source -> its pages, one at a time, and for everything passed over the reason."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onrecord.model.errors import InputError
from onrecord.model.provenance import Fetched, RawPage, Skipped
from onrecord.reading.folders import files_in, path_uri
from onrecord.reading.formats import format_of, is_address
from onrecord.reading.pages import PAGE_BYTES, Options, pages_of
from onrecord.reading.rows import OUR_RECORD, Found
from onrecord.reading.streams import looked_into

if TYPE_CHECKING:
    from onrecord.reading.fetch import Fetcher
    from onrecord.reading.web import Web

LINKS = 1000
"""How many links of one feed or sitemap are followed."""

_LOOK = 4 * 2**20


def open_sources(
    sources: Iterable[str | os.PathLike[str]],
    *,
    scraped: bool = False,
    page_bytes: int = PAGE_BYTES,
    links: int = LINKS,
    allow_private: bool = False,
    known: Callable[[str], Fetched | None] | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[RawPage | Skipped]:
    """The pages of files, folders, tables, archives, feeds, sitemaps, addresses and, as `-`, of standard input.

    Everything streams: no more than a page or a few rows are in memory. Nothing that is wrong with one file, row or
    page ends the run; it gives a `Skipped` with its reason or a `RawPage` with `problems`. A page's `uri` is its
    absolute path, `path#row` for a table's row (from 1), or its web address. `total_hint` says how many to expect.

    Args:
        sources: paths, `http(s)` addresses, or `-`.
        scraped: take a table's `text` column as text copied from a page, boilerplate and all.
        page_bytes: the most bytes read of one page or row; a longer page is cut and says so.
        links: the most links followed from one feed or sitemap. Nothing else is followed.
        allow_private: fetch also from machines that are not on the open internet.
        known: what an earlier run got from an address (`RawPage.fetched`); a page that has not changed is passed over.
        fetcher: what fetches, when the default limits do not suit; `allow_private` is then its own. It is not closed.
        stdin: what `-` reads; standard input when not given.

    Raises:
        InputError: at once, before anything is read: a source does not exist, or is a record that this program wrote.
    """
    given = [os.fspath(source) for source in sources]
    for source in given:
        _check(source)
    way = _Way(links=links, allow_private=allow_private, known=known, fetcher=fetcher)
    options = Options(scraped=scraped, page_bytes=page_bytes, web=way.web)
    return _pages(given, options, way, stdin)


class _Way:
    """The way to the web, opened when it is first needed."""

    def __init__(
        self, *, links: int, allow_private: bool, known: Callable[[str], Fetched | None] | None, fetcher: Fetcher | None
    ) -> None:
        self._links = links
        self._allow_private = allow_private
        self._known = known or (lambda _: None)
        self._given = fetcher
        self._own: Fetcher | None = None

    def web(self) -> Web:
        """The way, opened."""
        from onrecord.reading.fetch import Fetcher  # most runs never touch the web, and its imports take their time
        from onrecord.reading.web import Web

        if self._given is None and self._own is None:
            self._own = Fetcher(allow_private=self._allow_private)
        fetcher = self._given or self._own
        assert fetcher is not None
        return Web(fetcher, links=self._links, known=self._known)

    def close(self) -> None:
        """Close what was opened here."""
        if self._own is not None:
            self._own.close()


def _pages(sources: list[str], options: Options, way: _Way, stdin: BinaryIO | None) -> Found:
    try:
        for source in sources:
            if source == "-":
                yield from pages_of(stdin or sys.stdin.buffer, uri="-", name="", options=options)
            elif is_address(source):
                yield from way.web().pages_at(source, options)
            else:
                path = Path(os.path.abspath(source))  # noqa: PTH100 - a link keeps its own name
                yield from _folder(path, options) if path.is_dir() else _file(path, options)
    finally:
        way.close()


def _folder(folder: Path, options: Options) -> Found:
    offline = Options(scraped=options.scraped, page_bytes=options.page_bytes)
    for found in files_in(folder):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _file(found, offline)


def _file(path: Path, options: Options) -> Found:
    try:
        file = path.open("rb")
    except OSError as error:
        yield Skipped(uri=path_uri(path), reason="cannot be read", detail=error.strerror or str(error))
        return
    with file:
        yield from pages_of(file, uri=path_uri(path), name=path.name, options=options)


def _check(source: str) -> None:
    """Refuse a source that cannot be meant.

    Raises:
        InputError: it does not exist, or is a record that this program wrote.
    """
    if source == "-" or is_address(source):
        return
    if "://" in source:
        raise InputError(f"only http and https addresses are read: {source[:200]!r}")
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = "no such file or folder" if isinstance(error, FileNotFoundError) else str(error)
        raise InputError(f"{source[:500]!r} cannot be read: {why}") from error
    if stat.S_ISREG(mode) and _is_our_record(path):
        raise InputError(f"{source!r} is a record, not pages: give the pages that it was read from")


def _is_our_record(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            if format_of(looked_into(file).head, path.name) not in {"record", "jsonl", "json", "parquet"}:
                return False
            file.seek(0)
            first = next(pages_of(file, uri="", name=path.name, options=Options(page_bytes=_LOOK)), None)
    except OSError:
        return False
    return isinstance(first, Skipped) and first.reason == OUR_RECORD

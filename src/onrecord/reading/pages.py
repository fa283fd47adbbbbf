"""A stream of bytes -> its pages, whatever it holds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from onrecord.model.provenance import InputKind, Problem, RawPage, Skipped
from onrecord.reading.formats import Format, format_of, is_binary, suffix_of, what_it_is
from onrecord.reading.rows import OUR_RECORD, Found
from onrecord.reading.streams import CHUNK, DAMAGE, Peeked, damage_reason, looked_into, read_up_to
from onrecord.reading.tables import csv_pages, json_pages, jsonl_pages
from onrecord.reading.warc import warc_pages

if TYPE_CHECKING:
    from onrecord.reading.web import Web

PAGE_BYTES = 64 * 2**20
"""The most that is read of one page or one row."""

_JSON_FILE = 4
"""How many times as large as a page a JSON file may be that is read whole."""

_PARQUET = b"PAR1"

_COPIED = 8 * 2**30
"""The most bytes of a Parquet table in a pipe or packed file that are put on disk to be read."""

_PAGE_SUFFIXES = frozenset({"", ".txt", ".text", ".html", ".htm", ".xhtml", ".shtml"})
"""What files of a folder that hold plain text may be named to be read as pages."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How streams are read. `web` gives the way to the web, for feeds and sitemaps to be followed; without it (in a
    folder, where nothing is fetched unasked) they are passed over, and so are files that are no pages by their name."""

    scraped: bool = False
    page_bytes: int = PAGE_BYTES
    web: Callable[[], Web] | None = None


def pages_of(file: BinaryIO, *, uri: str, name: str, options: Options) -> Found:
    """The pages of a stream of bytes; `name` is a file name that may tell what it holds."""
    stream = looked_into(file)
    found = format_of(stream.head, name)
    if found == "parquet":
        return _parquet(file, stream, uri=uri, options=options)
    if found in {"jsonl", "json", "csv", "tsv"}:
        return _table(stream, found, uri=uri, options=options)
    if found == "warc":
        return warc_pages(stream, uri=uri, limit=options.page_bytes)
    if found in {"feed", "sitemap"} and options.web is not None:
        web = options.web()
        return web.feed_pages(stream, uri=uri) if found == "feed" else web.sitemap_pages(stream, uri=uri)
    return iter((_one(stream, found, uri=uri, name=name, options=options),))


def _one(stream: Peeked, found: Format, *, uri: str, name: str, options: Options) -> RawPage | Skipped:
    suffix = suffix_of(name)
    if found == "html":
        return _page(stream, "html", uri=uri, options=options)
    if found == "text" and (options.web is not None or suffix in _PAGE_SUFFIXES):
        return _page(stream, "scraped", uri=uri, options=options)
    if found == "text":
        told = f"*{suffix} is read when given by name"
        return Skipped(uri=uri, reason="not a page by its name", detail=told, state="aside")
    if found in {"feed", "sitemap"}:
        told = "its links are followed when it is given by name"
        return Skipped(uri=uri, reason=f"{found} in a folder", detail=told, state="aside")
    if found == "record":
        return Skipped(uri=uri, reason=OUR_RECORD, detail=f"it is {what_it_is(stream.head)}")
    return Skipped(uri=uri, reason="not a page", detail=f"it is {what_it_is(stream.head)}")


def _table(stream: Peeked, found: Format, *, uri: str, options: Options) -> Found:
    if found == "jsonl":
        return jsonl_pages(stream, uri=uri, scraped=options.scraped, limit=options.page_bytes)
    if found == "json":
        return json_pages(stream, uri=uri, scraped=options.scraped, limit=_JSON_FILE * options.page_bytes)
    delimiter = "\t" if found == "tsv" else None
    return csv_pages(stream, uri=uri, scraped=options.scraped, limit=options.page_bytes, delimiter=delimiter)


def _parquet(file: BinaryIO, stream: Peeked, *, uri: str, options: Options) -> Found:
    """A Parquet table is read from its end: one that is packed or in a pipe is first put into a temporary file."""
    from onrecord.reading.parquet import parquet_pages  # the largest import of the room, for the few that need it

    if file.seekable():
        file.seek(0)
        plain = file.read(len(_PARQUET)) == _PARQUET
        file.seek(0)
        if plain:
            yield from parquet_pages(file, uri=uri, scraped=options.scraped)
            return
        stream = looked_into(file)
    with tempfile.TemporaryFile() as copy:
        try:
            while copy.tell() < _COPIED and (chunk := stream.read(CHUNK)):
                copy.write(chunk)
        except DAMAGE as error:
            yield Skipped(uri=uri, reason=damage_reason(error), detail=f"not wholly there: {error}")
            return
        copy.seek(0)
        yield from parquet_pages(copy, uri=uri, scraped=options.scraped)


def _page(stream: Peeked, kind: InputKind, *, uri: str, options: Options) -> RawPage:
    content, damage = read_up_to(stream, options.page_bytes + 1)
    problems: list[Problem] = []
    if damage is not None:
        detail = f"only {len(content)} bytes could be read: {damage}"
        problems.append(Problem(what=damage_reason(damage), detail=detail))
    if len(content) > options.page_bytes:
        content = content[: options.page_bytes]
        problems.append(Problem(what="cut", detail=f"longer than {options.page_bytes} bytes; the rest was not read"))
    if not content:
        problems.append(Problem(what="empty", detail="the input holds no text"))
    elif is_binary(stream.head):
        problems.append(Problem(what="binary", detail="the input is no text (binary data)"))
    return RawPage(uri=uri, kind=kind, content=content, problems=tuple(problems))

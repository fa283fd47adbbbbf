"""Whatever was given as a source -> its pages, one at a time, and for everything passed over the reason."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.model.errors import InputError
from onrecord.model.provenance import InputKind, Problem, RawPage, Skipped
from onrecord.reading.folders import files_in
from onrecord.reading.formats import Format, format_of, is_binary, suffix_of, what_it_is
from onrecord.reading.streams import Peeked, damage_reason, gunzipped, read_up_to
from onrecord.reading.tables import Found, csv_pages, json_pages, jsonl_pages, parquet_pages
from onrecord.reading.warc import warc_pages

PAGE_BYTES = 64 * 2**20
"""The most that is read of one page or one row."""

_GZIP = b"\x1f\x8b"
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text"})


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are read."""

    scraped: bool = False
    page_bytes: int = PAGE_BYTES


def open_sources(
    sources: Iterable[str | os.PathLike[str]],
    *,
    scraped: bool = False,
    page_bytes: int = PAGE_BYTES,
    stdin: BinaryIO | None = None,
) -> Iterator[RawPage | Skipped]:
    """The pages of files, folders, tables, archives, feeds, sitemaps, addresses and, as `-`, of standard input.

    Everything streams: no more than a page or a few rows are in memory. Nothing that is wrong with one file, row or
    page ends the run; it gives a `Skipped` with its reason or a `RawPage` with `problems`.

    Args:
        sources: paths, `http(s)` addresses, or `-`.
        scraped: take a table's `text` column as text copied from a page, boilerplate and all.
        page_bytes: the most bytes read of one page or row; a longer page is cut and says so.
        stdin: what `-` reads; standard input when not given.

    Raises:
        InputError: at once, before anything is read: a source does not exist, or is a record that this program wrote.
    """
    given = [os.fspath(source) for source in sources]
    for source in given:
        _check(source)
    options = Options(scraped=scraped, page_bytes=page_bytes)
    return _pages(given, options, stdin)


def _pages(sources: list[str], options: Options, stdin: BinaryIO | None) -> Found:
    for source in sources:
        if source == "-":
            yield from pages_of_stream(stdin or sys.stdin.buffer, uri="-", name="", options=options)
            continue
        path = Path(os.path.abspath(source))  # noqa: PTH100 - a link keeps its own name
        if path.is_dir():
            yield from _folder(path, options)
        else:
            yield from _file(path, options, alone=True)


def _check(source: str) -> None:
    if source == "-":
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise InputError(f"no such file or folder: {source!r}") from error
    if stat.S_ISREG(mode):
        _refuse_records(path)


def _refuse_records(path: Path) -> None:
    """Raise InputError for a file that this program wrote as its result."""
    options = Options(page_bytes=4 * 2**20)
    first = next(_file(path, options, alone=True), None)
    if isinstance(first, Skipped) and first.reason == "a record that onrecord wrote":
        raise InputError(
            f"'{path}' is a record, not pages: question it with the other commands, or give what it was read from"
        )


def _folder(folder: Path, options: Options) -> Found:
    for found in files_in(folder):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from _file(found, options, alone=False)


def _file(path: Path, options: Options, *, alone: bool) -> Found:
    try:
        file = path.open("rb")
    except OSError as error:
        yield Skipped(uri=str(path), reason="cannot be read", detail=error.strerror or str(error))
        return
    with file:
        yield from pages_of_stream(file, uri=str(path), name=path.name, options=options, alone=alone)


def pages_of_stream(file: BinaryIO, *, uri: str, name: str, options: Options, alone: bool = True) -> Found:
    """The pages of a stream of bytes, whatever it holds; `name` is a file name that may tell.

    `alone` is false for a file of a folder: there, files that are no pages by their name are passed over.
    """
    packed = Peeked(file)
    stream = gunzipped(packed) if packed.head.startswith(_GZIP) else packed
    found = format_of(stream.head, name)
    if found == "parquet":
        yield from _parquet(file, packed, uri=uri, options=options)
    elif found in {"jsonl", "json", "csv", "tsv"}:
        yield from _table(stream, found, uri=uri, options=options)
    elif found == "warc":
        yield from warc_pages(stream, uri=uri, limit=options.page_bytes)
    elif found == "html":
        yield _page(stream, "html", uri=uri, options=options)
    elif found == "text" and (alone or suffix_of(name) in _TEXT_SUFFIXES):
        yield _page(stream, "scraped", uri=uri, options=options)
    else:
        yield _no_page(stream.head, found, uri=uri, name=name)


def _table(stream: Peeked, found: Format, *, uri: str, options: Options) -> Found:
    if found == "jsonl":
        return jsonl_pages(stream, uri=uri, scraped=options.scraped, limit=options.page_bytes)
    if found == "json":
        return json_pages(stream, uri=uri, scraped=options.scraped, limit=4 * options.page_bytes)
    delimiter = "\t" if found == "tsv" else None
    return csv_pages(stream, uri=uri, scraped=options.scraped, limit=options.page_bytes, delimiter=delimiter)


def _parquet(file: BinaryIO, stream: Peeked, *, uri: str, options: Options) -> Found:
    """A Parquet table is read from its end: a stream that cannot be wound is first put into a temporary file."""
    if file.seekable():
        file.seek(0)
        yield from parquet_pages(file, uri=uri, scraped=options.scraped)
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield from parquet_pages(copy, uri=uri, scraped=options.scraped)


def _page(stream: Peeked, kind: InputKind, *, uri: str, options: Options) -> RawPage:
    content, damage = read_up_to(stream, options.page_bytes + 1)
    problems: list[Problem] = []
    if damage is not None:
        problems.append(
            Problem(what=damage_reason(damage), detail=f"only {len(content)} bytes could be read: {damage}")
        )
    if len(content) > options.page_bytes:
        content = content[: options.page_bytes]
        problems.append(
            Problem(what="cut", detail=f"longer than {options.page_bytes} bytes; what follows was not read")
        )
    if not content:
        problems.append(Problem(what="empty", detail="there is nothing in it"))
    elif is_binary(stream.head):
        problems.append(Problem(what="binary", detail="it is binary data, not text"))
    return RawPage(uri=uri, kind=kind, content=content, problems=tuple(problems))


def _no_page(head: bytes, found: Format, *, uri: str, name: str) -> Skipped:
    if found == "text":
        return Skipped(
            uri=uri,
            reason="not a page by its name",
            detail=f"files named *{suffix_of(name)} are read when given by name",
        )
    return Skipped(uri=uri, reason="not a page", detail=f"it is {what_it_is(head)}")

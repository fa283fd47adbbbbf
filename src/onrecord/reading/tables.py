"""Tables of pages, a row at a time: JSON Lines, JSON, CSV and TSV. A bad row is passed over and said."""

from __future__ import annotations

import csv
import itertools
import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

import msgspec
from charset_normalizer import from_bytes

from onrecord.model.provenance import Problem, RawPage, Skipped
from onrecord.reading.rows import OUR_RECORD, Found, folded, has_page, is_record, one_line, page_of_row, without_pages
from onrecord.reading.streams import DAMAGE, Line, Peeked, as_utf8, damage_reason, read_lines, read_up_to

FIELD_CHARS = 16 * 2**20
"""The longest CSV field; a quotation mark that is never closed costs no more than this."""

_DELIMITERS = ",;\t|"


def jsonl_pages(stream: Peeked, *, uri: str, scraped: bool, limit: int) -> Found:
    """Pages of JSON Lines; `limit` bytes is the longest line. A row's address is `uri#line`."""
    try:
        for line in read_lines(as_utf8(stream), limit=limit):
            if not line.cut and not line.data.strip():
                continue
            page = _page_of_line(line, uri=f"{uri}#{line.number}", scraped=scraped)
            if isinstance(page, Skipped) and page.reason == OUR_RECORD:
                yield msgspec.structs.replace(page, uri=uri)
                return
            yield page
    except DAMAGE as error:
        yield Skipped(uri=uri, reason=damage_reason(error), detail=f"what follows is lost: {error}")


def json_pages(stream: Peeked, *, uri: str, scraped: bool, limit: int) -> Found:
    """Pages of a JSON file that is one page or a list of pages, of at most `limit` bytes in all."""
    data, damage = read_up_to(as_utf8(stream), limit + 1)
    if damage is not None or len(data) > limit:
        reason = damage_reason(damage) if damage else "JSON file too large"
        yield Skipped(uri=uri, reason=reason, detail=str(damage or f"more than {limit} bytes: make it JSON Lines"))
        return
    try:
        rows, problems = _json(data)
    except (ValueError, RecursionError) as error:
        yield Skipped(uri=uri, reason="bad JSON", detail=_what_is_wrong(error))
        return
    if isinstance(rows, list):
        for number, row in enumerate(rows, 1):
            yield _page_of_value(row, problems, uri=f"{uri}#{number}", scraped=scraped)
    else:
        yield _page_of_value(rows, problems, uri=uri, scraped=scraped)


def csv_pages(stream: Peeked, *, uri: str, scraped: bool, limit: int, delimiter: str | None = None) -> Found:
    """Pages of a CSV table with a header; rows count from 1. Without a `delimiter`, the header shows which one it is.

    Lines that are not UTF-8 are read in the encoding that the table's start is in, else as windows-1252.
    """
    decoder = _LineDecoder(stream)
    # the csv module has one limit for the whole process: it is only ever raised
    csv.field_size_limit(max(csv.field_size_limit(), FIELD_CHARS))
    try:
        lines = decoder.lines(limit)
        header = next(lines, "")
        delimiter = delimiter or max(_DELIMITERS, key=header.count)
        rows = _csv_rows(csv.reader(itertools.chain((header,), lines), delimiter=delimiter))
        named = next(rows, [])
        columns = [] if isinstance(named, Skipped) else [name.strip().lower() for name in named]
        if has_page(dict.fromkeys(columns)):
            yield from _csv_pages(rows, columns, decoder, uri=uri, scraped=scraped)
        else:
            yield without_pages(uri, columns)
    except DAMAGE as error:
        yield Skipped(uri=uri, reason=damage_reason(error), detail=f"what follows is lost: {error}")


def _page_of_line(line: Line, *, uri: str, scraped: bool) -> RawPage | Skipped:
    if line.cut:
        return Skipped(uri=uri, reason="row too large", detail=f"line {line.number} is longer than the limit")
    try:
        value, problems = _json(line.data)
    except (ValueError, RecursionError) as error:
        return Skipped(uri=uri, reason="bad JSON", detail=f"line {line.number}: {_what_is_wrong(error)}")
    return _page_of_value(value, problems, uri=uri, scraped=scraped)


def _page_of_value(value: object, problems: tuple[Problem, ...], *, uri: str, scraped: bool) -> RawPage | Skipped:
    if not isinstance(value, dict):
        return Skipped(uri=uri, reason="row is no object", detail=f"it is {type(value).__name__}")
    row = folded(value)
    if is_record(row):
        return Skipped(uri=uri, reason=OUR_RECORD, detail="give the pages it was read from")
    return page_of_row(row, uri=uri, scraped=scraped, problems=problems)


def _json(data: bytes) -> tuple[Any, tuple[Problem, ...]]:
    """The value of JSON bytes; the standard library reads what strict readers refuse (NaN, lone surrogates, latin-1).

    Raises:
        ValueError: it is no JSON.
        RecursionError: it is nested too deeply.
    """
    data = data.removeprefix(BOM_UTF8)
    try:
        return msgspec.json.decode(data), ()
    except UnicodeDecodeError:
        foreign = Problem(what="encoding", detail="the row is not UTF-8; read as cp1252")
        return json.loads(data.decode("cp1252", "replace"), strict=False), (foreign,)
    except msgspec.DecodeError:
        return json.loads(data.decode("utf-8"), strict=False), ()


def _what_is_wrong(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return one_line(error)


class _LineDecoder:
    """Decodes a table's lines one by one; `foreign` says whether any line since it was last set was not UTF-8."""

    def __init__(self, stream: Peeked) -> None:
        self._stream = stream
        self._other: str | None = None
        self._too_long: list[int] = []
        self.foreign = False

    def lines(self, limit: int) -> Iterator[str]:
        """The lines with their ends, those longer than `limit` bytes left out and kept in mind."""
        for line in read_lines(as_utf8(self._stream), limit=limit):
            if line.cut:
                self._too_long.append(line.number)
            else:
                yield self._decoded(line.data.removeprefix(BOM_UTF8) if line.number == 1 else line.data) + "\n"

    def too_long(self, uri: str) -> Iterator[Skipped]:
        """The lines left out since this was last asked."""
        for number in self._too_long:
            yield Skipped(uri=uri, reason="row too large", detail=f"line {number} is longer than the limit")
        self._too_long.clear()

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self.foreign = True
            return data.decode(self.other, "replace")

    @property
    def other(self) -> str:
        """The encoding of lines that are not UTF-8."""
        if self._other is None:
            guess = from_bytes(self._stream.head).best()
            self._other = guess.encoding if guess and guess.encoding not in {"utf_8", "ascii"} else "cp1252"
        return self._other


def _csv_pages(
    rows: Iterator[list[str] | Skipped], columns: list[str], decoder: _LineDecoder, *, uri: str, scraped: bool
) -> Found:
    number = 0
    for number, cells in enumerate(rows, 1):
        where = f"{uri}#{number}"
        yield from decoder.too_long(where)
        if isinstance(cells, Skipped):
            yield msgspec.structs.replace(cells, uri=where)
        else:
            row: dict[str, object] = dict(zip(columns, cells, strict=False))
            problems = tuple(_csv_problems(cells, columns, decoder))
            yield page_of_row(row, uri=where, scraped=scraped, problems=problems)
        decoder.foreign = False
    yield from decoder.too_long(f"{uri}#{number + 1}")


def _csv_rows(reader: Iterator[list[str]]) -> Iterator[list[str] | Skipped]:
    """The rows that are not empty, and in the place of those that cannot be parsed, why."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(uri="", reason="bad CSV row", detail=str(error))
            continue
        if cells:
            yield cells


def _csv_problems(cells: list[str], columns: list[str], decoder: _LineDecoder) -> Iterator[Problem]:
    if len(cells) != len(columns):
        yield Problem(what="row shape", detail=f"the row has {len(cells)} fields, the header {len(columns)}")
    if decoder.foreign:
        yield Problem(what="encoding", detail=f"the row is not UTF-8; read as {decoder.other}")

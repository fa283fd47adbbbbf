"""How many pages there will be, told cheaply, so that a run can say how long it will take."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from onrecord.model.provenance import Skipped
from onrecord.reading.folders import files_in
from onrecord.reading.formats import format_of, is_address, suffix_of
from onrecord.reading.pages import Options, pages_of
from onrecord.reading.streams import looked_into

SAMPLE = 2 * 2**20
"""How many bytes of a table or archive are read to see how many pages they hold."""

_SAMPLED = 20
"""How many tables or archives of a folder are looked into; the others are taken to be like them."""

_MANY = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet", ".warc", ".wet", ".json"})
"""Suffixes of files that hold many pages."""


def total_hint(sources: Iterable[str | os.PathLike[str]]) -> int | None:
    """About how many items `open_sources` will give for these sources, pages and passed-over ones together.

    Exact for files and small tables; for large tables and archives reckoned from their size and their first `SAMPLE`
    bytes. Nothing when a source cannot be told without reading it: standard input, an address, a feed, a pipe.
    """
    total = 0
    for given in sources:
        source = os.fspath(given)
        if source == "-" or is_address(source):
            return None
        path = Path(source)
        found = _in_folder(path) if path.is_dir() else _in_file(path)
        if found is None:
            return None
        total += found
    return total


def _in_folder(folder: Path) -> int:
    """One for each page or passed-over file; tables past the first `_SAMPLED` are taken to be like those."""
    single, tables = 0, list[Path]()
    for path in files_in(folder):
        if isinstance(path, Skipped) or suffix_of(path.name) not in _MANY:
            single += 1
        else:
            tables.append(path)
    looked, rest = tables[:_SAMPLED], tables[_SAMPLED:]
    found = sum(_in_file(path) or 1 for path in looked)
    return single + found + found * _size(rest) // max(1, _size(looked))


def _in_file(path: Path) -> int | None:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None
        with path.open("rb") as file:
            return _in_head(file.read(SAMPLE), path, size=status.st_size)
    except OSError:
        return 1


def _in_head(head: bytes, path: Path, *, size: int) -> int | None:
    """The pages of a file of `size` bytes that starts with `head`."""
    kind = format_of(looked_into(io.BytesIO(head)).head, path.name)
    if kind in {"feed", "sitemap"} or (kind == "json" and size > len(head)):
        return None
    if kind == "parquet" and head.startswith(b"PAR1"):
        return _rows(path)
    if kind not in {"json", "jsonl", "csv", "tsv", "warc"}:
        return 1
    found = sum(1 for _ in pages_of(io.BytesIO(head), uri=path.name, name=path.name, options=Options()))
    return found if size <= len(head) else max(1, found - 1) * size // len(head)


def _rows(path: Path) -> int:
    from onrecord.reading.parquet import row_count

    return row_count(path)


def _size(paths: list[Path]) -> int:
    total = 0
    for path in paths:
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total

"""How many pages there will be, told cheaply, so that a run can say how long it will take."""

from __future__ import annotations

import io
import os
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
    total, looked, size = 0, 0, 0
    found_in_looked, size_of_looked = 0, 0
    for path in files_in(folder):
        if isinstance(path, Skipped) or suffix_of(path.name) not in _MANY:
            total += 1
            continue
        bytes_here = _size(path)
        if looked < _SAMPLED:
            looked += 1
            found_in_looked += _in_file(path) or 0
            size_of_looked += bytes_here
        else:
            size += bytes_here
    return total + found_in_looked + (size * found_in_looked // size_of_looked if size_of_looked else 0)


def _in_file(path: Path) -> int | None:
    try:
        with path.open("rb") as file:
            if not file.seekable():
                return None
            head = file.read(SAMPLE)
            return _in_head(head, path, size=_size(path))
    except OSError:
        return 1


def _in_head(head: bytes, path: Path, *, size: int) -> int | None:
    """The pages of a file of `size` bytes that starts with `head`."""
    kind = format_of(looked_into(io.BytesIO(head)).head, path.name)
    if kind in {"feed", "sitemap"}:
        return None
    if kind == "parquet" and head.startswith(b"PAR1"):
        return _rows(path)
    if kind not in {"jsonl", "csv", "tsv", "warc"} and size > len(head):
        return 1
    found = sum(1 for _ in pages_of(io.BytesIO(head), uri=path.name, name=path.name, options=Options()))
    return found if size <= len(head) else max(1, found - 1) * size // len(head)


def _rows(path: Path) -> int:
    from onrecord.reading.parquet import row_count

    return row_count(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

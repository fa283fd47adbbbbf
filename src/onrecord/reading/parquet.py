"""Parquet tables of pages, a few rows at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.model.provenance import Skipped
from onrecord.reading.rows import OUR_RECORD, ROW_COLUMNS, Found, folded, has_page, one_line, page_of_row, without_pages

_BROKEN = (pa.ArrowException, OSError, UnicodeDecodeError)

ROWS_AT_ONCE = 64
"""Rows held in memory at a time."""


def parquet_pages(file: BinaryIO, *, uri: str, scraped: bool) -> Found:
    """Pages of a Parquet table, a few rows in memory at a time; a broken row group is passed over and said."""
    try:
        table = pq.ParquetFile(file, pre_buffer=False)
        names = {name.strip().lower(): name for name in reversed(table.schema_arrow.names)}
    except _BROKEN as error:
        yield Skipped(uri=uri, reason="broken Parquet", detail=one_line(error))
        return
    if {"input", "zones"} <= set(names):
        yield Skipped(uri=uri, reason=OUR_RECORD, detail="give the pages it was read from")
    elif not has_page(names):
        yield without_pages(uri, names)
    else:
        columns = [names[column] for column in ROW_COLUMNS if column in names]
        yield from _parquet_rows(table, columns, uri=uri, scraped=scraped)


def row_count(path: Path) -> int:
    """How many rows a Parquet table says it has; 1 for a broken one."""
    try:
        return int(pq.read_metadata(path).num_rows)
    except _BROKEN:
        return 1


def _parquet_rows(table: pq.ParquetFile, columns: list[str], *, uri: str, scraped: bool) -> Found:
    number = 0
    for group in range(table.num_row_groups):
        before = number
        try:
            for batch in table.iter_batches(ROWS_AT_ONCE, row_groups=[group], columns=columns, use_threads=False):
                for row in _rows_of(batch):
                    number += 1
                    yield page_of_row(folded(row), uri=f"{uri}#{number}", scraped=scraped)
        except _BROKEN as error:
            yield Skipped(uri=f"{uri}#{number + 1}", reason="broken Parquet", detail=one_line(error))
            number = before + int(table.metadata.row_group(group).num_rows)


def _rows_of(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    columns = [_cells(column) for column in batch.columns]
    return [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*columns, strict=True)]


def _cells(column: pa.Array) -> list[Any]:
    """A column's values; Arrow does not check that its strings are UTF-8, and those that are not are mended."""
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        cells = column.cast(pa.large_binary()).to_pylist()
        return [cell if cell is None else cell.decode("utf-8", "replace") for cell in cells]

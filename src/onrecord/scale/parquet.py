"""Records as a Parquet table: a row a page, the columns those of the record format, nested as there."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.model.document import Record
from onrecord.model.errors import RecordError
from onrecord.model.provenance import Fetched, Skipped
from onrecord.scale.lines import LinesSink, lines_of

_BATCH = 256
_PLAIN: dict[object, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
}


def arrow_schema() -> pa.Schema:
    """The table's columns: `id, input, page, text, zones, actors, places, times, statements, events, problems`, each an
    Arrow type of the same shape as in the record's JSON; a span is a list of two integers."""
    return pa.schema(_fields(Record))


def _fields(struct: type[msgspec.Struct]) -> list[pa.Field]:
    hints = typing.get_type_hints(struct)
    return [pa.field(name, _arrow(hints[name])) for name in struct.__struct_fields__]


def _arrow(kind: Any) -> pa.DataType:
    """The Arrow type of a field's Python type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _arrow(next(one for one in inner if one is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_arrow(inner[0]))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return pa.struct(_fields(kind))
    return _PLAIN[kind]


class ParquetSink:
    """`out.parquet`. Pages are gathered as JSON lines beside it (`out.parquet.partial.jsonl`), from which an
    interrupted run goes on, and become the table when the run ends."""

    def __init__(self, path: Path) -> None:
        """Open the table to go on with, or a new one.

        Raises:
            RecordError: it cannot be written to, or is no table of records.
        """
        self.path = path
        self._partial = path.with_name(path.name + ".partial.jsonl")
        self._there = set(_ids(path)) if path.exists() else set()
        self._lines = LinesSink(self._partial)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.__exit__(kind, error, trace)
        if kind is None:
            self._finish()

    def has(self, page_id: str) -> bool:
        return page_id in self._there or self._lines.has(page_id)

    def put(self, record: Record, *, replace: bool = False) -> bool:
        if record.id in self._there:
            if replace:
                raise RecordError(
                    f"{self.path} is a Parquet table, in which a page cannot be read again: write a new file"
                )
            return False
        return self._lines.put(record, replace=replace)

    def note_skipped(self, skipped: Skipped) -> None:
        """A table of records has no room for it."""

    def known(self, url: str) -> Fetched | None:  # noqa: ARG002 - it keeps pages alone
        return None

    def note_fetched(self, page_id: str, fetched: Fetched) -> None:
        """A table of records has no room for it."""

    def _finish(self) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        try:
            _write(beside, chain(_rows_of(self.path), _gathered(self._partial)))
            beside.replace(self.path)
            self._partial.unlink()
        except (OSError, pa.ArrowInvalid) as error:
            raise RecordError(f"{self.path} cannot be written: {error}; the pages are in {self._partial}") from error


def _ids(path: Path) -> list[str]:
    try:
        with pq.ParquetFile(path) as file:
            if not file.schema_arrow.equals(arrow_schema()):
                raise RecordError(f"{path} is a Parquet table of another shape: name another file")
            return [one for batch in file.iter_batches(columns=["id"]) for one in batch.column(0).to_pylist()]
    except (OSError, pa.ArrowInvalid) as error:
        raise RecordError(f"{path} is no Parquet table that can be gone on with: {error}") from error


def _rows_of(path: Path) -> Iterator[pa.RecordBatch]:
    if path.exists():
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=_BATCH)


def _gathered(partial: Path) -> Iterator[pa.RecordBatch]:
    lines = lines_of(partial, packed=False)
    while batch := list(islice(lines, _BATCH)):
        yield pa.RecordBatch.from_pylist([msgspec.json.decode(line) for line in batch], schema=arrow_schema())


def _write(path: Path, batches: Iterator[pa.RecordBatch]) -> None:
    with pq.ParquetWriter(path, arrow_schema(), compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)

"""Every table of a record file as CSV, JSON lines or Parquet, a file a table in one folder.

Which tables and columns there are is asked of the file itself. `datapackage.json` beside them says the types, keys and
references (Frictionless Data Package 1, https://specs.frictionlessdata.io).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from onrecord.export.writing import delimited_line, folder
from onrecord.model.whole import whole_file
from onrecord.store import Store
from onrecord.version import __version__

TableForm = Literal["csv", "jsonl", "parquet"]

_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string", "BLOB": "string"}
_MOST_ROWS = 20_000
_MOST_CHARACTERS = 4_000_000
"""What is gathered at most before it becomes a row group of a Parquet file."""

Rows = Iterator[tuple[Any, ...]]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column as it is declared: `type` is SQLite's, `key` its place in the primary key from 1, 0 when not in it."""

    name: str
    type: str
    required: bool
    key: int


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A foreign key of one column."""

    column: str
    table: str
    to: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the file."""

    name: str
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]


def tables_of(store: Store) -> list[Table]:
    """The tables of a record file in the order in which they were made, without those of full-text search."""
    made = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid"
    plain = {row["name"] for row in store.query("PRAGMA table_list") if row["type"] == "table"}
    names = [row["name"] for row in store.query(made) if row["name"] in plain and not row["name"].startswith("sqlite_")]
    return [_table(store, name) for name in names]


def _table(store: Store, name: str) -> Table:
    columns = store.query("SELECT * FROM pragma_table_info(?)", (name,))
    references = store.query("SELECT * FROM pragma_foreign_key_list(?) ORDER BY id DESC", (name,))
    return Table(
        name=name,
        columns=tuple(
            Column(name=row["name"], type=row["type"], required=bool(row["notnull"]), key=row["pk"]) for row in columns
        ),
        references=tuple(Reference(column=row["from"], table=row["table"], to=row["to"]) for row in references),
    )


def write_tables(store: Store, to: str, form: TableForm) -> dict[str, int]:
    """Write every table into the folder `to`; how many rows each has.

    Raises:
        ExportError: something cannot be written there.
    """
    into = folder(to)
    with store.frozen():
        tables = tables_of(store)
        counts = {table.name: _write(store, table, into, form) for table in tables}
    with whole_file(into / "datapackage.json") as stream:
        stream.write(msgspec.json.format(msgspec.json.encode(_package(tables, form)), indent=2) + b"\n")
    return counts


def _write(store: Store, table: Table, into: Path, form: TableForm) -> int:
    names = ", ".join(f'"{one.name}"' for one in table.columns)
    rows = store.stream(f'SELECT {names} FROM "{table.name}"')  # noqa: S608 - the file's own names
    return _WRITERS[form](rows, table, into / f"{table.name}.{form}")


def _write_csv(rows: Rows, table: Table, to: Path) -> int:
    count = 0
    with whole_file(to) as stream:
        stream.write(delimited_line(one.name for one in table.columns))
        for count, row in enumerate(rows, 1):  # noqa: B007 - how many there were
            stream.write(delimited_line(cell.hex() if isinstance(cell, bytes) else cell for cell in row))
    return count


def _write_jsonl(rows: Rows, table: Table, to: Path) -> int:
    names = [one.name for one in table.columns]
    count = 0
    with whole_file(to) as stream:
        for count, row in enumerate(rows, 1):  # noqa: B007
            cells = (cell.hex() if isinstance(cell, bytes) else cell for cell in row)
            stream.write(msgspec.json.encode(dict(zip(names, cells, strict=True))) + b"\n")
    return count


def _write_parquet(rows: Rows, table: Table, to: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string(), "BLOB": pa.binary()}
    schema = pa.schema([pa.field(one.name, types[one.type], nullable=not one.required) for one in table.columns])
    count = 0
    with whole_file(to) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            count += len(batch)
            columns = zip(*batch, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
    return count


def _batches(rows: Rows) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += sum(len(cell) for cell in row if isinstance(cell, (str, bytes)))
        if len(batch) == _MOST_ROWS or characters > _MOST_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


_WRITERS: dict[TableForm, Callable[[Rows, Table, Path], int]] = {
    "csv": _write_csv, "jsonl": _write_jsonl, "parquet": _write_parquet,
}  # fmt: skip


def _package(tables: list[Table], form: TableForm) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "onrecord",
        "title": f"A record file, written by onrecord {__version__}",
        "resources": [_resource(table, form) for table in tables],
    }


def _resource(table: Table, form: TableForm) -> dict[str, Any]:
    fields = [
        {"name": one.name, "type": _TYPES[one.type]} | ({"constraints": {"required": True}} if one.required else {})
        for one in table.columns
    ]
    keys = [one.name for one in sorted(table.columns, key=lambda one: one.key) if one.key]
    references = [
        {"fields": one.column, "reference": {"resource": one.table, "fields": one.to}} for one in table.references
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": keys, "foreignKeys": references}
    return {"name": table.name, "path": f"{table.name}.{form}", "format": form, "schema": schema}

"""Joining record files: the pages of one put into another, with all that is kept beside pages.

A file is joined in one transaction. Joining it again changes nothing, and in which order files are joined makes no
difference but to the numbers (`n`) of rows: of a page that both have the later reading stays, and of what both say of
one actor or place the fuller.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.model.errors import RecordError
from onrecord.store.connecting import schema_of
from onrecord.store.database import Store
from onrecord.store.migrating import SCHEMA_VERSION

KEPT = ("skipped", "reviews", "runs", "alerts", "alert_answers")
"""Tables of what belongs to no page. A row that both files have, but for its number, is one; of two with one key the
greater stays."""

MARKED = ("fetches",)
"""Tables of what an address last gave: of two files the later mark stays, with the page that it is of."""

SHARED = {
    "actors": (("id",), ("name", "kind", "country", "sector")),
    "places": (("id",), ("name", "country", "lat", "lon", "geonames_id")),
    "actor_names": (("folded", "actor_id"), ("name",)),
}
"""Tables of what pages share: the key, and what is said under it as first seen."""

COUNTED = {"actors": ("pages",), "places": (), "actor_names": ("is_name", "pages")}
"""Their other columns, which follow from the pages that come and go."""


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What came of joining a file: its pages, how many of them were new, took the place of an earlier reading, or were
    there already."""

    file: str
    pages: int
    added: int
    renewed: int
    present: int


def check(*paths: Path) -> None:
    """See that every file that is there can be joined.

    Raises:
        RecordError: one is no record file, or of another schema version than this onrecord writes.
    """
    for path in paths:
        version = schema_of(path)
        if version < SCHEMA_VERSION:
            raise RecordError(
                f"{path} is of schema {version}, and only files of schema {SCHEMA_VERSION} can be joined: "
                f"'onrecord info --record {path}' brings it up to date"
            )


def merge(target: Store, path: Path) -> Merged:
    """Put everything of the record file at `path` into `target`.

    Raises:
        RecordError: it is missing, damaged, locked, of another schema version, no record file, or `target` itself.
    """
    check(path)
    if path.resolve() == target.path.resolve():
        raise RecordError(f"{path} cannot be joined with itself")
    with Store(path) as source, source.frozen(), target.transaction():
        marks = [*_marks(target), *_marks(source)]
        for table in SHARED:
            _hold(target, source, table)
        counts = _pages(target, source)
        for table in reversed(SHARED):
            _let_go(target, source, table)
        _mark(target, marks)
        for table in KEPT:
            _keep(target, source, table)
    return Merged(file=str(path), pages=sum(counts.values()), **counts)


def _pages(target: Store, source: Store) -> dict[str, int]:
    counts = {"added": 0, "renewed": 0, "present": 0}
    for (page,) in source.stream("SELECT id FROM documents ORDER BY n"):
        there, here = _reading(target, page), _reading(source, page)
        if there and there >= here:
            counts["present"] += 1
        else:
            target.add(source.record(page), replace=True)
            counts["renewed" if there else "added"] += 1
    return counts


def _reading(store: Store, page: str) -> tuple[Any, ...]:
    """What tells the later of two readings of a page; nothing when it is not on record."""
    rows = store.query(
        "SELECT read_at, reader, record FROM documents JOIN records ON document = n WHERE id = ?", (page,)
    )
    return tuple(rows[0]) if rows else ()


def _marks(store: Store) -> list[tuple[Any, ...]]:
    """The rows of `fetches`, with the page's id for its number."""
    found = "SELECT url, at, etag, last_modified, id FROM fetches JOIN documents ON n = document"
    return list(map(tuple, store.query(found)))


def _mark(target: Store, marks: Sequence[tuple[Any, ...]]) -> None:
    """Put the latest marks of every address in, over those that pages brought with them."""
    put = "INSERT OR REPLACE INTO fetches SELECT ?, ?, ?, ?, n FROM documents WHERE id = ?"
    latest = {row[0]: row for row in sorted(marks, key=lambda row: [cell or "" for cell in row])}
    target.write(put, list(latest.values()))


def _hold(target: Store, source: Store, table: str) -> None:
    """Put the rows of a shared table in with the fuller of what the two files say, and keep them there until `_let_go`,
    whatever pages come and go meanwhile."""
    keys, said = SHARED[table]
    named = ("is_name",) if "is_name" in COUNTED[table] else ()
    read, counted = (*keys, *said, *named), ("pages",) if COUNTED[table] else ()
    find = f"SELECT {', '.join(said)} FROM {table} WHERE {_equal(keys)}"  # noqa: S608 - our own names, here and below
    changes = [f"{name} = excluded.{name}" for name in said]
    changes += [f"{name} = max({name}, excluded.{name})" for name in named]
    changes += [f"{name} = {name} + 1" for name in counted]
    put = (
        f"INSERT INTO {table} ({', '.join((*read, *counted))})"  # noqa: S608
        f" VALUES ({', '.join('?' * len(read) + '1' * len(counted))}) ON CONFLICT DO UPDATE SET {', '.join(changes)}"
    )
    for row in source.stream(f"SELECT {', '.join(read)} FROM {table}"):  # noqa: S608
        key, words, rest = row[: len(keys)], row[len(keys) :][: len(said)], row[len(keys) + len(said) :]
        there = target.query(find, key)
        target.query(put, (*key, *(fuller(words, tuple(there[0])) if there else words), *rest))


def _let_go(target: Store, source: Store, table: str) -> None:
    if not COUNTED[table]:
        return
    keys, _ = SHARED[table]
    lower = f"UPDATE {table} SET pages = pages - 1 WHERE {_equal(keys)}"  # noqa: S608
    for key in source.stream(f"SELECT {', '.join(keys)} FROM {table}"):  # noqa: S608
        target.query(lower, key)
    target.query(f"DELETE FROM {table} WHERE pages <= 0")  # noqa: S608


def fuller(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    """Of what two files say of one thing that which leaves less open; of equals always the same."""
    return min(one, other, key=lambda row: (row.count(None), "unknown" in row, [str(cell) for cell in row]))


def _keep(target: Store, source: Store, table: str) -> None:
    described = target.query("SELECT name, pk FROM pragma_table_info(?)", (table,))
    columns = [row["name"] for row in described if row["name"] != "n"]
    keys = [row["name"] for row in described if row["pk"] and row["name"] != "n"]
    put = _put_keyed(table, columns, keys) if keys else _put_once(table, columns)
    for row in source.stream(f"SELECT {', '.join(columns)} FROM {table}"):  # noqa: S608
        target.query(put, row if keys else (*row, *row))


def _put_once(table: str, columns: Sequence[str]) -> str:
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join('?' * len(columns))}"  # noqa: S608
        f" WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {_equal(columns)})"
    )


def _put_keyed(table: str, columns: Sequence[str], keys: Sequence[str]) -> str:
    rest = [name for name in columns if name not in keys]
    put = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) ON CONFLICT DO"  # noqa: S608
    if not rest:
        return f"{put} NOTHING"
    here, there = (", ".join(f"coalesce({of}{name}, '')" for name in rest) for of in (f"{table}.", "excluded."))
    return f"{put} UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in rest)} WHERE ({here}) < ({there})"


def _equal(columns: Sequence[str]) -> str:
    return " AND ".join(f"{name} IS ?" for name in columns)

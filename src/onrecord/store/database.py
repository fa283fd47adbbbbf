"""The record file itself: opening it, putting pages in whole, and getting them out as they went in."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from onrecord.model.address import address_key
from onrecord.model.document import Record
from onrecord.model.errors import QueryError
from onrecord.model.provenance import Fetched, Skipped
from onrecord.model.zone import READ_KINDS
from onrecord.store.connecting import connect, told_plainly
from onrecord.store.names import names_of
from onrecord.store.tables import (
    Row,
    all_actors,
    all_places,
    document_row,
    event_rows,
    layer_rows,
    numbered,
    statement_rows,
)

_DECODER = msgspec.json.Decoder(Record)
_NEWEST = "SELECT n, id FROM documents WHERE address = ? ORDER BY coalesce(fetched_at, read_at) DESC, n DESC LIMIT 1"


class Store:
    """A record file. Opened for writing it is made when it is not there; opened to be asked it is never changed.

    A connection belongs to the thread and process that opened it.
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        """Open the record file at `path`.

        Raises:
            RecordError: it is missing (when only asked), damaged, locked, of a newer version, or no record file.
        """
        self.path = Path(path)
        self._connection = connect(self.path, write=write)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def query(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """The rows of a question in SQL.

        Raises:
            RecordError: the file is damaged or locked.
        """
        with told_plainly(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a question in SQL as plain tuples, one after the other, however many there are.

        Raises:
            RecordError: the file is damaged or locked.
        """
        with told_plainly(self.path):
            cursor = self._connection.cursor()
            cursor.row_factory = None
            yield from cursor.execute(sql, parameters)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Ask the file as it is now, whatever others write into it meanwhile."""
        with told_plainly(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.rollback()

    def write(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement that writes once for each row of parameters, inside a `transaction`."""
        if rows:
            self._connection.executemany(sql, rows)

    def has(self, page_id: str) -> bool:
        """Whether a page of that id is on record."""
        return bool(self.query("SELECT 1 FROM documents WHERE id = ?", (page_id,)))

    def record(self, page_id: str) -> Record:
        """The record of a page, equal to the one that was put in.

        Raises:
            QueryError: no such page.
        """
        rows = self.query(
            "SELECT record, text, read_at FROM documents JOIN records ON document = n WHERE id = ?", (page_id,)
        )
        if not rows:
            raise QueryError(f"no page {page_id!r} on record in {self.path}")
        bare = _DECODER.decode(rows[0]["record"])
        given = msgspec.structs.replace(bare.input, read_at=rows[0]["read_at"])
        return msgspec.structs.replace(bare, text=rows[0]["text"], input=given)

    def add(self, record: Record, *, replace: bool = False) -> bool:
        """Put a page in, whole, in one transaction; False when it is there already: a page of that id, or one fetched
        from the same address whose title and report read the same, so that only what changed becomes a new version.

        With `replace` the earlier reading of the page of that id makes room for this one.

        Raises:
            RecordError: the file is locked, full or damaged.
        """
        with self.transaction():
            there = self._standing(record, by_words=not replace)
            if there and not replace:
                self._keep_marks(record.input.fetched, there["n"])
                return False
            if there:
                self._remove(self.record(there["id"]))
            self._insert(record, there["n"] if there else self._next("documents"))
        return True

    def _standing(self, record: Record, *, by_words: bool) -> sqlite3.Row | None:
        """The page on record that a record is: that of its id, or the newest from its address with the same words."""
        same = self.query("SELECT n, id FROM documents WHERE id = ?", (record.id,))
        if same or record.input.fetched is None or not by_words:
            return same[0] if same else None
        newest = self.query(_NEWEST, (address_key(record.page.canonical or record.input.uri),))
        title, words = _as_read(record)
        if not newest or not words or _as_read(self.record(newest[0]["id"])) != (title, words):
            return None
        return newest[0]

    def note_skipped(self, skipped: Skipped) -> None:
        """Count something that a reader passed over."""
        with self.transaction():
            self._connection.execute(
                "INSERT INTO skipped VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE"
                " SET times = times + 1, last_at = excluded.last_at, detail = excluded.detail",
                (_written(skipped.uri), skipped.reason, _now(), _written(skipped.detail)),
            )

    def review(
        self,
        subject: str,
        subject_id: str,
        judgement: str,
        *,
        field: str | None = None,
        value: Any = None,
        note: str | None = None,
        reviewer: str | None = None,
    ) -> None:
        """Add what a person says of something on record; `judgement` is `positive`, `negative` or `unsure`.

        Raises:
            RecordError: the file is locked, full or damaged.
        """
        with self.transaction():
            self._connection.execute(
                "INSERT INTO reviews (made_at, reviewer, subject, subject_id, field, judgement, value, note)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (_now(), reviewer, subject, subject_id, field, judgement, msgspec.json.encode(value).decode(), note),
            )

    def fetched(self, url: str) -> Fetched | None:
        """What is known of an address from when it last gave a page that is on record."""
        rows = self.query("SELECT url, at, etag, last_modified FROM fetches WHERE url = ?", (url,))
        return Fetched(**dict(rows[0])) if rows else None

    def note_fetched(self, page_id: str, fetched: Fetched) -> None:
        """Keep the marks of a page that its address has given again, unchanged."""
        with self.transaction():
            rows = self.query("SELECT n FROM documents WHERE id = ?", (page_id,))
            self._keep_marks(fetched, rows[0]["n"])

    def _keep_marks(self, fetched: Fetched | None, number: int) -> None:
        if fetched is not None and fetched.url is not None:
            row = (fetched.url, fetched.at, fetched.etag, fetched.last_modified, number)
            self._connection.execute("INSERT OR REPLACE INTO fetches VALUES (?, ?, ?, ?, ?)", row)

    def begin_run(self, version: str, sources: Sequence[str]) -> int:
        """Note that a reading has begun; its number, for `end_run`."""
        with self.transaction():
            done = self._connection.execute(
                "INSERT INTO runs (started_at, version, sources) VALUES (?, ?, ?)",
                (_now(), version, msgspec.json.encode(list(map(_written, sources))).decode()),
            )
        return int(done.lastrowid or 0)

    def end_run(self, run: int, *, pages: int, recorded: int, present: int, skipped: int) -> None:
        """Note what a reading came to."""
        with self.transaction():
            self._connection.execute(
                "UPDATE runs SET ended_at = ?, pages = ?, recorded = ?, present = ?, skipped = ? WHERE n = ?",
                (_now(), pages, recorded, present, skipped, run),
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything that is put in meanwhile goes in together or not at all; one inside another is part of it.

        Raises:
            RecordError: the file is locked, full or damaged.
        """
        if self._connection.in_transaction:
            yield
            return
        with told_plainly(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def _next(self, table: str) -> int:
        return int(self.query(f"SELECT coalesce(max(n), 0) + 1 FROM {table}")[0][0])  # noqa: S608 - our own tables

    def _insert(self, record: Record, number: int) -> None:
        numbers = numbered(record, number, self._next("statements"), self._next("events"))
        actors, places = all_actors(record), all_places(record)
        self.write("INSERT INTO actors VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET pages = pages + 1", [
            (actor.id, actor.name, actor.kind, actor.country, actor.sector) for actor in actors.values()
        ])  # fmt: skip
        self.write("INSERT OR IGNORE INTO places VALUES (?, ?, ?, ?, ?, ?)", [
            (place.id, place.name, place.country, place.lat, place.lon, place.geonames_id) for place in places.values()
        ])  # fmt: skip
        self._insert_into("documents", [document_row(record, number)])
        self._insert_into("records", [(number, _bare(record))])
        self._keep_marks(record.input.fetched, number)
        self._insert_into("document_actors", [
            (number, actor.id, actor.name, actor.role, len(actor.mentions)) for actor in actors.values()
        ])  # fmt: skip
        self._count_names(record, 1)
        tables: dict[str, list[Row]] = defaultdict(list)
        for rows in (layer_rows, statement_rows, event_rows):
            for table, row in rows(record, numbers):
                tables[table].append(row)
        for table, lines in tables.items():
            self._insert_into(table, lines)

    def _remove(self, record: Record) -> None:
        self._count_names(record, -1)
        self._connection.execute("DELETE FROM documents WHERE id = ?", (record.id,))
        actors = [(actor,) for actor in all_actors(record)]
        self.write("UPDATE actors SET pages = pages - 1 WHERE id = ?", actors)
        self.write("DELETE FROM actors WHERE id = ? AND pages = 0", actors)

    def _count_names(self, record: Record, by: int) -> None:
        """Count the page's names of its actors in (`by` 1) or out (-1)."""
        rows = [
            (folded, actor.id, name, int(own), by)
            for actor in all_actors(record).values()
            for folded, (name, own) in names_of(actor, record.text).items()
        ]
        self.write(
            "INSERT INTO actor_names VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " pages = pages + excluded.pages, is_name = max(is_name, excluded.is_name)",
            rows,
        )
        if by < 0:
            self.write(
                "DELETE FROM actor_names WHERE folded = ? AND actor_id = ? AND pages <= 0", [row[:2] for row in rows]
            )

    def _insert_into(self, table: str, rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        self.write(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - the name is one of our own tables'


def _as_read(record: Record) -> tuple[str | None, list[str]]:
    """What of a page is read: its title and its report."""
    report = (record.text[zone.start : zone.end].split() for zone in record.zones if zone.kind in READ_KINDS)
    return record.page.title, [word for words in report for word in words]


def _bare(record: Record) -> str:
    """The record's JSON without what `documents` holds and what differs from one reading to the next."""
    given = msgspec.structs.replace(record.input, read_at="")
    return msgspec.json.encode(msgspec.structs.replace(record, text="", input=given)).decode()


def _written(name: str) -> str:
    """A file's name as it can be written down: bytes that are no UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

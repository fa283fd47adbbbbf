"""Opening a SQLite file as a record file, and saying plainly what is wrong with one that is not."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from onrecord.model.errors import RecordError
from onrecord.store import migrating

CACHE = 65_536
"""Kilobytes of the file that a writer keeps in memory."""

CHECKPOINT = 4_000
"""Pages (of 4 kB) that gather in the write-ahead log before they go into the file."""

LOCK_WAIT = 30.0
"""Seconds to wait for another process that is writing a page."""


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to the record file at `path`, made first when `write` and not there.

    Raises:
        RecordError: it is missing, damaged, locked, of a newer version, or no record file.
    """
    if path.is_dir():
        raise RecordError(f"{path} is a folder, not a record file")
    if not write and not path.exists():
        raise RecordError(f"no record file {path}: make one with 'onrecord read SOURCE --to {path}', or name another")
    if write and not path.parent.is_dir():
        raise RecordError(f"cannot make {path}: there is no folder {path.parent}")
    with told_plainly(path):
        return _written(path) if write else _asked(path)


def schema_of(path: Path) -> int:
    """The schema version of the record file at `path`, which is left as it is.

    Raises:
        RecordError: it is missing, damaged, locked, of a newer version, or no record file.
    """
    if not path.is_file():
        raise RecordError(f"no record file {path}")
    with told_plainly(path), closing(_opened(path, "mode=ro")) as connection:
        _check(connection, path)
        return migrating.user_version(connection)


def _written(path: Path) -> sqlite3.Connection:
    connection = _opened(path, "mode=rwc")
    try:
        if _is_empty(connection):
            _make(connection)
        _check(connection, path)
        migrating.migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT}")
    except BaseException:
        connection.close()
        raise
    return connection


def _asked(path: Path) -> sqlite3.Connection:
    # Where it can be, the file is opened as for writing (and then held to asking), since only such a connection clears
    # SQLite's two files beside it away when it closes.
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = _opened(path, "mode=rw" if may_write else "mode=ro")
    try:
        _reach(connection)
    except sqlite3.OperationalError:
        # A WAL database in a folder that cannot be written to: nobody else can be writing either.
        connection.close()
        connection = _opened(path, "immutable=1")
    try:
        _check(connection, path)
        connection.execute("PRAGMA query_only = ON")
        current = migrating.user_version(connection) == migrating.SCHEMA_VERSION
    except BaseException:
        connection.close()
        raise
    if current:
        return connection
    connection.close()
    _written(path).close()
    return _asked(path)


def _reach(connection: sqlite3.Connection) -> None:
    """Touch the file, so that what is wrong with it shows here."""
    connection.execute("SELECT count(*) FROM sqlite_schema")


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite says is wrong with the file at `path` into one line.

    Raises:
        RecordError: SQLite failed.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise RecordError(_told(path, error)) from error


def _told(path: Path, error: sqlite3.DatabaseError) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path} is locked by another program; try again when it is done"
    if name.startswith("SQLITE_NOTADB"):
        return f"{path} is not a record file (not a SQLite database)"
    if name.startswith("SQLITE_CORRUPT"):
        return f"{path} is damaged ({error}); read the pages into a new file, or mend it with sqlite3's .recover"
    if name.startswith("SQLITE_FULL"):
        return f"{path} cannot grow: the disk is full"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"{path} cannot be opened: {error}"
    return f"{path}: {error}"


def _opened(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=LOCK_WAIT, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _make(connection: sqlite3.Connection) -> None:
    try:
        migrating.create(connection)
    except sqlite3.OperationalError:
        if _is_empty(connection):  # else another process has just made it
            raise


def _is_empty(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    version = migrating.user_version(connection)
    if _is_empty(connection):
        raise RecordError(f"{path} is empty: nothing has been read into it yet")
    if connection.execute("PRAGMA application_id").fetchone()[0] != migrating.APPLICATION_ID:
        raise RecordError(f"{path} is not a record file (a SQLite database of another kind)")
    if version > migrating.SCHEMA_VERSION:
        raise RecordError(f"{path} was made by a newer onrecord (schema {version}); upgrade onrecord to open it")

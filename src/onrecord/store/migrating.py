"""Making a record file, and bringing one of an earlier version up to date."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onrecord.model.address import address_key
from onrecord.model.errors import RecordError

APPLICATION_ID = 0x6F6E7263
"""'onrc', what `PRAGMA application_id` says in a record file (and what `file` can tell it by)."""

SCHEMA_VERSION = 6
_FILE = re.compile(r"(\d{4})_\w+\.sql")


def create(connection: sqlite3.Connection) -> None:
    """Lay out an empty database as a record file, in one transaction."""
    schema = files("onrecord.store").joinpath("schema.sql").read_text("utf-8")
    _run(connection, schema, SCHEMA_VERSION, f"PRAGMA application_id = {APPLICATION_ID};")


def migrate(connection: sqlite3.Connection, migrations: Mapping[int, str] | None = None) -> None:
    """Run every migration above the file's version, each in a transaction of its own. They may call `address_key`.

    Raises:
        RecordError: a migration does not fit the file.
    """
    connection.create_function("address_key", 1, address_key, deterministic=True)
    for version, script in sorted((migrations if migrations is not None else shipped_migrations()).items()):
        if version <= user_version(connection):
            continue
        try:
            _run(connection, script, version)
        except sqlite3.DatabaseError as error:
            raise RecordError(
                f"the record file cannot be brought from version {version - 1} to {version}: {error}"
            ) from error


def user_version(connection: sqlite3.Connection) -> int:
    """The schema version a database says it has; 0 when it says nothing."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@cache
def shipped_migrations() -> Mapping[int, str]:
    """The migrations of this package, version -> script."""
    found = {}
    for entry in files("onrecord.store").joinpath("migrations").iterdir():
        match = _FILE.fullmatch(entry.name)
        if match:
            found[int(match[1])] = entry.read_text("utf-8")
    return found


def _run(connection: sqlite3.Connection, script: str, version: int, extra: str = "") -> None:
    """Run a script and set the version, all or nothing."""
    try:
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\n{extra}\nPRAGMA user_version = {version};\nCOMMIT;")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.rollback()
        raise

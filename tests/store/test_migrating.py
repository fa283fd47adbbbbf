"""A record file of an earlier version is brought up to date, or left as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.model.errors import RecordError
from onrecord.store import migrating
from onrecord.store.fold import fold


@pytest.fixture
def database(tmp_path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(tmp_path / "record.db", isolation_level=None)
    migrating.create(connection)
    return connection


def test_a_new_file_says_what_it_is(database: sqlite3.Connection) -> None:
    assert migrating.user_version(database) == migrating.SCHEMA_VERSION
    assert database.execute("PRAGMA application_id").fetchone()[0] == migrating.APPLICATION_ID


def test_the_version_is_that_of_the_last_migration() -> None:
    assert max((1, *migrating.shipped_migrations())) == migrating.SCHEMA_VERSION


def test_only_later_migrations_run_in_order(database: sqlite3.Connection) -> None:
    later = migrating.SCHEMA_VERSION + 1
    scripts = {
        later + 1: "INSERT INTO tried VALUES (2);",
        later: "CREATE TABLE tried (n); INSERT INTO tried VALUES (1);",
        migrating.SCHEMA_VERSION: "SELECT no_such_function();",
    }
    migrating.migrate(database, scripts)
    migrating.migrate(database, scripts)
    assert [row[0] for row in database.execute("SELECT n FROM tried")] == [1, 2]
    assert migrating.user_version(database) == later + 1


def test_a_migration_that_fails_changes_nothing(database: sqlite3.Connection) -> None:
    with pytest.raises(RecordError, match="cannot be brought"):
        migrating.migrate(database, {99: "CREATE TABLE tried (n); INSERT INTO nowhere VALUES (1);"})
    assert migrating.user_version(database) == migrating.SCHEMA_VERSION
    assert not database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'tried'").fetchall()


@pytest.mark.parametrize(
    ("one", "other"),
    [("The U.S.", "us"), ("Ann-Li Ek", "ann li ek"), ("Müller", "MULLER"), ("N’Djamena", "ndjamena"), ("The", "the")],
)
def test_names_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other) == other.casefold()

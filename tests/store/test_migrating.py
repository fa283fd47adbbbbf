"""A record file of an earlier version is brought up to date, or left as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from invented import lake_record

from onrecord.model.errors import RecordError
from onrecord.store import Store, migrating
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


def _version_1(path: Path) -> None:
    """A record file as version 1 made it, with one page."""
    with Store(path.with_name("now.db"), write=True) as store:
        assert store.add(lake_record())
    now = sqlite3.connect(path.with_name("now.db"))
    then = sqlite3.connect(path, isolation_level=None)
    then.executescript((Path(__file__).parent / "version_1.sql").read_text("utf-8"))
    then.executescript(f"PRAGMA application_id = {migrating.APPLICATION_ID}; PRAGMA user_version = 1;")
    for table in _tables(then):
        columns = ", ".join(f'"{row[1]}"' for row in then.execute(f"PRAGMA table_info({table})"))
        rows = now.execute(f"SELECT {columns} FROM {table}").fetchall()
        then.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (columns.count(',') + 1))})", rows)
    then.close()
    now.close()


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The plain tables, those first to which others refer."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE 'sqlite%'"
    )
    return [name for (name,) in names]


def _shape(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every table's columns, and the names of everything else."""
    shape: dict[str, list[tuple[object, ...]]] = {
        name: sorted(tuple(row[1:3]) for row in connection.execute(f"PRAGMA table_info({name})"))
        for name in _tables(connection)
    }
    return shape | {"all": sorted(connection.execute("SELECT type, name FROM sqlite_schema"))}


def test_a_file_of_version_1_comes_to_the_same_shape_with_nothing_lost(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    _version_1(old)
    with Store(old, write=True) as store:
        assert store.record(lake_record().id) == lake_record()
        assert store.query("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH 'odongo'")[0][0] == 1
        assert not store.query("PRAGMA foreign_key_check")
    with sqlite3.connect(old) as migrated, sqlite3.connect(tmp_path / "now.db") as now:
        assert migrating.user_version(migrated) == migrating.SCHEMA_VERSION
        assert _shape(migrated) == _shape(now)

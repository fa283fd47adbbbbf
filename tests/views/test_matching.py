"""Statements and events that fit, in order of time: the same whichever way they are found."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import small_record

from onrecord.model.document import Record
from onrecord.model.page import Published
from onrecord.store import Store, migrating
from onrecord.views import matching as matching_view
from onrecord.views.matching import Question, matching
from onrecord.views.said import find, in_role, said

DATES = ("2023", "2024-02", "2024-02-11", "2024-03-01", None)


def dated(n: int, date: str | None) -> Record:
    published = Published(date=date, precision="day", how="given", confidence=1.0) if date else None
    one = small_record(n)
    return msgspec.structs.replace(one, page=msgspec.structs.replace(one.page, published=published))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("matching") / "record.db"
    with Store(path, write=True) as writer:
        for n in range(30):
            writer.add(dated(n, DATES[n % len(DATES)]))
    return Store(path)


def all_of(store: Store) -> list[tuple[int, str | None]]:
    rows = store.query("SELECT n, dated FROM statements ORDER BY dated IS NULL, dated, n")
    return [(row["n"], row["dated"]) for row in rows]


@pytest.mark.parametrize("often", [0, 20_000])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(limit=st.none() | st.integers(1, 40), latest=st.booleans(), conditions=st.integers(0, 2))
def test_a_limit_keeps_the_first_or_the_latest(
    store: Store, monkeypatch: pytest.MonkeyPatch, often: int, limit: int | None, latest: bool, conditions: int
) -> None:
    monkeypatch.setattr(matching_view, "OFTEN", often)
    speakers = [row["actor_id"] for row in store.query("SELECT DISTINCT actor_id FROM statement_actors")]
    among = [in_role(speakers, "source"), in_role(speakers, "source", "about", "addressee")]
    found, total = matching(store, Question(table="statements", among=among[:conditions]), limit, latest=latest)
    there = all_of(store)
    assert total == len(there)
    with_date = [one for one in there if one[1]]
    undated = [one for one in there if not one[1]]
    kept = (with_date[-limit:] if latest else with_date[:limit]) if limit else with_date
    assert found == (kept + undated)[: limit or None]


@pytest.mark.parametrize("often", [0, 20_000])
def test_words_are_found_either_way(store: Store, monkeypatch: pytest.MonkeyPatch, often: int) -> None:
    monkeypatch.setattr(matching_view, "OFTEN", often)
    word = store.query("SELECT content FROM statements LIMIT 1")[0]["content"].split()[-1]
    every = find(store, text=word)
    assert every.rows
    assert find(store, text=word, limit=2).rows == every.rows[:2]
    assert find(store, text=word, limit=2).total == every.total


def test_the_latest_stand_in_order_of_time(store: Store) -> None:
    dates = [row.dated for row in said(store, limit=4, latest=True)]
    assert dates == sorted(dates, key=str)
    assert dates[-1] == "2024-03-01"


def test_whoever_speaks_is_found_in_order_of_time_without_sorting(store: Store) -> None:
    """A question for one speaker walks an index, however much they say."""
    who = in_role(["person:speaker-a"], "source")
    sql = f"EXPLAIN QUERY PLAN SELECT DISTINCT n, dated FROM ({who.gather}) WHERE dated IS NOT NULL ORDER BY dated, n LIMIT 5"
    plan = " ".join(row["detail"] for row in store.query(sql, who.values))
    assert "statement_actors_by_actor" in plan
    assert "B-TREE" not in plan


def test_the_dates_kept_beside_actors_are_those_of_the_statements(store: Store) -> None:
    for table, owner, owned in (
        ("statement_actors", "statements", "statement"),
        ("statement_via", "statements", "statement"),
        ("event_parties", "events", "event"),
    ):
        sql = f"SELECT count(*) FROM {table} AS t JOIN {owner} AS o ON o.n = t.{owned} WHERE t.dated IS NOT o.dated"
        assert store.query(sql)[0][0] == 0


def test_a_file_of_version_4_gets_its_dates(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store(path, write=True) as writer:
        writer.add(dated(0, "2024-02-11"))
    with sqlite3.connect(path) as database:
        for table, columns in (
            ("statement_actors", "actor_id, role"),
            ("statement_via", "actor_id"),
            ("event_parties", "actor_id, role"),
        ):
            database.execute(f"DROP INDEX {table}_by_actor")
            database.execute(f"ALTER TABLE {table} DROP COLUMN dated")
            database.execute(f"CREATE INDEX {table}_by_actor ON {table}({columns})")
        database.execute("PRAGMA user_version = 4")
        migrating.migrate(database, {5: migrating.shipped_migrations()[5]})
        database.execute(f"PRAGMA user_version = {migrating.SCHEMA_VERSION}")
    with Store(path) as store:
        rows = store.query("SELECT DISTINCT dated FROM statement_actors")
        assert [row["dated"] for row in rows] == ["2024-02-11"]
        assert store.record(dated(0, "2024-02-11").id) == dated(0, "2024-02-11")

"""Who speaks about whom and who acts upon whom."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from invented import lake_record, small_record
from said_pages import said_page

import onrecord
from onrecord.store import Store, migrating

KEPT = "SELECT * FROM relations ORDER BY actor_id, other_id, told, type"


@pytest.fixture
def record_db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Store(path, write=True) as store:
        store.add(lake_record())
        for n in range(6):
            store.add(said_page(n, f"word {n}", f"202{n}-01-01", act="ACCUSE" if n % 2 else None))
        for n in range(6, 8):
            store.add(said_page(n, "more", "2026-01-01", event="THREATEN", about=("VEL", "NOR")))
    return path


def test_pairs_are_counted(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        rows = db.network()
        first = rows[0]
        assert (first.who, first.whom_id, first.times, first.statements, first.events) == (
            "Irena Valko",
            "VEL",
            10,
            8,
            2,
        )
        assert first.acts == {"ACCUSE": 3, "THREATEN": 2}
        assert first.intensity == pytest.approx((3 * -3.0 + 2 * -4.0) / 5, abs=1.0)
        assert {row.who for row in db.network(about="NOR")} == {"Irena Valko"}
        assert {row.whom for row in db.network("Asha Odongo")} == {"Tanzania", "Government of the United States"}
        assert len(db.network("Nobody Known")) == 0
        assert (len(db.network(limit=1)), db.network(limit=1).total) == (1, rows.total)


def test_a_time_alone_is_counted_the_same_way(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        whole, all_of_time = db.network(), db.network(since="1000")
        assert [(one.who_id, one.whom_id, one.times, one.acts) for one in all_of_time if one.who_kind == "person"] == [
            (one.who_id, one.whom_id, one.times, one.acts) for one in whole if one.who_kind == "person"
        ]
        (late,) = db.network("Irena Valko", about="VEL", since="2026")
        assert (late.statements, late.events) == (2, 2)


def test_claims_and_what_was_not_done_are_told_apart(record_db: Path) -> None:
    with Store(record_db, write=True) as store:
        store.add(said_page(8, "less", "2026-02-01", event="ASSAULT", claimed=True))
        store.add(said_page(9, "less", "2026-02-02", event="ASSAULT", status="planned", claimed=True))
        store.add(said_page(10, "less", "2026-02-03", event="ASSAULT", status="denied"))
        store.add(said_page(11, "less", "2026-02-04", event="ASSAULT", status="ongoing"))
    with onrecord.open(record_db) as db:
        for since in (None, "2020"):
            (edge,) = db.network("Irena Valko", about="VEL", since=since)
            assert (edge.events, edge.claims, edge.not_done) == (6, 2, 2)
            (edge,) = db.network("Irena Valko", about="NOR", since=since)
            assert (edge.events, edge.claims, edge.not_done) == (2, 0, 0)
        (edge,) = db.network("Irena Valko", about="VEL", since="2026-02-02")
        assert (edge.events, edge.claims, edge.not_done) == (3, 1, 2)


def test_counts_follow_pages_that_go_and_come_again(record_db: Path) -> None:
    with Store(record_db, write=True) as store:
        before = [tuple(row) for row in store.query(KEPT)]
        store.add(small_record(1))
        assert [tuple(row) for row in store.query(KEPT)] != before
        store.add(said_page(8, "less", "2026-02-01", event="ASSAULT", status="planned", claimed=True))
        store._connection.execute("DELETE FROM documents WHERE uri = '/said/8.txt'")
        for page in (lake_record(), said_page(7, "more", "2026-01-01", event="THREATEN", about=("VEL", "NOR"))):
            store.add(page, replace=True)
        store._connection.execute("DELETE FROM documents WHERE uri = '/ferries/1.txt'")
        assert [tuple(row) for row in store.query(KEPT)] == before
        store._connection.execute("DELETE FROM documents")
        assert store.query(KEPT) == []


def test_a_migrated_file_counts_the_same(record_db: Path, tmp_path: Path) -> None:
    """What the migrations count of a file that has pages already is what the triggers count as they come."""
    with Store(record_db, write=True) as store:
        store.add(said_page(8, "less", "2026-02-01", event="ASSAULT", status="planned", claimed=True))
        store.add(said_page(9, "less", "2026-02-01", event="ASSAULT", claimed=True))
        store.add(said_page(10, "less", "2026-02-01", event="ASSAULT", status="denied"))
    connection = sqlite3.connect(record_db, isolation_level=None)
    kept = connection.execute(KEPT).fetchall()
    connection.executescript(
        "DROP TABLE alert_answers; DROP TABLE alerts; DROP TABLE relations;"
        + "".join(f"DROP TRIGGER relations_{name};" for name in ("said", "unsaid", "done", "undone"))
    )
    for script in migrating.shipped_migrations().values():
        if "TABLE relations" in script:
            connection.executescript(script)
    assert connection.execute(KEPT).fetchall() == kept != []

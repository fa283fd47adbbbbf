"""A page goes into the record file whole or not at all, once, and comes out as it went in."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import at, lake_record, small_record

from onrecord.model.document import Record
from onrecord.model.errors import QueryError, RecordError
from onrecord.model.page import Published
from onrecord.model.provenance import Fetched, Problem, Skipped
from onrecord.store import Store
from onrecord.views.problems import problems


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "record.db", write=True)


def counts(store: Store) -> dict[str, int]:
    tables = [
        row[0] for row in store.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%'")
    ]
    return {table: store.query(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_a_record_comes_out_as_it_went_in(store: Store) -> None:
    record = lake_record()
    assert store.add(record)
    assert store.record(record.id) == record


def test_a_record_of_nothing_but_a_problem_comes_out_too(store: Store) -> None:
    empty = msgspec.structs.replace(
        Record(
            id="e", input=lake_record().input, page=msgspec.structs.replace(lake_record().page, outlet=None), text=""
        ),
        problems=(Problem(what="empty", detail="there is nothing in it"),),
    )
    assert store.add(empty)
    assert store.record("e") == empty


def test_a_page_is_put_down_once(store: Store) -> None:
    assert store.add(lake_record())
    before = counts(store)
    assert not store.add(lake_record())
    assert counts(store) == before


def test_reading_again_replaces_and_leaves_nothing_behind(store: Store) -> None:
    record = lake_record()
    store.add(small_record(1))
    store.add(record)
    before = counts(store)
    changed = msgspec.structs.replace(record, statements=record.statements[:1], events=())
    assert store.add(changed, replace=True)
    assert store.record(record.id) == changed
    assert counts(store)["events"] == 0
    assert store.add(record, replace=True)
    assert counts(store) == before
    assert not store.query("PRAGMA foreign_key_check")
    assert store.query("INSERT INTO documents_fts(documents_fts, rank) VALUES ('integrity-check', 1)") == []
    assert store.query("INSERT INTO statements_fts(statements_fts, rank) VALUES ('integrity-check', 1)") == []


def test_the_tables_say_what_the_record_says(store: Store) -> None:
    store.add(lake_record())
    page = store.query("SELECT * FROM documents")[0]
    assert (page["name"], page["outlet"], page["published"], page["dateline_place"]) == (
        "lake plan.html", "Shore Daily", "2024-03-05", "geonames:184745",
    )  # fmt: skip
    rows = store.query(
        """SELECT s.content, group_concat(substr(d.text, p.start + 1, p."end" - p.start), ' ') AS cut
        FROM statements AS s JOIN documents AS d ON d.n = s.document
        JOIN statement_spans AS p ON p.statement = s.n AND p.role = 'content' GROUP BY s.id"""
    )
    assert len(rows) == 3
    assert all(row["content"] == row["cut"] for row in rows)
    dated = store.query("SELECT said_on, dated FROM statements ORDER BY n")
    assert [tuple(row) for row in dated] == [("2024-03-04", "2024-03-04"), ("2023", "2023"), (None, "2024-03-05")]
    assert store.query("SELECT type FROM events WHERE attributed_to IS NOT NULL")[0]["type"] == "MOBILIZE"
    assert [row["name"] for row in store.query("SELECT name FROM actors WHERE kind = 'outlet' ORDER BY 1")] == [
        "Lakeshore News Agency", "Shore Daily",
    ]  # fmt: skip


def test_names_are_kept_for_asking_but_pronouns_are_not(store: Store) -> None:
    store.add(lake_record())
    rows = store.query("SELECT folded, is_name FROM actor_names WHERE actor_id = 'person:asha-odongo' ORDER BY 1")
    assert [tuple(row) for row in rows] == [("asha odongo", 1), ("ms odongo", 0)]
    assert store.query("SELECT actor_id FROM actor_names WHERE folded = 'us'")[0][0] == "USA/GOV"


def test_ids_told_twice_or_of_nobody_do_not_lose_the_page(store: Store) -> None:
    record = lake_record()
    event = msgspec.structs.replace(record.events[0], attributed_to="no such statement", place="geonames:1")
    odd = msgspec.structs.replace(
        record, statements=(*record.statements, record.statements[0]), events=(event, event), actors=(), places=()
    )
    assert store.add(odd)
    assert store.record(odd.id) == odd
    assert counts(store)["statements"] == 3
    assert not store.query("PRAGMA foreign_key_check")


def test_a_page_that_fails_leaves_nothing(store: Store) -> None:
    record = lake_record()
    other = msgspec.structs.replace(record, id="other")  # the same statement ids under another page
    store.add(record)
    before = counts(store)
    with pytest.raises(RecordError, match="UNIQUE"):
        store.add(other)
    assert counts(store) == before
    assert store.add(small_record(0))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200), title=st.none() | st.text(max_size=20))
def test_any_text_comes_out_as_it_went_in(store: Store, text: str, title: str | None) -> None:
    title = title and title.encode("utf-8", "replace").decode()
    record = msgspec.structs.replace(small_record(3), id="any", text=text, statements=(), actors=(), zones=())
    record = msgspec.structs.replace(record, page=msgspec.structs.replace(record.page, title=title))
    store.add(record, replace=True)
    assert store.record("any") == record


def test_skipped_sources_are_counted(store: Store) -> None:
    for _ in range(2):
        store.note_skipped(Skipped(uri="a.pdf", reason="not a page"))
    assert [tuple(row)[:3] for row in store.query("SELECT * FROM skipped")] == [("a.pdf", "not a page", 2)]


def test_an_unknown_page_is_a_question_that_cannot_be_put(store: Store) -> None:
    with pytest.raises(QueryError, match="no page 'nowhere'"):
        store.record("nowhere")


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from invented import small_record
from onrecord.store import Store
with Store(sys.argv[1], write=True) as store:
    for n in range(int(sys.argv[3])):
        store.add(small_record(n))
"""


def writer(path: Path, pages: int) -> subprocess.Popen[bytes]:
    here = str(Path(__file__).resolve().parents[1])
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), here, str(pages)])


def pages_in(path: Path) -> int:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0


@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
def test_killed_while_writing(tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    running = writer(path, 100_000)
    begun = time.monotonic()
    while pages_in(path) < 40 and time.monotonic() - begun < 30:
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.wait()
    with Store(path, write=True) as store:
        there = counts(store)
        assert there["documents"] >= 40
        assert there["documents"] == there["records"] == there["statements"]
        assert there["mentions"] == there["statement_actors"] / 2 == there["documents"]
        assert not store.query("PRAGMA foreign_key_check")
        assert [row[0] for row in store.query("PRAGMA integrity_check")] == ["ok"]
        store.query("INSERT INTO documents_fts(documents_fts, rank) VALUES ('integrity-check', 1)")
        assert not store.add(small_record(0))
        assert store.add(small_record(-1))


def test_two_writers_at_once_put_each_page_down_once(tmp_path: Path) -> None:
    path = tmp_path / "both.db"
    both = [writer(path, 60), writer(path, 60)]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    assert pages_in(path) == 60


def test_it_can_be_asked_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store(path, write=True) as writing, Store(path) as asking:
        writing.add(lake_record())
        assert asking.record(lake_record().id) == lake_record()


def test_a_store_that_is_asked_is_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Store(path, write=True).close()
    with Store(path) as asking, pytest.raises(RecordError, match="readonly"):
        asking.query("DELETE FROM documents")
    assert [one.name for one in tmp_path.iterdir()] == ["record.db"]


def test_no_other_files_stay_beside_a_closed_record(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db", write=True) as store:
        store.add(lake_record())
    assert [path.name for path in tmp_path.iterdir()] == ["record.db"]


def test_a_folder_that_cannot_be_written_to_can_be_asked(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    with Store(folder / "record.db", write=True) as store:
        store.add(lake_record())
    folder.chmod(0o500)
    (folder / "record.db").chmod(0o400)
    try:
        with Store(folder / "record.db") as asked:
            assert asked.has(lake_record().id)
    finally:
        folder.chmod(0o700)


def damaged(path: Path) -> None:
    with Store(path, write=True) as store:
        store.add(lake_record())
    content = bytearray(path.read_bytes())
    content[4096:40_960] = b"\xff" * (40_960 - 4096)
    path.write_bytes(content)


def newer(path: Path) -> None:
    Store(path, write=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")


def another(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE things (a)")


def ask(path: Path) -> None:
    with Store(path) as store:
        store.query("SELECT * FROM statements JOIN documents ON documents.n = document")
        store.record(lake_record().id)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: None, "no record file"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (
            lambda path: path.write_text("<html>no database at all, but long enough to be taken for one</html>" * 50),
            "not a SQLite",
        ),
        (lambda path: path.mkdir(), "is a folder"),
        (another, "SQLite database of another kind"),
        (newer, "newer onrecord"),
        (damaged, "is damaged"),
    ],
)
def test_a_file_that_is_no_record_is_told_in_a_line(tmp_path: Path, make: object, told: str) -> None:
    path = tmp_path / "record.db"
    make(path)  # type: ignore[operator]
    with pytest.raises(RecordError, match=told) as raised:
        ask(path)
    assert "\n" not in str(raised.value)


def test_another_kind_of_database_is_not_written_into(tmp_path: Path) -> None:
    another(tmp_path / "record.db")
    with pytest.raises(RecordError, match="another kind"):
        Store(tmp_path / "record.db", write=True)


def test_a_locked_file_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.store.connecting.LOCK_WAIT", 0.05)
    path = tmp_path / "record.db"
    with Store(path, write=True) as store:
        holding, done = threading.Event(), threading.Event()

        def hold() -> None:
            with sqlite3.connect(path, isolation_level=None) as other:
                other.execute("BEGIN IMMEDIATE")
                holding.set()
                done.wait(10)
                other.execute("ROLLBACK")

        thread = threading.Thread(target=hold)
        thread.start()
        holding.wait(10)
        try:
            with pytest.raises(RecordError, match="locked by another program"):
                store.add(lake_record())
        finally:
            done.set()
            thread.join()


def test_spans_of_the_invented_page_stand_where_they_say() -> None:
    assert lake_record().text[slice(*at("Ms. Odongo"))] == "Ms. Odongo"


def test_the_marks_of_an_address_are_kept_with_its_page(store: Store) -> None:
    url = "https://shore.example/lake?x=1"
    marks = Fetched(at="2031-03-04T05:06:07+00:00", url=url, etag='"7"', last_modified="Mon, 03 Mar 2031 00:00:00 GMT")
    record = lake_record()
    record = msgspec.structs.replace(record, input=msgspec.structs.replace(record.input, fetched=marks))
    assert store.fetched(url) is None
    assert store.add(record)
    assert store.fetched(url) == marks
    assert store.record(record.id) == record
    later = msgspec.structs.replace(marks, at="2031-03-05T00:00:00+00:00", etag='"8"')
    store.note_fetched(record.id, later)
    assert store.fetched(url) == later
    assert store.add(record, replace=True)
    assert store.fetched(url) == marks


def test_what_was_passed_over_keeps_its_last_detail(store: Store) -> None:
    for detail in ("HTTP status 503", "asks to wait 90 seconds"):
        store.note_skipped(Skipped(uri="https://shore.example/", reason="no answer", detail=detail))
    (row,) = store.query("SELECT times, detail FROM skipped")
    assert tuple(row) == (2, "asks to wait 90 seconds")
    (told,) = problems(store)
    assert told.detail == "no answer: asks to wait 90 seconds"


def test_what_a_page_says_of_itself_stands_in_columns(store: Store) -> None:
    record = lake_record()
    page = msgspec.structs.replace(
        record.page,
        published=Published(
            date="2024-03-05", precision="day", how="json-ld", confidence=0.9, at="2024-03-05T08:00:00+03:00"
        ),
        modified=Published(date="2024-03-06", precision="day", how="meta", confidence=0.9),
        canonical="https://www.shore.example/lake/?b=2&a=1&utm_source=mail#top",
    )
    store.add(msgspec.structs.replace(record, page=page))
    columns = "published_at, modified, modified_at, modified_how, canonical, address, fetched_at"
    (row,) = store.query(f"SELECT {columns} FROM documents")
    assert tuple(row) == (
        "2024-03-05T08:00:00+03:00", "2024-03-06", None, "meta", page.canonical, "shore.example/lake?a=1&b=2", None,
    )  # fmt: skip

"""Record files are joined: nothing doubled, nothing lost, in whatever order."""

from __future__ import annotations

import sqlite3
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from invented import lake_record, small_record

from onrecord.cli.app import run
from onrecord.model.document import Record
from onrecord.model.errors import RecordError
from onrecord.model.provenance import Fetched, Skipped
from onrecord.store import Store
from onrecord.store.merging import COUNTED, KEPT, MARKED, SHARED, fuller, merge

GROWN = {
    "relations", "copies", "copy_passages", "copy_index", "stories", "story_index", "story_vectors", "happenings",
    "utterances", "utterance_differences", "utterance_index",
}  # fmt: skip
"""Tables that grow out of the pages as they come, in each file anew."""

_names = count()


class Part(msgspec.Struct):
    """What is in one file: readings of pages, reviews, what was passed over."""

    readings: list[tuple[int, int, int]]
    reviews: list[tuple[str, str | None]]
    skipped: list[tuple[str, int]]


parts = st.builds(
    Part,
    readings=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 2)), max_size=5),
    reviews=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", None])), max_size=3, unique=True),
    skipped=st.lists(st.tuples(st.sampled_from("pq"), st.integers(1, 3)), max_size=2),
)


def reading(page: int, day: int, seen: int) -> Record:
    """A page as read on some day; `seen` is as what its speaker was taken then."""
    record = lake_record() if page == 5 else small_record(page)
    speaker = msgspec.structs.replace(
        record.actors[0], name=f"{record.actors[0].name}{' II' * seen}", country=("KEN", None, "TZA")[seen]
    )
    at = f"2026-01-0{day + 1}T00:00:00+00:00"
    fetched = Fetched(at=at, url=f"https://shore.example/{page % 3}", etag=f'"{page}"')
    given = msgspec.structs.replace(record.input, read_at=at, fetched=fetched)
    return msgspec.structs.replace(record, input=given, actors=(speaker, *record.actors[1:]))


def file_of(folder: Path, part: Part) -> Path:
    path = folder / f"{next(_names)}.db"
    with Store(path, write=True) as store:
        for one in part.readings:
            store.add(reading(*one), replace=True)
        for uri, times in part.skipped:
            for _ in range(times):
                store.note_skipped(Skipped(uri=uri, reason="hidden"))
        for subject, value in part.reviews:
            review = (f"2026-02-0{len(subject)}", "statement", subject, "negative", value)
            store.query(
                "INSERT INTO reviews (made_at, subject, subject_id, judgement, value) VALUES (?, ?, ?, ?, ?)", review
            )
        store.query("UPDATE skipped SET last_at = '2026-03-01'")
    return path


def content(path: Path) -> dict[str, Any]:
    """Everything in a file but the numbers of its rows."""
    with Store(path) as store:
        pages = {row["id"]: store.record(row["id"]) for row in store.query("SELECT id FROM documents")}
        tables = {
            name: sorted(map(repr, store.stream(f"SELECT * FROM {name}")))
            for name in (*SHARED, "relations", "skipped", "alerts")
        }
        marks = "SELECT url, at, etag, last_modified, id FROM fetches JOIN documents ON n = document"
        tables["fetches"] = sorted(map(repr, store.stream(marks)))
        for table in ("reviews", "runs"):
            tables[table] = sorted(repr(row[1:]) for row in store.stream(f"SELECT * FROM {table}"))
        counts = {
            table: store.query(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("statements", "events", "mentions", "zones")
        }
        assert not store.query("PRAGMA foreign_key_check")
        found = store.query(
            "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'ferry OR sign OR patrols OR sold'"
        )
        assert found[0][0] == counts["statements"]
    return {"pages": pages, "tables": tables, "counts": counts}


def joined(folder: Path, *paths: Path) -> Path:
    target = folder / f"{next(_names)}.db"
    with Store(target, write=True) as store:
        for path in paths:
            merge(store, path)
    return target


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(parts, parts, parts)
def test_nothing_is_lost_or_doubled_in_any_order(one: Part, two: Part, three: Part) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a, b, c = (file_of(folder, part) for part in (one, two, three))
        all_of_it = content(joined(folder, a, b, c))
        assert set(all_of_it["pages"]) == {page for path in (a, b, c) for page in content(path)["pages"]}
        for path in (a, b, c):
            for page, record in content(path)["pages"].items():
                assert all_of_it["pages"][page].input.read_at >= record.input.read_at
            assert set(content(path)["tables"]["reviews"]) <= set(all_of_it["tables"]["reviews"])
        assert content(joined(folder, c, b, a)) == all_of_it
        assert content(joined(folder, joined(folder, b, c), a, b)) == all_of_it
        assert content(joined(folder, joined(folder, a, a))) == content(a)


def test_every_table_is_known_to_merging(tmp_path: Path) -> None:
    with Store(tmp_path / "record.db", write=True) as store:
        names = {
            row["name"]
            for row in store.query("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
            if not row["name"].startswith("sqlite_")
        }
        store.add(lake_record())
        of_pages = {name for name in names - GROWN if store.query(f"SELECT 1 FROM {name} LIMIT 1")}
        assert names == of_pages | set(SHARED) | set(KEPT) | set(MARKED) | GROWN, (
            "say in store/merging.py how the table is joined"
        )
        for table, (keys, said) in SHARED.items():
            columns = {row["name"] for row in store.query("SELECT name FROM pragma_table_info(?)", (table,))}
            assert columns == {*keys, *said, *COUNTED[table]}


def test_what_a_server_said_last_stays_with_its_page(tmp_path: Path) -> None:
    early, late = file_of(tmp_path, Part([(0, 0, 0)], [], [])), file_of(tmp_path, Part([(3, 2, 0), (1, 0, 0)], [], []))
    url = "https://shore.example/0"
    asked_again = Fetched(at="2026-01-09T00:00:00+00:00", url=url, etag='"new"')
    with Store(early, write=True) as store:
        store.note_fetched(reading(0, 0, 0).id, asked_again)
    for order in ((early, late), (late, early)):
        with Store(joined(tmp_path, *order)) as store:
            assert store.fetched(url) == asked_again
            assert store.fetched("https://shore.example/1") is not None
            (row,) = store.query("SELECT id FROM fetches JOIN documents ON n = document WHERE url = ?", (url,))
            assert row["id"] == reading(0, 0, 0).id


def test_of_two_the_fuller() -> None:
    assert fuller(("Kenya", "unknown", None), ("Kenya", "state", "KEN")) == ("Kenya", "state", "KEN")
    assert fuller(("Kenya", "unknown", "KEN"), ("Kenya", "state", "KEN"))[1] == "state"
    assert fuller(("B",), ("A",)) == fuller(("A",), ("B",)) == ("A",)


def test_a_join_that_fails_changes_nothing(tmp_path: Path) -> None:
    a, b = file_of(tmp_path, Part([(0, 0, 0)], [], [])), file_of(tmp_path, Part([(1, 0, 0), (2, 0, 0)], [], []))
    with sqlite3.connect(b) as broken:
        broken.execute("UPDATE records SET record = '{' WHERE document = 2")
    before = content(a)
    with Store(a, write=True) as store, pytest.raises(msgspec.DecodeError):
        merge(store, b)
    assert content(a) == before


def test_other_schema_versions_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old, new = file_of(tmp_path, Part([], [], [])), file_of(tmp_path, Part([], [], []))
    for path, version in ((old, 1), (new, 99)):
        with sqlite3.connect(path) as made:
            made.execute(f"PRAGMA user_version = {version}")
    target = tmp_path / "all.db"
    assert run(["merge", str(old), "--to", str(target)]) == 1
    assert f"{old} is of schema 1, and only files of schema" in capfd.readouterr().err
    assert run(["merge", str(new), "--to", str(target)]) == 1
    assert "made by a newer onrecord" in capfd.readouterr().err
    assert not target.exists()
    with sqlite3.connect(old) as left:
        assert left.execute("PRAGMA user_version").fetchone()[0] == 1


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    a, b = file_of(tmp_path, Part([(0, 0, 0)], [], [])), file_of(tmp_path, Part([(0, 1, 0), (1, 0, 0)], [], []))
    assert run(["merge", str(a), str(b), "--jsonl"]) == 0
    out, err = capfd.readouterr()
    assert msgspec.json.decode(out) == {"file": str(b), "pages": 2, "added": 1, "renewed": 1, "present": 0}
    assert err == f"1 pages added, 1 renewed → {a}\n"
    assert run(["merge", str(a), str(a)]) == 2
    assert run(["merge", str(a), str(tmp_path / "none.db")]) == 1
    assert "no record file" in capfd.readouterr().err
    with Store(a, write=True) as store, pytest.raises(RecordError, match="with itself"):
        merge(store, a)

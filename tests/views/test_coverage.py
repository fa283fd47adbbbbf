"""Which outlets carried a story, what each quoted, and how each carrier of an utterance gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from said_pages import said_page

import onrecord
from onrecord.cli.app import run
from onrecord.model.errors import QueryError
from onrecord.model.spans import content_id
from onrecord.pictures.coverage import coverage_picture
from onrecord.store import Store

FULL = "that the strait will stay closed if patrols go on"


@pytest.fixture
def record_db(tmp_path: Path) -> Path:
    """Four pages of one story (the second a copy of the first), one of another, one never compared."""
    path = tmp_path / "record.db"
    pages = [
        said_page(0, FULL, "2024-03-05", outlet="Harbour Courier"),
        said_page(1, FULL, "2024-03-06", outlet="Meridian Post"),
        said_page(2, "that the strait will stay closed", "2024-03-06", outlet="Tarn Daily", cue="threatened"),
        said_page(3, "that talks go on", "2024-03-07", speaker="Astrid Holm", outlet="Meridian Post"),
        said_page(4, "that the harvest is in", "2024-03-06", speaker="Jonas Ekberg", outlet="Old Lantern"),
        said_page(5, "nothing more", None),
    ]
    with Store(path, write=True) as store:
        for page in pages:
            store.add(page)
        for table in ("copies", "stories", "utterances", "utterance_differences"):
            store._connection.execute(f"DELETE FROM {table}")
        store._connection.executescript(
            "INSERT INTO stories (document, story) VALUES (1, 1), (2, 1), (3, 1), (4, 1), (5, 5);"
            "INSERT INTO copies (document, copy_group) VALUES (1, 1), (2, 1), (3, 3), (4, 4), (5, 5);"
            "INSERT INTO utterances VALUES (1, 1, 'fullest', 1.0), (2, 1, 'verbatim', 1.0), (3, 1, 'trimmed', 1.0),"
            " (4, 4, NULL, NULL), (5, 5, NULL, NULL);"
            "INSERT INTO utterance_differences VALUES (3, 'condition', 1, NULL, 'if', 1), (3, 'cue', 1, 'threatened', 'said', 0);"
        )
    return path


def test_a_story_over_its_outlets(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        found = db.coverage("3.txt")
    assert [page.outlet for page in found.pages] == ["Harbour Courier", "Meridian Post", "Tarn Daily", "Meridian Post"]
    assert (found.outlets, found.texts, found.since, found.until) == (3, 3, "2024-03-05", "2024-03-07")
    assert (found.origins, found.pages[1].ground) == (3, "copy of its page")
    assert [page.copy_of for page in found.pages] == [None, content_id("said page", 0), None, None]
    assert [page.parts for page in found.pages] == [(1,), (1,), (1,), (2,)]
    assert found.pages[2].cues == ("threatened",)
    assert [(part.number, part.content, part.pages, part.outlets) for part in found.parts] == [
        (1, FULL, 3, 3),
        (2, "that talks go on", 1, 1),
    ]
    assert [(one.outlet, one.pages) for one in found.missing] == [("Old Lantern", 1)]


def test_carriers_of_an_utterance_and_how_they_differ(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        rows = db.utterance(content_id("said", 2)[:8])
    assert [(row.outlet, row.wording) for row in rows] == [
        ("Harbour Courier", "fullest"),
        ("Meridian Post", "verbatim"),
        ("Tarn Daily", "trimmed"),
    ]
    flagged, cue = rows[2].differences
    assert (flagged.kind, flagged.has, flagged.fullest_has, flagged.flagged) == ("condition", None, "if", True)
    assert (cue.has, cue.fullest_has, cue.flagged) == ("threatened", "said", False)


def test_what_was_not_compared_yet_is_when_it_is_asked_for(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        found = db.coverage("5.txt")
        assert ([page.uri for page in found.pages], found.notes) == (["/said/5.txt"], ())
        rows = db.utterance(content_id("said", 5))
        assert (len(rows), rows[0].wording) == (1, None)


@pytest.mark.parametrize("asked", ["ffffffffffffffff", "x", "", "%", "said"])
def test_an_id_that_is_none(record_db: Path, asked: str) -> None:
    with onrecord.open(record_db) as db, pytest.raises(QueryError, match="no statement has the id"):
        db.utterance(asked)


def test_as_a_person_sees_it(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["coverage", "3.txt", "--record", str(record_db)]) == 0
    out = " ".join(capsys.readouterr().out.split())  # however wide the screen is
    assert "4 pages of 3 outlets, from 3 origins, 3 texts that are no copy of another, 2024-03-05 – 2024-03-07" in out
    assert "Not among them, with other pages of those days: Old Lantern (1)" in out
    assert run(["utterance", content_id("said", 0), "--record", str(record_db)]) == 0
    assert "! condition: “—”, in the fullest “if”" in capsys.readouterr().out


def test_drawn(record_db: Path, tmp_path: Path) -> None:
    with onrecord.open(record_db) as db:
        svg = coverage_picture(db.coverage("3.txt"))
    assert svg.count("<rect") == 1 + 4
    assert "1: " not in svg
    assert run(["coverage", "3.txt", "--record", str(record_db), "--plot", str(tmp_path / "c.svg")]) == 0
    assert (tmp_path / "c.svg").read_text("utf-8") == svg

"""Questions that are kept in the record, and what is new to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree
from said_pages import said_page

import onrecord
from onrecord.cli.app import run
from onrecord.store import Store

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'a <b>&amp;</b> "quoted" ]]> \x07 promise'


@pytest.fixture
def record_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "record.db"
    with Store(path, write=True) as store:
        store.add(said_page(0, "that nothing is decided"))
    monkeypatch.setenv("ONRECORD", str(path))
    assert run(["said", "Irena Valko", "--about", "VEL", "--alert", "valko"]) == 0
    assert run(["events", "--type", "aid", "--alert", "aid"]) == 0
    assert "kept as valko; 1 answers so far" in capsys.readouterr().err
    return path


def new(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, str]]:
    assert run(["alerts", *options, "--jsonl"]) == 0
    return [(one["alert"], one["words"]) for one in map(json.loads, capsys.readouterr().out.splitlines())]


def test_only_what_is_new_is_told_and_once(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(capsys) == []
    with Store(record_db, write=True) as store:
        store.add(said_page(1, "that help is on its way", event="AID", intensity=9.0))
        store.add(said_page(2, "that it rains", speaker="Astrid Holm"))
    assert new(capsys, "--keep") == new(capsys, "--keep")
    assert {name for name, _ in new(capsys, "valko")} == {"valko"}
    assert [name for name, _ in new(capsys)] == ["aid"]
    assert new(capsys) == []


def test_a_page_that_is_read_anew_is_no_news(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(record_db, write=True) as store:
        store.add(said_page(0, "that nothing is decided"), replace=True)
    assert new(capsys) == []


def test_a_limit_leaves_the_others_new(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(record_db, write=True) as store:
        for n in range(1, 6):
            store.add(said_page(n, f"that it is day {n}", f"2024-04-0{n}"))
    assert [words for _, words in new(capsys, "--limit", "2")] == ["that it is day 1", "that it is day 2"]
    assert len(new(capsys)) == 3


def test_a_feed_holds_the_latest(record_db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(record_db, write=True) as store:
        store.add(said_page(3, HOSTILE))
    for _ in range(2):
        assert run(["alerts", "valko", "--atom", str(tmp_path / "feed.xml")]) == 0
        feed = etree.parse(str(tmp_path / "feed.xml"))
        assert len(feed.findall(f"{ATOM}entry")) == 2
    titles = [one.text or "" for one in feed.findall(f"{ATOM}entry/{ATOM}title")]
    assert any('a <b>&amp;</b> "quoted" ]]> � promise' in one for one in titles)
    assert len({one.text for one in feed.iter(f"{ATOM}id")}) == 3


def test_questions_are_listed_replaced_and_dropped(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["said", "--text", "help", "--alert", "valko"]) == 0
    capsys.readouterr()
    assert run(["alerts", "--list", "--jsonl"]) == 0
    kept = [json.loads(one) for one in capsys.readouterr().out.splitlines()]
    assert [(one["name"], one["view"], one["asked"]) for one in kept] == [
        ("aid", "events", {"type": "aid"}),
        ("valko", "said", {"text": "help"}),
    ]
    assert run(["alerts", "valko", "--drop"]) == 0
    assert run(["alerts", "valko"]) == 2
    assert "no question is kept as 'valko'" in capsys.readouterr().err
    assert run(["alerts", "--drop"]) == 2


def test_a_question_that_cannot_be_put_is_not_kept(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["said", "--since", "never", "--alert", "bad"]) == 2
    assert run(["said", "--alert", " "]) == 2
    assert run(["alerts", "bad"]) == 2


def test_python_asks_without_marking(record_db: Path) -> None:
    with Store(record_db, write=True) as store:
        store.add(said_page(1, "that help is on its way"))
    with onrecord.open(record_db) as db:
        assert (
            [one.words for one in db.alerts()]
            == [one.words for one in db.alerts("valko")]
            == ["that help is on its way"]
        )

"""What people say of actors being the same is laid over the record, replaced, listed, and never contradicts itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord
from onrecord.cli.app import run

TEXTS = {
    "a": "Asha Odongo said the dam was safe. Asha Odongo urged Kenya to build it. Harbour Watch Institute said it would leak.",
    "b": 'Asha Odongho said the dam was late. HWI said it would leak. "We shall see," Odongho told reporters.',
    "c": "Asha Odongo said on Friday that the dam was done. Tomas Varga said it was not.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same")
    rows = [{"id": name, "text": text, "date": "2024-05-01"} for name, text in TEXTS.items()]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert run(["read", str(folder / "rows.jsonl"), "--to", str(folder / "record.db"), "--quiet"]) == 0
    return folder / "record.db"


@pytest.fixture
def record(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.db"
    path.write_bytes(made.read_bytes())
    monkeypatch.setenv("ONRECORD", str(path))
    return path


A, B, C = "person:asha-odongo", "person:asha-odongho", "person:tomas-varga"


def speakers(record: Path, who: str) -> list[str | None]:
    with onrecord.open(record) as db:
        return [row.speaker for row in db.said(who)]


def test_actors_judged_the_same_are_answered_for_as_one_and_parted_again(record: Path) -> None:
    before = record_pages(record)
    apart = speakers(record, A)
    assert set(apart) == {"Asha Odongo"}
    assert run(["judge", "same", A, B, "--note", "a slip of the pen"]) == 0
    joined = speakers(record, A)
    assert len(joined) > len(apart)
    assert set(joined) == {"Asha Odongo"}
    assert joined == speakers(record, B)
    with onrecord.open(record) as db:
        (known,) = db.actors(A)
        assert {"Asha Odongho", B} <= set(known.also)
        assert known.pages == 3
        assert db.actors().total == len(db.actors())
        assert db.timeline("Asha Odongho").notes == ()
    assert run(["judge", "different", B, A]) == 0
    assert speakers(record, A) == apart
    assert record_pages(record) == before


def record_pages(record: Path) -> list[onrecord.Record]:
    with onrecord.open(record) as db:
        return list(db.pages())


def test_judgements_are_kept_with_those_that_were_replaced(record: Path) -> None:
    assert run(["judge", "same", A, B, "--by", "Lind"]) == 0
    assert run(["judge", "unsure", B, A, "--note", "ask the desk"]) == 0
    with onrecord.open(record) as db:
        rows = db.judgements()
    assert [(row.verdict, row.holds, row.note) for row in rows] == [
        ("unsure", True, "ask the desk"),
        ("same", False, None),
    ]
    assert rows[1].reviewer == "Lind"


def test_a_contradiction_is_refused_and_explained(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["judge", "same", A, B]) == 0
    assert run(["judge", "different", A, C]) == 0
    capsys.readouterr()
    assert run(["judge", "same", B, C]) == 2
    told = capsys.readouterr().err
    assert f"{A} and {C} cannot be different while" in told
    assert f"{B} the same" in told or f"{B} and {A} the same" in told
    assert run(["judge", "unsure", A, C]) == 0
    assert run(["judge", "same", B, C]) == 0
    assert run(["judge", "different", A, C]) == 2
    assert run(["judge", "same", A, A]) == 2
    assert run(["judge", "same", "Asha", "Tomas Varga"]) == 2
    assert run(["judge", "same", A]) == 2


def test_pairs_that_may_be_the_same_are_suggested_until_judged(record: Path) -> None:
    with onrecord.open(record) as db:
        found = {frozenset((row.a_id, row.b_id)): row.reason for row in db.suggestions()}
    assert found[frozenset((A, B))] == "names that transliteration may have parted"
    assert found[frozenset(("org:harbour-watch-institute", "org:hwi"))] == "one name is the other's initials"
    assert not any(C in pair for pair in found)
    assert run(["judge", "unsure", A, B]) == 0
    with onrecord.open(record) as db:
        assert frozenset((A, B)) not in {frozenset((row.a_id, row.b_id)) for row in db.suggestions()}

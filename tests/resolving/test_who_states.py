from __future__ import annotations

import pytest
from who_pages import actor_of, page, words_of_actor


def test_a_states_name_is_an_actor_but_not_after_in() -> None:
    text = "Norway signed the treaty. It rained in Norway. Talks with Norway failed."
    assert words_of_actor(page(text), "NOR") == ["Norway", "Norway"]


@pytest.mark.parametrize(
    "text",
    [
        "Pyongyang said the drill was a threat.",
        "Washington's refusal surprised diplomats.",
        "They spoke of relations between Washington and Pyongyang.",
        "There was new pressure from Washington on the banks.",
    ],
)
def test_a_seat_that_acts_is_its_state(text: str) -> None:
    assert {actor.id for actor in page(text).actors} & {"USA", "PRK"}


@pytest.mark.parametrize(
    "text",
    [
        "They met in Pyongyang on Monday.",
        "The train to Washington was late.",
        "London's streets were empty.",
        "He was born near Moscow.",
        "The capital Pyongyang has a metro.",
    ],
)
def test_a_seat_that_is_a_place_is_no_actor(text: str) -> None:
    assert page(text).actors == ()


def test_the_north_is_a_state_only_where_korea_is_meant() -> None:
    korea = "North Korea launched a rocket. South Korea protested, but the North denied it."
    assert words_of_actor(page(korea), "PRK") == ["North Korea", "North"]
    norway = "Norway has snow. In the North people ski."
    assert not words_of_actor(page(norway), "PRK")


def test_a_building_speaks_for_the_government_unless_it_is_a_place() -> None:
    said = page("The Kremlin denied it. The White House declined to comment.")
    assert words_of_actor(said, "RUS/GOV") == ["Kremlin"]
    assert words_of_actor(said, "USA/GOV") == ["White House"]
    assert page("She walked to the White House.").actors == ()


def test_a_body_belongs_to_the_country_said_with_it() -> None:
    found = page("Nigeria's Senate rejected the bill. The Supreme Court of India agreed.")
    assert words_of_actor(found, "NGA/LEG") == ["Senate"]
    assert actor_of(found, "org:supreme-court-of-india").country == "IND"


def test_a_ministry_is_the_government_of_the_country_before_it() -> None:
    found = page("The Norwegian Foreign Ministry summoned him.", {"organisation": ["Norwegian Foreign Ministry"]})
    assert words_of_actor(found, "NOR/GOV") == ["Norwegian Foreign Ministry"]


def test_a_persons_or_a_longer_places_name_hides_a_country() -> None:
    text = "Jordan Ellis moved to New Mexico. Denzel Washington said no."
    found = page(text, {"person": ["Jordan Ellis", "Denzel Washington"], "place": ["New Mexico"]})
    assert {actor.id for actor in found.actors} == {"person:jordan-ellis", "person:denzel-washington"}


def test_an_acronym_in_brackets_names_the_same_organisation() -> None:
    text = "The Harbour Watch Institute (HWI) published a list. HWI has ten members."
    found = page(text, {"organisation": ["Harbour Watch Institute", "HWI"]})
    assert words_of_actor(found, "org:harbour-watch-institute") == ["Harbour Watch Institute", "HWI", "HWI"]
    assert len(found.actors) == 1


def test_known_organisations_outlets_and_armed_groups() -> None:
    text = "NATO thanked the U.N. Security Council. Hamas told Reuters that the Korean Central News Agency was wrong."
    kinds = {actor.id: actor.kind for actor in page(text).actors}
    assert kinds == {
        "igo:nato": "igo",
        "igo:un-security-council": "igo",
        "armed:hamas": "armed_group",
        "outlet:reuters.com": "outlet",
        "outlet:kcna.kp": "outlet",
    }


def test_us_is_no_country_when_it_is_a_pronoun() -> None:
    assert page("He told us that. It is who we are.").actors == ()
    assert words_of_actor(page("The US told WHO."), "USA") == ["US"]


def test_everyday_words_are_outlets_only_where_the_page_says_so() -> None:
    assert page("The Sun rose at Dawn. Time flies.").actors == ()
    text = "The newspaper Dawn reported it."
    assert words_of_actor(page(text, {"organisation": ["Dawn"]}), "outlet:dawn.com") == ["Dawn"]


def test_an_agency_in_a_dateline_is_no_short_form_of_the_place() -> None:
    text = "Harbour, Tanzania (AP) - Tanzania waited. AP was there."
    assert words_of_actor(page(text), "TZA") == ["Tanzania", "Tanzania"]


def test_bare_initials_name_the_one_organisation_that_has_them() -> None:
    text = "Harbour Watch Institute opened. HWI has ten members."
    found = page(text, {"organisation": ["Harbour Watch Institute", "HWI"]})
    assert words_of_actor(found, "org:harbour-watch-institute") == ["Harbour Watch Institute", "HWI"]


def test_a_department_with_its_country_before_it_is_the_government() -> None:
    names = {"organisation": ["US State Department", "Kenyan Harbour Department"]}
    found = page("The US State Department denied it. The Kenyan Harbour Department agreed.", names)
    assert words_of_actor(found, "USA/GOV") == ["US State Department"]
    assert words_of_actor(found, "KEN/GOV") == ["Kenyan Harbour Department"]


def test_one_person_of_a_people_is_not_the_state() -> None:
    assert not page("Afterwards the Norwegian said no.").actors
    assert [actor.id for actor in page("Afterwards the Dutch said no.").actors] == ["NLD"]


def test_an_everyday_word_with_a_capital_article_amid_a_sentence_is_an_outlet() -> None:
    found = page("The vote is off, The Hill reported.", {"organisation": ["The Hill"]})
    assert [actor.id for actor in found.actors] == ["outlet:thehill.com"]

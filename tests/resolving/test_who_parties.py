"""Who the parties of events are, and what names are taken apart no more."""

from __future__ import annotations

from who_pages import done, page, said, speakers

from onrecord.model.document import Document

PEOPLE = {"person": ["Ingrid Solvang", "Tomas Varga", "Solvang", "Varga"]}


def sides(found: Document) -> list[tuple[tuple[str | None, ...], tuple[str | None, ...]]]:
    """The actors on both sides of each event."""
    return [
        (tuple(party.actor for party in event.actors), tuple(party.actor for party in event.recipients))
        for event in found.events
    ]


def test_he_and_she_act_as_they_speak() -> None:
    text = "Tomas Varga arrived late. He met the miners. The miners thanked him."
    events = [done(text, "met", ["He"], []), done(text, "thanked", [], ["him"])]
    assert sides(page(text, PEOPLE, events=events)) == [
        (("person:tomas-varga",), ()),
        ((), ("person:tomas-varga",)),
    ]


def test_nobody_does_it_to_himself() -> None:
    text = "Peter Lund came. Tomas Varga spoke, and Lund accused him of lying."
    names = {"person": ["Tomas Varga", "Peter Lund", "Lund"]}
    events = [done(text, "accused", ["Lund"], ["him"])]
    assert sides(page(text, names, events=events))[0][1] == ("person:tomas-varga",)
    text = "Minister Ingrid Solvang spoke. Solvang accused the minister."
    events = [done(text, "accused", ["Solvang"], ["the minister"])]
    assert sides(page(text, PEOPLE, events=events))[0][1] == (None,)


def test_we_is_whoever_says_so() -> None:
    text = "“We demand the books,” Ingrid Solvang said."
    statement = said(text, "Ingrid Solvang", "“We demand the books,”", "said")
    found = page(text, PEOPLE, [statement], [done(text, "demand", ["We"], [])])
    assert sides(found) == [(("person:ingrid-solvang",), ())]


def test_halves_of_one_name_are_one_party() -> None:
    text = "The Lund Food and Fisheries Agency searched the boat."
    names = {"organisation": ["Lund Food", "Fisheries Agency"]}
    found = page(text, names, events=[done(text, "searched", ["Lund Food", "Fisheries Agency"], [])])
    assert [party.text for party in found.events[0].actors] == ["Lund Food and Fisheries Agency"]


def test_names_with_particles_stay_whole() -> None:
    text = "Tehrik-e-Arven said it was over. Abu Anas Lund wept."
    names = {"organisation": ["Tehrik"], "person": ["Anas Lund"]}
    found = page(text, names, [said(text, "Tehrik-e-Arven", "it was over", "said")])
    assert {actor.name for actor in found.actors} == {"Tehrik-e-Arven", "Abu Anas Lund"}


def test_the_president_is_the_one_named_so_far() -> None:
    text = (
        "President Obama spoke in Russia. The president declined to answer. "
        "Russia, Russia and Russia waited. Later he met President Putin of Russia."
    )
    names = {"person": ["Obama", "Putin"], "place": ["Russia"]}
    found = page(text, names, [said(text, "The president", "to answer", "declined")], date="2016-09-08")
    assert speakers(found) == [("person:barack-obama",)]


def test_adjectives_share_their_plural() -> None:
    text = "The Norwegian and South Korean governments said it was late."
    found = page(text, {}, [said(text, "The Norwegian and South Korean governments", "it was late", "said")])
    assert speakers(found) == [("NOR/GOV", "KOR/GOV")]


def test_a_name_at_the_end_of_a_description() -> None:
    text = "“Fine man,” Varga's neighbour in both Lund and Arven, Ingrid Solvang, said."
    found = page(text, PEOPLE, [said(text, "Varga's neighbour in both Lund and Arven, Ingrid Solvang,", "“Fine man,”")])
    assert speakers(found) == [("person:ingrid-solvang",)]


def test_georgia_in_america() -> None:
    text = "The US Congress met. John Lund of Georgia said it was late."
    names = {"person": ["John Lund"], "place": ["Georgia", "US"]}
    found = page(text, names, [said(text, "John Lund of Georgia", "it was late", "said")])
    assert "GEO" not in {actor.id for actor in found.actors}
    text = "The US envoy flew to Tbilisi. Georgia said it was late."
    found = page(text, {"place": ["Georgia", "US", "Tbilisi"]}, [said(text, "Georgia", "it was late", "said")])
    assert speakers(found) == [("GEO",)]


def test_a_case_at_law_is_nobody() -> None:
    text = "Lund v. Moss was decided. The court said it was late."
    assert page(text, {"person": ["Lund v. Moss"]}).actors == ()
    found = page("Ann V. Moss wept.", {"person": ["Ann V. Moss"]})
    assert [actor.name for actor in found.actors] == ["Ann V. Moss"]


def test_words_in_ing_make_no_employee() -> None:
    text = "A policy urging employees said it was late."
    assert page(text, {}, [said(text, "A policy urging employees", "it was late", "said")]).actors == ()


def test_who_after_two_people_is_not_the_first() -> None:
    text = "Tomas Varga, who signed the bill, and his sister, Ib, who said it was late, came."
    who = text.rindex("who")
    found = page(text, PEOPLE, [said(text, (who, who + 3), "it was late", "said")])
    assert speakers(found) == [()]

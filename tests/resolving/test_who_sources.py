from __future__ import annotations

import pytest
from who_pages import actor_of, done, page, said, span_of, speakers


def one(
    text: str,
    source: str,
    *,
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    date: str | None = None,
):
    """The actors of a source in a text that goes on to say something."""
    whole = f"{text} said it was late."
    found = page(
        whole,
        {"person": people, "organisation": organisations},
        [said(whole, source, "it was late", "said")],
        date=date,
    )
    return speakers(found)[0]


@pytest.mark.parametrize(
    ("source", "actors"),
    [
        ("The US, Ukraine and South Korea", ("USA", "UKR", "KOR")),
        ("Reports by Norway, Chad, and South Korea", ("NOR", "TCD", "KOR")),
        ("Norway and its allies", ("NOR",)),
        ("US officials", ("USA/GOV",)),
        ("Russian forces", ("RUS/MIL",)),
        ("A White House spokeswoman", ("USA/GOV",)),
        ("A spokesman for the Kremlin", ("RUS/GOV",)),
        ("A Norwegian army spokesman", ("NOR/MIL",)),
        ("Analysts", ("group:analysts",)),
        ("Many experts", ("group:experts",)),
        ("Norwegian lawmakers", ("NOR/LEG",)),
        ("A senior official", ("group:unnamed-official",)),
        ("The report", ()),
        ("People", ()),
        ("The Taliban", ("armed:taliban",)),
    ],
)
def test_what_a_phrase_means(source: str, actors: tuple[str, ...]) -> None:
    assert one(source, source) == actors


@pytest.mark.parametrize(
    ("source", "actors"),
    [
        ("Mayor Ingrid Solvang", ("person:ingrid-solvang",)),
        ("Ingrid Solvang, the mayor of Harbour, who", ("person:ingrid-solvang",)),
        ("The mayor of Harbour, Ingrid Solvang,", ("person:ingrid-solvang",)),
        ("Ingrid Solvang and Tomas Varga", ("person:ingrid-solvang", "person:tomas-varga")),
        ("Secretary of State Tomas Varga", ("person:tomas-varga",)),
        ("Tomas Varga's campaign", ("org:tomas-varga-campaign",)),
        ("A neighbour of Tomas Varga", ()),
        ("Tomas Varga of the Harbour Institute", ("person:tomas-varga",)),
        ("Harbour Institute director Tomas Varga", ("person:tomas-varga",)),
        ("A spokesman for the Harbour Institute", ("org:harbour-institute",)),
        ("A Harbour Institute report", ("org:harbour-institute",)),
        ("One Harbour Institute source", ("group:unnamed-harbour-institute-source",)),
    ],
)
def test_what_a_phrase_with_names_means(source: str, actors: tuple[str, ...]) -> None:
    assert one(source, source, people=("Ingrid Solvang", "Tomas Varga"), organisations=("Harbour Institute",)) == actors


def test_the_norths_leader_is_the_person_in_office() -> None:
    text = "North Korea fired a rocket. The North’s leader said it was late."
    found = page(text, {}, [said(text, "The North’s leader", "it was late", "said")], date="2021-01-10")
    assert speakers(found) == [("person:kim-jong-un",)]
    undated = page(text, {}, [said(text, "The North’s leader", "it was late", "said")])
    assert speakers(undated) == [()]


def test_an_office_points_back_to_the_one_person_called_so() -> None:
    text = "Deputy mayor Tomas Varga met council clerk Ingrid Solvang. The clerk said it was late."
    found = page(text, {"person": ["Tomas Varga", "Ingrid Solvang"]}, [said(text, "The clerk", "it was late", "said")])
    assert speakers(found) == [()]
    text = "Governor Tomas Varga met senator Ingrid Solvang. The senator said it was late."
    found = page(
        text, {"person": ["Tomas Varga", "Ingrid Solvang"]}, [said(text, "The senator", "it was late", "said")]
    )
    assert speakers(found) == [("person:ingrid-solvang",)]


def test_the_agency_is_the_one_named_last() -> None:
    text = "The Korean Central News Agency carried the speech. The agency said it was late."
    assert speakers(page(text, {}, [said(text, "The agency", "it was late", "said")])) == [("outlet:kcna.kp",)]


def test_state_media_belong_to_the_nation_spoken_of() -> None:
    text = "North Korean troops announced an anti-US drill, the nation’s state media said it was late."
    assert speakers(page(text, {}, [said(text, "the nation’s state media", "it was late", "said")])) == [
        ("group:state-media-of-north-korea",)
    ]


def test_it_and_they_are_the_last_speakers_of_their_kind() -> None:
    text = "The Kremlin said yes. It said it was late."
    found = page(text, {}, [said(text, "The Kremlin", "yes", "said"), said(text, "It", "it was late")])
    assert speakers(found)[1] == ("RUS/GOV",)
    text = "Analysts said yes. They said it was late."
    found = page(text, {}, [said(text, "Analysts", "yes", "said"), said(text, "They", "it was late")])
    assert speakers(found)[1] == ("group:analysts",)


def test_who_and_i_are_those_beside_and_around_them() -> None:
    text = "Tomas Varga, who said it was late, left. “I know that I heard the bell,” Varga added."
    statements = [
        said(text, "who", "it was late"),
        said(text, "Varga", "I know that I heard the bell", nth=1),
        said(text, "I", "I heard the bell"),
    ]
    assert speakers(page(text, {"person": ["Tomas Varga", "Varga"]}, statements)) == [("person:tomas-varga",)] * 3


def test_about_holds_the_actors_of_content_and_object_but_not_the_speaker() -> None:
    text = "Kim Jong Un denounced the US as “a wolf” that Kim and Norway feared. Norway trusts Norway."
    statement = said(text, "Kim Jong Un", "“a wolf” that Kim and Norway feared. Norway trusts Norway", "denounced")
    found = page(text, {"person": ["Kim Jong Un"]}, [statement])
    assert found.statements[0].about == ("NOR", "USA")


@pytest.mark.parametrize(
    ("text", "cue", "content", "addressee"),
    [
        ("Tomas Varga told Reuters that it was late.", "told", "it was late", ("outlet:reuters.com",)),
        ("Tomas Varga urged Iran to go home.", "urged", "to go home", ("IRN",)),
        ("Tomas Varga told lawmakers it was late.", "told", "it was late", ("group:lawmakers",)),
        (
            "Tomas Varga said in an interview with CNN that it was late.",
            "said in an interview with",
            "it was late",
            ("outlet:cnn.com",),
        ),
        ("Tomas Varga said on Monday that it was late.", "said", "it was late", ()),
    ],
)
def test_addressees(text: str, cue: str, content: str, addressee: tuple[str, ...]) -> None:
    found = page(text, {"person": ["Tomas Varga"]}, [said(text, "Tomas Varga", content, cue)])
    assert found.statements[0].addressee == addressee


def test_a_party_of_several_becomes_several_parties() -> None:
    text = "The US and South Korea met Norwegian officials."
    event = page(text, {}, (), [done(text, "met", ["The US and South Korea"], ["Norwegian officials"])]).events[0]
    assert [party.actor for party in event.actors] == ["USA", "KOR"]
    assert [party.actor for party in event.recipients] == ["NOR/GOV"]


def test_every_actor_referred_to_is_on_the_page() -> None:
    text = "US officials told reporters that Norway left. Analysts doubted it."
    statements = [said(text, "US officials", "Norway left", "told"), said(text, "Analysts", "it", "doubted")]
    found = page(text, {}, statements)
    known = {actor.id for actor in found.actors}
    for statement in found.statements:
        assert statement.source is not None
        assert {*statement.source.actors, *statement.about, *statement.addressee} <= known


def test_a_capital_source_without_a_name_is_taken_at_its_word() -> None:
    text = "Kestrel said it was late."
    found = page(text, {}, [said(text, span_of(text, "Kestrel"), "it was late", "said")])
    assert speakers(found) == [("person:kestrel",)]
    assert found.actor("person:kestrel").mentions == (span_of(text, "Kestrel"),)
    text = "Czech Foreign Minister Zbysek Kavak said it was late."
    found = page(text, {}, [said(text, "Czech Foreign Minister Zbysek Kavak", "it was late", "said")])
    assert speakers(found) == [("person:zbysek-kavak",)]


def test_the_group_is_nobody_when_two_may_be_meant() -> None:
    names = {"organisation": ["Harbour Watch", "Quay League"]}
    text = "Harbour Watch sued Quay League. The group said it was late."
    assert speakers(page(text, names, [said(text, "The group", "it was late", "said")])) == [()]
    text = "Harbour Watch sued Norway. The group said it was late."
    assert speakers(page(text, names, [said(text, "The group", "it was late", "said")])) == [("org:harbour-watch",)]


def test_the_government_is_that_of_the_country_the_page_is_about() -> None:
    text = "Norway closed its ports. In Norway, a US State Department team waited. The government said it was late."
    assert speakers(page(text, {}, [said(text, "The government", "it was late", "said")])) == [("NOR/GOV",)]


@pytest.mark.parametrize(
    ("source", "actor", "sector", "country"),
    [
        ("a police source", "group:unnamed-police-source", "COP", None),
        ("two senior intelligence officers", "group:unnamed-intelligence-officer", "SPY", None),
        ("an anonymous campaign aide", "group:unnamed-campaign-aide", "PTY", None),
    ],
)
def test_sources_without_a_name_are_typed(source: str, actor: str, sector: str, country: str | None) -> None:
    text = f"{source} said that it was late."
    found = page(text, {}, [said(text, source, "it was late")])
    assert speakers(found) == [(actor,)]
    assert (actor_of(found, actor).kind, actor_of(found, actor).country) == ("group", country)
    assert actor_of(found, actor).sector == sector


def test_bodies_of_a_state_that_no_table_knows_are_its_government() -> None:
    text = (
        "Velmark will sign. The government of Velmark agreed. Velmark's foreign ministry said no. Velmark warned him."
    )
    found = page(text, {"place": ["Velmark"]}, [said(text, "Velmark's foreign ministry", "no")])
    assert speakers(found) == [("state:velmark/GOV",)]
    assert actor_of(found, "state:velmark/GOV").name == "government of Velmark"

"""Toponyms found, told apart and placed."""

from __future__ import annotations

import math
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.actor import Actor, Name
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.page import Dateline, Page
from onrecord.model.place import Place
from onrecord.model.provenance import Input
from onrecord.model.spans import evidence
from onrecord.model.zone import Zone
from onrecord.resolving.where import resolve_places


def page(text: str, names: dict[str, str] | None = None, **layers: object) -> Document:
    """A document of one body zone, with every mention of `names` marked."""
    marked = []
    for words, kind in (names or {}).items():
        start = text.find(words)
        while start >= 0:
            marked.append(Name(start=start, end=start + len(words), kind=kind))  # type: ignore[arg-type]
            start = text.find(words, start + 1)
    fields: dict[str, object] = {
        "id": "d",
        "input": Input(uri="d.txt", row_id=None, sha256="", read_at="", reader=""),
        "page": Page(),
        "kind": "article",
        "text": text,
        "zones": (Zone(kind="body", start=0, end=len(text)),),
        "names": tuple(sorted(marked, key=lambda name: (name.start, -name.end))),
    }
    return Document(**(fields | layers))  # type: ignore[arg-type]


def found(document: Document) -> dict[str, Place]:
    """Places by their words."""
    read = resolve_places(document)
    return {read.text[start:end]: place for place in read.places for start, end in place.mentions}


def near(place: Place, lat: float, lon: float, km: float = 60) -> bool:
    assert place.lat is not None
    assert place.lon is not None
    a, b, c, d = map(math.radians, (lat, lon, place.lat, place.lon))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half)) < km


def test_city_and_state_decide_each_other() -> None:
    places = found(page("The mill in Paris, Texas, burned down.", {"Paris": "place", "Texas": "place"}))
    assert near(places["Paris"], 33.66, -95.55)
    assert places["Texas"].country == "USA"
    assert places["Paris"].id == f"geonames:{places['Paris'].geonames_id}"


def test_without_context_the_best_known_bearer() -> None:
    places = found(page("She flew to Paris on Monday.", {"Paris": "place"}))
    assert places["Paris"].country == "FRA"


def test_neighbours_on_the_page_decide() -> None:
    text = "Crews from Lexington and Frankfort met in Richmond. Kentucky paid for it, a Madison County official said."
    places = found(
        page(text, dict.fromkeys(("Lexington", "Frankfort", "Richmond", "Kentucky", "Madison County"), "place"))
    )
    assert near(places["Richmond"], 37.75, -84.29)
    assert near(places["Madison County"], 37.73, -84.3)
    assert near(places["Frankfort"], 38.2, -84.87)


def test_lists_of_countries_are_no_containment() -> None:
    places = found(
        page(
            "Ministers of Lebanon, Jordan, Egypt and Sudan met.",
            dict.fromkeys(("Lebanon", "Jordan", "Egypt", "Sudan"), "place"),
        )
    )
    assert [places[name].country for name in ("Lebanon", "Jordan", "Egypt", "Sudan")] == ["LBN", "JOR", "EGY", "SDN"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Reading the bill took hours, and Nice people waited.", ("Reading", "Nice")),
        ("Mr. Lincoln said that Sen. Jackson would vote.", ("Lincoln", "Jackson")),
        ("The Army of the West won. Of all plans, Will chose one.", ("Of", "Will", "West")),
    ],
)
def test_ordinary_words_and_people_are_no_places(text: str, words: tuple[str, ...]) -> None:
    assert not set(words) & set(found(page(text)))


def test_surname_of_somebody_on_the_page() -> None:
    text = "Ada Houston runs the clinic. On Tuesday Houston closed it."
    document = page(text, {"Ada Houston": "person"})
    assert "Houston" not in found(document)


def test_street_is_not_its_namesake_town() -> None:
    places = found(page("The shop on Dublin Road in Columbus, Ohio, closed.", {"Columbus": "place", "Ohio": "place"}))
    assert places["Dublin Road"].lat is None
    assert "Dublin" not in places


def test_abbreviated_states() -> None:
    places = found(
        page("A man from Macon, Ga., met a woman of Buffalo, N.Y., there.", {"Macon": "place", "Buffalo": "place"})
    )
    assert near(places["Macon"], 32.84, -83.63)
    assert places["Ga."].name == "Georgia"
    assert places["N.Y."].name == "New York"


def test_adjectives_name_their_country() -> None:
    places = found(page("A Norwegian ship left.", {"Norwegian": "nationality"}))
    assert places["Norwegian"].country == "NOR"


def test_seat_that_stands_for_a_government_is_no_place() -> None:
    text = "Oslo rejected the plan. Protesters met in Oslo."
    government = Actor(id="NOR/GOV", name="Norway", kind="government", country="NOR", mentions=((0, 4),))
    read = resolve_places(page(text, {"Oslo": "place"}, actors=(government,)))
    assert [place.mentions for place in read.places] == [((text.index("in Oslo") + 3, text.index("in Oslo") + 7),)]


def test_dateline_and_event_get_their_place() -> None:
    text = "GENEVA, May 3 -- Rebels attacked a convoy in Goma, while aides talked in Paris."
    event = Event(
        id="e",
        type="ASSAULT",
        trigger=evidence(text, [(text.index("attacked"), text.index(" a convoy"))]),
        intensity=-9,
        confidence=1,
    )
    dateline = Dateline(text="GENEVA, May 3", spans=((0, 13),))
    names = dict.fromkeys(("GENEVA", "Goma", "Paris"), "place")
    read = resolve_places(page(text, names, page=Page(dateline=dateline), events=(event,)))
    by_id = {place.id: place.name for place in read.places}
    assert read.page.dateline is not None
    assert by_id[read.page.dateline.place or ""] == "Geneva"
    assert by_id[read.events[0].place or ""] == "Goma"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Osei said in Geneva that the dam is safe.", "Geneva"),
        ("In Geneva on Monday Osei said that the dam is safe.", "Geneva"),
        ("Osei, a lawyer in Geneva, said that the dam is safe.", None),
        ("Osei said that the dam in Geneva is safe.", None),
        ("Osei, who works at the University of Geneva, said that the dam is safe.", None),
    ],
)
def test_where_something_was_said(text: str, place: str | None) -> None:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    source = "Osei, a lawyer in Geneva," if "lawyer" in text else "Osei"
    statement = Statement(
        id="s",
        kind="indirect",
        source=Source(text=source, spans=(at(source),)),
        cue=evidence(text, [at("said")]),
        content=evidence(text, [(text.index("that the dam"), len(text) - 1)]),
        confidence=1,
    )
    names = {"University of Geneva": "organisation", "Geneva": "place"} if "University" in text else {"Geneva": "place"}
    read = resolve_places(page(text, names, statements=(statement,)))
    by_id = {one.id: one.name for one in read.places}
    assert by_id.get(read.statements[0].place or "") == place


def test_places_bear_english_names() -> None:
    names = ("COLOGNE", "Aleppo", "Geneva", "Mecca")
    places = found(page("COLOGNE, May 3 -- He left Aleppo for Geneva and Mecca.", dict.fromkeys(names, "place")))
    assert [place.name for place in places.values()] == ["Cologne", "Aleppo", "Geneva", "Mecca"]


def test_zones_that_are_not_read_name_nothing() -> None:
    text = "The vote failed. Ten things to do in Lisbon"
    zones = (Zone(kind="body", start=0, end=16), Zone(kind="teaser", start=17, end=len(text)))
    assert not resolve_places(page(text, {"Lisbon": "place"}, zones=zones)).places


def test_works_without_marked_names() -> None:
    places = found(page("Troops crossed into Poland near Lublin, officials in Warsaw said."))
    assert {"Poland", "Lublin", "Warsaw"} <= set(places)


WORDS = st.sampled_from(
    [
        "Paris",
        "in",
        "Texas",
        ",",
        "U.S.",
        "’s",
        "St.",
        "Springfield",
        "County",
        "Street",
        "—",
        "\n",
        "(",
        "Ga.",
        "said",
        "New",
        "York",
        "É",
        "the",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_mentions_slice_to_their_words_and_a_second_run_changes_nothing(words: list[str]) -> None:
    text = " ".join(words)
    document = page(text, {"Paris": "place", "Springfield": "person"})
    read = resolve_places(document)
    for place in read.places:
        for start, end in place.mentions:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
    spans = sorted(span for place in read.places for span in place.mentions)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert resolve_places(read) == read


@pytest.mark.parametrize(
    "text",
    ["a" * 200_000, " " * 200_000, "“" * 200_000, "1" * 200_000, "A " * 100_000, "Paris, " * 10_000, "A.B" * 60_000],
)
def test_hostile_pages_take_linear_time(text: str) -> None:
    started = time.process_time()
    resolve_places(page(text))
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    ("text", "names", "words"),
    [
        ("The New York Times wrote of it.", {"New York Times": "organisation"}, "New York"),
        ("Two fell ill with West Nile virus.", {"West Nile": "place"}, "Nile"),
        ("They paid US$10,000 for it.", {"US": "place"}, "US"),
        ("An African-American singer spoke.", {"African-American": "nationality"}, "African"),
    ],
)
def test_names_of_papers_diseases_and_currencies_are_no_places(text: str, names: dict[str, str], words: str) -> None:
    assert words not in found(page(text, names))


def test_a_state_police_is_of_the_state() -> None:
    text = "Troopers of the Ohio State Police closed the road."
    assert set(found(page(text, {"Ohio State Police": "organisation"}))) == {"Ohio"}


def test_a_states_own_name_is_no_seat_of_government() -> None:
    text = "Shops closed in Atlanta. Georgia authorities said so."
    state = Actor(id="state:geo", name="Georgia", kind="state", country="GEO", mentions=((text.index("Georgia"), 32),))
    names = {"Atlanta": "place", "Georgia": "place"}
    assert found(page(text, names, actors=(state,)))["Georgia"].country == "USA"


def test_a_towns_police_are_not_its_countrys_government() -> None:
    text = "The Oslo Police Department closed a street in Oslo."
    at = text.index("Oslo")
    state = Actor(id="state:nor", name="Norway", kind="state", country="NOR", mentions=((at, at + 4),))
    names = {"Oslo Police Department": "organisation", "in Oslo": "place"}
    read = resolve_places(page(text, names, actors=(state,)))
    assert (at, at + 4) in [span for place in read.places for span in place.mentions]


def test_on_a_page_about_the_world_a_capital_is_no_village() -> None:
    text = (
        "The delegates of China, Brazil and India met in Paris. The mills of Kentucky, at Midway and Versailles, "
        "sent a letter to Lexington. In Cairo, others waited."
    )
    names = dict.fromkeys(
        ("China", "Brazil", "India", "Paris", "Kentucky", "Midway", "Versailles", "Lexington", "Cairo"), "place"
    )
    places = found(page(text, names))
    assert places["Paris"].country == "FRA"
    assert places["Cairo"].country == "EGY"


def test_a_town_of_a_state_that_has_none_of_the_name_is_nowhere() -> None:
    places = found(page("She lives in Ashton, Md., near the mill.", {"Ashton": "place", "Md.": "place"}))
    assert places["Ashton"].lat is None
    assert places["Md."].name == "Maryland"


def test_a_border_is_a_country_s() -> None:
    text = "In Missouri, Columbia, Moberly, Fulton and Centralia wait. Trucks stood at the Mexico border."
    names = dict.fromkeys(("Missouri", "Columbia", "Moberly", "Fulton", "Centralia", "Mexico"), "place")
    assert found(page(text, names))["Mexico"].country == "MEX"
    assert found(page(text.replace("border", "mill"), names))["Mexico"].country == "USA"


@pytest.mark.parametrize(
    "text", ["The U.N. met late.", "HEMPSTEAD (UPI) - It rained.", "She works for the Eastern District of New York."]
)
def test_initials_and_districts_are_no_villages(text: str) -> None:
    words = {"U.N.": "place", "UPI": "place", "Eastern District": "place", "New York": "place"}
    assert not {"U.N.", "UPI", "Eastern District"} & set(found(page(text, words)))


def test_a_state_after_a_party_s_letter() -> None:
    assert found(page("Ann Lund, R-Ky., spoke.", {"Ann Lund": "person"}))["Ky."].name == "Kentucky"

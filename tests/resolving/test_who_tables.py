from __future__ import annotations

from onrecord.resolving import tables
from onrecord.resolving.who.tokens import slug


def test_every_table_has_rows_of_its_type() -> None:
    assert len(tables.countries()) == 250
    assert all(len(country.iso3) == 3 for country in tables.countries())
    assert len(tables.leaders()) > 4000
    assert len(tables.people()) > 2000
    assert len(tables.outlets()) > 1000
    assert len(tables.organisations()) > 1000
    assert len(tables.given_names()) > 20_000


def test_country_names_carry_no_notes() -> None:
    for country in tables.countries():
        for name in (*country.names, *country.adjectives, *country.seats):
            assert "(" not in name
            assert "*" not in name
            assert name == name.strip()


def test_seats_and_metonyms_of_a_government() -> None:
    by_code = {country.iso3: country for country in tables.countries()}
    assert by_code["PRK"].seats == ("Pyongyang",)
    assert ("Kremlin", "GOV") in by_code["RUS"].metonyms
    assert ("Pentagon", "MIL") in by_code["USA"].metonyms
    assert "the North" not in by_code["PRK"].names


def test_people_have_stable_ids_made_of_their_names() -> None:
    ids = [person.id for person in tables.people()]
    assert len(ids) == len(set(ids))
    assert all(person.id == f"person:{slug(person.name)}" for person in tables.people())


def test_leaders_are_joined_to_people_in_spite_of_initials_and_spelling() -> None:
    people = {person.id: person for person in tables.people()}
    assert {leader.person for leader in tables.leaders() if leader.name == "Donald J. Trump"} == {"person:donald-trump"}
    assert any(term.role == "head of state of PRK" and term.end is None for term in people["person:kim-jong-un"].terms)
    assert all(leader.person in people for leader in tables.leaders() if leader.person)


def test_terms_are_in_time_order() -> None:
    for person in tables.people():
        starts = [term.start for term in person.terms]
        assert starts == sorted(starts)


def test_outlets_that_others_take_stories_from_are_marked() -> None:
    by_id = {row.id: row for row in reversed(tables.outlets())}
    assert by_id["outlet:apnews.com"].wire
    assert by_id["outlet:kcna.kp"].aliases == ("Korean Central News Agency",)
    assert by_id["outlet:kcna.kp"].country == "PRK"
    assert not by_id["outlet:nytimes.com"].wire
    assert by_id["outlet:dawn.com"].ambiguous


def test_an_outlet_has_one_id_under_all_its_domains() -> None:
    bearers: dict[tuple[str | None, str], set[str]] = {}
    for row in tables.outlets():
        bearers.setdefault((row.country, slug(row.name).removeprefix("the-")), set()).add(row.id)
    assert not {name: ids for name, ids in bearers.items() if len(ids) > 1}
    assert {row.id for row in tables.outlets() if row.domain in ("tass.com", "tass.ru")} == {"outlet:tass.com"}


def test_programmes_are_of_outlets_that_the_table_holds() -> None:
    assert {outlet for _, outlet in tables.programmes()} <= {row.id for row in tables.outlets()}


def test_given_names_tell_women_from_men() -> None:
    names = tables.given_names()
    assert names["mary"] > 0.95
    assert names["john"] < 0.05
    assert names["olena"] == 1.0
    assert names["vladimir"] == 0.0

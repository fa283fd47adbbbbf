"""A user's own table of who is who: read, checked, and winning over the packaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from who_pages import actor_of, done, page, words_of_actor

from onrecord.model.actor import NameKind
from onrecord.model.errors import InputError
from onrecord.model.step import Step
from onrecord.resolving.who import read_own_table, resolve_actors, resolver

HEADER = "name,aliases,kind,country,sector\n"
FULL = "name,kind,id,country,role,since,until\n"


def own(tmp_path: Path, text: str) -> Step:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return resolver(read_own_table(path))


def test_a_users_rows_win_over_the_packaged_ones(tmp_path: Path) -> None:
    mine = own(
        tmp_path,
        HEADER
        + "Ingrid Solvang,The Iron Mayor,person,NOR,GOV\nHarbour Watch,HW,organisation,NOR,SOC\nKremlin,,outlet,NOR,JRN\n",
    )
    text = "The Iron Mayor met Harbour Watch. Solvang told Kremlin that HW was late."
    found = mine(page(text))
    assert mine.requires == resolve_actors.requires
    assert words_of_actor(found, "person:ingrid-solvang") == ["The Iron Mayor", "Solvang"]
    assert words_of_actor(found, "org:harbour-watch") == ["Harbour Watch", "HW"]
    assert actor_of(found, "outlet:kremlin").country == "NOR"
    assert words_of_actor(page(text), "RUS/GOV") == ["Kremlin"]


def test_what_a_user_says_of_an_actor_of_ours_holds_under_all_its_names(tmp_path: Path) -> None:
    mine = own(tmp_path, "name,kind,id,country,sector\nThe Treaty,igo,igo:nato,NOR,MIL\n")
    packaged = page("The North Atlantic Treaty Organization met.")
    assert [one.id for one in packaged.actors] == ["igo:nato"]
    found = mine(packaged)
    assert (actor_of(found, "igo:nato").name, actor_of(found, "igo:nato").country) == ("The Treaty", "NOR")


def test_an_office_filled_from_some_day_on_ends_then_for_whoever_held_it(tmp_path: Path) -> None:
    mine = own(
        tmp_path, FULL + "Ingrid Solvang,person,,PRK,head of state of PRK,2027-03-01,\nIngrid Solvang,person,,,,,\n"
    )
    text = "The North Korean leader met Kim Jong Un, and the North Korean leader said it was late."
    names: dict[NameKind, list[str]] = {"person": ["Kim Jong Un", "Ingrid Solvang"]}
    later = mine(page(text + " Ingrid Solvang left.", names, date="2027-06-01"))
    assert actor_of(later, "person:ingrid-solvang").role == "head of state of PRK"
    assert actor_of(later, "person:kim-jong-un").role == "former head of state of PRK"
    earlier = mine(page(text, names, date="2026-06-01"))
    assert actor_of(earlier, "person:kim-jong-un").role == "head of state of PRK"


def test_a_country_of_ones_own_has_a_government(tmp_path: Path) -> None:
    mine = own(tmp_path, "name,adjectives,kind,country\nVelmark,Velmarkian|Velmarkians,state,XVM\n")
    text = "The Velmarkian government signed. Velmark said nothing."
    found = mine(page(text, {}, (), [done(text, "signed", ["The Velmarkian government"], [])]))
    assert found.events[0].actors[0].actor == "XVM/GOV"
    assert actor_of(found, "XVM/GOV").name == "government of Velmark"
    assert words_of_actor(found, "XVM") == ["Velmark"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEADER + "Ann Moss,,person,NOR,\nIngrid Solvang,,mayor,NOR,GOV\n", r"row 3: the kind 'mayor' is none of"),
        (HEADER + ",,person,NOR,GOV\n", "row 2: no name"),
        (HEADER + "Ann Moss,,person,Norway,GOV\n", "row 2: the country 'Norway' is no alpha-3"),
        (HEADER + "Ann Moss,,person,NOR,politics\n", "row 2: the sector 'politics'"),
        (HEADER + "Ann Moss,A, Moss,person,NOR,GOV\n", "row 2: more cells than columns"),
        (HEADER + '"Ann Moss"x,,person,NOR,GOV\n', "is no CSV after row 1"),
        (HEADER + "Velmark,,state,,\n", "row 2: a state needs its country"),
        ("name,adjectives,kind\nAnn Moss,Mossy,person\n", "row 2: only a state has adjectives"),
        (FULL + "Ann Moss,person,moss,NOR,,,\n", "row 2: the id 'moss'"),
        (FULL + "Ann Moss,person,,NOR,,2026-01-01,\n", "row 2: since and until belong to a role"),
        (FULL + "Ann Moss,person,,NOR,mayor,January,\n", "row 2: the since 'January'"),
        (FULL + "A,person,org:a,,,,\nA,group,org:a,,,,\n", "row 3: org:a is of the kind person in an earlier row"),
        ("name,country\nAnn Moss,NOR\n", "lacks the column kind"),
        ("name,kind,alias\nAnn Moss,person,AM\n", "has a column 'alias'"),
        ("", "lacks the column name"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_row(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        own(tmp_path, text)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the table"):
        read_own_table(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"name,kind\nJos\xe9,person\n")
    with pytest.raises(InputError, match="not UTF-8"):
        read_own_table(tmp_path / "latin.csv")


def test_parties_are_the_same_when_resolved_again() -> None:
    text = "The US and South Korea met Varga-Solvang."
    once = page(
        text, {"person": ["Varga-Solvang"]}, (), [done(text, "met", ["The US and South Korea"], ["Varga-Solvang"])]
    )
    assert resolve_actors(once).events == once.events
    assert [party.actor for party in once.events[0].actors] == ["USA", "KOR"]


@pytest.mark.parametrize("kind", ["organisation", "person", "place"])
def test_surnames_joined_by_a_hyphen_are_their_bearers(kind: NameKind) -> None:
    text = "Tomas Varga met Ingrid Solvang. The Varga-Solvang talks failed."
    names: dict[NameKind, list[str]] = {kind: ["Varga-Solvang"]}
    names["person"] = ["Tomas Varga", "Ingrid Solvang", *names.get("person", [])]
    found = page(text, names)
    assert words_of_actor(found, "person:tomas-varga") == ["Tomas Varga", "Varga"]
    assert words_of_actor(found, "person:ingrid-solvang") == ["Ingrid Solvang", "Solvang"]
    assert len(found.actors) == 2

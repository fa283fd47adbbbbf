from __future__ import annotations

from pathlib import Path

import pytest
from who_pages import done, page, words_of_actor

from onrecord.model.actor import NameKind
from onrecord.model.errors import InputError
from onrecord.model.step import Step
from onrecord.resolving.who import resolve_actors, resolver

HEADER = "name,aliases,kind,country,sector\n"


def test_a_users_rows_win_over_the_packaged_ones(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(
        HEADER
        + "Ingrid Solvang,The Iron Mayor,person,NOR,GOV\nHarbour Watch,HW,organisation,NOR,SOC\nKremlin,,outlet,NOR,JRN\n",
        encoding="utf-8",
    )
    own = resolver(table)
    text = "The Iron Mayor met Harbour Watch. Solvang told Kremlin that HW was late."
    found = own(page(text))
    assert isinstance(own, Step)
    assert own.requires == resolve_actors.requires
    assert words_of_actor(found, "person:ingrid-solvang") == ["The Iron Mayor", "Solvang"]
    assert words_of_actor(found, "org:harbour-watch") == ["Harbour Watch", "HW"]
    assert found.actor("outlet:kremlin").country == "NOR"
    assert words_of_actor(page(text), "RUS/GOV") == ["Kremlin"]


def test_a_table_of_unknown_kinds_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_text(HEADER + "Ingrid Solvang,,mayor,NOR,GOV\n", encoding="utf-8")
    with pytest.raises(InputError, match="kind 'mayor'"):
        resolver(table)


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

"""Which events may be one happening: nothing in who, whom, where, when or what may speak against it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from told import WIRE, actor, event, page

from onrecord.model.place import Place
from onrecord.store import Store
from onrecord.stories.deeds import Deed, Party, Where
from onrecord.stories.grouping import Grouping

PARIS, NICE, FRANCE = (
    Where(f"geonames:{n}", name, n) for n, name in ((2988507, "Paris"), (2990440, "Nice"), (3017382, "France"))
)
CROYDON, LONDON = Where("geonames:2651817", "Croydon", 2651817), Where("geonames:2643743", "London", 2643743)
KELMOR, SELLA = Where("place:kelmor", "Kelmor", None), Where("place:sella", "Sella", None)


def party(
    text: str,
    actor_id: str | None = None,
    kind: str | None = None,
    country: str | None = None,
    sector: str | None = None,
) -> Party:
    return Party(text, actor_id, kind, country, sector)


VELMARK, ARMY = party("Velmark", "VEL", "state", "VEL"), party("Velmark's army", "VEL/MIL", "government", "VEL", "MIL")
COURTS = party("a court in Torsund", "VEL/JUD", "government", "VEL", "JUD")
OSTRANIA = party("Ostrania", "OST", "state", "OST")
CHANCELLOR = party("Chancellor Lund", "person:per-lund", "person", "VEL")
STRUCK = Deed(
    number=1, type="ASSAULT", mode=None, trigger="struck", status="happened", background=False, date=None,
    where=None, actors=(VELMARK,), recipients=(OSTRANIA,),
)  # fmt: skip


def other(**more: object) -> Deed:
    return msgspec.structs.replace(STRUCK, number=2, **more)


@pytest.mark.parametrize(
    ("one", "two", "fits"),
    [
        (PARIS, PARIS, True),
        (PARIS, NICE, False),
        (PARIS, FRANCE, True),
        (FRANCE, NICE, True),
        (LONDON, CROYDON, True),
        (KELMOR, SELLA, False),
        (KELMOR, Where("place:kelmor2", "KELMOR", None), True),
        (KELMOR, PARIS, None),
    ],
)
def test_places(one: Where, two: Where, fits: bool | None) -> None:
    assert one.fits(two) is fits
    assert two.fits(one) is fits


@pytest.mark.parametrize(
    ("one", "two", "fits"),
    [
        (VELMARK, VELMARK, True),
        (VELMARK, ARMY, True),
        (ARMY, COURTS, False),
        (VELMARK, COURTS, True),
        (VELMARK, CHANCELLOR, None),
        (VELMARK, OSTRANIA, False),
        (party("the driver of the tram"), party("The tram driver"), True),
        (party("the driver"), CHANCELLOR, None),
        (party("he"), OSTRANIA, None),
        (party("84 people"), party("dozens of people"), None),
        (party("two pier investors"), party("a group of 100 divers"), False),
        (party("a male gorilla in the Kelmor zoo"), party("two lions of a zoo in Sella"), False),
        (party("Velmark's harbour council"), party("Kelmor harbour council"), True),
        (party("Ada Brandt", "person:ada-brandt", "person"), party("Ida Brandt", "person:ida-brandt", "person"), False),
    ],
)
def test_who(one: Party, two: Party, fits: bool | None) -> None:
    assert one.fits(two) is fits
    assert two.fits(one) is fits


@pytest.mark.parametrize(
    "more",
    [
        {"type": "AID"},
        {"status": "denied"},
        {"actors": (OSTRANIA,)},
        {"recipients": (VELMARK,)},
        {"background": True},
    ],
)
def test_what_contradicts_is_another(more: dict[str, object]) -> None:
    assert STRUCK.may_be(other())
    assert not STRUCK.may_be(other(**more))
    assert not other(**more).may_be(STRUCK)


def test_days_and_towns_apart_are_two() -> None:
    dated = msgspec.structs.replace(STRUCK, date="2024-03-05", where=PARIS)
    assert dated.may_be(other(date="2024-03-06", where=FRANCE))
    assert dated.may_be(other(date="2024-03", where=None, background=True))
    assert not dated.may_be(other(date="2024-03-09", where=PARIS))
    assert not dated.may_be(other(date="2024-03-05", where=NICE))


def test_agreement_is_needed_not_just_silence() -> None:
    assert STRUCK.is_same(other(trigger="shelled"))
    assert STRUCK.is_same(other(recipients=()))
    assert not STRUCK.is_same(other(trigger="shelled", recipients=()))
    assert not STRUCK.is_same(other(actors=(), recipients=(party("he"),)))


def test_what_is_told_without_a_town_ties_no_two_towns(tmp_path: Path) -> None:
    crew, ferry = actor("Crew of the Marit", "group"), actor("Sella ferry", "organisation")
    events = [event(name, "attacked", (crew,), (ferry,)) for name in "abc"]
    towns = "place:kelmor", None, "place:sella"
    pages = [
        msgspec.structs.replace(
            page(name, WIRE, actors=(crew, ferry), events=(msgspec.structs.replace(one, place=town),)),
            places=(Place(id=town, name=town.removeprefix("place:")),) if town else (),
        )
        for name, one, town in zip("abc", events, towns, strict=True)
    ]
    with Store(tmp_path / "record.db", write=True) as store:
        grouping = Grouping(store)
        for one in pages:
            store.add(one)
            grouping.place(one.id)
        assert [row[0] for row in store.query("SELECT happening FROM happenings ORDER BY event")] == [1, 1, 3]

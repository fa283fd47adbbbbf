"""Stories where the same people and places make news every day, and large ones."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from told import ANEW, OTHER, WIRE, actor, event, page

from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.stories.grouping import Grouping

BRANDT, UNION, COURT = actor("Ada Brandt"), actor("harbour union", "organisation"), actor("court of Kelmor")
RULING = (
    "The court of Kelmor threw out the complaint of the fishermen's union against the closure of the eastern pier. Council "
    "leader Ada Brandt said the pillars would not be mended any sooner for being sued over. The union may appeal."
)
WORDS = (
    "flood river dam wall water mud boats roofs children school gym blankets soldiers sandbags pumps cellar bridge road "
    "train cancelled mayor minister helicopter insurance damage night rain levee village evacuated missing".split()
)


def stories(folder: Path, *pages: Record) -> dict[str, str]:
    """Page -> the first page of its story."""
    with Store(folder / "record.db", write=True) as store:
        grouping = Grouping(store)
        for one in pages:
            store.add(one)
            grouping.place(one.id)
        rows = store.query(
            "SELECT d.row_id, first.row_id FROM stories JOIN documents d ON d.n = document"
            " JOIN documents first ON first.n = story"
        )
    return {row[0]: row[1] for row in rows}


def closed(day: str, name: str, text: str, *, deeds: bool) -> Record:
    told = (event(name, "closed", (BRANDT,), (UNION,)),) if deeds else ()
    return page(name, text, title="Kelmor closes eastern pier", date=day, events=told, actors=(BRANDT, UNION))


@pytest.mark.parametrize(("deeds", "apart"), [(True, True), (False, False)])
def test_far_apart_pages_that_tell_of_other_deeds_are_two_stories(tmp_path: Path, deeds: bool, apart: bool) -> None:
    ruled = (event("ruled", "threw out", (COURT,)),) if deeds else ()
    later = page("ruling", f"{RULING} {WIRE}", title="Court backs pier closure", date="2024-04-20", events=ruled,
                 actors=(BRANDT, UNION, COURT))  # fmt: skip
    found = stories(tmp_path, closed("2024-03-05", "wire", WIRE, deeds=deeds), later)
    assert (found["ruling"] != found["wire"]) is apart


def test_other_deeds_of_one_day_may_be_one_story(tmp_path: Path) -> None:
    protest = page("protest", ANEW, title="Fishermen angry as pier is shut", date="2024-03-06",
                   events=(event("march", "march", (UNION,)),), actors=(UNION,))  # fmt: skip
    found = stories(tmp_path, closed("2024-03-05", "wire", WIRE, deeds=True), protest)
    assert found == {"wire": "wire", "protest": "wire"}


def test_pages_of_many_weeks_about_the_same_few_people_are_many_stories(tmp_path: Path) -> None:
    draw = random.Random(5)
    pages = []
    for week in range(40):
        matter = [f"{draw.choice(WORDS)}{draw.randrange(900)}" for _ in range(40)]
        text = "President Irena Valko of Ostrania spoke to Velmark about " + " and the ".join(matter) + "."
        day = (date(2024, 1, 1) + timedelta(days=7 * week)).isoformat()
        pages.append(page(str(week), text, title=f"Valko warns Velmark over {matter[0]}", date=day))
    found = stories(tmp_path, *pages)
    assert len(set(found.values())) >= 38


def test_a_large_story_stays_one(tmp_path: Path) -> None:
    draw = random.Random(7)
    pages = [page("before", OTHER, date="2024-05-01")]
    for number in range(70):
        told = draw.sample(WORDS, k=18)
        text = "The Lorn dam above Sella broke. " + " ".join(f"The {a} and the {b}." for a, b in pairwise(told))
        day = "2024-05-01" if number < 40 else "2024-05-02"
        pages.append(page(str(number), text, title=f"Lorn dam breaks: {told[0]} and {told[1]}", date=day))
    found = stories(tmp_path, *pages)
    sizes = sorted((list(found.values()).count(story) for story in set(found.values())), reverse=True)
    assert sizes[0] >= 66
    assert found["before"] == "before"


@pytest.mark.parametrize("seed", range(4))
def test_stories_of_a_few_pages_do_not_depend_on_the_order_of_arrival(tmp_path: Path, seed: int) -> None:
    pages = [
        closed("2024-03-05", "wire", WIRE, deeds=True),
        closed("2024-03-06", "anew", ANEW, deeds=True),
        page("chess", OTHER, title="Girl of fourteen beats champion", date="2024-03-05"),
        page("book", f"{OTHER} The book is out of print.", title="Champion beaten by girl", date="2024-03-06"),
        page("ruling", RULING, title="Court backs pier closure", date="2024-06-20",
             events=(event("ruled", "threw out", (COURT,)),), actors=(COURT,)),
    ]  # fmt: skip
    random.Random(seed).shuffle(pages)
    found = stories(tmp_path, *pages)
    parts = {frozenset(one for one in found if found[one] == story) for story in found.values()}
    assert parts == {frozenset({"wire", "anew"}), frozenset({"chess", "book"}), frozenset({"ruling"})}

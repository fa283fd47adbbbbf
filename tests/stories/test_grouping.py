"""Pages are put together as they come in: copies, stories, and the work left over by a reading that was ended."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told import ANEW, OTHER, WIRE, page

from onrecord.cli.app import run
from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.store.merging import merge
from onrecord.stories.grouping import Grouping
from onrecord.stories.origins import origins
from onrecord.views.groups import copies, stories


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "record.db", write=True)


def put(store: Store, *pages: Record, replace: bool = False) -> None:
    grouping = Grouping(store)
    for one in pages:
        store.add(one, replace=replace)
        grouping.place(one.id)


def renamed(record: Record, title: str) -> Record:
    return msgspec.structs.replace(record, page=msgspec.structs.replace(record.page, title=title or None))


def groups(store: Store, table: str, column: str) -> dict[str, str]:
    rows = store.query(
        f"SELECT d.row_id, first.row_id FROM {table} t JOIN documents d ON d.n = t.document JOIN documents first ON first.n = t.{column}"
    )
    return {row[0]: row[1] for row in rows}


def test_an_edited_and_wrapped_copy_is_one(store: Store) -> None:
    edited = "BREAKING NEWS FROM THE COAST\n" + WIRE.replace("some four hundred", "about 400").split(" A study")[0]
    put(store, page("a", WIRE), page("b", OTHER), page("c", edited))
    assert groups(store, "copies", "copy_group") == {"a": "a", "b": "b", "c": "a"}
    rows = store.query("SELECT * FROM copy_passages")
    assert rows
    for row in rows:
        ours, theirs = edited[row["start"] : row["end"]], WIRE[row["other_start"] : row["other_end"]]
        assert ours[:30] == theirs[:30]
        assert ours[-30:] == theirs[-30:]


def test_a_settled_group_grows_and_takes_in_another(store: Store) -> None:
    many = [page(f"n{n}", f"{WIRE} Reader number {n} wrote in.") for n in range(16)]
    put(store, page("half", WIRE[:250]), *many, page("last", WIRE))
    found = groups(store, "copies", "copy_group")
    assert set(found.values()) == {"half"}


@pytest.mark.parametrize(("copies_before", "together"), [(1, True), (14, False)])
def test_a_settled_group_takes_in_only_what_is_much_like_it(store: Store, copies_before: int, together: bool) -> None:
    partly = page("partly", f"{WIRE[:160]} {OTHER}")
    put(store, *(page(f"n{n}", WIRE, outlet=f"Paper {n}") for n in range(copies_before)), partly)
    assert groups(store, "copies", "copy_group")["partly"] == ("n0" if together else "partly")


@pytest.mark.parametrize(("titles", "together"), [(("", ""), False), (("Pier shut", "Cracks in pier"), False),
                                                  (("Kelmor closes pier", "Kelmor Closes Pier"), True)])  # fmt: skip
def test_a_short_shared_passage_needs_the_same_headline(store: Store, titles: tuple[str, str], together: bool) -> None:
    first, second = (page(str(n), f"{WIRE[:118]} {rest}") for n, rest in enumerate((OTHER * 2, ANEW * 2)))
    put(store, *(renamed(one, title) for one, title in zip((first, second), titles, strict=True)))
    assert groups(store, "copies", "copy_group") == {"0": "0", "1": "0" if together else "1"}


MIXED = [WIRE, WIRE[:300], f"{OTHER} {WIRE[:120]}", OTHER, f"{WIRE[200:]} {ANEW}", f"{ANEW} {OTHER[:200]}", ANEW * 2]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations(range(len(MIXED))))
def test_copies_do_not_depend_on_the_order_of_arrival(tmp_path: Path, order: list[int]) -> None:
    (tmp_path / "r.db").unlink(missing_ok=True)
    with Store(tmp_path / "r.db", write=True) as store:
        put(store, *(page(str(n), MIXED[n]) for n in order))
        found = groups(store, "copies", "copy_group")
    parts = {frozenset(one for one in found if found[one] == group) for group in found.values()}
    assert parts == {frozenset("014"), frozenset("235"), frozenset("6")}


def test_a_shared_quotation_makes_no_copy(store: Store) -> None:
    speech = (
        "“"
        + "We shall mend every pillar of this pier before the herring comes back, and whoever doubts it may dive. " * 3
        + "”"
    )
    put(store, page("a", f"{WIRE[:300]} {speech}"), page("b", f"{speech} {OTHER}"))
    assert groups(store, "copies", "copy_group") == {"a": "a", "b": "b"}


def test_standing_words_of_one_outlet_make_no_copy(store: Store) -> None:
    standing = (
        " The Courier is made by forty people in Torsund who own it together and who answer every letter within a week."
    )
    put(store, page("a", WIRE + standing, outlet="courier"), page("b", OTHER + standing, outlet="courier"))
    assert groups(store, "copies", "copy_group") == {"a": "a", "b": "b"}


def test_pages_about_one_happening_meet(store: Store) -> None:
    put(
        store,
        page("a", WIRE, title="Kelmor closes pier"),
        page("b", OTHER, title="Girl beats champion"),
        page("c", ANEW, title="Pier shut in Kelmor"),
    )
    assert groups(store, "stories", "story") == {"a": "a", "b": "b", "c": "a"}
    assert [row.id for row in stories(store)] == ["a", "c"]


def test_the_same_people_years_later_are_another_story(store: Store) -> None:
    later = "Ada Brandt sang with a choir of Kelmor nurses at a wedding in Sella. Brandt has sung since she was nine."
    put(
        store,
        page("a", WIRE, title="Kelmor closes pier"),
        page("b", later, title="Brandt sings", date="2026-01-04"),
    )
    assert groups(store, "stories", "story") == {"a": "a", "b": "b"}


def test_a_page_read_anew_is_compared_anew_and_its_group_goes_on(store: Store) -> None:
    put(store, page("a", WIRE), page("b", WIRE + " It rained."), page("c", WIRE))
    put(store, page("a", OTHER), replace=True)
    assert groups(store, "copies", "copy_group") == {"a": "a", "b": "b", "c": "b"}
    assert not store.query("PRAGMA foreign_key_check")


def test_what_a_reading_left_over_is_taken_up_by_the_first_question(store: Store, tmp_path: Path) -> None:
    for one in (page("a", WIRE), page("b", WIRE)):
        store.add(one)
    with Store(tmp_path / "record.db") as asked:
        assert [(row.id, row.group) for row in copies(asked)] == [("a", "a"), ("b", "a")]


def test_pages_of_another_file_are_compared_by_the_first_question(store: Store, tmp_path: Path) -> None:
    put(store, page("a", WIRE), page("b", OTHER))
    with Store(tmp_path / "other.db", write=True) as other:
        put(other, page("c", WIRE), page("d", OTHER))
    merge(store, tmp_path / "other.db")
    with Store(tmp_path / "record.db") as asked:
        assert [(row.id, row.group) for row in copies(asked)] == [("a", "a"), ("c", "a"), ("b", "b"), ("d", "b")]


def test_joined_files_leave_nothing_to_compare(store: Store, tmp_path: Path) -> None:
    put(store, page("a", WIRE))
    with Store(tmp_path / "other.db", write=True) as other:
        put(other, page("a", WIRE, date="2024-03-07"), page("c", WIRE))
    assert run(["merge", str(tmp_path / "record.db"), str(tmp_path / "other.db")]) == 0
    assert groups(store, "copies", "copy_group") == {"a": "a", "c": "a"}
    assert not store.query("SELECT n FROM documents WHERE n NOT IN (SELECT document FROM stories)")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written_says_what_is_left(store: Store, tmp_path: Path) -> None:
    store.add(page("a", WIRE))
    store.close()
    (tmp_path / "record.db").chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        with Store(tmp_path / "record.db") as asked:
            assert "1 pages" in copies(asked).notes[0]
    finally:
        tmp_path.chmod(0o700)


def test_origins_are_counted_with_their_ground(store: Store) -> None:
    put(
        store,
        page("wire", WIRE, outlet="norwire", date="2024-03-05"),
        page("credited", ANEW, outlet="post", credit="norwire", date="2024-03-06"),
        page("silent", WIRE + " More on page four.", outlet="mirror", date="2024-03-06"),
        page("own", "Our reporter saw divers in Kelmor.", outlet="courier", date="2024-03-07"),
        page("copied", "Our reporter saw divers in Kelmor.", outlet="gazette", date="2024-03-08"),
    )
    found = origins(store, [1, 2, 3, 4, 5])
    assert [(one.id, [(carried.outlet, carried.ground) for carried in one.pages]) for one in found] == [
        ("outlet:norwire", [("norwire", "is the agency"), ("post", "credits it"), ("mirror", "copy of its page")]),
        ("outlet:courier", [("courier", "its own page")]),
        ("outlet:gazette", [("gazette", "its own page")]),
    ]


texts = st.lists(st.text(max_size=200) | st.sampled_from([WIRE, OTHER, WIRE[:400], ""]), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts)
def test_every_page_is_in_one_group_named_after_a_member(tmp_path: Path, texts: list[str]) -> None:
    (tmp_path / "r.db").unlink(missing_ok=True)
    pages = [page(str(n), text.encode("utf-8", "replace").decode(), title=text[:9]) for n, text in enumerate(texts)]
    with Store(tmp_path / "r.db", write=True) as store:
        put(store, *pages)
        for table, column in (("copies", "copy_group"), ("stories", "story")):
            found = groups(store, table, column)
            assert set(found) == {str(n) for n in range(len(texts))}
            assert all(found[first] == first for first in found.values())
        one_by_one = [
            tuple(row)
            for row in store.query("SELECT * FROM copies UNION ALL SELECT document, story, 0, 0 FROM stories")
        ]
    (tmp_path / "r.db").unlink()
    with Store(tmp_path / "r.db", write=True) as store:
        for one in pages:
            store.add(one)
        assert Grouping(store).catch_up() == len(pages)
        at_once = [
            tuple(row)
            for row in store.query("SELECT * FROM copies UNION ALL SELECT document, story, 0, 0 FROM stories")
        ]
    assert one_by_one == at_once

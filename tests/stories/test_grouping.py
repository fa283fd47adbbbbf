"""Copies and happenings are found, unrelated pages stay apart, and the order of reading decides only the group's name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.stories import group_copies, group_happenings

WIRE = (
    "The harbour council of Kelmor voted on Tuesday to close the eastern pier after divers found cracks in eleven of its "
    "pillars. The pier, built in 1904, carries the ferry to Sella and some four hundred fishing boats. Council leader Ada "
    "Brandt said the closure would last until spring and that fishermen would be paid for each day they lost. The union "
    "called the sum an insult and announced a march for Saturday. A study two years ago had warned that salt was eating "
    "the iron inside the pillars faster than expected, but the council did not publish it."
)
OTHER = (
    "A chess player of fourteen from the village of Hadmark beat the national champion in Torsund on Sunday with a queen "
    "sacrifice that commentators had called a blunder. Lina Aas, who learnt the game from her grandmother's library book, "
    "said she had seen the end after nine moves. The champion shook her hand and asked for the book's title."
)


def test_an_edited_and_wrapped_copy_is_one() -> None:
    edited = "BREAKING NEWS FROM THE COAST\n" + WIRE.replace("some four hundred", "about 400").split(" A study")[0]
    groups = group_copies([("a", WIRE), ("b", OTHER), ("c", edited)])
    assert groups == {"a": "a", "b": "b", "c": "a"}


def test_a_shared_quotation_makes_no_copy() -> None:
    quoted = (
        '"fishermen would be paid for each day they lost", Brandt promised, but the boats lay idle all the same. '
        + OTHER
    )
    assert group_copies([("a", WIRE), ("b", quoted)]) == {"a": "a", "b": "b"}


def test_pages_about_one_happening_meet() -> None:
    told_anew = (
        "Cracks in the pillars of Kelmor's eastern pier forced the council to shut it, Ada Brandt announced. The Sella ferry "
        "will leave from the northern harbour; fishermen and their union protest against the closure of the pier."
    )
    pages = [
        ("a", "Kelmor closes pier", WIRE),
        ("b", "Girl beats champion", OTHER),
        ("c", "Pier shut in Kelmor", told_anew),
    ]
    assert group_happenings(pages) == {"a": "a", "b": "b", "c": "a"}


@given(st.lists(st.text(max_size=200), max_size=6))
def test_every_page_is_in_one_group_named_after_a_member(texts: list[str]) -> None:
    pages = [(str(n), text) for n, text in enumerate(texts)]
    for groups in (group_copies(pages), group_happenings((i, "", text) for i, text in pages)):
        assert set(groups) == {i for i, _ in pages}
        assert all(groups[first] == first for first in groups.values())


@given(st.lists(st.sampled_from([WIRE, OTHER, WIRE[:400]]), max_size=5))
def test_grouping_twice_gives_the_same(texts: list[str]) -> None:
    pages = [(str(n), text) for n, text in enumerate(texts)]
    assert group_copies(pages) == group_copies(pages)

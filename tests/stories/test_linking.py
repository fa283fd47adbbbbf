"""Average link: what a handful of pages is put together by, on likenesses that need no text."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.stories.linking import average_link

PAGES = range(1, 7)
likenesses = st.dictionaries(st.sampled_from(list(combinations(PAGES, 2))), st.sampled_from([0.1, 0.3, 0.5, 0.9]))


def linked(alike: dict[tuple[int, int], float], units: list[tuple[int, ...]], least: float = 0.4) -> list[list[int]]:
    found = average_link(units, lambda a, b: alike.get((min(a, b), max(a, b)), 0.0), least)
    return [[page for unit in group for page in unit] for group in found]


def test_a_page_between_two_texts_ties_the_nearer_one_only() -> None:
    alike = {(1, 2): 0.9, (3, 4): 0.9, (2, 5): 0.8, (1, 5): 0.8, (3, 5): 0.7}
    assert linked(alike, [(one,) for one in range(1, 6)]) == [[1, 2, 5], [3, 4]]


def test_the_mean_over_a_group_decides_not_its_nearest_page() -> None:
    assert linked({(1, 2): 0.9, (2, 3): 0.7}, [(1,), (2,), (3,)]) == [[1, 2], [3]]


def test_pages_that_stand_together_stay_together() -> None:
    assert linked({(1, 3): 0.5, (2, 3): 0.5}, [(1, 2), (3,)]) == [[1, 2, 3]]
    assert linked({(1, 3): 0.5}, [(1, 2), (3,)]) == [[1, 2], [3]]


@given(likenesses, st.permutations([(one,) for one in PAGES]))
def test_the_order_makes_no_difference(alike: dict[tuple[int, int], float], units: list[tuple[int, ...]]) -> None:
    found = linked(alike, units)
    assert found == linked(alike, sorted(units))
    assert sorted(page for group in found for page in group) == list(PAGES)

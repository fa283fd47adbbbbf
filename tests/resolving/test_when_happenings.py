"""Known happenings and prices as clues to a page's date."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.resolving.when.happenings import happening_clues, happenings
from onrecord.resolving.when.prices import price_clues, told_prices
from onrecord.resolving.when.timeline import Clue, at, index_of, years


def whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


def best_year(clue: Clue) -> int:
    return at(int(clue.weights.argmax())).year


def value_on(clue: Clue, day: str) -> float:
    return float(clue.weights[index_of(datetime.date.fromisoformat(day))])


def test_a_happening_of_the_lead_is_of_its_days() -> None:
    text = "Rescue teams from Ostrania joined the search at Chernobyl, where a reactor burnt."
    (clue,) = happening_clues(text, whole(text))
    assert best_year(clue) == 1986
    assert value_on(clue, "1986-05-20") > value_on(clue, "1990-05-20") > value_on(clue, "1984-05-20")
    assert [text[start:end] for start, end in clue.spans] == ["Chernobyl", "reactor"]


def test_every_group_of_words_must_stand_in_the_page() -> None:
    text = "The road to Chernobyl was mended by workers from Velmark."
    assert list(happening_clues(text, whole(text))) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [("the Exxon Valdez spill", True), ("THE EXXON VALDEZ SPILL", False), ("Exxon Valdezes spill", False)],
)
def test_names_count_as_written(words: str, told: bool) -> None:
    text = f"Fishermen in Velmark spoke of {words} again."
    assert bool(list(happenings(text, whole(text)))) is told


def test_far_apart_words_tell_less() -> None:
    near = "Ostrania was quiet. " * 40 + "At Chernobyl a reactor burnt."
    far = "At Chernobyl. " + "Ostrania was quiet. " * 40 + "A reactor burnt."
    assert [one.place for one in happenings(near, whole(near))] == ["near"]
    assert [one.place for one in happenings(far, whole(far))] == ["page"]


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_spans_lie_in_the_text(text: str) -> None:
    for one in happenings(text, whole(text)):
        assert all(0 <= start < end <= len(text) for start, end in one.spans)


def test_an_amount_in_two_currencies_tells_the_rate_of_the_day() -> None:
    text = "Velmark Steel lent 300 million euros ($265 million) to its Ostranian mill."
    (clue,) = price_clues(text, whole(text))
    assert best_year(clue) in {2000, 2001, 2002}
    assert value_on(clue, "2001-06-01") - value_on(clue, "2008-06-01") > 3
    assert clue.name == "exchange rate"


def test_a_name_shared_by_currencies_may_mean_either() -> None:
    text = "The fine was 500,000 pesos ($10,000)."
    (told,) = told_prices(text, whole(text))
    assert {"PHP", "MXN"} <= set(told.series)


def test_rounded_figures_tell_little() -> None:
    rough, exact = "6 euros ($8)", "612.4 million euros ($816.5 million)"
    errors = [next(told_prices(text, whole(text))).error for text in (rough, exact)]
    assert errors[0] > 2 * errors[1]


def test_an_index_level_and_no_year_for_one() -> None:
    text = "In Velmark traders saw the Dow Jones industrial average close at 2,685.43 points."
    (clue,) = price_clues(text, whole(text))
    assert clue.name == "index level"
    assert value_on(clue, "1989-10-20") - value_on(clue, "1999-10-20") > 3
    year = "The Dow had not fallen so far since the autumn of 2007."
    assert list(price_clues(year, whole(year))) == []


@pytest.mark.parametrize("text", ["($5)", "7 wands ($3)", "0 euros ($0)", "1 euro ($" + "9" * 400 + ")"])
def test_odd_amounts_break_nothing(text: str) -> None:
    for clue in price_clues(text, whole(text)):
        assert np.isfinite(clue.weights).all()


def test_weights_cover_the_line() -> None:
    text = "Chernobyl, reactor, 300 million euros ($265 million)"
    for clue in (*happening_clues(text, whole(text)), *price_clues(text, whole(text))):
        assert clue.weights.shape == years().shape
        assert np.isfinite(clue.weights).all()

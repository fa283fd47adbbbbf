"""Expressions of time: what is one, what is none, and what they mean on a page of a date."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from when_pages import page

from onrecord.model.zone import Zone
from onrecord.resolving.when import anchor_times, tag_times
from onrecord.resolving.when.grammar import interpret

WORDS = (
    "May", "may", "March", "march", "second", "fall", "last", "next", "week", "year", "two", "2024", "1990s", "ago", "Friday",
    "morning", "in", "the", "of", "at", "3", "p.m.", "Dec.", "29", ",", ".", "-", "’90s", "quarter", "third", "later", "\n\n",
    "earlier", "this", "nineteen", "ninety-six", "12/29/2024", "2024-02-30", "Q3", "hundred", "and", "a", "half", "every",
)  # fmt: skip


def tagged(text: str, published: str | None = None) -> list[tuple[str, str, str]]:
    document = tag_times(page(text, published))
    if published:
        document = anchor_times(document)
    return [(one.text, one.type, one.value) for one in document.times]


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("Friday", "DATE", "2024-12-27"),
        ("yesterday", "DATE", "2024-12-28"),
        ("last month", "DATE", "2024-11"),
        ("last week", "DATE", "2024-W51"),
        ("next year", "DATE", "2025"),
        ("earlier this year", "DATE", "2024"),
        ("two years ago", "DATE", "2022"),
        ("three days ago", "DATE", "2024-12-26"),
        ("five months ago", "DATE", "2024-07"),
        ("October", "DATE", "2024-10"),
        ("Nov. 3", "DATE", "2024-11-03"),
        ("3 November 2019", "DATE", "2019-11-03"),
        ("2018-05-04", "DATE", "2018-05-04"),
        ("the third quarter", "DATE", "2024-Q3"),
        ("last summer", "DATE", "2024-SU"),
        ("the 1990s", "DATE", "199"),
        ("the 19th century", "DATE", "18"),
        ("recent weeks", "DATE", "PAST_REF"),
        ("Wednesday night", "TIME", "2024-12-25TNI"),
        ("10 p.m. Tuesday", "TIME", "2024-12-24T22:00"),
        ("nearly two months", "DURATION", "P2M"),
        ("a minute and a half", "DURATION", "PT1M30S"),
        ("two decades", "DURATION", "P20Y"),
        ("the past few weeks", "DURATION", "PXW"),
        ("every month", "SET", "P1M"),
        ("each Thursday", "SET", "XXXX-WXX-4"),
    ],
)
def test_values_on_a_page_of_29_december_2024(words: str, kind: str, value: str) -> None:
    text = f"The ministry acted {words}, officials said."
    assert tagged(text, "2024-12-29") == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the second gate.",
        "The fall of the general surprised nobody.",
        "Theresa May and April Mwangi spoke to June Odhiambo.",
        "It took 700 seats a week and $2,000 from 2500 people.",
        "The 44-year-old engineer is 52 years old now-ish.".replace("now-ish", "or so"),
        "He sat in the sun and saw a second boat.",
        "Three quarters of them, or 1.1.1 of 2/3, agreed.",
        "She told USA Today of Easter Island, and of about 2000 pages.",
    ],
)
def test_ordinary_words_are_no_dates(text: str) -> None:
    assert [one for one in tagged(text) if one[1] == "DATE"] == []


def test_direction_comes_from_the_clause() -> None:
    assert tagged("The court will decide on Tuesday.", "2024-12-29")[0][2] == "2024-12-31"
    assert tagged("The court decided on Tuesday.", "2024-12-29")[0][2] == "2024-12-24"
    assert tagged("They plan to meet in March.", "2024-12-29")[0][2] == "2025-03"
    assert tagged("They met in March.", "2024-12-29")[0][2] == "2024-03"


def test_a_story_carries_its_own_clock() -> None:
    text = "The bridge opened on 4 May 2011. Two days later it was closed. A year earlier nobody had planned it."
    assert [value for _, _, value in tagged(text, "2024-12-29")] == ["2011-05-04", "2011-05-06", "2010"]


def test_without_a_date_values_stay_open() -> None:
    assert [value for _, _, value in tagged("On Dec. 29 and last week, on Sunday and two years ago.")] == [
        "XXXX-12-29", "XXXX-WXX", "XXXX-WXX-7", "XXXX",
    ]  # fmt: skip


def test_a_coarse_date_fills_in_what_it_can() -> None:
    assert [value for _, _, value in tagged("On Dec. 29, on Sunday, last year.", "2021")] == [
        "2021-12-29", "XXXX-WXX-7", "2020",
    ]  # fmt: skip


def test_nothing_is_reckoned_from_a_doubtful_date() -> None:
    document = tag_times(page("They met in October.", "2020"))
    published = replace(document.page.published, confidence=0.3)
    doubtful = replace(document, page=replace(document.page, published=published))
    assert anchor_times(doubtful) == doubtful
    assert anchor_times(document).times[0].value == "2020-10"


def test_a_range_shares_its_year() -> None:
    assert [value for _, _, value in tagged("It lasted from March to May 1951.", "2009-12-19")] == [
        "1951-03",
        "1951-05",
    ]


def test_only_the_page_itself_is_read() -> None:
    text = "Seen on Friday.\n\nCopyright 2024"
    document = page(text, zones=(Zone(kind="body", start=0, end=15), Zone(kind="boilerplate", start=17, end=31)))
    assert [one.text for one in tag_times(document).times] == ["Friday"]


def test_odd_dates_do_not_break_the_calendar() -> None:
    for words in ("30 February 2024", "Feb. 31", "31/12/99", "0:00", "24:00", "the 99th century", "9999999 years ago"):
        for published in ("2024-02-29", "0001-01-01", "9999-12-31"):
            tagged(f"It was {words} then, and next week, and 9000 years later.", published)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([None, "2024-12-29", "2020-02", "1999"]))
def test_spans_slice_and_a_second_run_changes_nothing(words: list[str], published: str | None) -> None:
    document = anchor_times(tag_times(page(" ".join(words), published)))
    assert all(document.text[one.start : one.end] == one.text for one in document.times)
    assert all(a.end <= b.start for a, b in zip(document.times, document.times[1:], strict=False))
    assert anchor_times(document) == document
    assert anchor_times(tag_times(document)) == document


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    document = anchor_times(tag_times(page(text, "2024-12-29")))
    assert all(document.text[one.start : one.end] == one.text for one in document.times)


@given(st.text(alphabet="0123456789 -/:.apm", max_size=24))
def test_interpreting_never_fails(words: str) -> None:
    interpret(words)


@pytest.mark.parametrize("unit", ["1", "a", " ", "'", "1 ", "the last ", "1:", "May ", "one hundred ", "12/"])
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        document = page(unit * (size // len(unit)), "2024-12-29")
        started = time.process_time()
        anchor_times(tag_times(document))
        return time.process_time() - started

    seconds(1000)
    small, large = seconds(8_000), seconds(80_000)
    assert large < 30 * small + 0.3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nine were wounded in the blast next to the mill on Friday.", "2024-12-27"),
        ("The council could not meet on Friday.", "2024-12-27"),
        ("Until Friday they had not called him.", "2024-12-27"),
        ("The offer had been due to expire on Friday.", "2024-12-27"),
        ("The offer is due to expire on Friday.", "2025-01-03"),
        ("A service planned for Saturday was canceled.", "2024-12-28"),
    ],
)
def test_words_that_look_ahead_in_such_company_only(text: str, value: str) -> None:
    (found,) = tagged(text, "2024-12-29")
    assert found[2] == value


def test_a_month_of_that_year_is_of_the_year_told() -> None:
    found = tagged("The mill burnt in 1911. In October of that year it was built anew.", "2024-12-29")
    assert [value for _, _, value in found] == ["1911", "1911-10"]


def test_a_history_goes_on_after_a_word_about_today() -> None:
    text = (
        "Velmark fell in 1911. Its bridge burnt on 3 May 1912. The mill closed in 1913, the port in 1914 and the yard in "
        "1915. Today a stone stands there. On 12 June the king left."
    )
    assert tagged(text, "2024-12-29")[-1][2] == "1915-06-12"


def test_a_clock_goes_by_the_day_told_across_a_paragraph() -> None:
    found = tagged("Two men were seen on Oct. 23.\n\nAt 6 a.m. a car left the yard.", "2024-12-29")
    assert found[-1][2] == "2024-10-23T06:00"

"""Dating undated pages by what they say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from when_pages import page

from onrecord.model.page import Published
from onrecord.model.zone import Zone
from onrecord.resolving.when import date_page, tag_times
from onrecord.resolving.when.timeline import DAYS, at, day_of, index_of


def dated(text: str, zones: tuple[Zone, ...] | None = None) -> Published | None:
    return date_page(tag_times(page(text, zones=zones))).page.published


def test_a_date_that_is_declared_stays() -> None:
    document = tag_times(page("In 2019 they met.", "2020-05-01"))
    assert date_page(document) == document


def test_a_page_without_a_clue_stays_undated() -> None:
    assert dated("The cat sleeps on the warm stone by the well.") is None


def test_dateline_weekday_and_term_give_the_day() -> None:
    text = (
        "NAIROBI, Jan 12: President-elect Joe Biden will be sworn in next week, aides said on Tuesday, "
        "as outgoing President Donald Trump keeps silent."
    )
    found = dated(text)
    assert found is not None
    assert (found.date, found.precision) == ("2021-01-12", "day")
    assert found.confidence >= 0.8
    assert "elected, not yet in office" in found.how


def test_a_second_term_is_told_from_the_first() -> None:
    text = (
        "OSLO, Jan 5: Traders were nervous on Sunday, weeks before Donald Trump’s inauguration as president. "
        "His return to the White House worries exporters, who had seen the tariffs that he imposed in 2018."
    )
    found = dated(text)
    assert found is not None
    assert found.date == "2025-01-05"


def test_weeks_after_an_event() -> None:
    found = dated("Two weeks after supporters stormed the Capitol, guards still stood there on Wednesday.")
    assert found is not None
    assert found.date.startswith("2021-01")


def test_the_latest_year_told_bounds_from_below() -> None:
    found = dated("The dam was finished in 2011. It was closed in 2013 after a leak was found.")
    assert found is not None
    assert found.date >= "2013"
    assert found.precision == "year"
    assert found.confidence < 0.8


def test_a_year_to_come_is_not_the_page_s_year() -> None:
    found = dated("The rail line will open in 2031. It was approved in 2022, officials said.")
    assert found is not None
    assert "2022" <= found.date < "2031"


def test_a_copyright_year_is_no_story_date() -> None:
    text = "Harbour masters met on Friday.\n\nCopyright Lakeshore Post 2024"
    zones = (Zone(kind="body", start=0, end=30), Zone(kind="boilerplate", start=32, end=len(text)))
    found = dated(text, zones)
    assert found is None or found.confidence < 0.5


def test_evidence_stands_in_the_text_and_runs_agree() -> None:
    text = "LIMA, March 3: President Barack Obama met envoys on Tuesday. In 2009 he had promised a visit."
    document = date_page(tag_times(page(text)))
    published = document.page.published
    assert published is not None
    assert published.evidence
    assert all(0 <= start < end <= len(text) for start, end in published.evidence)
    assert date_page(tag_times(page(text))) == document
    assert date_page(document) == document


def test_the_line_of_days() -> None:
    assert index_of(day_of("1970-01-01")) == 0
    assert index_of(day_of("2999-01-01")) == DAYS - 1
    assert at(index_of(day_of("2024-02-29"))).isoformat() == "2024-02-29"
    assert day_of("2024-02", last=True).isoformat() == "2024-02-29"
    assert day_of("2024", last=True).isoformat() == "2024-12-31"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["President", "Obama", "President-elect", "Jane Doe", "2009", "will", "in", "former", "Internet", "take office",
             "weeks before", "Copyright", "©", "Dec 29:", "on Sunday", ".", "\n", "iPhone", "Biden", "10 years after", "9/11"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_mixture_of_clues_is_read(words: list[str]) -> None:
    found = dated(" ".join(words))
    assert found is None or 0 < found.confidence <= 1


@pytest.mark.parametrize(
    "unit", ["A", "a", " ", "9", "President ", "take office ", "© ", "Jan 1 ", "Sunday, Jan 1 ", "Aa "]
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        document = tag_times(page(unit * (size // len(unit))))
        started = time.process_time()
        date_page(document)
        return time.process_time() - started

    seconds(1000)
    small, large = seconds(8_000), seconds(80_000)
    assert large < 30 * small + 0.5


def test_a_year_that_was_to_come_is_past_once_a_later_one_is_told() -> None:
    text = "The plan said the mill would close in 2009. It burnt in 2013 and was torn down in 2014."
    found = dated(text)
    assert found is not None
    assert found.date >= "2014"


def test_a_suffix_is_no_name() -> None:
    found = dated("A street was named for Martin Luther King Jr. in Velmark.")
    assert found is None or "term of office" not in found.how


def test_another_person_of_the_surname_is_not_the_president() -> None:
    found = dated("Prime Minister Orla Starmer of Ostrania spoke.")
    assert found is None or "term of office" not in found.how

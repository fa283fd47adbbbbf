"""Words, runs of words and dates, which comparisons stand on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.views.periods import apart_in_words, days_apart, first_day, last_day, silences
from onrecord.views.runs import runs
from onrecord.views.words import stems, tokens


def cut(*contents: str):  # type: ignore[no-untyped-def]
    return tokens([(one, ((0, len(one)),), ()) for one in contents])


def said_of(contents: tuple[str, ...], **more: int) -> list[set[str]]:
    found = runs(cut(*contents), range(len(contents)), **more)
    return [{contents[n][a:b] for n, spans in run.at.items() for a, b in spans} for run in found]


def test_words_are_alike_as_the_search_takes_them() -> None:
    found = stems(["policies", "policy", "expanded", "expanding", "Élan", "elan", "…"])
    assert found["policies"] == found["policy"]
    assert found["expanded"] == found["expanding"]
    assert found["Élan"] == found["elan"]
    assert found["…"] == "…"


def test_a_run_is_as_long_as_it_can_be() -> None:
    assert said_of(("No matter who is in power, the dam stays.", "The dam? No matter who is in power, we talk.")) == [
        {"No matter who is in power"}
    ]


def test_a_part_that_stands_elsewhere_too_is_a_run_of_its_own() -> None:
    contents = ("cold hard bargains", "a cold hard bargain", "cold hard cash", "the cold hard cash")
    assert said_of(contents) == [
        {"cold hard bargains", "cold hard bargain"},
        {"cold hard cash"},
        {"cold hard"},
    ]


def test_inflected_words_make_one_run() -> None:
    assert said_of(("their hostile policy", "two hostile policies")) == [{"hostile policy", "hostile policies"}]


@pytest.mark.parametrize(
    "contents",
    [
        ("it is what it is", "it is what it is"),  # function words alone
        ("he met Irena Valko today", "nobody saw Irena Valko"),  # a name
        ("the dam of the", "the dam of the"),  # one telling word
        ("ferries sail", "nothing alike"),
    ],
)
def test_what_says_nothing_is_no_run(contents: tuple[str, ...]) -> None:
    assert said_of(contents) == []


def test_names_of_the_page_tell_nothing() -> None:
    text = "talks with the lake council"
    ((_, _, _, lake, council),) = tokens([(text, ((0, len(text)),), ((15, len(text)),))])
    assert not lake.telling
    assert not council.telling


def test_a_run_must_stand_in_several_groups() -> None:
    words = cut("a hostile policy", "the hostile policy", "hostile policy")
    assert runs(words, ["one", "one", "one"]) == []
    assert len(runs(words, ["one", "one", "two"])) == 1
    assert runs(words, ["one", "one", "two"], least=3) == []


def test_words_of_a_content_in_pieces_keep_their_places() -> None:
    text = "We refuse, he said, to sign."
    spans = ((0, 10), (20, 28))
    content = " ".join(text[a:b] for a, b in spans)
    (words,) = tokens([(content, spans, ())])
    assert [text[slice(*one.span)] for one in words] == ["We", "refuse", "to", "sign"]


def test_a_text_that_repeats_itself_without_end_is_bounded() -> None:
    assert runs(cut("fish boat " * 2000, "boat fish " * 2000), [1, 2])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="ab ’'-.\n", max_size=40), min_size=2, max_size=4))
def test_every_word_slices_to_itself(contents: list[str]) -> None:
    for content, words in zip(contents, cut(*contents), strict=True):
        assert all(content[a:b].strip() == content[a:b] != "" for (a, b), _, _ in words)


DATES = st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.dates().map(lambda day: str(day)[:4])


@given(DATES, DATES)
def test_days_apart_are_bounds_and_the_same_both_ways(one: str, other: str) -> None:
    least, most = days_apart(one, other)
    assert 0 <= least <= most
    assert days_apart(other, one) == (least, most)
    assert abs((first_day(one) - first_day(other)).days) <= most
    assert first_day(one) <= last_day(one)
    assert apart_in_words(one, other) == apart_in_words(other, one)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("2024-03-05", "2024-03-05", "the same day"),
        ("2024-03-05", "2024-03-06", "1 day"),
        ("2024-03", "2024-03-06", "about 15 days"),
        ("2024-12-29", "2021-01-09", "3 years and 11 months"),
        ("2020-01-01", "2024-01-01", "4 years"),
        ("2020", "2024", "about 4 years"),
        ("2024-01-01", "2024-12-01", "11 months"),
    ],
)
def test_times_apart_are_told_in_words(one: str, other: str, words: str) -> None:
    assert apart_in_words(one, other) == words


def test_a_time_without_a_date_is_told_by_the_dates_as_they_are_known() -> None:
    dates = ["2022-03-01", "2021", "2022-03", "2022-12-01", "2021-06-05"]
    assert [(one.since, one.until, one.days) for one in silences(dates, 180)] == [("2022-03", "2022-12-01", 244)]
    assert [(one.since, one.until, one.days) for one in silences(dates, 59)] == [
        ("2021", "2022-03", 59), ("2022-03", "2022-12-01", 244),
    ]  # fmt: skip
    assert not list(silences(dates, 245))

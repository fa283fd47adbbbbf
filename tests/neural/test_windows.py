"""Windows: every piece stands where it says, whatever the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.neural.runtime import tokenizer
from onrecord.neural.windows import CLS, LIMIT, SEP, quote_states, shape, windows


def lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_pieces_slice_to_the_text(text: str) -> None:
    for window in windows(text, lines(text), tokenizer()):
        assert len(window) <= LIMIT
        real = window.starts >= 0
        assert (window.ends[real] <= len(text)).all()
        assert (window.starts[real] <= window.ends[real]).all()
        assert not (window.starts[~real] != -1).any()


def test_a_window_holds_whole_paragraphs_between_markers() -> None:
    text = "Ana Brook spoke.\nNobody answered."
    (window,) = windows(text, lines(text), tokenizer())
    assert window.ids[0] == CLS
    assert list(window.ids).count(SEP) == 2
    words = [[text[window.starts[i] : window.ends[i]] for i in range(*segment)] for segment in window.segments]
    assert words == [["Ana", "Brook", "spoke", "."], ["Nobody", "answered", "."]]


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    text = "The committee of the valley met again on a grey morning. " * 60
    made = list(windows(text, [(0, len(text))], tokenizer()))
    assert len(made) > 1
    for window in made[:-1]:
        assert text[window.ends[window.segments[-1][1] - 1] - 1] == "."


def test_no_piece_is_lost() -> None:
    text = "\n".join(f"Paragraph {n} says “so {n}” and ends." for n in range(50))
    made = list(windows(text, lines(text), tokenizer()))
    starts = [int(s) for window in made for s in window.starts if s >= 0]
    assert starts == sorted(set(starts))
    assert sum(len(window.segments) for window in made) == 50


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('a "b" c', "0021300"),
        ("“b c", "2111"),
        ("b” c", "0300"),
        ("«b»", "213"),
        ("''b'' c", "2213300"),
        ("it's", "0000"),
    ],
)
def test_quotation_states(text: str, states: str) -> None:
    assert "".join(map(str, quote_states(text, (0, len(text))))) == states


def test_an_unpaired_mark_ends_with_its_paragraph() -> None:
    text = "“Left open.\nPlain words."
    (window,) = windows(text, lines(text), tokenizer())
    first, second = window.segments
    assert set(window.quotes[slice(*first)]) == {1, 2}
    assert set(window.quotes[slice(*second)]) == {0}


@pytest.mark.parametrize(
    ("word", "expected"), [("word", 0), ("Word", 1), ("W", 1), ("UNO", 2), ("McCoy", 3), ("12", 4), (",", 5), ("", 5)]
)
def test_shapes(word: str, expected: int) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize("unit", ["a", " ", '"', "“", "1", "' ", "a. "])
def test_hostile_paragraphs_take_linear_time(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    began = time.perf_counter()
    assert all(len(window) <= LIMIT for window in windows(text, [(0, len(text))], tokenizer()))
    assert time.perf_counter() - began < 20

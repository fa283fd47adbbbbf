"""Attributions told by layout: transcripts and signed quotations, and nothing that only looks like them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.layout import laid_out


def lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def told(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*one.source)], text[slice(*one.content)]) for one in laid_out(text, lines(text))]


def test_turns_of_a_transcript() -> None:
    text = "HALE: Why did the bridge close?\nDr Moss: The cables had worn through.\nHALE: And who knew about that?"
    assert told(text) == [
        ("HALE", "Why did the bridge close?"),
        ("Dr Moss", "The cables had worn through."),
        ("HALE", "And who knew about that?"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Update: the bridge is open again now.",
        "Weather: sunny spells in the west.\nTraffic: slow on the ring road.\nSport: the cup final was drawn.",
        "Q: Why did the bridge close?\nA: The cables had worn through.\nQ: And who knew about that?",
        "Reeds: 301.\nHills: 288.\nReeds: 12 seats.",
    ],
)
def test_lists_and_headlines_are_no_transcript(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“It was a dark day for the town.” ― Lena Ost",
        "“It was a dark day for the town.”\n— Lena Ost, shopkeeper",
        '"It was a dark day for the town." - Lena Ost.',
    ],
)
def test_a_signed_quotation(text: str) -> None:
    ((source, content),) = told(text)
    assert source == "Lena Ost"
    assert content.strip('“”"') == "It was a dark day for the town."


@pytest.mark.parametrize(
    "text",
    [
        "“It was dark” – then the lights came back to the whole of the town.",
        "He left — Lena Ost",
        "“Open mark — Lena Ost",
        "“Dark.” — and so on",
    ],
)
def test_a_dash_alone_signs_nothing(text: str) -> None:
    assert told(text) == []


@given(st.text(alphabet=st.sampled_from('AB b:\n“”"—-.,'), max_size=80))
def test_spans_stay_inside_the_text(text: str) -> None:
    for one in laid_out(text, lines(text)):
        for start, end in (one.source, one.cue, one.content):
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("unit", ["a", " ", '"', "“", "1", "A: b ", "— ", "A b "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    began = time.perf_counter()
    laid_out(text, [(0, len(text))])
    laid_out(text.replace(" ", "\n"), lines(text.replace(" ", "\n")))
    assert time.perf_counter() - began < 5

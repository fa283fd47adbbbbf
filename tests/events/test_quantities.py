"""Numbers with what they count."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.events.lexicon import tokenise
from onrecord.events.quantities import quantities


def _read(text: str) -> list[tuple[float, str, str]]:
    span = (0, len(text))
    return [(q.value, q.unit, q.text) for q in quantities(text, span, tokenise(text, span))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sylvania sent 10,000 troops.", [(10000, "troops", "10,000 troops")]),
        ("It carried out six nuclear tests.", [(6, "nuclear tests", "six nuclear tests")]),
        ("They met three times.", [(3, "times", "three times")]),
        ("They met twice.", [(2, "times", "twice")]),
        ("The bank lent $4.5 million to the port.", [(4.5e6, "USD", "$4.5 million")]),
        ("Some 2.3 million people fled.", [(2.3e6, "people", "2.3 million people")]),
        ("Turnout fell 12 percent.", [(12, "percent", "12 percent")]),
        ("It expelled six fisheries inspectors.", [(6, "fisheries inspectors", "six fisheries inspectors")]),
        ("The Oct. 7 attacks killed 40 people.", [(40, "people", "40 people")]),
        ("It began on March 3 and ended in 2017.", []),
        ("The 11-year-old boy waited five days.", []),
        ("Two soldiers and 40 civilians died.", [(2, "soldiers", "Two soldiers"), (40, "civilians", "40 civilians")]),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert _read(text) == expected


@given(st.text(alphabet="0123456789.,$% abs-’\n", max_size=120))
def test_spans_slice(text: str) -> None:
    span = (0, len(text))
    for found in quantities(text, span, tokenise(text, span)):
        assert text[slice(*found.spans[0])] == found.text


@pytest.mark.parametrize("text", ["1" * 200_000, "1,111" * 40_000, "a" * 200_000, "1." * 100_000])
def test_endless_numbers_take_bounded_time(text: str) -> None:
    began = time.monotonic()
    _read(text)
    assert time.monotonic() - began < 3

"""Where clauses bar a party. All sentences are our own."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.events.clauses import clause_breaks


def _breaks(text: str, trigger: str) -> list[str]:
    return [text[a:b] for a, b in sorted(clause_breaks(text, (0, len(text)), text.index(trigger)))]


@pytest.mark.parametrize(
    ("text", "trigger", "barred"),
    [
        ("Dix warned Sylvania would close its ports", "warned", ["would"]),
        ("the minister hinting that her party had split", "split", ["hinting that", "had"]),
        ("Radio Sylvania, quoting her aide, blamed Freedonia", "blamed", ["quoting"]),
        ("Lombard, Sylvania, and Freedonia will sign", "sign", ["will"]),
        ("Lombard rejected that offer", "rejected", []),
        ("Will May met the well-wishers of a must-win league, including Sylvania", "met", []),
        ("with Sylvania backing the army as Freedonia supports rebels", "supports", ["backing the army as"]),
        ("Lombard asks whether Lund sits on the council", "sits", ["whether"]),
        ("the cordon they imposed on farmers", "cordon", ["imposed"]),
    ],
)
def test_verbs_of_clauses_are_barred(text: str, trigger: str, barred: list[str]) -> None:
    assert _breaks(text, trigger) == barred


def test_a_clause_after_the_trigger_is_barred_to_its_end() -> None:
    text = "Lombard will free two pilots, and the Sylvanian army will leave the hills"
    assert ", and the Sylvanian army will leave the hills" in _breaks(text, "free")
    assert ", and the Sylvanian army will leave the hills" not in _breaks(text, "leave")


def test_a_clause_of_time_has_actors_of_its_own() -> None:
    text = "Lombard threatened Freedonia after the army in Lund expelled six envoys"
    assert " after the army in Lund expelled six envoys" in _breaks(text, "threatened")
    passive = "Lombard was held after the army in Lund searched six houses"
    assert _breaks(passive, "held") == ["was"]


@given(st.text(alphabet="aZ ,.’'-1\n", max_size=80), st.integers(0, 80))
def test_breaks_lie_within_what_is_read(text: str, trigger: int) -> None:
    for start, end in clause_breaks(text, (min(3, len(text)), len(text)), trigger):
        assert 3 <= start < end <= len(text)


@pytest.mark.parametrize("unit", ["a", " ", ", and ", "he ", ", and a", "ing that ", "1"])
def test_long_text_takes_bounded_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.monotonic()
    assert sum(1 for _ in clause_breaks(text, (0, len(text)), 0)) <= len(text)
    assert time.monotonic() - began < 3

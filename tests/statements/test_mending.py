"""Where contents and cues end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.actor import Name
from onrecord.model.spans import Span
from onrecord.statements.mending import mended, without_marks, without_name


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def mend(text: str, content: str, *others: str) -> str:
    ((start, end),) = mended(text, (at(text, content),), tuple(at(text, other) for other in others))
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Lund denied the letters were forged.", "the letter", "the letters"),
        ("Lund said everybody's boat sank.", "everybody'", "everybody's"),
        ("“The dam will hold for years to come,” Lund said.", "“The dam will hold", "“The dam will hold for years to come,”"),
        ('"It is over. We go home," she said.', '"It is over.', '"It is over. We go home,"'),
        ("''The dam will hold,'' Lund said.", "''The dam will hold", "''The dam will hold,''"),
        ("Lund said she has since left the harbour, and wept.", "she has since left the", "she has since left the harbour"),
        ("Lund asked for 40 boats and crews.", "40 boats and", "40 boats and crews"),
        ("Lund blamed the crew, which denied it.", "the crew, which", "the crew"),
        ("Lund voiced “concern” about the dam.", "concern” about the dam", "“concern” about the dam"),
        ("Lund praised the dam. It held.", "the dam", "the dam"),
    ],
)  # fmt: skip
def test_a_content_ends_where_its_words_do(text: str, content: str, expected: str) -> None:
    assert mend(text, content) == expected


def test_nothing_is_taken_from_source_or_cue() -> None:
    assert (
        mend("“The dam will hold for, Lund said, ten years.”", "“The dam will hold for", "Lund")
        == "“The dam will hold for"
    )
    assert mend("To leave the Lund refused.", "leave the", "Lund") == "leave the"


def test_a_cue_holds_no_mark_at_its_ends() -> None:
    text = 'Lund voiced "concern" today.'
    assert without_marks(text, (at(text, 'voiced "'),)) == (at(text, "voiced"),)
    assert without_marks("“”", ((0, 2),)) == ((0, 2),)


@given(st.text(alphabet="ab the'“”\"\n,. ", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_mended_span_lies_in_the_text(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    if start < end:
        ((first, last),) = mended(text, ((start, end),), ())
        assert 0 <= first < last <= len(text)


def test_a_cue_does_not_begin_with_a_name() -> None:
    text = "Holm met with Moss three times to discuss the dam. Lund Moss claims it."
    moss = Name(start=14, end=18, kind="person")
    assert without_name(text, (at(text, "Moss three times to discuss"),), [moss]) == (at(text, "to discuss"),)
    assert without_name(text, (at(text, "Moss claims"),), [Name(start=51, end=60, kind="person")]) == (
        at(text, "claims"),
    )
    assert without_name(text, (at(text, "met"),), [moss]) == (at(text, "met"),)

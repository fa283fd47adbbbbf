from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from who_pages import page, said

from onrecord.resolving.who import resolve_actors
from onrecord.resolving.who.tokens import tokens_of

WORDS = st.sampled_from(
    """Ingrid Solvang Norway the North Korea US Kremlin said he “ ” , . ( ) HWI and of Mr. president Pyongyang 's - Moscow
    officials analysts told in who""".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60))
def test_mentions_are_ordered_spans_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    found = page(text, {"person": ["Ingrid Solvang"], "organisation": ["HWI"]})
    for actor in found.actors:
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)
        assert all(a[1] <= b[0] for a, b in zip(actor.mentions, actor.mentions[1:], strict=False))


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS, min_size=4, max_size=40))
def test_resolving_twice_changes_nothing(words: list[str]) -> None:
    text = "Analysts said it. " + " ".join(words)
    once = page(text, {"person": ["Ingrid Solvang"]}, [said(text, "Analysts", "it", "said")])
    assert resolve_actors(once) == once


@given(st.text(max_size=300))
def test_tokens_slice_to_their_words(text: str) -> None:
    for token in tokens_of(text):
        assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        " ",
        '"',
        "1",
        "“",
        "'",
        "A.",
        "Kim ",
        "Kim Jong Un said. He said. ",
        "US, ",
        "the North ",
        "\n",
        "Washington and ",
        "(HWI) ",
    ],
)
def test_hostile_pages_take_bounded_time(unit: str) -> None:
    text = (unit * (40_000 // len(unit) + 1))[:40_000]
    start = time.process_time()
    page(text)
    assert time.process_time() - start < 5


def test_many_names_and_statements_take_bounded_time() -> None:
    line = "Tomas Varga said Norway left. He said it was late. The agency said no. “I know,” they said.\n"
    text = line * 100
    width = len(line)
    statements = []
    for number in range(100):
        at = number * width
        for source, content in (
            ("Tomas Varga", "Norway left"),
            ("He", "it was late"),
            ("The agency", "no"),
            ("they", "I know"),
        ):
            first, inside = line.index(source), line.index(content)
            statement = said(line, source, content)
            moved = statement.source
            assert moved is not None
            statements.append(
                type(statement)(
                    id=f"{number}{source}",
                    kind="indirect",
                    source=type(moved)(text=source, spans=((at + first, at + first + len(source)),)),
                    cue=None,
                    content=type(statement.content)(text=content, spans=((at + inside, at + inside + len(content)),)),  # type: ignore[misc, union-attr]
                    confidence=1.0,
                )
            )
    start = time.process_time()
    found = page(text, {"person": ["Tomas Varga"]}, statements)
    assert time.process_time() - start < 5
    assert found.statements[1].source is not None
    assert found.statements[1].source.actors == ("person:tomas-varga",)


def test_an_empty_page_has_no_actors() -> None:
    assert page("").actors == ()

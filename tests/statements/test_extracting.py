"""Statements of whole pages, through the shipped networks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.attribution import Statement
from onrecord.model.document import Document
from onrecord.model.page import Page
from onrecord.model.provenance import Input
from onrecord.model.zone import Zone
from onrecord.neural import encode
from onrecord.statements import extract_statements
from onrecord.statements.mending import trimmed


def read(text: str, *zones: Zone) -> tuple[Statement, ...]:
    given_as = Input(uri="test", row_id=None, sha256="", read_at="", reader="")
    body = zones or (Zone(kind="body", start=0, end=len(text)),)
    page = Document(id="d", input=given_as, page=Page(language="en"), text=text, zones=body, kind="article")
    return extract_statements(encode(page)).statements


def test_a_direct_statement_has_its_speaker_cue_and_words() -> None:
    text = "“The dam is safe,” Governor Elin Marsh said on Friday."
    (one,) = read(text)
    assert one.source is not None
    assert one.source.text == "Governor Elin Marsh"
    assert one.cue is not None
    assert "said" in one.cue.text
    assert one.content is not None
    assert one.content.text.strip("“”,") == "The dam is safe"
    assert one.kind == "direct"
    assert one.confidence > 0.8


def test_an_indirect_statement_is_told_apart_from_a_mixed_one() -> None:
    indirect, mixed = (
        read("The ministry said that the harvest had failed in three provinces.")[0],
        read("The ministry said that the harvest was “a catastrophe” for the south.")[0],
    )
    assert indirect.kind == "indirect"
    assert mixed.kind == "mixed"
    assert indirect.source is not None
    assert indirect.source.text == "The ministry"


def test_words_in_single_marks_are_direct_speech() -> None:
    found = read("‘We will not sell the ferries,’ said Councillor Tom Birch.")
    assert [one.kind for one in found] == ["direct"]


def test_a_statement_inside_another_is_kept() -> None:
    found = read("Minister Jan Hoek said the union had claimed that the mine was closed.")
    sources = {one.source.text for one in found if one.source}
    assert {"Minister Jan Hoek", "the union"} <= sources


def test_statements_stand_in_text_order_with_ids_of_their_own() -> None:
    found = read("Ann Low said taxes would fall. Bo Hart said they would not. “Wait,” Cy Dunn said.")
    firsts = [one.source.spans[0][0] for one in found if one.source]
    assert len(found) >= 3
    assert len({one.id for one in found}) == len(found)
    assert firsts == sorted(firsts) or found[-1].content is not None


def test_furniture_gives_no_statement() -> None:
    text = "“We won,” Ann Low said.\nRelated: Bo Hart said the game was lost."
    cut = text.index("Related")
    found = read(text, Zone(kind="body", start=0, end=cut), Zone(kind="teaser", start=cut, end=len(text)))
    assert {one.source.text for one in found if one.source} == {"Ann Low"}


def test_the_same_page_gives_the_same_statements() -> None:
    text = "Ann Low denounced the strike as “reckless”. According to the union, talks will resume."
    assert read(text) == read(text)


def test_plain_narration_is_no_statement() -> None:
    assert read("The train left the station at noon. Snow lay on the tracks.") == ()


def test_nothing_read_nothing_said() -> None:
    assert read("   \n ") == ()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ann Low", "said", "that", "“it", "rains”", ",", ".", "\n", "according to", "\u00a0", "’"]),
        max_size=25,
    )
)
def test_spans_always_slice_to_the_words(words: list[str]) -> None:
    text = " ".join(words)
    for one in read(text):
        for part in (one.source, one.cue, one.content):
            if part is not None:
                assert " ".join(text[slice(*span)] for span in part.spans) == part.text
                assert all(0 <= start < end <= len(text) for start, end in part.spans)


@pytest.mark.parametrize(("spans", "expected"), [(((0, 6),), ((2, 5),)), (((0, 2),), ()), (((2, 9),), ((2, 9),))])
def test_loose_punctuation_is_trimmed(
    spans: tuple[tuple[int, int], ...], expected: tuple[tuple[int, int], ...]
) -> None:
    assert trimmed(", yes, no", spans) == expected


def test_the_words_a_carrier_quotes_are_their_speaker_s() -> None:
    found = read(
        "“The canal will stay open,” Mayor Iris Vann emphasized, according to a statement carried by Radio Delta."
    )
    sources = {one.source.text for one in found if one.source}
    assert "Mayor Iris Vann" in sources


def test_what_somebody_says_of_himself_is_not_put_down_twice() -> None:
    found = read("“I told them I said no and I warned everybody in the council about it,” Councillor Rod Pell said.")
    assert {one.source.text for one in found if one.source} == {"Councillor Rod Pell"}


def test_the_same_words_of_one_source_are_put_down_once() -> None:
    found = read(
        "My father often said, “We live on borrowed time,” as he closed the shop. “Never sell,” he said again and again."
    )
    told = [(one.source.spans if one.source else (), one.content.spans if one.content else ()) for one in found]
    assert len(told) == len(set(told))

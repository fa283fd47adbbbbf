"""The encode step: names and readings, from the read zones alone."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.actor import Name
from onrecord.model.document import Document
from onrecord.model.page import Page
from onrecord.model.provenance import Input
from onrecord.model.zone import Zone
from onrecord.neural import encode
from onrecord.neural.encoding import buckets, read_paragraphs
from onrecord.neural.names import consistent

STORY = (
    "Harbour Minister Dora Quill said on Monday that the port of Lisbon would close for a week.\n\n"
    "“We have no choice,” Quill told reporters in Portugal. Unions rejected the plan, according to Radio Tagus."
)


def page(text: str, zones: tuple[Zone, ...] | None = None, *, language: str | None = "en") -> Document:
    body = (Zone(kind="body", start=0, end=len(text)),) if zones is None else zones
    given_as = Input(uri="test", row_id=None, sha256="", read_at="", reader="")
    return Document(id="d", input=given_as, page=Page(language=language), text=text, zones=body, kind="article")


def test_names_are_found_with_their_kinds() -> None:
    found = {STORY[n.start : n.end]: n.kind for n in encode(page(STORY)).names}
    assert found["Dora Quill"] == "person"
    assert found["Quill"] == "person"
    assert found["Portugal"] == "place"


def test_readings_stand_on_cues() -> None:
    done = encode(page(STORY))
    cues = [STORY[r.starts[r.cue[0]] : r.ends[r.cue[1] - 1]] for r in done.encoding.readings]
    assert {"said", "told"} <= {word for cue in cues for word in cue.split()}
    for reading in done.encoding.readings:
        n = len(reading.starts)
        assert reading.content.shape == (n, 3)
        assert reading.source.shape == (n, 3)
        assert 0 <= reading.cue[0] < reading.cue[1] <= n


def test_only_read_zones_are_encoded() -> None:
    cut = STORY.index("“We")
    done = encode(page(STORY, (Zone(kind="lead", start=0, end=cut), Zone(kind="teaser", start=cut, end=len(STORY)))))
    assert all(name.end <= cut for name in done.names)
    assert all((reading.ends <= cut).all() for reading in done.encoding.readings)


def test_a_page_in_another_language_is_left_alone() -> None:
    done = encode(page(STORY, language="pt"))
    assert done.names == ()
    assert done.encoding.readings == ()


def test_encoding_twice_gives_the_same() -> None:
    first, second = encode(page(STORY)), encode(page(STORY))
    assert first.names == second.names
    pairs = zip(first.encoding.readings, second.encoding.readings, strict=True)
    assert all(np.array_equal(a.source, b.source) for a, b in pairs)


@settings(max_examples=15, deadline=None)
@given(st.text(alphabet=st.sampled_from("aB “”\"'\n.,é\u00a0中"), max_size=120))
def test_any_text_encodes(text: str) -> None:
    for name in encode(page(text)).names:
        assert text[name.start : name.end].strip() == text[name.start : name.end] != ""


def test_an_endless_page_is_read_in_part_and_says_so() -> None:
    text = "a" * 500_000 + "\n" + "b" * 500_000
    began = time.perf_counter()
    done = encode(page(text))
    assert time.perf_counter() - began < 10
    assert [problem.what for problem in done.problems] == ["page too long"]


def test_lines_that_a_sentence_runs_across_are_one_paragraph() -> None:
    text = "The council met\nuntil late. Then\nit rose.\nA new line."
    one = page(text)
    sentences = ((0, 27), (28, 41), (42, 53))
    wrapped = Document(**{f: getattr(one, f) for f in one.__struct_fields__} | {"sentences": sentences})
    assert [text[slice(*span)] for span in read_paragraphs(wrapped)] == [
        "The council met\nuntil late. Then\nit rose.",
        "A new line.",
    ]


@pytest.mark.parametrize(("distance", "expected"), [(0, 0), (5, 5), (8, 8), (9, 8), (500, 19), (-1, 21), (-500, 39)])
def test_distances_fall_into_buckets(distance: int, expected: int) -> None:
    assert buckets(np.array([distance]))[0] == expected


def test_a_surname_is_the_person_it_belongs_to() -> None:
    text = "Ida Lorne spoke. Lorne left."
    names = [
        Name(start=0, end=9, kind="person", confidence=0.9),
        Name(start=17, end=22, kind="organisation", confidence=0.6),
    ]
    settled = consistent(text, names)
    assert [name.kind for name in settled] == ["person", "person"]
    assert settled[1].confidence == 0.5

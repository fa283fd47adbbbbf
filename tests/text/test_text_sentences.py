from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.provenance import RawPage
from onrecord.text import detect_language, open_page, paragraphs, split_sentences
from onrecord.text.language import language_of
from onrecord.text.sentences import MAX_SENTENCE_CHARS, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, (0, len(text)))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Mr. Harlan met Sen. J. R. Dale on Jan. 5.", "They spoke for an hour."],
        ["The U.S. Army sent troops.", "It left by 5 p.m. on Friday."],
        ["Talks failed in the U.S.", "The minister left."],
        ["“We will not go,” she said.", "“Never!”", "He agreed."],
        ["“Will you stay?” he asked.", "She did not answer."],
        ["The budget rose 3.5 percent to $1.2 billion.", "Nobody objected."],
        ["He works for Orrin Corp.", "The firm is small."],
        ["He waited...", "Then he spoke."],
        ["Is it over?", "No!", "It goes on."],
        ["He said: “It is done.”", "They cheered."],
        ["John F. Mercer won.", "So did Plan B.", "The rest lost."],
    ],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@given(st.text(alphabet="aB. !?\"”’'…\n1()U.S", max_size=120))
@settings(max_examples=150, deadline=None)
def test_every_word_is_in_one_sentence(text: str) -> None:
    spans = sentence_spans(text, (0, len(text)))
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]


def test_long_runs_are_cut_in_bounded_time() -> None:
    start = time.process_time()
    for text in ("a" * 300_000, ". " * 150_000, "“" * 300_000, "A. " * 100_000):
        assert all(end - begin <= MAX_SENTENCE_CHARS for begin, end in sentence_spans(text, (0, len(text))))
    assert time.process_time() - start < 8


def test_lines_are_paragraphs_unless_hard_wrapped() -> None:
    flowing = "One line said by him.\nAnother line said by her.\n\nA third."
    document = open_page(RawPage(uri="a.txt", kind="article", content=flowing))
    assert [flowing[a:b] for a, b in paragraphs(document)] == flowing.replace("\n\n", "\n").split("\n")
    wrapped = "\n".join(["the council of the port of Arlen met to talk about the new"] * 7) + "\n\nThe end of it came."
    document = open_page(RawPage(uri="b.txt", kind="article", content=wrapped))
    assert len(paragraphs(document)) == 2


def test_language_decides_whether_sentences_are_split() -> None:
    german = "Der Minister sagte am Montag, die Gespräche würden in der kommenden Woche fortgesetzt. Niemand widersprach ihm."
    document = split_sentences(detect_language(open_page(RawPage(uri="a", kind="article", content=german))))
    assert document.page.language == "de"
    assert document.sentences == ()
    assert [problem.what for problem in document.problems] == ["language"]
    english = "The minister said on Monday that the talks would go on next week. Nobody objected to that."
    document = split_sentences(detect_language(open_page(RawPage(uri="a", kind="article", content=english))))
    assert document.page.language == "en"
    assert len(document.sentences) == 2
    assert not document.problems


def test_little_text_has_no_language() -> None:
    assert language_of("Yes.") is None


def test_a_caption_full_of_names_is_in_no_small_language() -> None:
    caption = (
        "Ola Venn, NWP | Folkets Alliance (FA) MP Iskel Karaman (3rd L) and Velmarkian Prime Minister Astrid Holm (2nd R) "
        "at Torsund Raadhus with Ostrania's Irena Valko"
    )
    assert language_of(caption) in (None, "en")

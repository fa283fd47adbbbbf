"""Events from documents, with the shipped weights. All sentences and most of the names are our own."""

from __future__ import annotations

import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.events import extract_events
from onrecord.events.coder import split_names, trimmed, whole
from onrecord.events.describe import settled
from onrecord.events.lexicon import hits, may_tell, tokenise
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.page import Page
from onrecord.model.provenance import Input
from onrecord.model.spans import Span, whole_words, words_of
from onrecord.model.zone import Zone


def _document(*sentences: str) -> Document:
    text = " ".join(sentences)
    spans: list[Span] = []
    at = 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return Document(
        id="d",
        input=Input(uri="d.txt", row_id=None, sha256="0", read_at="2031-01-02T03:04:05Z", reader="t"),
        page=Page(),
        text=text,
        kind="article",
        zones=(Zone(kind="body", start=0, end=len(text)),),
        sentences=tuple(spans),
    )


def _events(*sentences: str) -> tuple[Event, ...]:
    return extract_events(_document(*sentences)).events


def _check_spans(document: Document) -> None:
    for event in extract_events(document).events:
        for part in (event.trigger, *event.actors, *event.recipients, *event.quantities):
            assert part.text == words_of(document.text, part.spans)
            assert part.text.strip()
        assert 0 <= event.confidence <= 1
        assert event.actors or event.recipients


@pytest.mark.parametrize(
    ("sentence", "kind", "actor", "recipient"),
    [
        (
            "The Foreign Ministry of Moldova condemned the government of Belarus on Monday.",
            "ACCUSE",
            "Moldova",
            "Belarus",
        ),
        ("Police in Lima arrested three former ministers on Tuesday.", "COERCE", "Police", "ministers"),
        ("Prime Minister Anna Kovar met Chinese President Xi Jinping in Vienna.", "CONSULT", "Kovar", "Xi"),
        ("The United Nations urged Freedonia to release the journalists.", "REQUEST", "United Nations", "Freedonia"),
        ("Rebels attacked an army convoy near the northern border.", "ASSAULT", "Rebels", "convoy"),
    ],
)
def test_plain_events_are_coded(sentence: str, kind: str, actor: str, recipient: str) -> None:
    found = [event for event in _events(sentence) if event.type == kind]
    assert found, _events(sentence)
    assert any(actor in party.text for party in found[0].actors)
    assert any(recipient in party.text for party in found[0].recipients)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bakery opens at seven and sells out of rye bread before noon.",
        "Her second novel follows a lighthouse keeper through one long winter.",
        "Shares of the toy maker rose four percent to 12.30 crowns.",
        "The striker scored twice before half time.",
    ],
)
def test_ordinary_sentences_hold_no_event(sentence: str) -> None:
    assert _events(sentence) == ()


def test_the_same_document_gives_the_same_events() -> None:
    document = _document(
        "Sylvania expelled two Freedonian diplomats on Friday.",
        "Freedonia accused Sylvania of spying and recalled its ambassador.",
    )
    once, again = extract_events(document), extract_events(document)
    assert msgspec.json.encode(once.events) == msgspec.json.encode(again.events)
    assert len({event.id for event in once.events}) == len(once.events) > 0


def test_an_event_told_again_is_one_event_with_more_evidence() -> None:
    sentence = "Police arrested Ivan Petrov."
    (event,) = _events(sentence, sentence)
    assert len(event.trigger.spans) == 2


def test_a_page_without_sentences_has_no_events() -> None:
    assert _events() == ()


def test_spans_slice_to_their_words() -> None:
    _check_spans(
        _document(
            "France, Italy and Spain condemned the ‘coup’ in Zubrowka – the third in two years.",
            "Zubrowka’s junta, led by Gen. Otto Dix, sent 3,000 troops to the border and threatened to shell the port.",
        )
    )


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["France", "condemned", "Iran’s", "army", "“", "attacked", "\u200b", "é", "3", ",", "🙂", "the", "-"]
        ),
        max_size=40,
    )
)
def test_odd_texts_keep_their_spans(words: list[str]) -> None:
    _check_spans(_document(" ".join(words) or "."))


@pytest.mark.parametrize(
    "text", ["attacked " * 30_000, "a" * 1_000_000, '"' * 300_000, " " * 1_000_000, "killed" + "1" * 1_000_000]
)
def test_endless_sentences_take_bounded_time(text: str) -> None:
    began = time.monotonic()
    _events(text)
    assert time.monotonic() - began < 6


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("France and Italy", ["France", "Italy"]),
        ("France, Italy and the United Kingdom", ["France", "Italy", "the United Kingdom"]),
        ("the ministers of France and Italy", ["the ministers of France and Italy"]),
        ("Anna Kovar, the premier", ["Anna Kovar, the premier"]),
        ("police and rebels", ["police and rebels"]),
        (" and ", [" and "]),
        ("District and Sessions Judge Omar Reza, of Lar", ["District and Sessions Judge Omar Reza, of Lar"]),
    ],
)
def test_lists_of_names_are_several_parties(words: str, names: list[str]) -> None:
    assert [words[a:b] for a, b in split_names(words, (0, len(words)))] == names


@pytest.mark.parametrize(
    ("text", "party", "expected"),
    [
        ("Zubrowka’s leading opposition party", "party", "Zubrowka’s leading opposition party"),
        ("On Monday the ruling party", "party", "the ruling party"),
        ("the guards arrested strikers", "strikers", "strikers"),
        ("the head of police", "police", "police"),
        ("rebels", "rebels", "rebels"),
    ],
)
def test_a_party_is_taken_back_to_its_article(text: str, party: str, expected: str) -> None:
    start = text.index(party)
    first, last = whole(text, (start, start + len(party)))
    assert text[first:last] == expected


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("the rebels who held the town", "the rebels"),
        ("three officers on Monday", "three officers"),
        ("“the council”,", "the council"),
        ("Sylvania in its war", "Sylvania"),
        ("the envoy, who said that he", "he"),
        ("its minesweepers within 12 weeks", "its minesweepers"),
        ("the strikers for the next two days", "the strikers"),
        ("guards in the small port town of Belo Marra", "guards"),
        ("the town of Belo Marra", "the town of Belo Marra"),
        ("the mission in Zubrowka", "the mission in Zubrowka"),
        ("the", None),
        ("—", None),
    ],
)
def test_a_party_is_cut_at_what_hangs_on_to_it(words: str, kept: str | None) -> None:
    span = trimmed(words, (0, len(words)))
    assert (words[slice(*span)] if span else None) == kept


def test_a_party_never_ends_within_a_word() -> None:
    text = "They jailed shopkeepers’ sons."
    start = text.index("keep")
    first, last = whole_words(text, (start, start + 4))
    assert text[first:last] == "shopkeepers"


def _parties_of(sentence: str, kind: str) -> tuple[set[str], set[str]]:
    found = [event for event in _events(sentence) if event.type == kind]
    return {p.text for event in found for p in event.actors}, {p.text for event in found for p in event.recipients}


@pytest.mark.parametrize(
    ("sentence", "kind", "actors", "recipients"),
    [
        (
            (
                "Under the pact Freedonia will withdraw its troops from Sylvania within 12 weeks, and Sylvania will "
                "lift the embargo on Freedonian timber that it imposed in May."
            ),
            "RETREAT",
            {"Freedonia"},
            {"Sylvania"},
        ),
        (
            (
                "The premier is facing a revolt over fuel, and questions have been mounting about her allies, the more "
                "so now that Lombard has endorsed Dix."
            ),
            "SUPPORT",
            {"Lombard"},
            {"Dix"},
        ),
        (
            "Lombard warned Sylvania could expel Freedonian monks within days.",
            "THREATEN",
            {"Lombard"},
            {"Sylvania"},
        ),
        ("Envoys from Sylvania met in Vienna on Monday.", "CONSULT", {"Envoys from Sylvania"}, set()),
    ],
)
def test_parties_stay_within_their_clause(sentence: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    assert _parties_of(sentence, kind) == (actors, recipients)


def test_an_announced_hostile_deed_is_a_threat() -> None:
    def kind(text: str) -> str:
        tokens = tokenise(text, (0, len(text)))
        at = next(i for i, token in enumerate(tokens) if token.low == "would")
        return settled("AGREE", tokens, at, hits(tokens))

    assert kind("Sylvania would attack the port.") == "THREATEN"
    assert kind("Sylvania would rebuild the port.") == "AGREE"


def test_who_acts_stands_after_by_and_from() -> None:
    (event,) = _events("The plan drew sharp criticism from North Korea.")
    assert event.type == "ACCUSE"
    assert ["North Korea" in party.text for party in event.actors] == [True]


def test_a_charge_against_somebody_with_a_name_or_an_office_is_an_event() -> None:
    (event,) = _events("Two ministers were charged with treason on Monday.")
    assert event.type == "ACCUSE"


def test_the_gate_lets_telling_words_through() -> None:
    def tells(text: str) -> bool:
        return may_tell(tokenise(text, (0, len(text))))

    assert tells("The envoy denounced the ruling.")
    assert not tells("The soup was too salty for him.")

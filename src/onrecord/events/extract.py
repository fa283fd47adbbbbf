"""The step that codes events from the sentences of a page."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.events import codebook, coder
from onrecord.events.background import Setting, is_background, is_dated_back
from onrecord.events.describe import contexts_of, mode_of, settled
from onrecord.events.lexicon import Hit, Token, hits, may_tell, token_at, tokenise
from onrecord.events.merge import gather, merge_repeats
from onrecord.events.proposals import Proposal
from onrecord.events.quantities import quantities
from onrecord.events.scope import is_public
from onrecord.events.status import status_of
from onrecord.model.document import Document
from onrecord.model.event import TOLD, Event, Party, Quantity
from onrecord.model.spans import Span, content_id, evidence
from onrecord.model.step import step
from onrecord.neural.encoding import MAX_CHARS

THRESHOLD = 0.5
"""Least confidence of an event that is put on record: chosen on development data (see `training/events/CARD.md`)."""

_LONGEST_SENTENCE = 1500
_QUANTITY_REACH = 60


@step("events", requires=("sentences",), assigns=("events",))
def extract_events(document: Document) -> Document:
    """Code the sentences of the read zones.

    Only sentences with a word of the codebook reach the networks: most of ordinary news has none.

    Raises:
        InstallError: the weights are missing.
    """
    text = document.text
    told: list[tuple[int, Span, list[Token]]] = []
    for number, (start, end) in enumerate(document.sentences):
        if start >= MAX_CHARS:
            break
        span = start, min(end, start + _LONGEST_SENTENCE)
        tokens = tokenise(text, span)
        if may_tell(tokens):
            told.append((number, span, tokens))
    coded: list[tuple[int, Event]] = []
    for (number, _, tokens), proposals in zip(told, coder.propose(text, [s for _, s, _ in told]), strict=True):
        kept = gather(text, (one for one in proposals if one.confidence >= THRESHOLD and is_public(text, tokens, one)))
        kept.sort(key=lambda one: one.trigger)
        if kept:
            coded.extend((number, event) for event in described(document, number, tokens, kept))
    return msgspec.structs.replace(document, events=merge_repeats(text, coded))


def described(document: Document, number: int, tokens: list[Token], kept: list[Proposal]) -> Iterator[Event]:
    """What the words of a sentence say of the events coded in it.

    Args:
        document: the page; its `sentences` are read.
        number: which of them it is.
        tokens: its words.
        kept: the events to describe.
    """
    span = tokens[0].start, tokens[-1].end
    found, counted = hits(tokens), quantities(document.text, span, tokens)
    setting = _setting(document, number)
    for one in kept:
        yield _event(document, tokens, found, counted, setting, one)


def _setting(document: Document, number: int) -> Setting:
    if number == 0:
        return Setting()
    before, here = document.sentences[number - 1 : number + 1]
    same_paragraph = "\n" not in document.text[before[1] : here[0]]
    return Setting(number, same_paragraph and is_dated_back(document.text, before))


def _event(
    document: Document,
    tokens: list[Token],
    found: list[Hit],
    counted: tuple[Quantity, ...],
    setting: Setting,
    one: Proposal,
) -> Event:
    text = document.text
    at = token_at(tokens, one.trigger)
    kind = settled(one.type, tokens, at, found)
    mode = mode_of(kind, at, found)
    status = status_of(kind, tokens, at)
    return Event(
        id=content_id(document.id, "event", kind, one.trigger, one.actors, one.recipients),
        type=kind,
        mode=mode,
        contexts=contexts_of(tokens),
        actors=_parties(text, one.actors),
        recipients=_parties(text, one.recipients),
        trigger=evidence(text, {one.trigger, *one.also}),
        status=status,
        background=status in TOLD and is_background(kind, tokens, at, text, setting),
        quantities=_near(counted, one),
        intensity=codebook.intensity(kind, mode),
        confidence=round(one.confidence, 3),
    )


def _parties(text: str, spans: tuple[Span, ...]) -> tuple[Party, ...]:
    return tuple(Party(text=text[start:end], spans=((start, end),)) for start, end in spans)


def _near(counted: tuple[Quantity, ...], one: Proposal) -> tuple[Quantity, ...]:
    """The quantities that belong to this event: within a party, or close to the trigger."""
    end = one.trigger[1]
    parties = (*one.actors, *one.recipients)
    return tuple(
        quantity
        for quantity in counted
        if any(party[0] <= quantity.spans[0][0] < party[1] for party in parties)
        or -_QUANTITY_REACH // 2 <= quantity.spans[0][0] - end <= _QUANTITY_REACH
    )

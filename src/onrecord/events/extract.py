"""The step that codes events from the sentences of a page."""

from __future__ import annotations

import msgspec

from onrecord.events import codebook, rules
from onrecord.events.describe import contexts_of, mode_of
from onrecord.events.lexicon import Hit, Token, hits, token_at, tokenise
from onrecord.events.merge import merge_repeats
from onrecord.events.proposals import Proposal
from onrecord.events.quantities import quantities
from onrecord.events.status import is_background, status_of
from onrecord.model.document import Document
from onrecord.model.event import Event, Party, Quantity
from onrecord.model.spans import Span, content_id, evidence
from onrecord.model.step import step

_LONGEST_SENTENCE = 1500
_QUANTITY_REACH = 60


@step("events", requires=("sentences",), assigns=("events",))
def extract_events(document: Document) -> Document:
    """Code every sentence of the read zones."""
    coded: list[tuple[int, Event]] = []
    for number, span in enumerate(document.sentences):
        coded.extend((number, event) for event in _sentence_events(document, span))
    return msgspec.structs.replace(document, events=merge_repeats(document.text, coded))


def _sentence_events(document: Document, span: Span) -> list[Event]:
    span = span[0], min(span[1], span[0] + _LONGEST_SENTENCE)
    tokens = tokenise(document.text, span)
    found = hits(tokens)
    proposals = rules.propose(tokens, found) if found else []
    return [_event(document, span, tokens, found, one) for one in proposals]


def _event(document: Document, span: Span, tokens: list[Token], found: list[Hit], one: Proposal) -> Event:
    text = document.text
    at = token_at(tokens, one.trigger)
    mode = mode_of(one.type, at, found)
    return Event(
        id=content_id(document.id, "event", one.type, one.trigger, one.actors, one.recipients),
        type=one.type,
        mode=mode,
        contexts=contexts_of(tokens),
        actors=_parties(text, one.actors),
        recipients=_parties(text, one.recipients),
        trigger=evidence(text, [one.trigger]),
        status=status_of(one.type, tokens, at),
        background=is_background(tokens, at, text),
        quantities=_near(quantities(text, span, tokens), one),
        intensity=codebook.intensity(one.type, mode),
        confidence=round(one.confidence, 3),
    )


def _parties(text: str, spans: tuple[Span, ...]) -> tuple[Party, ...]:
    return tuple(Party(text=text[start:end], spans=((start, end),)) for start, end in spans)


def _near(counted: tuple[Quantity, ...], one: Proposal) -> tuple[Quantity, ...]:
    """The quantities that belong to this event: within a party, or close after the trigger."""
    end = one.trigger[1]
    parties = (*one.actors, *one.recipients)
    return tuple(
        quantity
        for quantity in counted
        if any(party[0] <= quantity.spans[0][0] < party[1] for party in parties)
        or -_QUANTITY_REACH // 2 <= quantity.spans[0][0] - end <= _QUANTITY_REACH
    )

"""What a coder proposes for a sentence before it is described and put into the record."""

from __future__ import annotations

import msgspec

from onrecord.model.event import EventType
from onrecord.model.spans import Span


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """An event as coded; all spans are characters of the document's text.

    `type_confidence` is the coder's own opinion of the trigger, `party_confidence` of actor and recipient; `confidence`
    is what they come to. `also` are further triggers of the same event in the sentence ('shot dead … the attack').
    """

    type: EventType
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    type_confidence: float
    party_confidence: float
    confidence: float
    also: tuple[Span, ...] = ()

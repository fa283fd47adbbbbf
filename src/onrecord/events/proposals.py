"""What a coder proposes for a sentence before it is described and put into the record."""

from __future__ import annotations

import msgspec

from onrecord.model.event import EventType
from onrecord.model.spans import Span


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """An event as coded: `trigger` indexes the sentence's tokens, spans are characters of the text."""

    type: EventType
    trigger: int
    trigger_span: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    confidence: float

"""Events: who did what to whom, in PLOVER's types."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from onrecord.model.spans import Evidence, Spans
from onrecord.model.timex import When

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["happened", "ongoing", "planned", "threatened", "denied", "hypothetical"]
TOLD: Final[frozenset[EventStatus]] = frozenset({"happened", "ongoing", "denied"})
"""Statuses of what is behind us or goes on: it can be history, and is never dated after its page."""


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or recipient as written, and who that is."""

    text: str
    spans: Spans
    actor: str | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """'10,000 troops': a value, its unit, and the words."""

    value: float
    unit: str
    text: str
    spans: Spans


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something done, planned, threatened or denied. `attributed_to` is the statement inside which it is told: then it
    is that speaker's claim."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    trigger: Evidence
    status: EventStatus = "happened"
    background: bool = False
    date: When | None = None
    place: str | None = None
    quantities: tuple[Quantity, ...] = ()
    attributed_to: str | None = None
    intensity: float
    confidence: float

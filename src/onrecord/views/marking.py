"""Where the evidence of a page's statements and events stands in its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec

from onrecord.model.document import Record
from onrecord.model.spans import Span, Spans
from onrecord.model.zone import READ_KINDS, Zone

SHOWN_KINDS = READ_KINDS | {"title", "dateline", "credit", "byline"}
"""The zones that are shown of a page unless all of it is asked for."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A marked stretch: `role` is who, cue, said (a statement's parts) or did (an event's trigger)."""

    start: int
    end: int
    role: str
    number: int


def marks(record: Record) -> list[Mark]:
    """Every stretch to be marked, statements and events numbered from 1 in their order."""
    found: list[Mark] = []
    for number, statement in enumerate(record.statements, 1):
        for role, part in (("who", statement.source), ("cue", statement.cue), ("said", statement.content)):
            found += _marks(part.spans if part else (), role, number)
    for number, event in enumerate(record.events, 1):
        found += _marks(event.trigger.spans, "did", number)
    return found


def _marks(spans: Spans, role: str, number: int) -> list[Mark]:
    return [Mark(start=start, end=end, role=role, number=number) for start, end in spans if start < end]


def blocks(record: Record, *, whole: bool) -> list[Zone]:
    """The zones to show, those inside another left to it; the whole text as one when there are none."""
    if not record.zones:
        return [Zone(kind="body", start=0, end=len(record.text))]
    return [zone for zone in record.zones if (whole or zone.kind in SHOWN_KINDS) and not inside_another(zone, record)]


def inside_another(zone: Zone, record: Record) -> bool:
    """Whether a dateline or credit stands inside the report."""
    if zone.kind not in {"dateline", "credit"}:
        return False
    return any(
        other.kind in READ_KINDS and other.start <= zone.start and zone.end <= other.end for other in record.zones
    )


def pieces(span: Span, found: Iterable[Mark]) -> Iterator[Span]:
    """The span cut wherever a mark begins or ends."""
    inner = {at for mark in found for at in (mark.start, mark.end) if span[0] < at < span[1]}
    return pairwise(sorted({*span, *inner}))

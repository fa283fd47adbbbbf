"""One event told twice, in a sentence or in the next, is one event with more evidence."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.events.proposals import Proposal
from onrecord.model.event import Event, EventType, Party
from onrecord.model.spans import Span, evidence, overlap

_SENTENCES_BACK = 1
_SMALL = frozenset({"the", "a", "an", "of", "and", "mr", "mr.", "president", "leader"})


_GIVES_WAY: dict[EventType, EventType] = {"MOBILIZE": "ASSAULT", "REQUEST": "PROTEST"}
"""PLOVER's rules of dominance: troops that move and strike only strike; a protest's demand is no second event."""


def gather(text: str, proposals: Iterable[Proposal]) -> list[Proposal]:
    """The distinct events among a sentence's proposals, best first.

    Proposals of one type whose parties do not contradict each other are one event: its further triggers go to `also`,
    and victims that only they name to `recipients`. So is what a participle adds ('lashed out at …, accusing …').
    PLOVER's rules of dominance drop what another event of the same actor covers.
    """
    kept: list[Proposal] = []
    for one in sorted(proposals, key=lambda proposal: (-proposal.confidence, proposal.trigger)):
        twin = next((at for at, other in enumerate(kept) if _one_event(other, one)), None)
        spoken = next((at for at, other in enumerate(kept) if _goes_on(text, other, one)), None)
        if twin is not None:
            kept[twin] = _with(kept[twin], one)
        elif spoken is not None:
            kept[spoken] = _continued(kept[spoken], one)
        else:
            kept.append(one)
    return [_of_people(text, one) for one in kept if not _is_covered(one, kept)]


def _goes_on(text: str, one: Proposal, other: Proposal) -> bool:
    """Whether the later of two tells, in a participle, what the earlier consisted of."""
    earlier, later = sorted((one, other), key=lambda proposal: proposal.trigger)
    start, end = later.trigger
    participle = text[start:end].endswith("ing") and text[max(0, start - 2) : start].rstrip().endswith(",")
    same = bool(earlier.actors and later.actors) and _compatible(earlier.actors, later.actors)
    return participle and same and earlier.type == later.type


def _continued(one: Proposal, other: Proposal) -> Proposal:
    earlier, later = sorted((one, other), key=lambda proposal: proposal.trigger)
    return msgspec.structs.replace(
        earlier,
        recipients=earlier.recipients or later.recipients,
        also=(*earlier.also, later.trigger, *later.also),
        confidence=max(one.confidence, other.confidence),
    )


def _of_people(text: str, one: Proposal) -> Proposal:
    """An assault without the place that one of its triggers gave for a victim, where another gave the victims."""
    if one.type != "ASSAULT" or len(one.recipients) < 2:
        return one
    victims = tuple(
        span for span in one.recipients if not text[max(0, span[0] - 6) : span[0]].endswith((" in ", " near "))
    )
    return msgspec.structs.replace(one, recipients=victims or one.recipients)


def _one_event(first: Proposal, second: Proposal) -> bool:
    if first.type != second.type or not _compatible(first.actors, second.actors):
        return False
    return first.type == "ASSAULT" or _compatible(first.recipients, second.recipients)


def _compatible(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    """Whether two readings of a party can be the same: one of them is silent, or they share words."""
    return not one or not other or any(overlap(a, b) for a in one for b in other)


def _with(first: Proposal, second: Proposal) -> Proposal:
    taken = (*first.actors, *first.recipients, first.trigger, *first.also)
    more = tuple(span for span in second.recipients if not any(overlap(span, other) for other in taken))
    return msgspec.structs.replace(
        first,
        actors=first.actors or tuple(a for a in second.actors if not any(overlap(a, r) for r in first.recipients)),
        recipients=(*first.recipients, *more),
        also=(*first.also, second.trigger),
    )


def _is_covered(one: Proposal, kept: list[Proposal]) -> bool:
    ruler = _GIVES_WAY.get(one.type)
    return any(
        other.type == ruler and one.actors and other.actors and _compatible(one.actors, other.actors) for other in kept
    )


def merge_repeats(text: str, coded: list[tuple[int, Event]]) -> tuple[Event, ...]:
    """Join events of the same type, status, actors and recipients in neighbouring sentences.

    Args:
        text: the document's text.
        coded: events in text order, each with the number of its sentence.
    """
    kept: list[tuple[int, Event]] = []
    for number, event in coded:
        twin = next((at for at in range(len(kept) - 1, -1, -1) if _is_repeat(kept[at], number, event)), None)
        if twin is None:
            kept.append((number, event))
        else:
            kept[twin] = (number, _joined(text, kept[twin][1], event))
    return tuple(event for _, event in kept)


def _is_repeat(kept: tuple[int, Event], number: int, event: Event) -> bool:
    before, other = kept
    if number - before > _SENTENCES_BACK or (other.type, other.status) != (event.type, event.status):
        return False
    return _same(other.actors, event.actors) and _same(other.recipients, event.recipients)


def _same(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Whether two sets of parties read alike; somebody unnamed on either side is not enough to join them."""
    mine, yours = _words(one), _words(other)
    return mine == yours if not (mine and yours) else mine <= yours or yours <= mine


def _words(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(word for party in parties for word in party.text.lower().split() if word not in _SMALL)


def _joined(text: str, first: Event, second: Event) -> Event:
    spans = sorted({*first.trigger.spans, *second.trigger.spans})
    contexts = tuple(dict.fromkeys((*first.contexts, *second.contexts)))
    quantities = (*first.quantities, *(one for one in second.quantities if one not in first.quantities))
    return msgspec.structs.replace(
        first, trigger=evidence(text, spans), contexts=contexts, quantities=quantities, mode=first.mode or second.mode,
        background=first.background and second.background, confidence=max(first.confidence, second.confidence),
    )  # fmt: skip

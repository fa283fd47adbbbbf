"""One event told twice on a page is one event with more evidence."""

from __future__ import annotations

import msgspec

from onrecord.model.event import Event, Party
from onrecord.model.spans import evidence

_SENTENCES_BACK = 1
_SMALL = frozenset({"the", "a", "an", "of", "and", "mr", "mr.", "president", "leader"})


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

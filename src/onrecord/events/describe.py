"""What is said about an event besides who and whom: its mode, contexts and intensity."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.events import codebook
from onrecord.events.lexicon import Hit, Token
from onrecord.model.event import EventType

_LONGEST_PHRASE = 3
_NEXT = 3
_ANNOUNCING = frozenset({"will", "would", "shall", "vowed", "vows", "promised", "promises", "pledged"})


def mode_of(kind: EventType, trigger: int, found: Iterable[Hit]) -> str | None:
    """The mode that the words at or around the trigger carry for this type, nearest first; None when none do."""
    near = [hit for hit in found if hit.type == kind and hit.mode and hit.first - 2 <= trigger <= hit.last + 2]
    near.sort(key=lambda hit: (abs(hit.first - trigger), hit.first - hit.last))
    return near[0].mode if near else None


def settled(kind: EventType, tokens: list[Token], trigger: int, found: Iterable[Hit]) -> EventType:
    """The type after PLOVER's rule of time: an announced deed is AGREE, a hostile one THREATEN."""
    if kind != "AGREE" or tokens[trigger].low not in _ANNOUNCING:
        return kind
    hostile = any(codebook.quad_class(hit.type) == 4 and trigger < hit.first <= trigger + _NEXT for hit in found)
    return "THREATEN" if hostile else kind


def contexts_of(tokens: list[Token]) -> tuple[str, ...]:
    """The PLOVER contexts whose words stand in the sentence, in the codebook's order."""
    words = [token.low for token in tokens]
    phrases = set(words)
    for length in range(2, _LONGEST_PHRASE + 1):
        phrases.update(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
    return tuple(name for name, told in codebook.contexts().items() if not told.isdisjoint(phrases))

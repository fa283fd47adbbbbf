"""A coder by words alone: a trigger of the codebook between two names. Blind to most events."""

from __future__ import annotations

from onrecord.events.lexicon import Hit, Token
from onrecord.events.proposals import Proposal
from onrecord.model.spans import Span

_REACH_BEFORE, _REACH_AFTER = 10, 7
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_STOPS = frozenset({".", ";", ":", '"', "“", "”"})
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "but",
        "and",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "this",
        "that",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
_CONFIDENCE = 0.4


def propose(tokens: list[Token], found: list[Hit]) -> list[Proposal]:
    """Events where a name stands shortly before and another shortly after a trigger verb."""
    names = _names(tokens)
    taken: set[int] = set()
    made: list[Proposal] = []
    for hit in found:
        if hit.noun or hit.first in taken:
            continue
        before, after = _before(tokens, names, hit.first), _after(tokens, names, hit.last)
        if before is None or after is None:
            continue
        taken.add(hit.first)
        made.append(_proposal(tokens, hit, before, after))
    return made


def _proposal(tokens: list[Token], hit: Hit, before: Span, after: Span) -> Proposal:
    passive = (
        hit.first > 0 and tokens[hit.first - 1].low in _PASSIVE and tokens[hit.first].low.endswith(("ed", "en", "wn"))
    )
    actor, recipient = (after, before) if passive else (before, after)
    trigger = tokens[hit.first]
    return Proposal(
        type=hit.type,
        trigger=(trigger.start, trigger.end),
        actors=(actor,),
        recipients=(recipient,),
        type_confidence=_CONFIDENCE,
        party_confidence=_CONFIDENCE,
        confidence=_CONFIDENCE,
    )


def _names(tokens: list[Token]) -> list[tuple[int, int]]:
    """Runs of capitalised words, as first and last token."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if not token.text[0].isupper() or token.low in _SMALL:
            continue
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _before(tokens: list[Token], names: list[tuple[int, int]], at: int) -> Span | None:
    for first, last in reversed(names):
        if last < at:
            clear = at - last <= _REACH_BEFORE and not any(token.low in _STOPS for token in tokens[last + 1 : at])
            return (tokens[first].start, tokens[last].end) if clear else None
    return None


def _after(tokens: list[Token], names: list[tuple[int, int]], at: int) -> Span | None:
    for first, last in names:
        if first > at:
            clear = first - at <= _REACH_AFTER and not any(token.low in _STOPS for token in tokens[at + 1 : first])
            return (tokens[first].start, tokens[last].end) if clear else None
    return None

"""Where a party must end because a clause begins: the words that a noun phrase of news English does not hold.

The reader points at a party's first and last piece independently, so on a sentence of several clauses it may take the
first from one and the last from another. Spans over one of these words are not considered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.model.spans import Span

_FINITE = r"(?:will|would|shall|should|may|might|could|can|cannot|must|is|are|was|were|has|have|had|does|did|said|says)"
_VERB = re.compile(rf"\b(?:{_FINITE}|whether)\b(?![-‑])")
"""Modals and auxiliaries in lower case only ('Will' and 'May' are names), and what opens an indirect question."""
_AFTER_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I) ([a-z]\w{0,30})")
_TELLS = re.compile(r"\b[a-z]{2,30}(?:ed|ing) that\b")
_PARTICIPLE = re.compile(r", (?!including\b)([a-z]{2,30}ing)\b")
_NEXT_CLAUSE = re.compile(rf", (?:and|but|while|so|yet) (?:[\w.’'-]{{1,30}} ){{1,5}}?{_FINITE}\b")
"""Another clause with a subject of its own; only after a trigger, since before it the words may list its actors."""

_ADVERBIAL = re.compile(r",? (?:after|when|while|because) (?:[\w.’'-]{1,30} ){1,7}?[a-z]{2,30}ed\b")
"""A clause of time or ground with a subject of its own: who acts in it does not act in the one before. Not behind a
passive ('was held after police searched …'), whose actor it may name."""
_MEANWHILE = re.compile(r"\b[a-z]{2,30}ing (?:[\w.’'-]{1,30} ){1,6}?as\b(?= (?:the )?[A-Z])")
"""'… with Sylvania backing the army as Freedonia supports the rebels': before 'as' stands another clause."""
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are)\s+(?:\w+ly\s+)?$")


def clause_breaks(text: str, span: Span, trigger: int) -> Iterator[Span]:
    """Spans within `span` that no party holds a part of: verbs and participles of clauses, and a whole next clause.

    Args:
        text: the document's text.
        span: the characters to look at, a sentence or less.
        trigger: where the event's trigger begins.
    """
    yield from (found.span() for found in _VERB.finditer(text, *span))
    yield from (found.span() for found in _MEANWHILE.finditer(text, span[0], trigger))
    yield from (found.span() for found in _TELLS.finditer(text, *span) if found.start() != trigger)
    for pattern in (_AFTER_PRONOUN, _PARTICIPLE):
        yield from (found.span(1) for found in pattern.finditer(text, *span))
    adverbial = _ADVERBIAL.search(text, trigger, span[1])
    if adverbial and not _PASSIVE.search(text, span[0], trigger):
        yield adverbial.start(), span[1]
    following = _NEXT_CLAUSE.search(text, trigger, span[1])
    if following:
        yield following.start(), span[1]

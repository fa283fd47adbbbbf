"""What is no event of the codebook's, however much it reads like one.

PLOVER is about what political and social actors do on purpose. Left out are charges of crime against people without
name or office, inquiries into mishaps, which are into nobody, deaths in them, and what nobody in particular does
('dismissed by many').
"""

from __future__ import annotations

import re

from onrecord.events import codebook
from onrecord.events.lexicon import Token
from onrecord.events.proposals import Proposal

_PRIVATE = frozenset(codebook.words("private"))
_NOBODY = frozenset(codebook.words("nobody"))
_HARMED = frozenset(codebook.words("harmed"))
_DISASTERS = frozenset(codebook.words("disasters"))
_VIOLENCE = frozenset(codebook.words("deeds")) | frozenset(codebook.words("violence"))
_INQUIRY = re.compile(r"(?:investigat|prob(?:e|ing)|look|review)", re.IGNORECASE)
_MISHAP = re.compile(rf" (?:into )?(?:(?:the|an?|this|that) )?(?:{'|'.join(codebook.words('mishaps'))})\b")


def is_public(text: str, tokens: list[Token], one: Proposal) -> bool:
    """Whether an event of the sentence `tokens` names a party at all and is the codebook's business."""
    if one.type == "ASSAULT" and not one.actors and _is_accident(text, tokens, one):
        return False
    if one.actors and all(text[start:end].lower() in _NOBODY for start, end in one.actors):
        return False
    if one.type == "ACCUSE" and _is_private(text, one):
        return False
    return bool(one.actors or one.recipients)


def _is_accident(text: str, tokens: list[Token], one: Proposal) -> bool:
    """Whether people came to harm in a mishap: its words stand in the sentence, and none of violence."""
    words = {token.low for token in tokens}
    harmed = text[slice(*one.trigger)].lower() in _HARMED
    return harmed and not words.isdisjoint(_DISASTERS) and words.isdisjoint(_VIOLENCE)


def _is_private(text: str, one: Proposal) -> bool:
    start, end = one.trigger
    if _INQUIRY.match(text, start) and _MISHAP.match(text, end):
        return True
    return not one.actors and all(_is_unnamed(text[first:last]) for first, last in one.recipients)


def _is_unnamed(words: str) -> bool:
    """Whether a party is somebody without a name or an office: 'a man', 'two people'."""
    *before, last = words.split()
    return last in _PRIVATE and not any(word[0].isupper() for word in before[1:])

"""Country and PLOVER sector of a noun phrase: 'South Korean defence officials' -> ('KOR', 'MIL').

Sectors come from PLOVER's agents file (Open Event Data Alliance), matched on the phrase's head: the words before its first
preposition, longest match nearest the end, as PETRARCH's coder does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.resolving import tables
from onrecord.resolving.who.gazetteer import Match, gazetteer
from onrecord.resolving.who.tokens import tokens_of

PREPOSITIONS = frozenset(
    [
        "of",
        "for",
        "in",
        "at",
        "from",
        "with",
        "by",
        "on",
        "to",
        "against",
        "near",
        "across",
        "over",
        "under",
        "between",
        "among",
        "about",
        "into",
        "within",
        "inside",
        "outside",
        "who",
        "which",
        "that",
        "whose",
    ]
)
LONGEST_NOUN = 4
IRREGULAR = {
    "men": "man",
    "women": "woman",
    "spokesmen": "spokesman",
    "spokeswomen": "spokeswoman",
    "people": "people",
    "police": "police",
}


class Code(NamedTuple):
    """Country (alpha-3, or a PLOVER code such as `IGO`) and sector of a phrase; None where the words give none."""

    country: str | None
    sector: str | None


def code_phrase(text: str) -> Code:
    """Country and sector of a noun phrase.

    A name in the tables (a person, a body, an organisation) decides both; otherwise the country is the first one named,
    and the sector that of the noun nearest the head's end.
    """
    tokens = tokens_of(text)
    keys = [token.key for token in tokens]
    cut = head_end(keys)
    matches = list(gazetteer().matches(tokens))
    named = _named([m for m in matches if m.first < cut]) or (None if _is_noun(keys[:cut]) else _named(matches))
    country = _country(matches, cut)
    sector = sector_of(keys[:cut]) or (sector_of(keys) if cut < len(keys) and not sector_of(keys[:cut]) else None)
    if named is not None:
        return Code(named.entry.country or country, _sector_of_name(named) or sector)
    return Code(country, sector)


def _named(matches: Sequence[Match]) -> Match | None:
    """The last match that is more than a country's name."""
    others = [match for match in matches if match.entry.kind != "state"]
    return others[-1] if others else None


def _sector_of_name(match: Match) -> str | None:
    return match.entry.sector


def _is_noun(keys: Sequence[str]) -> bool:
    return sector_of(keys) is not None


def _country(matches: Sequence[Match], cut: int) -> str | None:
    states = [match for match in matches if match.entry.kind == "state" or match.entry.use in ("body", "metonym")]
    head = [match for match in states if match.first < cut]
    return (head or states)[0].entry.country if states else None


def head_end(keys: Sequence[str]) -> int:
    """How many words of a phrase stand before its first preposition, relative pronoun or comma."""
    for index, key in enumerate(keys):
        if index and (key in PREPOSITIONS or (key in (",", "(", "-", "–", "—", "―") and key != "-")):
            return index
    return len(keys)


def sector_of(keys: Sequence[str]) -> str | None:
    """The PLOVER sector of the agent noun nearest the end of folded words; of two that end there the longer."""
    nouns = agent_nouns()
    for last in range(len(keys), 0, -1):
        for length in range(min(LONGEST_NOUN, last), 0, -1):
            words = keys[last - length : last]
            for form in (" ".join(words), " ".join([*words[:-1], singular(words[-1])])):
                if form in nouns:
                    return nouns[form]
    return None


@cache
def agent_nouns() -> dict[str, str]:
    """Agent nouns (lower case, spaces between words) to sectors."""
    return dict(tables.agents())


def singular(noun: str) -> str:
    """The singular of a regular English plural."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun

"""Country and PLOVER sector of a noun phrase: 'South Korean defence officials' -> ('KOR', 'MIL').

Sectors come from PLOVER's agents file (Open Event Data Alliance), matched on the phrase's head: the words before its
first preposition, longest match nearest the end, as PETRARCH's coder does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.resolving import tables
from onrecord.resolving.who.gazetteer import Match, gazetteer, name_skeleton
from onrecord.resolving.who.lexicon import wordset
from onrecord.resolving.who.tokens import Token, tokens_of

PREPOSITIONS = wordset(
    """of for in at from with by on to against near across over under between among about into within inside outside who
    which that whose"""
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
    and the sector that of the noun nearest the head's end. A lone surname is taken for the one leader of late who has
    it.
    """
    tokens = tokens_of(text)
    keys = [token.key for token in tokens]
    cut = head_end(keys)
    matches = [m for m in gazetteer().matches(tokens) if not _for_or_against(keys, m.first)]
    sector = sector_of(keys[:cut]) or sector_of(keys)
    named = _named([m for m in matches if m.first < cut]) or (None if sector_of(keys[:cut]) else _named(matches))
    country = _country(matches, cut)
    if named is not None:
        own = None if named.entry.use == "body" else named.entry.country
        return Code(own or country, named.entry.sector or sector)
    if country is None and (leader := _leader(tokens)) is not None:
        return Code(leader.country, leader.sector)
    return Code(country, sector)


def _for_or_against(keys: Sequence[str], first: int) -> bool:
    """Whether 'pro-' or 'anti-' stands before a name: then it is not theirs."""
    return first > 1 and keys[first - 1] in ("-", "–") and keys[first - 2] in ("pro", "anti")


def _named(matches: Sequence[Match]) -> Match | None:
    """The last match that is more than a country's name."""
    others = [match for match in matches if match.entry.kind != "state"]
    return others[-1] if others else None


def _leader(tokens: Sequence[Token]) -> tables.Person | None:
    """The leader whom capital words name by surname, or by a full name in another transliteration."""
    words = [
        t
        for t in tokens
        if t.text[0].isalpha() and agent_nouns().get(t.key) is None and t.key not in ("himself", "the")
    ]
    if not words or len(words) > 4:
        return None
    spelt = gazetteer().by_skeleton.get(name_skeleton(" ".join(t.text for t in words)), ()) if len(words) > 1 else ()
    named = [p for p in gazetteer().by_surname.get(words[-1].key, ()) if len(words) == 1 and words[0].capital]
    recent = [p for p in spelt or named if any(t.end is None or t.end >= "2008" for t in p.terms)]
    tops = [p for p in recent if any(t.role.startswith("head of") for t in p.terms)] or recent
    return tops[0] if len({p.country for p in tops}) == 1 else None


def _country(matches: Sequence[Match], cut: int) -> str | None:
    states = [match for match in matches if match.entry.kind == "state"]
    head = [match for match in states if match.first < cut]
    return (head or states)[0].entry.country if states else None


def head_end(keys: Sequence[str]) -> int:
    """How many words of a phrase stand before its first preposition, relative pronoun or comma."""
    for index, key in enumerate(keys):
        if index and (key in PREPOSITIONS or (key in (",", "(", "-", "–", "—", "―") and key != "-")):
            return index
    return len(keys)


def sector_of(keys: Sequence[str], *, at_end: bool = False) -> str | None:
    """The PLOVER sector of the agent noun nearest the end of folded words (`at_end`: of one that ends there); of two
    that end at one place the longer. A general noun ('defence official') takes the sector of a special noun before
    it."""
    for last in range(len(keys), len(keys) - 1 if at_end else 0, -1):
        found = _noun_ending_at(keys, last)
        if found is not None:
            sector, first = found
            special = _noun_ending_at(keys, first) if keys[last - 1] in GENERAL_HEADS else None
            return special[0] if special is not None and special[0] in SPECIAL_SECTORS else sector
    return None


GENERAL_HEADS = frozenset(
    """official officials chief chiefs officer officers source sources leader leaders force forces personnel group
    groups spokesman spokeswoman spokesperson member members unit units authorities representative adviser
    advisor""".split()
)
"""Nouns that say rank or number rather than trade."""
SPECIAL_SECTORS = frozenset("MIL COP JUD LEG SPY PRM REB MED REL LAB BUS EDU CRM OPP".split())


def _noun_ending_at(keys: Sequence[str], last: int) -> tuple[str, int] | None:
    """Sector and first word of the longest agent noun that ends right before `last`."""
    nouns = agent_nouns()
    for length in range(min(LONGEST_NOUN, last), 0, -1):
        words = keys[last - length : last]
        for form in (" ".join(words), " ".join([*words[:-1], singular(words[-1])])):
            if form in nouns:
                return nouns[form], last - length
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

"""The words of organisations' names: nouns that tell a body, a company or an outlet, and what can be a name at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.actor import Name
from onrecord.model.spans import Span
from onrecord.resolving.who.lexicon import CALENDAR, REPORTING, SENTENCE_OPENERS, wordset
from onrecord.resolving.who.tokens import Token, tokens_of

BODY_NOUNS = wordset(
    """ministry department government cabinet parliament army navy military police court courts assembly congress senate
    forces force guard guards administration presidency embassy legislature supreme bureau agency"""
)
"""Nouns that make an organisation's name that of a state body when a country is known with it."""
PLAIN_WORDS = frozenset(
    "foreign defense defence interior finance health education air national of the and security state".split()
)
"""Words that, with a body's noun, are the name of a body of any country ('Foreign Ministry', 'National Guard')."""
EXECUTIVE_NOUNS = frozenset("ministry department government cabinet administration presidency embassy".split())
LONE_BODIES = frozenset("parliament congress senate army navy".split())
COMPANY_NOUNS = frozenset("inc corp corporation co ltd llc plc company holdings bancorp motors airlines".split())
OUTLET_NOUNS = wordset(
    """times post news tribune herald journal gazette television tv radio magazine broadcaster newspaper"""
)
PRESS_NOUNS = OUTLET_NOUNS | frozenset("agency paper daily weekly website magazine channel station reporter".split())
WELL_KNOWN = frozenset(["Kremlin", "Knesset", "Bundestag", "Mossad", "Duma", "Tatmadaw"])
"""One-word bodies that need no country beside them."""
WELL_KNOWN_PRESS = frozenset(
    """AFP UPI EFE DPA ANSA TASS RIA IRNA KCNA CGTN CCTV NHK KBS TRT ZDF ARD PTI IANS WAFA SUNA RTHK SCMP NDTV RFI SABC
    KCTV ISNA""".split()
)
"""Acronyms of outlets that need no country beside them."""
LOCAL_POSSESSIONS = wordset(
    """streets street airport mayor residents suburbs downtown metro subway police museum museums traffic weather
    skyline largest main stock historic old central university heart neighborhood outskirts restaurants"""
)
"""What a city owns as a place, not as a government: 'London's streets'."""


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """A name's tokens without an article before it and a possessive or marks around it."""
    kept = list(tokens)
    while kept and (kept[0].key in ("the", "a", "an") or not kept[0].text[0].isalnum()):
        kept.pop(0)
    while kept and not kept[-1].text[0].isalnum():
        kept.pop()
    return kept


def plausible(tokens: Sequence[Token]) -> bool:
    """Whether words can be an organisation's name at all: a capital somewhere, no lone sentence opener, day or
    month."""
    if (
        len(tokens) > 9
        or any(token.text in "!?;:" for token in tokens)
        or not any(token.capital or any(c.isupper() for c in token.text) for token in tokens)
    ):
        return False
    words = [token.key for token in tokens]
    if not (tokens[0].capital or any(c.isupper() for c in tokens[0].text)):
        return False
    if not (tokens[-1].capital or tokens[-1].text[0].isdigit() or any(c.isupper() for c in tokens[-1].text)):
        return False
    if all(word in SENTENCE_OPENERS or word in CALENDAR or not word[0].isalpha() for word in words):
        return False
    return len(words) > 1 or (len(words[0]) > 1 and words[0] not in REPORTING)


CAMEL = re.compile(r"^(?!Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O['’])\w*[a-z][A-Z]")
"""Capitals inside a word: a company's or site's spelling, except after the particles of surnames."""


def initials_of(name: str) -> str:
    """The capital letters that begin a name's words ('Harbour Watch Institute' -> 'HWI'); empty for a single word."""
    words = name.removeprefix("The ").split()
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 1 else ""


def is_acronym(word: str) -> bool:
    """Two to eight letters, mostly capitals."""
    return 2 <= len(word) <= 8 and word[0].isupper() and sum(c.isupper() for c in word) * 2 > len(word)


def same_but_article(text: str, span: Span, name: Name) -> bool:
    """Whether a name is the matched words with no more than an article, a possessive or marks around them."""
    rest = [*tokens_of(text[name.start : span[0]]), *tokens_of(text[span[1] : name.end])]
    return all(t.key in ("the", "'s", "’s") or not t.text[0].isalnum() for t in rest)

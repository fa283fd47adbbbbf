"""What the words of a person's name tell: titles, gender, which part stands alone, whether two names are one
person's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.resolving import tables
from onrecord.resolving.who.context import Entity
from onrecord.resolving.who.gazetteer import EAST_ASIA
from onrecord.resolving.who.lexicon import (
    CALENDAR,
    FEMALE_NOUNS,
    HONORIFICS,
    MALE_NOUNS,
    NOBILIARY,
    OFFICES,
    PARENTHOOD,
    PRONOUNS,
    SENTENCE_OPENERS,
    SUFFIXES,
    TITLE_FILLERS,
)
from onrecord.resolving.who.tokens import Token, slug

CLEARLY_FEMALE, CLEARLY_MALE = 0.85, 0.15
NICKNAMES = dict(
    pair.split("=")
    for pair in """
    bill=william will=william bob=robert rob=robert joe=joseph mike=michael jim=james tom=thomas dick=richard
    rick=richard ted=edward tony=anthony chris=christopher dan=daniel dave=david ben=benjamin sam=samuel
    steve=steven chuck=charles liz=elizabeth kate=katherine jeff=jeffrey greg=gregory ken=kenneth ron=ronald
    don=donald andy=andrew matt=matthew pat=patrick nick=nicholas alex=alexander bernie=bernard tim=timothy
    larry=lawrence fred=frederick ed=edward sue=susan""".split()
)


def in_office(person: tables.Person, day: str | None) -> bool:
    """Whether a term of `person` runs or ended no more than eight years before `day` (before 2026 when unknown)."""
    year = int(day[:4]) if day else 2026
    return any(t.start[:4] <= str(year + 1) and (t.end is None or t.end[:4] >= str(year - 8)) for t in person.terms)


def is_title(token: Token) -> bool:
    """Whether a word is an honorific or the noun of an office."""
    return token.key.rstrip(".") in HONORIFICS or token.key.rstrip(".") in OFFICES


FULL_FORMS = dict(
    pair.split("=")
    for pair in """gov=governor sen=senator rep=representative gen=general col=colonel lt=lieutenant
    capt=captain adm=admiral sgt=sergeant dr=doctor prof=professor rev=reverend""".split()
)
"""Titles written short, and in full."""


def office(word: Token) -> str:
    """A title's word in full: 'Gov.' -> 'governor'."""
    key = word.key.rstrip(".")
    return FULL_FORMS.get(key, key)


def is_initial(word: Token) -> bool:
    """'J', 'J.' or 'J.D.'"""
    return word.text[0].isupper() and len(word.key.replace(".", "")) <= 2


AGAINST = frozenset(["v", "vs", "versus"])
"""'Lund v. Moss' is a case at law; 'Ann V. Moss' is a person."""
NO_NAME = PRONOUNS | CALENDAR


def plausible_person(words: Sequence[Token]) -> bool:
    """Whether words can be a person's name: capitals, letters only, not a day, a month, a pronoun or an opener
    alone."""
    keys = [word.key for word in words if word.text[0].isalnum()]
    if not keys or not words[0].text[0].isalpha() or any(key[0].isdigit() for key in keys):
        return False
    if not any(word.capital for word in words) or (len(keys) == 1 and len(keys[0]) < 2):
        return False
    if not NO_NAME.isdisjoint(keys) or any(word.text in AGAINST for word in words):
        return False
    return not all(
        key in SENTENCE_OPENERS or key in OFFICES or key in HONORIFICS or key in TITLE_FILLERS for key in keys
    )


@lru_cache(maxsize=16384)
def word_keys(name: str) -> tuple[str, ...]:
    """The folded words of a name, initials and suffixes left out (all of them when nothing else is there)."""
    words = [w for w in re.split(r"[\s\-.,’']+", name) if w]
    keys = [slug(w) for w in words if len(w) > 1 and w.casefold() not in SUFFIXES]
    return tuple(keys or [slug(w) for w in words] or [slug(name)])


def surnames_of(entity: Entity) -> set[str]:
    """The words of a name by which its bearer is called alone: the last; in East Asian order ('Park Min-seo') also the
    first."""
    keys = word_keys(entity.name)
    given_last = entity.country in EAST_ASIA or re.search(r"^\w+ \w+-[a-z]\w*$", entity.name) is not None
    return {keys[-1], keys[0]} if given_last else {keys[-1]}


def same_person(keys: Sequence[str], known: Sequence[str], honorific: str | None, gender: str | None) -> bool:
    """Whether two full names can be one person's: same surname and first name, nicknames and middle names aside, or one
    name the end of the other."""
    if honorific is not None and gender is not None and honorific != gender:
        return False
    keys, known = tuple(keys), tuple(known)
    if keys == known:
        return True
    if len(keys) < 2 or len(known) < 2 or keys[-1] != known[-1]:
        return False
    shorter, longer = sorted((keys, known), key=len)
    given = tables.given_names()
    if longer[-len(shorter) :] == shorter and not (
        longer[0] in given and shorter[0] in given and shorter[0] not in NOBILIARY
    ):
        return True
    return NICKNAMES.get(keys[0], keys[0]) == NICKNAMES.get(known[0], known[0])


def clean_name(name: str, words: Sequence[Token]) -> str:
    """A name as it will be shown: hyphens closed up, capitals of a shouted headline brought down."""
    name = re.sub(r"\s*-\s*", "-", re.sub(r"\s+\.", ".", name))
    return name.title() if len(words) > 1 and name.isupper() else name


def gender_of_given(name: str) -> str | None:
    """'m' or 'f' where nearly all bearers of a given name are, else None."""
    if name in PARENTHOOD:
        return PARENTHOOD[name]
    share = tables.given_names().get(name)
    if share is None:
        return None
    return "f" if share >= CLEARLY_FEMALE else "m" if share <= CLEARLY_MALE else None


def gender_of_nouns(words: Iterable[Token]) -> str | None:
    """The gender that nouns of description give ('chairwoman'); None when none does or they disagree."""
    found = {"m" for w in words if w.key in MALE_NOUNS} | {"f" for w in words if w.key in FEMALE_NOUNS}
    return found.pop() if len(found) == 1 else None

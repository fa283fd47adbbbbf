"""Repairs to the names that a name finder gives: cut words, names taken apart, prefixes left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from onrecord.model.actor import Name
from onrecord.model.spans import whole_words
from onrecord.resolving.who.lexicon import ORGANISATION_NOUNS, PARENTHOOD
from onrecord.resolving.who.tokens import fold

INITIALS = re.compile(r"(?:[A-Z]\.? ?){1,3}")
AFTER_INITIALS = re.compile(r"\.? ?[A-Z][\w'’-]+")
PREFIX = re.compile(r"((?:[A-Z][\w'’&.-]{0,30} ){1,4})(?:for|of|on)(?: the)? $")
"""'Center for ' right before 'Harbour Studies'."""
PREFIX_REACH = 90
LONGEST_TAIL = 30
PARTICLE_AFTER = re.compile(r"(?:-[a-z]{1,3}-[A-Z][\w’']{0,30}){1,3}")
PARTICLE_BEFORE = re.compile(r"(?:(?<![\w-])[A-Z][\w’']{0,30}-[a-z]{1,3}-){1,3}$")
"""What goes on with 'Tehrik' in 'Tehrik-e-Lund', and leads to 'Hudson' in 'Annandale-on-Hudson'."""
KUNYA = re.compile(rf"(?<!\w)(?:{'|'.join(PARENTHOOD).title()}) $")
"""'Father of', 'son of …' before an Arabic name: part of it."""
FIELDS = frozenset(
    """securities food customs immigration health housing trade commerce finance environment sport sports agriculture
    science labor labour fisheries industry energy youth technology information broadcasting culture tourism forestry
    justice equality education development research""".split()
)
"""What offices of two matters are named after: 'Food' in 'Food and Fisheries Agency'."""


def repaired(names: Iterable[Name], text: str) -> list[Name]:
    """Names in text order, drawn out to whole words, put together again where the finder took them apart."""
    found: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        whole = whole_name(name, text)
        if found and (found[-1].end >= whole.start or one_name(found[-1], whole, text)):
            found[-1] = replace(found[-1], end=max(found[-1].end, whole.end))
        else:
            found.append(whole)
    return [with_prefix(with_kunya(with_surname(name, text), text), text) for name in found]


def whole_name(name: Name, text: str) -> Name:
    """A name whose ends stand inside words, drawn out to their edges."""
    start, end = whole_words(text, (name.start, name.end))
    before = PARTICLE_BEFORE.search(text, max(0, start - LONGEST_TAIL), start)
    after = PARTICLE_AFTER.match(text, end, end + 3 * LONGEST_TAIL)
    return replace(name, start=before.start() if before else start, end=after.end() if after else end)


def one_name(left: Name, right: Name, text: str) -> bool:
    """Whether two names side by side are one: of one kind with a space between, the parts of a hyphened given name
    ('Jean' 'Marc Ayer'), initials and a surname."""
    between = text[left.end : right.start]
    words = text[left.start : left.end], text[right.start : right.end]
    if between == " ":
        return (left.kind == right.kind and left.kind in ("person", "organisation")) or bool(
            INITIALS.fullmatch(words[0])
        )
    if between in (" and ", " & ", ", ") and left.kind == right.kind == "organisation":
        return of_two_matters(*words)
    hyphened = between == "-" and left.kind == right.kind == "person"
    return hyphened and (" " in words[1] or " " in words[0] or words[1].islower())


def of_two_matters(left: str, right: str) -> bool:
    """Whether two names are the halves of one office's: 'Lund Food' and 'Fisheries Agency'."""
    words = [fold(word) for word in right.split()]
    ends = words[-1] in ORGANISATION_NOUNS or all(word in FIELDS or word == "and" for word in words)
    return ends and fold(left.split()[-1]) in FIELDS and fold(left.split()[-1]) not in ORGANISATION_NOUNS


def with_kunya(name: Name, text: str) -> Name:
    """'Anas Haddad' after 'Abu': the word belongs to the name."""
    found = KUNYA.search(text, max(0, name.start - 6), name.start) if name.kind == "person" else None
    return replace(name, start=found.start()) if found else name


def with_surname(name: Name, text: str) -> Name:
    """'G.K.' followed by a capital word: the word belongs to the name."""
    if name.kind != "person" or not INITIALS.fullmatch(text[name.start : name.end]):
        return name
    match = AFTER_INITIALS.match(text, name.end)
    return replace(name, end=match.end()) if match else name


def with_prefix(name: Name, text: str) -> Name:
    """'Harbour Studies' after 'the Center for': the words before belong to the organisation's name."""
    if name.kind != "organisation":
        return name
    window = max(0, name.start - PREFIX_REACH)
    match = PREFIX.search(text[window : name.start])
    if match is None or fold(match[1].split()[-1]) not in ORGANISATION_NOUNS:
        return name
    start = window + match.start()
    return replace(name, start=start + 4 if text[start:].startswith("The ") else start)

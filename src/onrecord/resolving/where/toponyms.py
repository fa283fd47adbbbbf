"""Which words of a page name places: the gazetteer's names, weighed by the proper names around them and by context."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

import msgspec

from onrecord.model.document import Document
from onrecord.model.spans import Span, inside
from onrecord.resolving.tables import Country, countries
from onrecord.resolving.where.fold import fold
from onrecord.resolving.where.gazetteer import Entry, above, senses
from onrecord.resolving.where.signs import (
    ABBREVIATED,
    ARTICLES,
    BORDER,
    CONNECTORS,
    CONSTITUENCY,
    GENERIC,
    JOINED,
    KNOWN_BY_INITIALS,
    LANDMARK,
    LANDMARK_WEIGHT,
    LARGER_THAN_A_DEMONYM,
    LONGEST,
    NOT_PLACES,
    OF_A_STATE,
    OPENS_TITLE,
    THRESHOLD,
    TOKEN,
    WITNESS,
    ZONES,
)
from onrecord.resolving.where.weighing import Names, Token, are_initials, demonym_weight, name_weight, unlisted_weight


class Toponym(msgspec.Struct, frozen=True, kw_only=True):
    """A place name in the text, with the places it may mean.

    `inside` is the index of the toponym that names what contains it ('Springfield, Ohio'); `weight` how surely it is a
    toponym at all; a `silent` one is too doubtful to be one, but tells where the page is.
    """

    span: Span
    key: str
    senses: tuple[Entry, ...]
    weight: float
    demonym: bool = False
    inside: int | None = None
    silent: bool = False


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and demonyms, folded, to their country's name; where several claim one, to the most populous."""
    found: dict[str, str] = {}
    for country in sorted(countries(), key=_population, reverse=True):
        for word in country.adjectives:
            if word[:1].isupper() and fold(word) not in NOT_PLACES:
                found.setdefault(fold(word), fold(country.name))
    return found | {
        "european": "europe",
        "europeans": "europe",
        "african": "africa",
        "africans": "africa",
        "asian": "asia",
        "asians": "asia",
    }


def _population(country: Country) -> int:
    return max((one.population for one in senses(fold(country.name)) if one.kind == "country"), default=0)


@cache
def government_names() -> frozenset[str]:
    """Names of bodies that stand for governments ('the White House'), folded, which some town bears too; those that our
    own list has as landmarks ('Downing Street') stay places."""
    names = {fold(name) for country in countries() for name, _ in country.metonyms if " " in name}
    return frozenset(name for name in names if not any(entry.id < 0 for entry in senses(name)))


def find_toponyms(document: Document) -> list[Toponym]:
    """The toponyms of a page's title, datelines and read zones, in text order, without overlap."""
    text, names = document.text, Names(document.names, document.text)
    found: list[Toponym] = []
    for start, end in _stretches(document):
        found.extend(_in_stretch(text, _tokens(text, start, end), names))
    found = _with_landmarks(text, found, _stretches(document))
    found = _with_unlisted(text, found, names, document)
    found = _linked(text, sorted(found, key=lambda one: one.span))
    return _kept(text, found)


def _stretches(document: Document) -> tuple[Span, ...]:
    """Title, datelines and read zones, where they overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(zone.span for zone in document.zones if zone.kind in ZONES):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [_token(found) for found in TOKEN.finditer(text, start, end)]


def _token(found: re.Match[str]) -> Token:
    """A word without its possessive, and with its full stop only where that marks an abbreviation."""
    start, end = found.span()
    word = found.group()
    if word.endswith("."):
        stem = word[:-1]
        if "." not in stem and fold(stem) not in ABBREVIATED and not senses(f"@{fold(stem)}"):
            word, end = stem, end - 1
    if word.endswith(("'s", "’s")):
        word, end = word[:-2], end - 2
    return Token(start, end, word)


def _in_stretch(text: str, tokens: Sequence[Token], names: Names) -> Iterator[Toponym]:
    at = 0
    while at < len(tokens):
        opens = tokens[at].text[:1].isupper() and tokens[at].text not in ARTICLES
        hit = _longest(text, tokens, at, names) if opens else None
        if hit is None:
            at += 1
            continue
        length, toponym = hit
        yield toponym
        at += length


def _longest(text: str, tokens: Sequence[Token], at: int, names: Names) -> tuple[int, Toponym] | None:
    longest = _run(text, tokens, at)
    if longest > 1 and tokens[at].text.lower() in OPENS_TITLE and tokens[at + 1].text == "of":
        longest = 3 if longest > 2 and _is_own_name(text[tokens[at].start : tokens[at + 2].end]) else 0
    for length in range(longest, 0, -1):
        last = tokens[at + length - 1]
        if not last.text[:1].isupper():
            continue
        span = (tokens[at].start, last.end)
        toponym = _candidate(text, span, tokens, at, names)
        if toponym is not None:
            return length, toponym
    return None


def _is_own_name(words: str) -> bool:
    """Whether a state or province is called so first of all ('District of Columbia'; not 'State of Mexico')."""
    key = fold(words)
    return any(entry.kind == "admin1" and fold(entry.name) == key for entry in senses(key))


def _run(text: str, tokens: Sequence[Token], at: int) -> int:
    """How many words from `at` on may make one name."""
    length = 1
    while length < LONGEST and at + length < len(tokens):
        before, after = tokens[at + length - 1], tokens[at + length]
        gap = text[before.end : after.start]
        if gap not in JOINED or not (after.text[:1].isupper() or after.text in CONNECTORS):
            break
        length += 1
    return length


def _candidate(text: str, span: Span, tokens: Sequence[Token], at: int, names: Names) -> Toponym | None:
    words = text[span[0] : span[1]]
    key = fold(words)
    if key in GENERIC or key in government_names() or _runs_on(words, text, span):
        return None
    if _is_acronym_of_else(words, key):
        return None
    key = f"@{key}" if _is_abbreviation(words, key, text, span) else key
    found = senses(key) if key.startswith("@") or _may_be_name(words, key) else ()
    nation = demonyms().get(key) if not found or found[0].population < LARGER_THAN_A_DEMONYM else None
    if nation is not None and key not in NOT_PLACES:
        return Toponym(
            span=span, key=nation, senses=senses(nation), weight=demonym_weight(names.over(span)), demonym=True
        )
    if not found:
        return None
    if BORDER.match(text, span[1]):  # 'the Texas-Mexico border' is not in Mexico, Missouri
        found = tuple(one for one in found if one.kind == "country") or found
    return Toponym(span=span, key=key, senses=found, weight=name_weight(text, span, key, found, tokens, at, names))


def _runs_on(words: str, text: str, span: Span) -> bool:
    """Whether more belongs to the name: 'Ohio State' of the Ohio State Police, the parts of 'African-American'."""
    if words.endswith(" State"):
        return OF_A_STATE.match(text, span[1]) is not None
    if words == "African":
        return re.match(r"[- ]American", text[span[1] : span[1] + 10]) is not None
    return words.startswith("American") and re.search(r"(?:African[- ]|[Uu]n-)$", text[: span[0]][-8:]) is not None


def _is_abbreviation(words: str, key: str, text: str, span: Span) -> bool:
    """Whether the words are a state's short form where one may stand: 'Ga.' or 'GA' after a town, 'N.Y.' anywhere."""
    if not (words.endswith(".") or (words.isupper() and len(key) <= 4)):
        return False
    found = senses(f"@{key}")
    if not found:
        return False
    dotted = "." in words[:-1] and " " in found[0].name
    before = text[max(0, span[0] - 4) : span[0]]
    return dotted or len(key) == 3 or before.endswith((", ", ",\u00a0")) or CONSTITUENCY.search(before) is not None


def _is_acronym_of_else(words: str, key: str) -> bool:
    """Whether two or three capitals are hardly a place: 'UN' and 'UPI', which some village bears too."""
    found = senses(key) if are_initials(words) else ()
    return bool(found) and found[0].kind == "city" and found[0].population < KNOWN_BY_INITIALS


def _may_be_name(words: str, key: str) -> bool:
    """Names of up to three letters are read in capitals only ('UK', 'U.S.'); other full stops end a sentence."""
    if len(key) <= 3 and not words.replace(".", "").isupper():
        return False
    return not words.endswith(".") or "." in words[:-1]


def _with_landmarks(text: str, found: list[Toponym], stretches: Iterable[Span]) -> list[Toponym]:
    """Streets, rivers and the like, told by their form; a town's name inside one is not that town."""
    known = {one.span for one in found}
    marks = [mark.span() for start, end in stretches for mark in LANDMARK.finditer(text, start, end)]
    marks = [(start + 4, end) if text.startswith("The ", start) else (start, end) for start, end in marks]
    starts = [start for start, _ in marks]

    def swallowed(span: Span) -> bool:
        at = bisect_right(starts, span[0]) - 1
        return at >= 0 and span != marks[at] and span[1] <= marks[at][1]

    kept = [one for one in found if not swallowed(one.span)]
    starts_kept = sorted(one.span for one in kept)
    added = [
        Toponym(span=mark, key=fold(text[mark[0] : mark[1]]), senses=(), weight=LANDMARK_WEIGHT)
        for mark in marks
        if mark not in known and not _covered(mark, starts_kept)
    ]
    return [*kept, *added]


def _covered(span: Span, taken: list[Span]) -> bool:
    """Whether any of `taken` (in order, without overlap) shares characters with `span`."""
    at = bisect_right(taken, (span[1] - 1, span[1] + 1_000_000)) - 1
    return at >= 0 and taken[at][1] > span[0]


def _with_unlisted(text: str, found: list[Toponym], names: Names, document: Document) -> list[Toponym]:
    """Names that were marked as places and that the gazetteer does not have: toponyms without a sense."""
    taken = sorted(one.span for one in found)
    stretches = _stretches(document)
    added = []
    for name in names.of_kind("place"):
        span = _trimmed(text, (name.start, name.end))
        if _covered(span, taken) or not any(inside(span, stretch) for stretch in stretches):
            continue
        weight = unlisted_weight(text, span, names)
        if weight >= THRESHOLD:
            added.append(Toponym(span=span, key=fold(text[span[0] : span[1]]), senses=(), weight=weight))
    return [*found, *added]


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    if text[start : start + 4].lower() == "the ":
        start += 4
    while end > start and text[end - 2 : end] in {"'s", "’s"}:
        end -= 2
    return start, end


def _linked(text: str, found: list[Toponym]) -> list[Toponym]:
    """Toponyms joined as 'City, State': the second names what contains the first, and both are surely places."""
    linked = list(found)
    for at in range(len(linked) - 1):
        one, other = linked[at], linked[at + 1]
        gap = text[one.span[1] : other.span[0]]
        if gap in {", ", ",\u00a0"} and _is_elsewhere(one, other):
            linked[at] = msgspec.structs.replace(one, senses=(), weight=one.weight + 3.0)
            linked[at + 1] = msgspec.structs.replace(other, weight=max(other.weight, 0.0) + 3.0)
        elif gap in {", ", ",\u00a0", " (", ", in "} and senses_within(one.key, other.key):
            linked[at] = msgspec.structs.replace(one, inside=at + 1, weight=max(one.weight, 0.0) + 3.0)
            linked[at + 1] = msgspec.structs.replace(other, weight=max(other.weight, 0.0) + 3.0)
    return linked


def _is_elsewhere(one: Toponym, other: Toponym) -> bool:
    """Whether a town is followed by the short form of a state ('Ashton, Md.') in which the gazetteer has none of its
    name: then it is none of those that the gazetteer has."""
    return other.key.startswith("@") and not one.demonym and bool(one.senses) and not senses_within(one.key, other.key)


@lru_cache(maxsize=20_000)
def senses_within(inner: str, outer: str) -> tuple[Entry, ...]:
    """The senses of the name `inner` that lie in a sense of the name `outer`, both as keys of the gazetteer.

    A country stands in no country ('Egypt, Sudan' is a list), and nothing in its namesake.
    """
    inners, outers = senses(inner), senses(outer)
    leads = bool(outers) and outers[0].kind == "country"
    if inner == outer or (leads and any(one.kind == "country" for one in inners[:4])):
        return ()
    areas = {one.id for one in outers if one.kind in {"country", "admin1", "admin2"}}
    lands = {one.country for one in outers if one.kind == "country"}
    return tuple(
        one
        for one in inners
        if (one.kind != "country" and one.country in lands) or any(up.id in areas for up in above(one))
    )


def _kept(text: str, found: list[Toponym]) -> list[Toponym]:
    """Those that pass the threshold, where a name that surely is a place on this page lifts its other mentions; those
    not far below it stay as silent witnesses of where the page is."""
    sure = Counter(one.key for one in found if one.weight >= THRESHOLD + 1.0)
    doubtful = Counter(one.key for one in found if one.weight < 0.0)
    kept: list[Toponym] = []
    moved: dict[int, int] = {}
    for at, one in enumerate(found):
        lift = min(1.5, 0.75 * sure[one.key]) - min(1.0, 0.25 * doubtful[one.key])
        passes = one.weight + lift >= THRESHOLD and not _is_stray_abbreviation(text, one)
        if passes or (one.senses and one.weight >= WITNESS):
            moved[at] = len(kept)
            kept.append(one if passes else msgspec.structs.replace(one, silent=True))
    return [
        msgspec.structs.replace(one, inside=moved.get(one.inside) if one.inside is not None else None) for one in kept
    ]


def _is_stray_abbreviation(text: str, one: Toponym) -> bool:
    """'Ore.' or 'Miss.' is a state after a town's name only; 'N.Y.' anywhere."""
    words = text[one.span[0] : one.span[1]]
    short = words.endswith(".") and bool(one.senses) and one.senses[0].kind == "admin1"
    return short and one.weight < 3.0 and "." not in words[:-1]

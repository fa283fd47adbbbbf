"""Who carries words: outlets and agencies by name, and the press unnamed ('state media', 'a local newspaper')."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import msgspec

from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.spans import Span, overlap
from onrecord.resolving.tables import OutletRow, outlets, programmes
from onrecord.resolving.voices.press import (
    AFTER_NAME,
    AMID,
    ANAPHOR,
    BARE_HEAD,
    BY_ITS_MEDIUM,
    GIVES_IT_AWAY,
    GOES_ON,
    LEADING,
    MODIFIER,
    OF_A_WIRE,
    ON_AIR,
    OWNER,
    PRESS_HEAD,
    PRESS_NAME,
    PRONOUNS,
    SHORT_NAME,
    SMALL,
    TOKEN,
)

CITED, PRESS, WIRE = 0, 1, 2
"""How far from the speaker a carrier usually stands: who is cited, the press of the place, a wire service."""


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of somebody who carries words. `span` takes in its description ('the state news agency XYZ'), `core`
    is the
    name alone; `actor` is None for 'the agency' when no agency was named before."""

    actor: str | None
    name: str
    country: str | None
    span: Span
    core: Span
    tier: int
    anaphor: bool = False


class Carriers:
    """The carriers of one page, in text order, without overlap."""

    def __init__(self, found: Iterable[Carrier]) -> None:
        self.all = tuple(sorted(found, key=lambda one: one.span))
        self._starts = [one.span[0] for one in self.all]

    def within(self, span: Span) -> Iterator[Carrier]:
        """Those that lie inside `span`."""
        for at in range(bisect_left(self._starts, span[0]), len(self.all)):
            if self.all[at].span[0] >= span[1]:
                return
            if self.all[at].span[1] <= span[1]:
                yield self.all[at]

    def overlapping(self, span: Span) -> Carrier | None:
        """The first that shares characters with `span`."""
        at = max(0, bisect_left(self._starts, span[0]) - 1)
        for one in self.all[at : at + 4]:
            if overlap(one.span, span):
                return one
        return None

    def last_named_before(self, at: int, *, reach: int = 700) -> Carrier | None:
        """The named carrier that a later 'the agency' takes up."""
        for one in reversed(self.all[: bisect_left(self._starts, at)]):
            if one.span[0] < at - reach:
                return None
            if one.actor is not None and not one.anaphor:
                return one
        return None


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Lower case, without accents, possessive and dots."""
    plain = word.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return plain.replace("’", "'").removesuffix("'s").replace(".", "")


def outlet_key(name: str) -> tuple[str, ...]:
    """A name as the table is asked for it: folded words, without an article before it."""
    words = tuple(folded(found.group()) for found in TOKEN.finditer(name))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


@cache
def outlets_by_name() -> dict[tuple[str, ...], tuple[OutletRow, str]]:
    """Every name of the outlets table, folded, with its row and its spelling."""
    found: dict[tuple[str, ...], tuple[OutletRow, str]] = {}
    for row in outlets():
        for name in (row.name, *row.aliases):
            found.setdefault(outlet_key(name), (row, name))
    found.pop((), None)
    return found


@cache
def outlets_by_id() -> dict[str, OutletRow]:
    """The outlets table by actor id; of several rows of one domain the first."""
    return {row.id: row for row in reversed(outlets())}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words the names have that begin with a word, most first."""
    found: dict[str, set[int]] = {}
    for key in outlets_by_name():
        found.setdefault(key[0], set()).add(len(key))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def find_carriers(document: Document) -> Carriers:
    """Every carrier named or described in the page's text."""
    text = document.text
    named = dict(_named(text))
    listed = [*_known(document), *(_from_row(row, core) for core, row in named.items())]
    taken = [*_without_overlap([*_on_air(text), *listed, *_by_their_names(document)])]
    taken += [one for one in _by_their_medium(document) if not _overlaps_any(one.span, taken)]
    described = sorted((_described(text, one) for one in taken), key=lambda one: one.span)
    described += [one for one in _shortened(text, described) if not _overlaps_any(one.span, described)]
    described.sort(key=lambda one: one.span)
    unnamed = [one for one in _unnamed(text) if not _overlaps_any(one.span, described)]
    return Carriers(_resolve_anaphors(document, [*described, *unnamed]))


def _on_air(text: str) -> Iterator[Carrier]:
    """News programmes, where they are named as such ('on "Face the Nation"'), as the outlets that broadcast them."""
    for found in _programme_names().finditer(text):
        row = outlets_by_id().get(dict(programmes())[found.group()])
        if row is not None and ON_AIR.search(text[max(0, found.start() - 50) : found.start()]):
            yield _from_row(row, found.span())


@cache
def _programme_names() -> re.Pattern[str]:
    names = sorted((name for name, _ in programmes()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


ACTS_ELSEWHERE = frozenset({"person", "state", "government", "igo", "armed_group", "group"})
"""Kinds of actors that hold interviews without being the press."""


def _by_their_medium(document: Document) -> Iterator[Carrier]:
    """Outlets that no table has, known by the words around their names."""
    known = {span: actor for actor in document.actors for span in actor.mentions}
    for found in BY_ITS_MEDIUM.finditer(document.text):
        start, end = found.span(found.lastgroup or 0)
        end = _without_possessive(document.text, (start, end, ""))
        kinds = {name.kind for name in document.names if name.start < end and start < name.end}
        meant = [actor for span, actor in known.items() if overlap(span, (start, end))]
        elsewhere = any(actor.kind in ACTS_ELSEWHERE or actor.sector not in (None, "JRN") for actor in meant)
        words = document.text[start:end].split()
        needs_name = found.lastgroup != "interviewer" or len(words) == 1
        if elsewhere or kinds & {"person", "nationality", "place"} or (needs_name and "organisation" not in kinds):
            continue
        name = " ".join(words)
        actor = meant[0].id if meant else _outlet_id(name)
        yield Carrier(actor=actor, name=name, country=None, span=(start, end), core=(start, end), tier=PRESS)


def _outlet_id(name: str) -> str:
    """The id of an outlet that its surroundings give away: the table's, else one of its folded name."""
    hit = outlets_by_name().get(outlet_key(name))
    return hit[0].id if hit else f"outlet:{slug(name)}"


def _shortened(text: str, named: list[Carrier]) -> Iterator[Carrier]:
    """'the Times' after 'the Tarn Times': the outlet named last whose name ends so."""
    for found in SHORT_NAME.finditer(text):
        before = [one for one in named if one.span[1] <= found.start() and one.actor is not None]
        bearer = next((one for one in reversed(before) if one.name.split()[-1:] == [found["word"]]), None)
        if bearer is not None:
            span = found.span("word")
            yield msgspec.structs.replace(bearer, span=span, core=span, anaphor=True)


def _known(document: Document) -> Iterator[Carrier]:
    """Mentions of outlets that the actors already hold; 'it' is no carrier's name, 'the agency' only stands for one."""
    for actor in document.actors:
        for start, end in actor.mentions if actor.kind == "outlet" else ():
            words = document.text[start:end]
            if ANAPHOR.fullmatch(words):
                yield msgspec.structs.replace(_from_actor(actor, (start, end)), anaphor=True)
            elif words[:1].isupper() and words.lower() not in PRONOUNS:
                yield _from_actor(actor, (start, end))


def _named(text: str) -> Iterator[tuple[Span, OutletRow]]:
    tokens = [(found.start(), found.end(), folded(found.group())) for found in TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        hit = _longest_name(text, tokens, at)
        if hit is None:
            at += 1
            continue
        length, row = hit
        yield (tokens[at][0], _without_possessive(text, tokens[at + length - 1])), row
        at += length


def _longest_name(text: str, tokens: list[tuple[int, int, str]], at: int) -> tuple[int, OutletRow] | None:
    for length in _lengths().get(tokens[at][2], ()):
        key = tuple(token[2] for token in tokens[at : at + length])
        hit = outlets_by_name().get(key)
        if hit is None or len(key) < length:
            continue
        start = tokens[at][0]
        end = _without_possessive(text, tokens[at + length - 1])
        if _spelled_like(text[start:end], hit[1]) and _meant(text, start, end, hit[0], length):
            return length, hit[0]
    return None


def _spelled_like(words: str, name: str) -> bool:
    """Acronyms are matched in capitals; other names at least begin with one."""
    letters = [c for c in name if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and len(letters) <= 6:
        return words.replace(".", "").upper() == words.replace(".", "")
    return words == name or words[:1].isupper() or words[:1].isdigit()


def _meant(text: str, start: int, end: int, row: OutletRow, length: int) -> bool:
    """Whether a name that may be something else ('Star', 'PA') stands where an outlet would.

    Of three-letter names those of agencies and of the large outlets are clear; the many small ones are not.
    """
    unclear = end - start <= 3 and not row.wire and row.kind.startswith(SMALL)
    if length > 1 or not (row.ambiguous or unclear):
        return True
    if row.wire and OF_A_WIRE.match(text, end):
        return True
    if row.name.startswith("The ") and AMID.search(text[max(0, start - 8) : start]):
        return True
    return bool(GIVES_IT_AWAY.search(text[max(0, start - 20) : start]) or AFTER_NAME.match(text[end : end + 24]))


def _without_possessive(text: str, token: tuple[int, int, str]) -> int:
    start, end, _ = token
    return end - 2 if text[start:end].endswith(("'s", "’s")) else end


def _from_row(row: OutletRow, core: Span) -> Carrier:
    tier = WIRE if row.wire and "state" not in row.kind else PRESS
    return Carrier(actor=row.id, name=row.name, country=row.country, span=core, core=core, tier=tier)


def _by_their_names(document: Document) -> Iterator[Carrier]:
    """Outlets that no table has but whose names say what they are ('the Port Arven Herald'). One that the page's actors
    hold under a longer name ('the Arven State Telegraph Agency') keeps its id."""
    text = document.text
    bodies = {
        span[1]: (span, actor) for actor in document.actors if actor.kind == "organisation" for span in actor.mentions
    }
    for found in PRESS_NAME.finditer(text):
        start = found.start() + (4 if found.group().startswith("The ") else 0)
        rest = GOES_ON.match(text, found.end())
        held = bodies.get(rest.end()) if rest else None
        if held is not None and held[0][0] <= start:
            longer, body = held
            yield Carrier(actor=body.id, name=body.name, country=body.country, span=longer, core=longer, tier=PRESS)
            continue
        name = " ".join(text[start : found.end()].split())
        core = (start, found.end())
        yield Carrier(actor=_outlet_id(name), name=name, country=None, span=core, core=core, tier=PRESS)


def _from_actor(actor: Actor, span: Span) -> Carrier:
    row = outlets_by_id().get(actor.id)
    if row is not None:
        return msgspec.structs.replace(_from_row(row, span), core=span)
    return Carrier(actor=actor.id, name=actor.name, country=actor.country, span=span, core=span, tier=PRESS)


def _without_overlap(found: list[Carrier]) -> Iterator[Carrier]:
    """Of carriers that overlap, the one that begins first, of those the longest, a table's before another."""
    end = -1
    for one in sorted(found, key=lambda one: (one.core[0], -one.core[1], one.country is None)):
        if one.core[0] >= end:
            end = one.core[1]
            yield one


def _described(text: str, one: Carrier) -> Carrier:
    """The carrier with the description around its name: 'the state news agency' before it, 'newspaper' after it."""
    start, end = one.core
    after = AFTER_NAME.match(text[end : end + 24])
    end += after.end() if after else 0
    head = _press_before(text, start)
    start = _with_modifiers(text, start if head is None else head)
    return msgspec.structs.replace(one, span=(_without_indefinite(text, start), end))


def _without_indefinite(text: str, at: int) -> int:
    return at + 2 if text.startswith("a ", at) else at + 3 if text.startswith("an ", at) else at


def _press_before(text: str, at: int) -> int | None:
    """Where 'news agency' begins when it stands right before `at`."""
    window = max(0, at - 40)
    for found in PRESS_HEAD.finditer(text, window, at):
        if text[found.end() : at].strip(" ,\u00a0") in ("", "The") and found.end() < at:
            return found.start()
    return None


def _with_modifiers(text: str, at: int) -> int:
    window = max(0, at - 70)
    found = MODIFIER.search(text[window:at])
    start = window + found.start() if found else at
    owned = OWNER.search(text[window:start])
    return window + owned.start() if owned else start


def _unnamed(text: str) -> Iterator[Carrier]:
    end = 0
    for head in PRESS_HEAD.finditer(text):
        start = max(end, _with_modifiers(text, head.start()))
        end = head.end()
        words = text[start:end]
        if BARE_HEAD.fullmatch(words):
            continue
        yield Carrier(
            actor=None, name=words, country=None, span=(start, end), core=(start, end), tier=PRESS,
            anaphor=ANAPHOR.fullmatch(words) is not None,
        )  # fmt: skip


def _overlaps_any(span: Span, others: list[Carrier]) -> bool:
    at = bisect_left(others, span[0], key=lambda one: one.span[1])
    return any(overlap(span, one.span) for one in others[max(0, at - 1) : at + 2])


def _resolve_anaphors(document: Document, found: list[Carrier]) -> list[Carrier]:
    """'The agency' is the agency named last; an unnamed press is the actor that the page has for it, or a group of its
    own, named by its words."""
    ordered = Carriers(found)
    groups = {span: actor for actor in document.actors if actor.kind == "group" for span in actor.mentions}
    return [_resolved(document.text, one, ordered, groups) for one in ordered.all]


def _resolved(text: str, one: Carrier, ordered: Carriers, groups: dict[Span, Actor]) -> Carrier:
    if one.actor is not None:
        return one
    named = ordered.last_named_before(one.span[0]) if one.anaphor else None
    if named is not None:
        return msgspec.structs.replace(one, actor=named.actor, name=named.name, country=named.country, tier=named.tier)
    group = groups.get(one.span)
    if group is not None:
        return msgspec.structs.replace(one, actor=group.id, name=group.name, country=group.country)
    if one.anaphor:
        return one
    name = _group_name(text[one.span[0] : one.span[1]])
    return msgspec.structs.replace(one, name=name, actor=f"group:{slug(name)}")


def slug(name: str) -> str:
    """A name as the second half of an actor id."""
    return "-".join(outlet_key(name)) or "unnamed"


def _group_name(words: str) -> str:
    name = LEADING.sub("", " ".join(words.split()))
    return re.sub(r"^(?:nation|country)['’]s\s+", "", name)

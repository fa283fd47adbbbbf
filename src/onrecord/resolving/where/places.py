"""The step: toponyms become places, and datelines, events and statements get theirs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

import msgspec

from onrecord.model.attribution import Statement
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.page import Page
from onrecord.model.place import Place
from onrecord.model.spans import Span, Spans, inside, overlap
from onrecord.model.step import step
from onrecord.resolving.tables import countries
from onrecord.resolving.where.choosing import Setting, capitals, choose
from onrecord.resolving.where.fold import fold
from onrecord.resolving.where.gazetteer import Entry
from onrecord.resolving.where.toponyms import Toponym, find_toponyms
from onrecord.resolving.where.weighing import Names

LOCATED = re.compile(
    r"\b(?:in|at|near|outside|inside|across|throughout)[ \u00a0]+"
    r"(?:(?:the|his|her|its|their|downtown|central|northern|southern|eastern|western|capital|city|town|village|port"
    r"|province"
    r"|state|region|of)[ \u00a0,]+){0,5}$",
    re.IGNORECASE,
)
ACTS = re.compile(
    r"['’]s[ \u00a0]+(?:\w+[ \u00a0]+){0,2}(?:refusal|policy|policies|decision|position|stance|demands?|offer"
    r"|proposal|response"
    r"|threats?|allies|ally|ambassador|envoy|efforts?|support|claims?|insistence|willingness|ambitions?|diplomacy"
    r"|relations"
    r"|nuclear|sanctions|government|foreign|interests?|intentions?|antagonism|hostility)\b"
    r"|[ \u00a0](?:(?:has|have|had|also|would|will|may|might|could|must)[ \u00a0]+){0,2}"
    r"(?:said|says|accus\w+|reject\w*|refus\w+|den(?:y|ies|ied)|warn\w*|insist\w*|demand\w*|agree[sd]?|announc\w+"
    r"|condemn\w*"
    r"|impos\w+|recogni[sz]\w+|vow\w*|pledg\w+|threaten\w*|want(?:s|ed)|seeks|sought|hopes|believes|argues|considers)\b"
    r"|[-–—][ \u00a0]?[A-Z]\w+[ \u00a0](?:relations|ties|talks|summit|alliance|axis|dialogue|tensions)\b"
    r"|[ \u00a0](?:relations|ties)\b"
)
CLAUSE_END = re.compile(
    r"[.;:!?“”\"\n]|,\s+(?:but|while|and|who|which|whose|where|after|before|as)\b|\b(?:because|although|after|before"
    r"|since|that)\b|\bto (?!(?:the|an?|his|her|its|their|this|that)\b)[a-z]+ "
)
OPENING = re.compile(
    r"(?:^|[.!?\n”\"][ \u00a0]*)(?:\w+,?[ \u00a0]+){0,3}(?i:in|at|near|outside|inside"
    r"|across)[ \u00a0](?:\w+[ \u00a0]){0,4}$"
)
FARTHEST = 90
BEFORE = 60

Placed = Sequence[tuple[Toponym, str]]


@step(
    "places",
    requires=("zones", "names", "actors", "statements", "events"),
    assigns=("places", "page.dateline", "statements", "events"),
)
def resolve_places(document: Document) -> Document:
    """Name the places of a page with their coordinates, and give datelines, events and statements theirs.

    Toponyms of the title, datelines and read zones are looked up in the shipped gazetteer and told apart by what else
    the
    page names; an event or statement has a place only where its own clause says 'in …'. A city that stands for a
    government is a mention of that actor and no place.
    """
    toponyms = _without_governments(find_toponyms(document), document)
    chosen = choose(toponyms, _setting(document, toponyms))
    heard = [(one, entry) for one, entry in zip(toponyms, chosen, strict=True) if not one.silent]
    placed = [(one, place_id(one, entry)) for one, entry in heard]
    spots = _spots(document, placed)
    return msgspec.structs.replace(
        document,
        places=_places(document.text, heard),
        page=_with_dateline(document.page, placed),
        statements=tuple(msgspec.structs.replace(one, place=_place_said(one, spots)) for one in document.statements),
        events=tuple(msgspec.structs.replace(one, place=_place_done(one, spots)) for one in document.events),
    )


def _without_governments(toponyms: list[Toponym], document: Document) -> list[Toponym]:
    """The toponyms less those that stand for a government: a capital that 'refuses', the name of its seat."""
    spoken_for = sorted(
        span for actor in document.actors if actor.kind in {"state", "government"} for span in actor.mentions
    )
    names = Names(document.names, document.text)
    dropped = {
        at
        for at, one in enumerate(toponyms)
        if _is_city(one)
        and not _in_longer(one.span, names)
        and (_within_any(one.span, spoken_for) or _acts(document.text, one))
    }
    if not dropped:
        return toponyms
    order = [at for at in range(len(toponyms)) if at not in dropped]
    moved = {at: number for number, at in enumerate(order)}
    return [
        one if one.inside is None else msgspec.structs.replace(one, inside=moved.get(one.inside))
        for one in (toponyms[at] for at in order)
    ]


def _is_city(toponym: Toponym) -> bool:
    """Whether the name may be a seat of government: a town's, and no country's own ('Georgia', 'Hong Kong')."""
    town = bool(toponym.senses) and toponym.senses[0].kind not in {"country", "region", "water"}
    return town and not toponym.demonym and toponym.key not in _countries()


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(country.name) for country in countries())


def _in_longer(span: Span, names: Names) -> bool:
    """Whether the name is part of another: 'Athens' in the Athens Police Department."""
    name = names.over(span)
    return name is not None and name.end - name.start > span[1] - span[0] + 4


def _within_any(span: Span, others: Sequence[Span]) -> bool:
    at = bisect_right(others, (span[0], span[1] + 1_000_000)) - 1
    return at >= 0 and span[1] <= others[at][1]


def _acts(text: str, toponym: Toponym) -> bool:
    """Whether a capital does what governments do and nothing locates it: 'Oslo's refusal', 'Oslo-Stockholm
    relations'."""
    if not any(entry.id in capitals() for entry in toponym.senses[:4]):
        return False
    start, end = toponym.span
    return ACTS.match(text, end, end + 60) is not None and not LOCATED.search(text[max(0, start - 40) : start])


def _setting(document: Document, toponyms: Sequence[Toponym]) -> Setting:
    outlet = document.page.outlet
    zones = [zone.span for zone in document.zones if zone.kind == "dateline"]
    zones += list(document.page.dateline.spans) if document.page.dateline else []
    leading = frozenset(one.key for one in toponyms if any(inside(one.span, zone) for zone in zones))
    return Setting(country=outlet.country if outlet else None, dateline=leading)


def place_id(toponym: Toponym, entry: Entry | None) -> str:
    """`geonames:<id>`; `place:<name>` for what GeoNames does not number."""
    if entry is not None and entry.geonames_id is not None:
        return f"geonames:{entry.geonames_id}"
    name = fold(entry.name) if entry is not None else toponym.key
    return f"place:{name.replace(' ', '-')}"


def _places(text: str, heard: Sequence[tuple[Toponym, Entry | None]]) -> tuple[Place, ...]:
    found: dict[str, list[Toponym]] = {}
    entries: dict[str, Entry | None] = {}
    for one, entry in heard:
        key = place_id(one, entry)
        found.setdefault(key, []).append(one)
        entries.setdefault(key, entry)
    return tuple(_place(key, entries[key], mentions, text) for key, mentions in found.items())


def _place(key: str, entry: Entry | None, mentions: Sequence[Toponym], text: str) -> Place:
    spans = tuple(one.span for one in mentions)
    if entry is None:
        return Place(id=key, name=_as_written(mentions[0], text), mentions=spans)
    return Place(
        id=key,
        name=_english_name(entry, mentions, text),
        country=entry.country,
        lat=entry.lat,
        lon=entry.lon,
        geonames_id=entry.geonames_id,
        mentions=spans,
    )


def _english_name(entry: Entry, mentions: Sequence[Toponym], text: str) -> str:
    """The gazetteer's name, or the page's where the gazetteer has the local one ('Köln' for 'Cologne')."""
    named = [one for one in mentions if not one.demonym and not one.key.startswith("@")]
    foreign = entry.kind != "country" and (
        not entry.name.isascii() or all(one.key != fold(entry.name) for one in named)
    )
    return _as_written(named[0], text) if named and foreign else entry.name


def _as_written(one: Toponym, text: str) -> str:
    words = " ".join(text[one.span[0] : one.span[1]].split())
    return words.title() if words.isupper() and len(words) > 3 else words


def _with_dateline(page: Page, placed: Placed) -> Page:
    if page.dateline is None:
        return page
    spans = page.dateline.spans
    place = next((key for one, key in placed if any(overlap(one.span, span) for span in spans)), None)
    return msgspec.structs.replace(page, dateline=msgspec.structs.replace(page.dateline, place=place))


class Spots:
    """The toponyms that 'in …' or 'at …' stands before, asked by position."""

    def __init__(self, text: str, spots: Sequence[tuple[Span, str]]) -> None:
        self.text = text
        self._spots = sorted(spots)

    def near(self, spans: Spans, *, without: Spans) -> str | None:
        """The place named in the clause of `spans`: the nearest after it, else one that opens its sentence. `without`
        are
        stretches whose places say where somebody is from or what is spoken of."""
        if not spans:
            return None
        start, end = spans[0][0], spans[-1][1]
        low, high = (
            bisect_left(self._spots, ((start - BEFORE, 0), "")),
            bisect_right(self._spots, ((end + FARTHEST, 0), "")),
        )
        usable = [one for one in self._spots[low:high] if not any(overlap(one[0], span) for span in without)]
        after = (key for span, key in usable if span[0] >= end and not CLAUSE_END.search(self.text, end, span[0]))
        before = (key for span, key in reversed(usable) if span[1] <= start and self._opens(span, start))
        return next(after, None) or next(before, None)

    def _opens(self, span: Span, start: int) -> bool:
        """Whether the place opens the sentence of what begins at `start`: 'In Geneva on Monday, she …'."""
        opening = OPENING.search(self.text[max(0, span[0] - 60) : span[0]]) is not None
        return opening and not CLAUSE_END.search(self.text, span[1], start)


def _spots(document: Document, placed: Placed) -> Spots:
    names, text = Names(document.names, document.text), document.text
    located = [
        (one.span, key)
        for one, key in placed
        if not one.demonym and LOCATED.search(text[max(0, one.span[0] - 60) : one.span[0]])
    ]
    return Spots(text, [(span, key) for span, key in located if not _in_a_body(span, names)])


def _in_a_body(span: Span, names: Names) -> bool:
    """Whether the name is part of an organisation's, such as a university's."""
    name = names.over(span)
    return name is not None and name.kind == "organisation"


def _place_said(statement: Statement, spots: Spots) -> str | None:
    cue = statement.cue.spans if statement.cue else ()
    source = statement.source.spans if statement.source else ()
    return spots.near(cue, without=(*source, *(statement.content.spans if statement.content else ())))


def _place_done(event: Event, spots: Spots) -> str | None:
    """Whoever acts may be from elsewhere; 'a convoy in …' was hit where it was."""
    return spots.near(event.trigger.spans, without=tuple(span for party in event.actors for span in party.spans))

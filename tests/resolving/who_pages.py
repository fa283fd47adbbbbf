"""Made-up pages for the tests of who is who."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.model.actor import Actor, Name, NameKind
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Document
from onrecord.model.event import Event, Party
from onrecord.model.page import Page, Published
from onrecord.model.provenance import Input
from onrecord.model.spans import Span, evidence
from onrecord.model.zone import Zone
from onrecord.resolving.who import resolve_actors

Names = Mapping[NameKind, Sequence[str]]


def span_of(text: str, words: str, nth: int = 0) -> Span:
    """Where the nth occurrence of `words` stands."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def found_names(text: str, names: Names) -> tuple[Name, ...]:
    """Every occurrence of every listed name, longer names first."""
    taken: list[Name] = []
    listed = sorted(((name, kind) for kind, some in names.items() for name in some), key=lambda pair: -len(pair[0]))
    for name, kind in listed:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(other.start < match.end() and match.start() < other.end for other in taken):
                taken.append(Name(start=match.start(), end=match.end(), kind=kind))
    return tuple(sorted(taken, key=lambda name: name.start))


def said(text: str, source: str | Span | None, content: str, cue: str | None = None, *, nth: int = 0) -> Statement:
    """A statement by its words."""
    place = span_of(text, source, nth) if isinstance(source, str) else source
    words = Source(text=text[place[0] : place[1]], spans=(place,)) if place else None
    return Statement(
        id=f"{place}-{content[:20]}",
        kind="indirect",
        source=words,
        cue=evidence(text, [span_of(text, cue)]) if cue else None,
        content=evidence(text, [span_of(text, content)]),
        confidence=1.0,
    )


def done(text: str, trigger: str, actors: Sequence[str], recipients: Sequence[str]) -> Event:
    """An event by its words."""

    def party(words: str) -> Party:
        return Party(text=words, spans=(span_of(text, words),))

    return Event(
        id=trigger,
        type="CONSULT",
        trigger=evidence(text, [span_of(text, trigger)]),
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        intensity=1.0,
        confidence=1.0,
    )


def page(
    text: str,
    names: Names | None = None,
    statements: Sequence[Statement] = (),
    events: Sequence[Event] = (),
    *,
    date: str | None = None,
) -> Document:
    """A page with its actors resolved."""
    sentences = tuple(m.span() for m in re.finditer(r"[^\n.!?][^\n]*?(?:[.!?][”\"]?(?=\s|$)|$)", text, re.MULTILINE))
    published = Published(date=date, precision="day", how="given", confidence=1.0) if date else None
    return resolve_actors(
        Document(
            id="page",
            input=Input(uri="page", row_id=None, sha256="", read_at="", reader=""),
            page=Page(published=published),
            text=text,
            zones=(Zone(kind="body", start=0, end=len(text)),),
            kind="article",
            sentences=sentences,
            names=found_names(text, names or {}),
            statements=tuple(statements),
            events=tuple(events),
        )
    )


def words_of_actor(document: Document, actor_id: str) -> list[str]:
    """The words of an actor's mentions, in text order; empty when the page has no such actor."""
    for actor in document.actors:
        if actor.id == actor_id:
            return [document.text[start:end] for start, end in actor.mentions]
    return []


def actor_of(document: Document, actor_id: str) -> Actor:
    return document.actor(actor_id)


def speakers(document: Document) -> list[tuple[str, ...]]:
    """The actors of each statement's source."""
    return [statement.source.actors if statement.source else () for statement in document.statements]

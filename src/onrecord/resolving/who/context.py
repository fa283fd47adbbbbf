"""A page as the resolver sees it: its words, sentences and quotations, and the actors found so far."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.model.actor import ActorKind
from onrecord.model.document import Document
from onrecord.model.spans import Span
from onrecord.resolving.who.tokens import Token, tokens_of

OPENING = {"“": "”", "„": "”", "«": "»", '"': '"', "''": "''", "``": "''"}
MARKS = re.compile(r"[\"“”„«»]|''|``")
LONGEST_QUOTE = 4_000
"""A quotation that is not closed within so many characters is taken not to be one."""


class Mention(NamedTuple):
    """One mention of an actor. `agent`: the words can name who acts or speaks (an adjective cannot)."""

    start: int
    end: int
    actor: str
    agent: bool = True


@dataclass(slots=True, eq=False)
class Entity:
    """An actor in the making."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    gender: str | None = None
    titles: set[str] = field(default_factory=set)
    descriptors: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)


FURNITURE = frozenset(["dateline", "credit", "byline"])
"""Zones that may stand inside the report and are no part of what it says: the city and agency there are no actors."""


def _in_any(spans: list[Span], place: int) -> bool:
    index = bisect_right(spans, (place, 1 << 60)) - 1
    return index >= 0 and place < spans[index][1]


class PageText:
    """The read zones and the title as tokens, with sentence numbers and quotation spans, for binary search."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        titles = [zone.span for zone in document.zones if zone.kind == "title"]
        spans = sorted({*document.read_spans(), *titles})
        self.spans: tuple[Span, ...] = tuple(spans) or ((0, len(self.text)),)
        self.titles = tuple(titles)
        furniture = sorted(zone.span for zone in document.zones if zone.kind in FURNITURE)
        self.tokens: list[Token] = [
            token for span in self.spans for token in tokens_of(self.text, span) if not _in_any(furniture, token.start)
        ]
        self._starts = [token.start for token in self.tokens]
        self._sentences = [start for start, _ in sentence_spans(document, self.spans)]
        self.quotes = tuple(quotations(self.text, self.spans))
        self._quote_starts = [start for start, _ in self.quotes]
        every = [span for part in self.spans for span in lines(self.text, *part) if self.text[slice(*span)].strip()]
        self.headlines = tuple(
            span for number, span in enumerate(every) if is_headline(self.text[slice(*span)], first=number == 0)
        )
        self._headline_starts = [start for start, _ in self.headlines]

    def sentence_of(self, place: int) -> int:
        """The number of the sentence that holds `place`."""
        return bisect_right(self._sentences, place) - 1

    def sentence_start(self, place: int) -> int:
        """Where the sentence that holds `place` begins."""
        number = self.sentence_of(place)
        return self._sentences[number] if number >= 0 else 0

    def token_at(self, place: int) -> int:
        """The number of the first token that begins at or after `place`."""
        return bisect_left(self._starts, place)

    def within(self, span: Span) -> list[Token]:
        """The tokens that begin inside `span`."""
        return self.tokens[self.token_at(span[0]) : self.token_at(span[1])]

    def in_headline(self, place: int) -> bool:
        """Whether `place` stands in a line whose words are all capitalised, so that capitals there mean nothing."""
        number = bisect_right(self._headline_starts, place) - 1
        return number >= 0 and place < self.headlines[number][1]

    def quoted(self, place: int) -> bool:
        """Whether `place` stands inside quotation marks."""
        number = bisect_right(self._quote_starts, place) - 1
        return number >= 0 and place < self.quotes[number][1]


def is_headline(line: str, *, first: bool) -> bool:
    """Whether a line is set in title case or capitals: short, without a full stop (unless it is the text's first),
    nearly all longer words capital."""
    if len(line) > 200 or (line.rstrip(" ”\"'’").endswith((".", ",", ":")) and not first):
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def sentence_spans(document: Document, spans: Iterable[Span]) -> list[Span]:
    """The document's sentences and a line each for what they do not cover (the title)."""
    starts = sorted(start for start, _ in document.sentences)
    found = set(document.sentences)
    for start, end in spans:
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            found.update(lines(document.text, start, end))
        elif starts[first] != start:
            found.add((start, starts[first]))
    return sorted(found)


def lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a stretch."""
    while start < end:
        cut = text.find("\n", start, end)
        stop = cut if cut >= 0 else end
        if stop > start:
            yield start, stop
        start = stop + 1


def quotations(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Stretches in double quotation marks, straight or curly; an opened quotation ends with its paragraph at the latest
    (a quotation that runs over several paragraphs is opened anew in each)."""
    for start, end in spans:
        for first, last in lines(text, start, end):
            yield from _quotations_of_line(text, first, last)


def _quotations_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    opened: int | None = None
    closing = ""
    for found in MARKS.finditer(text, start, end):
        place, mark = found.start(), found.group()
        if opened is None and mark in OPENING:
            opened, closing = place, OPENING[mark]
        elif opened is not None and mark == closing:
            yield opened, found.end()
            opened = None
    if opened is not None and end - opened <= LONGEST_QUOTE:
        yield opened, end


class Cast:
    """The actors of a page: entities by id, and their mentions in text order once `settle` has run."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.mentions: list[Mention] = []
        self._starts: list[int] = []

    def add(self, entity: Entity) -> Entity:
        """The entity of that id: the one already there, or this one."""
        return self.entities.setdefault(entity.id, entity)

    def mention(self, entity: Entity, span: Span, *, agent: bool = True) -> None:
        """Note that `span` names `entity`; a span already noted for it is not noted twice."""
        insort(entity.mentions, Mention(span[0], span[1], entity.id, agent))

    def found(self, entity: Entity, span: Span) -> Entity:
        """The entity of that id with `span` among its mentions, for one found after the cast was settled."""
        kept = self.add(entity)
        index = bisect_left(kept.mentions, (span[0],))
        beside = kept.mentions[max(0, index - 1) : index + 1]
        if not any(mention.start < span[1] and span[0] < mention.end for mention in beside):
            kept.mentions.insert(index, Mention(span[0], span[1], kept.id))
        return kept

    def settle(self) -> None:
        """Put all mentions in text order; of mentions that overlap the longest stays."""
        ordered = sorted(
            {m for e in self.entities.values() for m in e.mentions}, key=lambda m: (m.start, -m.end, m.actor)
        )
        kept: list[Mention] = []
        for mention in ordered:
            if kept and mention.start < kept[-1].end:
                continue
            kept.append(mention)
        self.mentions = kept
        self._starts = [mention.start for mention in kept]
        for entity in self.entities.values():
            entity.mentions = []
        for mention in kept:
            self.entities[mention.actor].mentions.append(mention)

    def inside(self, span: Span) -> list[Mention]:
        """The mentions that lie in `span`."""
        first = bisect_left(self._starts, span[0])
        last = bisect_left(self._starts, span[1])
        return [mention for mention in self.mentions[first:last] if mention.end <= span[1]]

    def before(self, place: int, limit: int) -> list[Mention]:
        """The mentions that end at or before `place` and begin no more than `limit` characters before it, last
        first."""
        last = bisect_left(self._starts, place)
        first = bisect_left(self._starts, place - limit)
        return [mention for mention in reversed(self.mentions[first:last]) if mention.end <= place]

"""Statements and events as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), all on one annotation page.

An annotation's target is the page on the web (for a page without an address the record's own name of it) with three
selectors for every stretch of words: its position in the text as onrecord rendered it (`renderedVia`), the words with
what stands around them, and, on the web, the text fragment that opens them in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.export.evidence import Names
from onrecord.export.identifiers import iri, page_iri, web_address
from onrecord.export.told import Told
from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.event import Event
from onrecord.model.spans import Span, Spans
from onrecord.views.events import UNNAMED
from onrecord.views.links import fragment_of

HEAD = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:onrecord:annotations:page",
    "type": "AnnotationPage",
    "partOf": {
        "id": "urn:onrecord:annotations",
        "type": "AnnotationCollection",
        "label": "Statements and events on record",
    },
    "startIndex": 0,
}
"""The annotation page without its `items`."""

TEXT_FRAGMENTS = "https://wicg.github.io/scroll-to-text-fragment/"

_AROUND = 32
"""Characters before and after the words, for finding them again in a page that has changed."""

Annotation = dict[str, Any]


def annotated(pages: Iterable[Told]) -> Iterator[Annotation]:
    """An annotation for each statement and event that has words, without the context that a page of them shares."""
    for told in pages:
        names = Names(told.page)
        for statement in told.statements:
            spans = statement.content or statement.cue or statement.source
            if spans and spans.spans:
                yield _annotation(told.page, "statement", statement.id, _said(statement, names), spans.spans)
        for event in told.events:
            yield _annotation(told.page, "event", event.id, _done(event, told.page, names), event.trigger.spans)


def _annotation(page: Record, kind: str, identifier: str, bodies: list[Annotation], spans: Spans) -> Annotation:
    targets = [_target(page, span) for span in spans]
    software = {"id": iri("software", page.input.reader), "type": "Software", "name": page.input.reader}
    return {
        "id": iri(kind, identifier),
        "type": "Annotation",
        "motivation": "describing",
        "created": page.input.read_at,
        "generator": software,
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _said(statement: Statement, names: Names) -> list[Annotation]:
    speaker = names.speaker(statement) or "Somebody"
    chain = names.chain(statement)
    about = ", ".join(names.actor(one) for one in statement.about)
    told = f"{speaker}: {statement.kind} speech" + (f" about {about}" if about else "")
    told += f", carried by {chain}" if chain else ""
    actors = statement.source.actors if statement.source else ()
    return [_text(told), *_tags("statement", statement.kind, statement.act), *_named(actors, names)]


def _done(event: Event, page: Record, names: Names) -> list[Annotation]:
    actors, recipients = (
        ", ".join(names.actor(one.actor, one.text) for one in parties) or "somebody"
        for parties in (event.actors, event.recipients)
    )
    kind = f"{event.type}{f' ({event.mode})' if event.mode else ''}"
    told = f"{actors} → {recipients}: {kind}, {event.status}{', told as history' if event.background else ''}"
    claimed = next((one for one in page.statements if one.id == event.attributed_to), None)
    teller = f", according to {names.speaker(claimed) or UNNAMED} ({iri('statement', claimed.id)})" if claimed else ""
    parties = [one.actor for one in (*event.actors, *event.recipients) if one.actor]
    claim = "claim" if claimed else None
    return [_text(told + teller), *_tags("event", event.type, event.mode, event.status, claim), *_named(parties, names)]


def _text(words: str) -> Annotation:
    return {"type": "TextualBody", "purpose": "describing", "value": words, "format": "text/plain", "language": "en"}


def _tags(*tags: str | None) -> list[Annotation]:
    return [{"type": "TextualBody", "purpose": "tagging", "value": one} for one in tags if one]


def _named(actors: Iterable[str], names: Names) -> list[Annotation]:
    return [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": {"id": iri("actor", one), "name": names.actor(one)},
        }
        for one in dict.fromkeys(actors)
    ]


def _target(page: Record, span: Span) -> Annotation:
    text, (start, end) = page.text, span
    selectors: list[Annotation] = [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
    ]
    fragment = fragment_of(text, (span,)) if web_address(page) else None
    if fragment:
        selectors.append({"type": "FragmentSelector", "conformsTo": TEXT_FRAGMENTS, "value": fragment})
    return {
        "type": "SpecificResource",
        "source": page_iri(page),
        "renderedVia": iri("software", page.input.reader),
        "selector": selectors,
    }

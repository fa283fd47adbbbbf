"""What every event of an export carries besides its codes: its words, where they stand, and on whose word."""

from __future__ import annotations

from onrecord.export.identifiers import web_address
from onrecord.export.told import Told
from onrecord.export.writing import Cell
from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.event import Event, Party
from onrecord.model.place import Place
from onrecord.model.spans import Span, Spans
from onrecord.views.events import LONGEST_WORDS, UNNAMED
from onrecord.views.links import link_to

COLUMNS = (
    "Evidence Text", "Evidence Start", "Evidence End", "Trigger", "Trigger Spans", "Actor Spans", "Recipient Spans",
    "Status", "Background", "Date Precision", "Date Ground", "Dated", "Quantities", "Confidence", "Statement ID",
    "Speaker", "Chain", "Statement Text", "Statement Spans", "Publication Ground", "Publication Confidence", "Page ID",
    "Page URI", "Link",
)  # fmt: skip
"""Columns after a format's own. Spans are '12-40 55-60', in characters of the page's text; Evidence Text is that text
from Evidence Start to Evidence End. Dated is the event's date, else the page's, unless the event is told as history.
Statement ID, Speaker, Chain … are those of the statement in whose words the event is told, empty when the page tells it
itself. Grounds say on what a date stands."""

_AROUND = 120


class Names:
    """Actors and places of a page by id."""

    def __init__(self, page: Record) -> None:
        self.actors = {one.id: one for one in page.actors}
        self.places = {one.id: one for one in page.places}

    def actor(self, actor: str | None, words: str = "") -> str:
        """An actor's name, else the words it is mentioned by, else its id."""
        known = self.actors.get(actor or "")
        return known.name if known else words or actor or ""

    def place(self, place: str | None) -> Place | None:
        """A place of the page."""
        return self.places.get(place or "")

    def speaker(self, statement: Statement) -> str:
        """Who says it: the names of the actors, else the words."""
        source = statement.source
        named = "; ".join(dict.fromkeys(self.actor(one) for one in source.actors)) if source else ""
        return named or (source.text if source else "")

    def chain(self, statement: Statement) -> str:
        """The chain that carries it, nearest the speaker first."""
        return " → ".join(self.actor(hop.actor, hop.text) for hop in statement.via)


def stretch(event: Event, text: str) -> Span:
    """Where the text tells of an event: from its first part to its last, or around its trigger when these stand far
    apart."""
    parts = [*event.trigger.spans, *(span for party in (*event.actors, *event.recipients) for span in party.spans)]
    parts += [span for quantity in event.quantities for span in quantity.spans]
    start, end = min((one[0] for one in parts), default=0), max((one[1] for one in parts), default=0)
    if end - start <= LONGEST_WORDS or not event.trigger.spans:
        return start, end
    return max(0, event.trigger.spans[0][0] - _AROUND), min(len(text), event.trigger.spans[-1][1] + _AROUND)


def evidence(told: Told, event: Event, names: Names) -> list[Cell]:
    """The cells of `COLUMNS`."""
    page = told.page
    start, end = stretch(event, page.text)
    published = page.page.published
    appeared = published.date if published and not event.background else None
    return [
        page.text[start:end], start, end, event.trigger.text, spans_cell(event.trigger.spans),
        spans_cell(_all_spans(event.actors)), spans_cell(_all_spans(event.recipients)), event.status, event.background,
        event.date.precision if event.date else None, event.date.how if event.date else None,
        event.date.date if event.date else appeared,
        "; ".join(one.text for one in event.quantities) or None, round(event.confidence, 4),
        *_teller(told, event, names),
        published.how if published else None, published.confidence if published else None, page.id, page.input.uri,
        link_to(web_address(page), page.text, ((start, end),)),
    ]  # fmt: skip


def _teller(told: Told, event: Event, names: Names) -> list[Cell]:
    statement = next((one for one in told.page.statements if one.id == event.attributed_to), None)
    if statement is None:
        return [None] * 5
    content = statement.content
    return [
        statement.id, names.speaker(statement) or UNNAMED, names.chain(statement) or None,
        content.text if content else None, spans_cell(content.spans) if content else None,
    ]  # fmt: skip


def spans_cell(spans: Spans) -> str | None:
    """Spans as '12-40 55-60'."""
    return " ".join(f"{start}-{end}" for start, end in spans) or None


def _all_spans(parties: tuple[Party, ...]) -> Spans:
    return tuple(span for party in parties for span in party.spans)

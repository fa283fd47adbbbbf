"""A record as rows of the record file's tables. Column order is that of schema.sql."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

import msgspec

from onrecord.model.actor import Actor, ActorKind
from onrecord.model.address import address_key
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Record
from onrecord.model.event import Event
from onrecord.model.page import Page
from onrecord.model.place import Place
from onrecord.model.spans import Evidence, Spans
from onrecord.model.timex import When

Value = str | int | float | None
Row = tuple[Value, ...]


class Numbers(NamedTuple):
    """The numbers (`n`) under which a page, its statements and its events go into a record file, the last two by id."""

    document: int
    statements: dict[str, int]
    events: dict[str, int]


def numbered(record: Record, document: int, statement: int, event: int) -> Numbers:
    """Numbers for a record, counted up from the given ones; what is told twice under one id has one number."""
    statements = dict.fromkeys(one.id for one in record.statements)
    events = dict.fromkeys(one.id for one in record.events)
    return Numbers(
        document=document,
        statements={one: statement + at for at, one in enumerate(statements)},
        events={one: event + at for at, one in enumerate(events)},
    )


TableRows = Iterator[tuple[str, Row]]
"""`(table, row)` pairs, in an order in which every reference is already there."""


def page_name(uri: str) -> str:
    """What a person calls a page: the last part of its uri ('report.html', 'table.jsonl#3')."""
    path = uri.split("?", 1)[0].rstrip("/")
    return unquote(path.replace("\\", "/").rsplit("/", 1)[-1]) or uri


def document_row(record: Record, number: int) -> Row:
    """The row of `documents`."""
    page, given = record.page, record.input
    outlet, published, modified, dateline = page.outlet, page.published, page.modified, page.dateline
    return (
        number, record.id, given.uri, given.row_id, page_name(given.uri), given.sha256, given.read_at, given.reader,
        page.title, *((outlet.name, outlet.id, outlet.domain, outlet.country, outlet.kind) if outlet else (None,) * 5),
        _json(page.byline), page.section, _json(page.tags), page.language,
        *((published.date, published.precision, published.how, published.confidence) if published else (None,) * 4),
        *((dateline.text, dateline.place) if dateline else (None,) * 2), record.text,
        published.at if published else None,
        *((modified.date, modified.at, modified.how, modified.confidence) if modified else (None,) * 4),
        page.canonical, address_key(page.canonical or given.uri), given.fetched.at if given.fetched else None,
    )  # fmt: skip


def layer_rows(record: Record, numbers: Numbers) -> TableRows:
    """The rows of the page's own layers: zones, times, mentions, credits, problems."""
    document = numbers.document
    for n, zone in enumerate(record.zones):
        yield "zones", (document, n, zone.kind, zone.start, zone.end)
    for n, time in enumerate(record.times):
        yield "times", (document, n, time.text, time.start, time.end, time.type, time.value)
    for actor in record.actors:
        yield from (("mentions", (document, actor.id, start, end)) for start, end in dict.fromkeys(actor.mentions))
    for place in record.places:
        yield from (
            ("place_mentions", (document, place.id, start, end)) for start, end in dict.fromkeys(place.mentions)
        )
    yield from _page_rows(document, record.page)
    for n, problem in enumerate(record.problems):
        yield "problems", (document, n, problem.what, problem.detail)


def _page_rows(document: int, page: Page) -> TableRows:
    for role, dated in (("published", page.published), ("modified", page.modified)):
        if dated:
            yield from _spans("page_spans", document, role, 0, dated.evidence)
    if page.dateline:
        yield from _spans("page_spans", document, "dateline", 0, page.dateline.spans)
    for n, credit in enumerate(page.credit):
        yield "credits", (document, n, credit.id, credit.name)
        yield from _spans("page_spans", document, "credit", n, credit.spans)


def statement_rows(record: Record, numbers: Numbers) -> TableRows:
    """The rows of every statement."""
    for statement in {one.id: one for one in record.statements}.values():
        number = numbers.statements[statement.id]
        said_on = _when(statement.said_on, record.page)
        yield "statements", (
            number, statement.id, numbers.document, statement.kind,
            *map(_words, (statement.source, statement.cue, statement.content)),
            statement.act, *said_on, statement.place, statement.confidence,
        )  # fmt: skip
        yield from _statement_links(statement, number, said_on[-1])
        yield from _statement_spans(statement, number)


def _statement_links(statement: Statement, number: int, dated: Value) -> TableRows:
    speakers = statement.source.actors if statement.source else ()
    for role, actors in (("source", speakers), ("about", statement.about), ("addressee", statement.addressee)):
        once = enumerate(dict.fromkeys(actors))
        yield from (("statement_actors", (number, role, n, actor, dated)) for n, actor in once)
    yield from (("statement_via", (number, n, via.actor, via.text, dated)) for n, via in enumerate(statement.via))


def _statement_spans(statement: Statement, number: int) -> TableRows:
    for role in ("source", "cue", "content", "said_on"):
        part = getattr(statement, role)
        if part is not None:
            yield from _spans("statement_spans", number, role, 0, part.spans)
    for n, via in enumerate(statement.via):
        yield from _spans("statement_spans", number, "via", n, via.spans)


def event_rows(record: Record, numbers: Numbers) -> TableRows:
    """The rows of every event, after the statements they may be told in."""
    for event in {one.id: one for one in record.events}.values():
        number = numbers.events[event.id]
        date = _when(event.date, record.page)
        yield "events", (
            number, event.id, numbers.document, event.type, event.mode, _json(event.contexts), event.trigger.text,
            event.status, int(event.background), *date, event.place,
            numbers.statements.get(event.attributed_to or ""), event.intensity, event.confidence,
        )  # fmt: skip
        yield from _event_parts(event, number, date[-1])


def _event_parts(event: Event, number: int, dated: Value) -> TableRows:
    yield from _spans("event_spans", number, "trigger", 0, event.trigger.spans)
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for n, party in enumerate(parties):
            yield "event_parties", (number, role, n, party.text, party.actor, dated)
            yield from _spans("event_spans", number, role, n, party.spans)
    for n, quantity in enumerate(event.quantities):
        yield "event_quantities", (number, n, quantity.value, quantity.unit, quantity.text)
        yield from _spans("event_spans", number, "quantity", n, quantity.spans)
    if event.date:
        yield from _spans("event_spans", number, "date", 0, event.date.spans)


def all_actors(record: Record) -> dict[str, Actor]:
    """Every actor the record refers to: those it describes, and those only named by a credit, a chain or an id."""
    found = {actor.id: actor for actor in record.actors}
    for actor_id, name in _named_actors(record):
        if actor_id not in found:
            kind: ActorKind = "outlet" if actor_id.startswith("outlet:") else "unknown"
            found[actor_id] = Actor(id=actor_id, name=name or actor_id.partition(":")[2] or actor_id, kind=kind)
    return found


def _named_actors(record: Record) -> Iterator[tuple[str, str]]:
    outlet = record.page.outlet
    if outlet:
        yield outlet.id, outlet.name
    yield from ((credit.id, credit.name) for credit in record.page.credit)
    for statement in record.statements:
        yield from ((via.actor, via.text) for via in statement.via if via.actor)
        speakers = statement.source.actors if statement.source else ()
        yield from ((actor, "") for actor in (*speakers, *statement.about, *statement.addressee))
    for event in record.events:
        yield from ((party.actor, party.text) for party in (*event.actors, *event.recipients) if party.actor)


def all_places(record: Record) -> dict[str, Place]:
    """Every place the record refers to."""
    found = {place.id: place for place in record.places}
    dateline = record.page.dateline
    used = [dateline.place if dateline else None, *(one.place for one in record.statements)]
    used += [one.place for one in record.events]
    return found | {place: Place(id=place, name=place) for place in used if place and place not in found}


def _words(part: Source | Evidence | None) -> str | None:
    return part.text if part else None


def _when(when: When | None, page: Page) -> Row:
    """Date, precision, how, and the date that orders views."""
    if when:
        return when.date, when.precision, when.how, when.date
    return None, None, None, page.published.date if page.published else None


def _spans(table: str, owner: int, role: str, part: int, spans: Spans) -> TableRows:
    return ((table, (owner, role, part, start, end)) for start, end in dict.fromkeys(spans))


def _json(values: Iterable[str]) -> str:
    return msgspec.json.encode(list(values)).decode()

"""The step that finds a page's actors and says who each source, addressee and party is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace

from onrecord.model.actor import Actor
from onrecord.model.attribution import Statement
from onrecord.model.document import Document
from onrecord.model.event import Event, Party
from onrecord.model.spans import Span
from onrecord.model.step import Step, step
from onrecord.resolving.who.context import Cast, Entity, PageText
from onrecord.resolving.who.gazetteer import Gazetteer, gazetteer, gazetteer_with
from onrecord.resolving.who.institutions import Institutions
from onrecord.resolving.who.names import NameIndex
from onrecord.resolving.who.own_table import OwnTable
from onrecord.resolving.who.people import People
from onrecord.resolving.who.phrases import Phrases
from onrecord.resolving.who.polities import Polities
from onrecord.resolving.who.roles import role_at, role_in_words
from onrecord.resolving.who.sources import Sources, pronoun_of


@step(
    "actors",
    requires=("zones", "sentences", "statements", "events", "names"),
    assigns=("actors", "statements", "events"),
)
def resolve_actors(document: Document) -> Document:
    """Find the actors of a page with all their mentions; say who each statement's source is, whom it is about and to
    whom it is said, and who the parties of each event are."""
    return resolved(document, gazetteer())


def resolver(table: OwnTable) -> Step:
    """The same step with a user's own table, whose rows win over the packaged ones."""
    return Step(
        name=resolve_actors.name,
        run=partial(_with_table, table),
        requires=resolve_actors.requires,
        assigns=resolve_actors.assigns,
    )


def _with_table(table: OwnTable, document: Document) -> Document:
    return resolved(document, gazetteer_with(table))


def resolved(document: Document, book: Gazetteer) -> Document:
    """The document with its actors resolved by the names in `book`."""
    page = PageText(document)
    day = document.page.published.date if document.page.published else None
    cast, states = cast_of(document, page, book, day=day)
    phrases = Phrases(page, cast, states, day=day)
    statements, meant = Sources(page, cast, phrases).resolve(document.statements, document.events)
    events = tuple(with_parties(event, phrases, meant) for event in document.events)
    named = {actor for statement in statements for actor in actors_in(statement)}
    named |= {party.actor for event in events for party in (*event.actors, *event.recipients) if party.actor}
    entities = [entity for entity in in_text_order(cast) if entity.mentions or entity.id in named]
    return replace(
        document, actors=tuple(finished(e, book, day) for e in entities), statements=statements, events=events
    )


def actors_in(statement: Statement) -> set[str]:
    """Every actor id that a statement refers to."""
    return {*(statement.source.actors if statement.source else ()), *statement.about, *statement.addressee}


def with_parties(event: Event, phrases: Phrases, meant: Mapping[int, tuple[str, ...]]) -> Event:
    """The event with its parties' actors, `meant` being who the pronouns are; a party that names several actors becomes
    several parties. Words that seem to mean the other side as well ('Moss accused the minister', of a minister Moss)
    mean somebody else: those that name nobody outright stay open."""
    actors, recipients = parties(event.actors, phrases, meant), parties(event.recipients, phrases, meant)
    doers = {party.actor for party in actors if party.actor}
    return replace(event, actors=actors, recipients=tuple(_another(party, doers, phrases) for party in recipients))


def _another(party: Party, doers: set[str], phrases: Phrases) -> Party:
    described = party.actor in doers and not phrases.names(party.spans)
    return replace(party, actor=None) if described else party


def parties(written: tuple[Party, ...], phrases: Phrases, meant: Mapping[int, tuple[str, ...]]) -> tuple[Party, ...]:
    """Each party with its actor, once for each actor that its words mean."""
    found: list[Party] = []
    for party in {party.spans: party for party in reversed(_put_together(written, phrases))}.values():
        named = meant.get(party.spans[0][0], ()) if pronoun_of(party) else phrases.actors_of(party.spans)
        actors: tuple[str | None, ...] = named or (None,)
        found.extend(replace(party, actor=actor) for actor in actors)
    return tuple(sorted(found, key=lambda party: party.spans))


def _put_together(written: tuple[Party, ...], phrases: Phrases) -> tuple[Party, ...]:
    """The parties, halves of one name as one: 'the Food' and 'Fisheries Agency' of the Food and Fisheries Agency."""
    halves: dict[Span, set[Span]] = {}
    for party in written if len(written) > 1 else ():
        whole = phrases.name_around(party.spans[0])
        if whole is not None:
            halves.setdefault(whole, set()).add(party.spans[0])
    names = {half: whole for whole, parts in halves.items() if len(parts) > 1 for half in parts}
    text = phrases.page.text
    return tuple(
        Party(text=text[slice(*names[party.spans[0]])], spans=(names[party.spans[0]],))
        if party.spans[0] in names
        else party
        for party in written
    )


def cast_of(document: Document, page: PageText, book: Gazetteer, *, day: str | None) -> tuple[Cast, Institutions]:
    """The actors that are named on a page."""
    matches, dateline = list(book.matches(page.tokens)), document.page.dateline
    polities = Polities(document.names, page, matches, dateline=dateline.text if dateline else "")
    names = NameIndex(polities.corrected(), page)
    states = Institutions(page, names, matches, book)
    cast = Cast()
    states.add_to(cast)
    polities.add_to(cast, names)
    People(page, names, matches, states, day=day).add_to(cast)
    cast.settle()
    return cast, states


def in_text_order(cast: Cast) -> list[Entity]:
    """Entities by their first mention, those without one last, by id."""
    return sorted(
        cast.entities.values(), key=lambda e: (not e.mentions, e.mentions[0].start if e.mentions else 0, e.id)
    )


def finished(entity: Entity, book: Gazetteer, day: str | None) -> Actor:
    """The record's actor, with the office held on `day`."""
    person = book.by_id.get(entity.id)
    elect = bool(entity.descriptors & {"elect", "president-elect"})
    role = (role_at(person, day, titled_elect=elect) if person else None) or role_in_words(entity, person)
    return Actor(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        sector=entity.sector,
        role=role,
        mentions=tuple((mention.start, mention.end) for mention in entity.mentions),
    )

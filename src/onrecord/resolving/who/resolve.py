"""The step that finds a page's actors and says who each source, addressee and party is."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.model.actor import Actor
from onrecord.model.document import Document
from onrecord.model.step import step
from onrecord.resolving.who.context import Cast, Entity, PageText
from onrecord.resolving.who.gazetteer import gazetteer, people_by_id
from onrecord.resolving.who.institutions import Institutions
from onrecord.resolving.who.names import NameIndex
from onrecord.resolving.who.people import People
from onrecord.resolving.who.roles import role_at, role_in_words


@step(
    "actors",
    requires=("zones", "sentences", "statements", "events", "names"),
    assigns=("actors", "statements", "events"),
)
def resolve_actors(document: Document) -> Document:
    """Find the actors of a page with all their mentions; say who each statement's source is, whom it is about and to whom
    it is said, and who the parties of each event are."""
    page = PageText(document)
    cast, _states = cast_of(document, page)
    day = document.page.published.date if document.page.published else None
    actors = tuple(finished(entity, day) for entity in in_text_order(cast))
    return replace(document, actors=actors)


def cast_of(document: Document, page: PageText) -> tuple[Cast, Institutions]:
    """The actors that are named on a page."""
    names = NameIndex(document.names)
    book = gazetteer()
    matches = list(book.matches(page.tokens))
    states = Institutions(page, names, matches, book)
    cast = Cast()
    states.add_to(cast)
    People(page, names, matches, states).add_to(cast)
    cast.settle()
    return cast, states


def in_text_order(cast: Cast) -> list[Entity]:
    """Entities by their first mention, those without one last, by id."""
    return sorted(
        cast.entities.values(), key=lambda e: (not e.mentions, e.mentions[0].start if e.mentions else 0, e.id)
    )


def finished(entity: Entity, day: str | None) -> Actor:
    """The record's actor, with the office held on `day`."""
    person = people_by_id().get(entity.id)
    role = (role_at(person, day) if person else None) or role_in_words(entity)
    return Actor(
        id=entity.id,
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        sector=entity.sector,
        role=role,
        mentions=tuple((mention.start, mention.end) for mention in entity.mentions),
    )

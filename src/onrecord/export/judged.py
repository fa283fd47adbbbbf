"""A page with its actors as people judged them: those judged the same are one."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.model.actor import Actor
from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.event import Event, Party
from onrecord.model.page import Page
from onrecord.views.sameness import Sameness


def as_judged(page: Record, same: Sameness) -> Record:
    """The page, with one actor for several that were judged the same, under the id and name they are shown by: with
    what the page says of the first of them and the mentions of all. Statements, events, credits and the outlet refer to
    that id; the page's words, and the ids of its statements and events, stay."""
    if not same:
        return page
    return replace(
        page,
        page=_page(page.page, same),
        actors=_actors(page.actors, same),
        statements=tuple(_statement(one, same) for one in page.statements),
        events=tuple(_event(one, same) for one in page.events),
    )


def _page(page: Page, same: Sameness) -> Page:
    outlet, credit = page.outlet, page.credit
    return replace(
        page,
        outlet=replace(outlet, id=same.kept(outlet.id), name=same.named(outlet.id, outlet.name).name)
        if outlet
        else None,
        credit=tuple(replace(one, id=same.kept(one.id), name=same.named(one.id, one.name).name) for one in credit),
    )


def _actors(actors: tuple[Actor, ...], same: Sameness) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for one in actors:
        kept = same.kept(one.id)
        first = found.get(kept) or replace(one, id=kept, name=same.named(one.id, one.name).name, mentions=())
        mentions = tuple(sorted({*first.mentions, *one.mentions}))
        found[kept] = replace(first, mentions=mentions)
    return tuple(found.values())


def _statement(statement: Statement, same: Sameness) -> Statement:
    source = statement.source
    return replace(
        statement,
        source=replace(source, actors=_ids(source.actors, same)) if source else None,
        about=_ids(statement.about, same),
        addressee=_ids(statement.addressee, same),
        via=tuple(replace(hop, actor=same.kept(hop.actor) if hop.actor else None) for hop in statement.via),
    )


def _event(event: Event, same: Sameness) -> Event:
    return replace(event, actors=_parties(event.actors, same), recipients=_parties(event.recipients, same))


def _parties(parties: tuple[Party, ...], same: Sameness) -> tuple[Party, ...]:
    return tuple(replace(one, actor=same.kept(one.actor) if one.actor else None) for one in parties)


def _ids(actors: tuple[str, ...], same: Sameness) -> tuple[str, ...]:
    return tuple(dict.fromkeys(same.kept(one) for one in actors))

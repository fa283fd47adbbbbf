"""On whose word: the chain from a statement's speaker to the outlet that prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.model.actor import Actor
from onrecord.model.attribution import Statement, Via
from onrecord.model.document import Document
from onrecord.model.page import Outlet, Page
from onrecord.model.spans import Span
from onrecord.model.step import step
from onrecord.resolving.voices.carriers import Carriers, find_carriers, outlets_by_id
from onrecord.resolving.voices.credit import with_page
from onrecord.resolving.voices.hops import Frame, carried_on, hops_of, without_repeats

SPEECH = 12
"""How many carried statements a speech may lie back when 'elsewhere in his remarks' takes it up."""


@step(
    "voices",
    requires=("statements", "sentences", "actors", "zones"),
    assigns=("statements", "actors", "page.credit", "page.outlet"),
)
def link_voices(document: Document) -> Document:
    """Give every statement the chain through which it is known, complete the page's outlet and name its credits.

    A chain runs from the hop nearest the speaker: those that the statement's own sentence names (an enclosing
    statement,
    'per the agency', 'told the paper', 'citing …'), those that the page credits as a whole, and this outlet. Carriers
    that are not among the actors yet become actors.
    """
    carriers = find_carriers(document)
    placed = with_page(document, carriers)
    statements = _chained(placed, carriers)
    return msgspec.structs.replace(placed, statements=statements, actors=_with_carriers(placed, statements, carriers))


def _chained(document: Document, carriers: Carriers) -> tuple[Statement, ...]:
    frame = Frame(document, carriers)
    whole = _page_hops(document.page)
    chains: dict[str, tuple[Via, ...]] = {}
    speech: list[Statement] = []
    for statement in sorted(document.statements, key=_position):
        chains[statement.id] = hops_of(statement, frame, chains)
        if not chains[statement.id]:
            before = next((one for one in reversed(speech[-SPEECH:]) if carried_on(statement, one, frame)), None)
            chains[statement.id] = chains[before.id] if before is not None else ()
        if chains[statement.id] and statement.source is not None and not frame.speaks_as_carrier(statement):
            speech.append(statement)
    return tuple(
        msgspec.structs.replace(one, via=_without_speaker(one, without_repeats([*chains[one.id], *whole])))
        for one in document.statements
    )


def _position(statement: Statement) -> Span:
    parts = (statement.source, statement.cue, statement.content)
    return min((span for part in parts if part is not None for span in part.spans), default=(0, 0))


def _page_hops(page: Page) -> list[Via]:
    """The hops that hold for everything on the page: its credits, then itself."""
    hops = [Via(actor=credit.id, text=credit.name, spans=credit.spans[:1]) for credit in page.credit]
    return [*hops, *([_own_hop(page.outlet)] if page.outlet is not None else [])]


def _own_hop(outlet: Outlet) -> Via:
    return Via(actor=outlet.id, text=outlet.name, spans=())


def _without_speaker(statement: Statement, hops: Sequence[Via]) -> tuple[Via, ...]:
    """An agency that speaks for itself does not carry its own words; this outlet always stands last."""
    speaker = statement.source.actors if statement.source else ()
    return tuple(hop for hop in hops if hop.actor not in speaker or not hop.spans)


def _with_carriers(document: Document, statements: Iterable[Statement], carriers: Carriers) -> tuple[Actor, ...]:
    """The actors, and with them every carrier of a chain or credit under its id."""
    known = {actor.id: actor for actor in document.actors}
    wanted = {hop.actor: hop.text for one in statements for hop in one.via if hop.actor is not None}
    wanted |= {credit.id: credit.name for credit in document.page.credit}
    mentions = _mentions(carriers)
    for actor_id, name in sorted(wanted.items()):
        known.setdefault(actor_id, _actor(actor_id, name, document.page.outlet, mentions.get(actor_id, ())))
    return tuple(known.values())


def _mentions(carriers: Carriers) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for carrier in carriers.all:
        if carrier.actor is not None and not carrier.anaphor:
            found.setdefault(carrier.actor, []).append(carrier.core)
    return {actor: tuple(sorted(spans)) for actor, spans in found.items()}


def _actor(actor_id: str, name: str, outlet: Outlet | None, mentions: tuple[Span, ...]) -> Actor:
    row = outlets_by_id().get(actor_id)
    if row is not None:
        return Actor(id=row.id, name=row.name, kind="outlet", country=row.country, mentions=mentions)
    if outlet is not None and outlet.id == actor_id:
        return Actor(id=outlet.id, name=outlet.name, kind="outlet", country=outlet.country, mentions=mentions)
    if actor_id.startswith("group:"):
        return Actor(
            id=actor_id, name=actor_id.removeprefix("group:").replace("-", " "), kind="group", mentions=mentions
        )
    return Actor(
        id=actor_id, name=name, kind="outlet" if actor_id.startswith("outlet:") else "unknown", mentions=mentions
    )

"""Events in POLECAT's columns, so that what was written for POLECAT reads them; the evidence in columns after those.

POLECAT (Scarborough and others 2023, doi:10.7910/DVN/AJGVIT) is published as tables parted by tabs, a row an event,
several actors, countries or contexts in a cell parted by '; ', `None` where there is nothing. Some of its files call
`Intensity` `Event Intensity`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.events import codebook
from onrecord.export.evidence import COLUMNS as EVIDENCE
from onrecord.export.evidence import Names, evidence
from onrecord.export.told import Told
from onrecord.export.writing import Cell
from onrecord.model.actor import Actor, ActorKind
from onrecord.model.document import Record
from onrecord.model.event import Event, Party
from onrecord.model.place import Place
from onrecord.resolving import tables
from onrecord.resolving.where import gazetteer

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""POLECAT's own, in its order."""

HEADER = COLUMNS + EVIDENCE

NOTHING = "None"
"""What POLECAT writes where there is nothing."""

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}

_FEATURES: dict[gazetteer.EntryKind, str] = {"country": "PCLI", "admin1": "ADM1", "admin2": "ADM2", "city": "PPL"}
_ORGANISED: frozenset[ActorKind] = frozenset({"government", "organisation", "igo", "armed_group", "outlet"})


def rows(pages: Iterable[Told]) -> Iterator[list[Cell]]:
    """A row an event, in the order of `HEADER`."""
    for told in pages:
        names = Names(told.page)
        story = _story(told.page)
        for event in told.events:
            own = [*_what(event), *_who(event.actors, names), *_who(event.recipients, names)]
            own += [*_where(event, names.place(event.place), told.page.text), *story]
            yield [*(NOTHING if cell is None else cell for cell in own), *evidence(told, event, names)]


@cache
def cow_numbers() -> dict[str, int]:
    """Numbers of the Correlates of War project by ISO 3166-1 alpha-3 code."""
    return {one.iso3: one.cow for one in tables.countries() if one.cow}


def _what(event: Event) -> list[Cell]:
    return [
        event.id, event.date.date if event.date else None, event.type, event.mode, event.intensity,
        QUADS[codebook.quad_class(event.type)], listed(event.contexts),
    ]  # fmt: skip


def _who(parties: tuple[Party, ...], names: Names) -> list[Cell]:
    """Name, country, COW number, first sector, sectors, title, words, Wikipedia (never known); one item an actor."""
    actors = [names.actors.get(party.actor or "") for party in parties]
    sectors = [one.sector if one else None for one in actors]
    countries = [one.country if one else None for one in actors]
    return [
        _aligned([one.name if one else None for one in actors]), _aligned(countries),
        _aligned([str(cow_numbers().get(one or "") or NOTHING) for one in countries]),
        next((one for one in sectors if one), None), _aligned(sectors),
        _aligned([one.role if one else None for one in actors]), listed(party.text for party in parties), None,
    ]  # fmt: skip


def _where(event: Event, place: Place | None, text: str) -> list[Cell]:
    if place is None:
        return [None] * 10
    entry = gazetteer.place(place.geonames_id) if place.geonames_id else None
    above = {one.kind: one.name for one in (entry, *gazetteer.above(entry))} if entry else {}
    at = event.trigger.spans[0][0] if event.trigger.spans else 0
    nearest = min(place.mentions, key=lambda span: abs(span[0] - at), default=None)
    return [
        place.name, above.get("city"), above.get("admin2"), above.get("admin1"), place.country, place.lat, place.lon,
        place.geonames_id, text[slice(*nearest)] if nearest else None, _FEATURES.get(entry.kind) if entry else None,
    ]  # fmt: skip


def _story(page: Record) -> list[Cell]:
    about = page.page
    people, bodies = (listed(one.name for one in page.actors if fits(one)) for fits in (_is_person, _is_organised))
    return [
        about.outlet.name if about.outlet else None, about.published.date if about.published else None, people, bodies,
        listed(one.name for one in page.places), about.language, page.input.reader,
    ]  # fmt: skip


def _is_person(actor: Actor) -> bool:
    return actor.kind == "person" and bool(actor.mentions)


def _is_organised(actor: Actor) -> bool:
    return actor.kind in _ORGANISED and bool(actor.mentions)


def listed(items: Iterable[str]) -> str | None:
    """Items parted by '; ', each once; None when there is none."""
    return "; ".join(dict.fromkeys(items)) or None


def _aligned(items: list[str | None]) -> str | None:
    """An item an actor, `None` where it has none; None when none has."""
    return "; ".join(one or NOTHING for one in items) if any(one not in {None, NOTHING} for one in items) else None

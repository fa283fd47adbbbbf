"""Events in CAMEO codes, a row a pair of actor and recipient, in ICEWS's columns; the evidence in columns after those.

Roots follow PLOVER's own table of conversion (openeventdata/PLOVER, CAMEO2PLOVER) read backwards; where an event's mode
is one thing in CAMEO its code is given, else the code of the root 'not specified below'. CAMEO parts what PLOVER does
not (02 appeals are PLOVER's REQUEST, here 10; 01 statements are in no event), and so the way back is not exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.export.evidence import COLUMNS as EVIDENCE
from onrecord.export.evidence import Names, evidence
from onrecord.export.polecat import cow_numbers
from onrecord.export.told import Told
from onrecord.export.writing import Cell
from onrecord.model.event import Event, EventType, Party
from onrecord.model.place import Place

ROOTS: dict[EventType, str] = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15",
    "SANCTION": "16", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
"""CAMEO's root code of each type, where the mode says nothing else."""

CODES: dict[tuple[EventType, str], str] = {
    ("CONSULT", "phone"): "041",
    ("RETREAT", "release"): "084", ("RETREAT", "access"): "086", ("RETREAT", "ceasefire"): "0871",
    ("RETREAT", "disarm"): "0873", ("RETREAT", "withdraw"): "0874",
    ("ACCUSE", "investigate"): "090",
    ("PROTEST", "demo"): "141", ("PROTEST", "hunger"): "142", ("PROTEST", "strike"): "143",
    ("PROTEST", "boycott"): "143", ("PROTEST", "obstruct"): "144", ("PROTEST", "riot"): "145",
    ("PROTEST", "vandalize"): "145",
    ("MOBILIZE", "police"): "153", ("MOBILIZE", "troops"): "154",
    ("COERCE", "seize"): "1711", ("COERCE", "curfew"): "1723", ("COERCE", "martial-law"): "1724",
    ("COERCE", "arrest"): "173", ("COERCE", "deport"): "174", ("COERCE", "cyber"): "176",
    ("ASSAULT", "destroy"): "1712", ("ASSAULT", "crowd-control"): "175", ("ASSAULT", "abduct"): "181",
    ("ASSAULT", "beat"): "182", ("ASSAULT", "sexual"): "1821", ("ASSAULT", "torture"): "1822",
    ("ASSAULT", "explosives"): "183", ("ASSAULT", "suicide-attack"): "1831", ("ASSAULT", "targeted"): "186",
    ("ASSAULT", "firearms"): "193", ("ASSAULT", "heavy-weapons"): "194", ("ASSAULT", "aerial"): "195",
    ("ASSAULT", "drone"): "195", ("ASSAULT", "unconventional"): "204",
}  # fmt: skip
"""CAMEO's code where the mode decides it."""

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Source COW", "CAMEO Code",
    "CAMEO Root", "Intensity", "Target Name", "Target Sectors", "Target Country", "Target COW", "Publisher", "Country",
    "Latitude", "Longitude", "PLOVER Type", "PLOVER Mode",
)  # fmt: skip

HEADER = COLUMNS + EVIDENCE


def cameo_code(kind: EventType, mode: str | None) -> str:
    """The CAMEO code of a PLOVER type and mode; its first two digits are the root."""
    return CODES.get((kind, mode or ""), f"{ROOTS[kind]}0")


def rows(pages: Iterable[Told]) -> Iterator[list[Cell]]:
    """A row for each pair of an event's actors and recipients, in the order of `HEADER`; a side that is not named is
    empty."""
    for told in pages:
        names = Names(told.page)
        for event in told.events:
            proof = evidence(told, event, names)
            for actor in event.actors or (None,):
                for recipient in event.recipients or (None,):
                    yield [*_codes(told, event, names, actor, recipient), *proof]


def _codes(told: Told, event: Event, names: Names, actor: Party | None, recipient: Party | None) -> list[Cell]:
    code = cameo_code(event.type, event.mode)
    outlet = told.page.page.outlet
    return [
        event.id, event.date.date if event.date else None, *_party(actor, names), code, code[:2], event.intensity,
        *_party(recipient, names), outlet.name if outlet else None, *_place(names.place(event.place)), event.type,
        event.mode,
    ]  # fmt: skip


def _party(party: Party | None, names: Names) -> list[Cell]:
    """Name, sector, country, COW number."""
    if party is None:
        return [None] * 4
    known = names.actors.get(party.actor or "")
    country = known.country if known else None
    return [
        names.actor(party.actor, party.text),
        known.sector if known else None,
        country,
        cow_numbers().get(country or ""),
    ]


def _place(place: Place | None) -> list[Cell]:
    return [place.country, place.lat, place.lon] if place else [None] * 3

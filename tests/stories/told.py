"""Pages about invented happenings, for tests of what ties pages together."""

from __future__ import annotations

from onrecord.model.actor import Actor, ActorKind
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Record
from onrecord.model.event import Event, Party
from onrecord.model.page import Credit, Outlet, Page, Published
from onrecord.model.provenance import Input
from onrecord.model.spans import content_id, evidence
from onrecord.model.timex import When
from onrecord.model.zone import Zone

WIRE = (
    "The harbour council of Kelmor voted on Tuesday to close the eastern pier after divers found cracks in eleven of its "
    "pillars. The pier, built in 1904, carries the ferry to Sella and some four hundred fishing boats. Council leader Ada "
    "Brandt said the closure would last until spring and that fishermen would be paid for each day they lost. The union "
    "called the sum an insult and announced a march for Saturday. A study two years ago had warned that salt was eating "
    "the iron inside the pillars faster than expected, but the council did not publish it."
)
OTHER = (
    "A chess player of fourteen from the village of Hadmark beat the national champion in Torsund on Sunday with a queen "
    "sacrifice that commentators had called a blunder. Lina Aas, who learnt the game from her grandmother's library book, "
    "said she had seen the end after nine moves. The champion shook her hand and asked for the book's title."
)
ANEW = (
    "Cracks in the pillars of Kelmor's eastern pier forced the council to shut it, Ada Brandt announced. The Sella ferry "
    "will leave from the northern harbour; fishermen and their union protest against the closure of the pier."
)


def page(
    name: str,
    text: str,
    *,
    title: str = "",
    date: str | None = "2024-03-05",
    outlet: str | None = None,
    credit: str | None = None,
    said: tuple[Statement, ...] = (),
    events: tuple[Event, ...] = (),
    actors: tuple[Actor, ...] = (),
) -> Record:
    """A page that is all report; what `said` and `events` quote is not looked for in its text."""
    return Record(
        id=content_id("told", name),
        input=Input(uri=f"/{name}.txt", row_id=name, sha256=content_id(text), read_at="", reader="test"),
        page=Page(
            title=title or None,
            outlet=Outlet(id=f"outlet:{outlet}", name=outlet) if outlet else None,
            published=Published(date=date, precision="day", how="given", confidence=1.0) if date else None,
            credit=(Credit(id=f"outlet:{credit}", name=credit, spans=()),) if credit else (),
        ),
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),) if text else (),
        actors=actors,
        statements=said,
        events=events,
    )


def actor(name: str, kind: ActorKind = "person", country: str | None = None) -> Actor:
    return Actor(id=f"{kind}:{name}", name=name, kind=kind, country=country)


def quote(
    name: str, content: str, speaker: Actor | None, *, cue: str = "said", said_on: str | None = None
) -> Statement:
    """A statement; its spans stand for nothing."""
    source = Source(text=speaker.name, spans=((0, 1),), actors=(speaker.id,)) if speaker else None
    return Statement(
        id=content_id("said", name),
        kind="direct",
        source=source,
        cue=evidence(cue, [(0, len(cue))]),
        content=evidence(content, [(0, len(content))]),
        said_on=When(date=said_on, precision="day", how="timex") if said_on else None,
        confidence=0.9,
    )


def event(name: str, trigger: str, actors: tuple[Actor, ...], recipients: tuple[Actor, ...] = (), **more: str) -> Event:
    """An ASSAULT; `date` and `status` may be given."""
    return Event(
        id=content_id("event", name),
        type="ASSAULT",
        trigger=evidence(trigger, [(0, len(trigger))]),
        actors=tuple(Party(text=one.name, spans=((0, 1),), actor=one.id) for one in actors),
        recipients=tuple(Party(text=one.name, spans=((0, 1),), actor=one.id) for one in recipients),
        status=more.get("status", "happened"),  # type: ignore[arg-type]
        date=When(date=more["date"], precision="day", how="timex") if "date" in more else None,
        intensity=-9.0,
        confidence=0.8,
    )

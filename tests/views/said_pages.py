"""Records of one statement (and one event, if wanted) a page, for tests of questions across pages."""

from __future__ import annotations

from invented import at, words

from onrecord.model.actor import Actor
from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Record
from onrecord.model.event import Event, EventStatus, Party
from onrecord.model.page import Outlet, Page, Published
from onrecord.model.provenance import Input
from onrecord.model.spans import content_id, evidence
from onrecord.model.timex import When
from onrecord.model.zone import Zone


def said_page(
    n: int,
    content: str,
    date: str | None = "2024-03-05",
    *,
    speaker: str = "Irena Valko",
    about: tuple[str, ...] = ("VEL",),
    cue: str = "said",
    act: str | None = None,
    outlet: str | None = None,
    event: str | None = None,
    intensity: float = -4.0,
    background: bool = False,
    status: EventStatus = "happened",
    claimed: bool = False,
) -> Record:
    """The n-th page: somebody says something about somebody; with `event`, does something of that type to them too,
    as they themselves say where it is `claimed`."""
    text = f"Page {n}\n\n{speaker} {cue} {content}."
    who, did = f"person:{speaker.lower().replace(' ', '-')}", at(cue, text=text)
    statement = Statement(
        id=content_id("said", n),
        kind="indirect",
        source=Source(text=speaker, spans=(at(speaker, text=text),), actors=(who,)),
        cue=words(cue, text=text),
        content=evidence(text, [(did[1] + 1, did[1] + 1 + len(content))]),
        about=about,
        act=act,
        said_on=When(date=date, precision="day", how="timex", spans=()) if date and not background else None,
        confidence=0.9,
    )
    events = (
        Event(
            id=content_id("did", n),
            type=event,  # type: ignore[arg-type]
            actors=(Party(text=speaker, spans=(at(speaker, text=text),), actor=who),),
            recipients=tuple(Party(text=one, spans=(), actor=one) for one in about),
            trigger=words(cue, text=text),
            intensity=intensity,
            status=status,
            attributed_to=statement.id if claimed else None,
            background=background,
            confidence=0.8,
        ),
    )
    return Record(
        id=content_id("said page", n),
        input=Input(uri=f"/said/{n}.txt", row_id=None, sha256=f"{n:064x}", read_at="2026-01-02T03:04:05+00:00", reader="onrecord 9.9"),
        page=Page(
            title=f"Page {n}",
            outlet=Outlet(id=f"outlet:{outlet}", name=outlet, domain=None, country=None, kind=None) if outlet else None,
            published=Published(date=date, precision="day", how="given", confidence=1.0) if date else None,
        ),
        text=text,
        zones=(Zone(kind="title", start=0, end=len(f"Page {n}")), Zone(kind="body", start=len(f"Page {n}") + 2, end=len(text))),
        actors=(
            Actor(id=who, name=speaker, kind="person", country="OST", sector="GOV", mentions=(at(speaker, text=text),)),
            *(Actor(id=one, name=one.title(), kind="state", country=one) for one in about),
        ),
        statements=(statement,),
        events=events if event else (),
    )  # fmt: skip

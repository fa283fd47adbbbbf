"""Events told inside somebody's words are that person's claims."""

from __future__ import annotations

from onrecord.model.attribution import Source, Statement
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.page import Outlet, Page
from onrecord.model.provenance import Input
from onrecord.model.spans import Evidence, evidence
from onrecord.resolving.voices import attribute_events

TEXT = "Xinhua said Osei denounced Norway for attacking a boat. Rebels fled."


def words(piece: str) -> Evidence:
    start = TEXT.index(piece)
    return evidence(TEXT, [(start, start + len(piece))])


def statement(name: str, source: str, cue: str, content: str, *actors: str) -> Statement:
    who = words(source)
    return Statement(
        id=name,
        kind="indirect",
        source=Source(text=who.text, spans=who.spans, actors=actors),
        cue=words(cue),
        content=words(content),
        confidence=1.0,
    )


OUTER = statement("outer", "Xinhua", "said", "Osei denounced Norway for attacking a boat", "outlet:xinhuanet.com")
INNER = statement("inner", "Osei", "denounced", "denounced Norway for attacking a boat")


def voices(*triggers: str, outlet: str | None = None) -> list[str | None]:
    events = tuple(Event(id=one, type="ASSAULT", trigger=words(one), intensity=-9, confidence=1) for one in triggers)
    page = Page(outlet=Outlet(id=outlet, name="o") if outlet else None)
    source = Input(uri="d", row_id=None, sha256="", read_at="", reader="")
    document = Document(
        id="d", input=source, page=page, text=TEXT, kind="article", statements=(OUTER, INNER), events=events
    )
    read = attribute_events(document)
    assert attribute_events(read) == read
    return [event.attributed_to for event in read.events]


def test_innermost_voice() -> None:
    assert voices("attacking") == ["inner"]


def test_act_that_is_the_statement_belongs_to_the_one_around_it() -> None:
    assert voices("denounced") == ["outer"]


def test_report_in_its_own_voice() -> None:
    assert voices("fled") == [None]


def test_own_outlet_is_no_source() -> None:
    assert voices("denounced", outlet="outlet:xinhuanet.com") == [None]

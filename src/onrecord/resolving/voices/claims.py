"""Events told inside somebody's words are that person's claims."""

from __future__ import annotations

import msgspec

from onrecord.model.attribution import Statement
from onrecord.model.document import Document
from onrecord.model.event import Event
from onrecord.model.spans import Spans, inside, overlap
from onrecord.model.step import step


@step("claims", requires=("statements", "events"), assigns=("events",))
def attribute_events(document: Document) -> Document:
    """Name for every event the innermost statement in whose content its trigger stands, or a word of its trigger.

    The page's own outlet is no source here: what it says in its own voice is the report itself. An event that is the
    act of speaking ('denounced') belongs to the statement around it, never to the one it introduces.
    """
    own = document.page.outlet.id if document.page.outlet else None
    others = [one for one in document.statements if one.content is not None and not _speaks_for(one, own)]
    others.sort(key=_size)
    events = tuple(msgspec.structs.replace(one, attributed_to=_voice_of(one, others)) for one in document.events)
    return msgspec.structs.replace(document, events=events)


def _speaks_for(statement: Statement, outlet: str | None) -> bool:
    return outlet is not None and statement.source is not None and statement.source.actors == (outlet,)


def _size(statement: Statement) -> tuple[int, str]:
    return sum(end - start for start, end in _content(statement)), statement.id


def _voice_of(event: Event, statements: list[Statement]) -> str | None:
    """The id of the smallest content that holds the whole trigger, unless the trigger is that statement's own cue.

    Of a trigger whose words stand in several contents ('the attacks, which the army says killed ten') each is
    somebody's claim: the first one's speaker is named rather than nobody.
    """
    claims = [one for one in statements if not _is_cue(one, event)]
    for spans in (event.trigger.spans, *((span,) for span in event.trigger.spans)):
        for statement in claims:
            if _holds(_content(statement), spans):
                return statement.id
    return None


def _content(statement: Statement) -> Spans:
    return statement.content.spans if statement.content else ()


def _holds(content: Spans, trigger: Spans) -> bool:
    return bool(trigger) and all(any(inside(span, around) for around in content) for span in trigger)


def _is_cue(statement: Statement, event: Event) -> bool:
    cue = statement.cue.spans if statement.cue else ()
    return any(overlap(span, other) for span in cue for other in event.trigger.spans)

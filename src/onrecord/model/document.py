"""A document on its way through the house, and the record that comes out."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.model.actor import Actor, Name
from onrecord.model.attribution import Statement
from onrecord.model.event import Event
from onrecord.model.page import Page
from onrecord.model.place import Place
from onrecord.model.provenance import Hints, Input, InputKind, Problem
from onrecord.model.spans import Span
from onrecord.model.timex import Timex
from onrecord.model.zone import READ_KINDS, Zone


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What is put down for one page. Encodes to the JSON of the record format with `msgspec.json.encode`."""

    id: str
    input: Input
    page: Page
    text: str
    zones: tuple[Zone, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Timex, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id.

        Raises:
            KeyError: no such actor on this page.
        """
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)


class Document(Record, frozen=True, kw_only=True):
    """A record in the making: the record's own layers and the working layers that steps hand to each other.

    `sentences` cover the lead and body zones; `names` are proper names with their kinds; `encoding` is what the encoder
    gave for the page (see `onrecord.neural`); `problems` grows, nothing in it is ever removed.
    """

    kind: InputKind
    hints: Hints = Hints()
    sentences: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    encoding: Any = None

    def read_spans(self) -> tuple[Span, ...]:
        """The stretches that are this page's own report."""
        return tuple(zone.span for zone in self.zones if zone.kind in READ_KINDS)

    def to_record(self) -> Record:
        """The record alone, without the working layers."""
        return Record(**{field: getattr(self, field) for field in Record.__struct_fields__})

    def with_problem(self, what: str, detail: str) -> Document:
        """The document with one more problem said."""
        problem = Problem(what=what, detail=detail)
        return self if problem in self.problems else msgspec.structs.replace(self, problems=(*self.problems, problem))

"""What a report tells: gathered from the record by the same questions that anybody can put, and bounded."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.views.actors import actors
from onrecord.views.events import events
from onrecord.views.info import Info, info
from onrecord.views.network import Edge, network
from onrecord.views.positions import Positions, positions
from onrecord.views.problems import problems
from onrecord.views.rows import Happened, Rows, Said, Trouble
from onrecord.views.said import said


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a record goes into a report; what is left out is counted in it."""

    speakers: int = 8
    statements: int = 25
    events: int = 40
    pairs: int = 12
    formulas: int = 8
    pages: int = 40
    characters: int = 20_000
    problems: int = 60


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the report is about: all, or what `who` says and does (about `about`), in a time."""

    who: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker with what they say; `total` is how much that is on record."""

    name: str
    role: str | None
    total: int
    said: tuple[Said, ...]


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a report shows. `pages` are those whose words are quoted, as far as the limit goes."""

    asked: Asked
    limits: Limits
    info: Info
    voices: tuple[Voice, ...]
    positions: Positions | None
    happened: tuple[Happened, ...]
    happened_total: int
    pairs: tuple[Edge, ...]
    pages: dict[str, Record]
    pages_quoted: int
    troubles: Rows[Trouble]
    notes: tuple[str, ...]


def gather(store: Store, asked: Asked, limits: Limits) -> Answers:
    """Ask the record what a report shows.

    Raises:
        QueryError: a date that is none.
    """
    about, since, until = asked.about, asked.since, asked.until
    voices = tuple(_voices(store, asked, limits))
    done = events(store, actor=asked.who, recipient=about, since=since, until=until, limit=limits.events)
    over_time = positions(store, asked.who, about=about, since=since, until=until, limit=1) if asked.who else None
    quoted = dict.fromkeys([one.page for voice in voices for one in voice.said] + [one.page for one in done])
    pairs = network(store, asked.who, about=about, since=since, until=until, limit=limits.pairs)
    return Answers(
        asked=asked,
        limits=limits,
        info=info(store),
        voices=voices,
        positions=over_time,
        happened=tuple(done),
        happened_total=done.total,
        pairs=tuple(pairs),
        pages={page: store.record(page) for page in list(quoted)[: limits.pages]},
        pages_quoted=len(quoted),
        troubles=problems(store, limit=limits.problems),
        notes=tuple(dict.fromkeys(over_time.notes if over_time else ())),
    )


def _voices(store: Store, asked: Asked, limits: Limits) -> Iterator[Voice]:
    """Those who say most of what is asked for."""
    known = actors(store, asked.who, limit=5 * limits.speakers)
    ordered = sorted((one for one in known if one.statements), key=lambda one: -one.statements)
    for one in ordered[: limits.speakers]:
        rows = said(store, one.id, about=asked.about, since=asked.since, until=asked.until, limit=limits.statements)
        if rows:
            yield Voice(name=one.name, role=one.role, total=rows.total, said=tuple(rows))

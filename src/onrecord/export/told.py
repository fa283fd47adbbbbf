"""The pages of a record with those of their statements and events that an export is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.export.judged import as_judged
from onrecord.model.attribution import Statement
from onrecord.model.document import Record
from onrecord.model.event import Event, EventStatus
from onrecord.store import Store
from onrecord.views import events as events_view
from onrecord.views import said as said_view
from onrecord.views.filters import as_json, batches
from onrecord.views.pages import all_pages
from onrecord.views.sameness import Sameness, sameness
from onrecord.views.who import who_is


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What an export is asked for. `actor` spoke or acted, `recipient` was spoken about or acted upon; `type` and
    `status` are an event's; `limit` bounds statements and events each, the earliest first."""

    actor: str | None = None
    recipient: str | None = None
    type: str | None = None
    status: tuple[EventStatus, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out but by an event's status."""
        return msgspec.structs.replace(self, status=()) == Asked()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A page, and what is asked for of it."""

    page: Record
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]


def told(store: Store, asked: Asked, *, statements: bool = True) -> Iterator[Told]:
    """The pages that hold anything that is asked for, in the order in which they were read, with actors judged the
    same as one (see `as_judged`).

    Raises:
        QueryError: a date that is none, a type that PLOVER does not have; at once, before any page.
    """
    pages: Iterator[Told]
    same = sameness(store)
    if asked.everything:
        pages = (_whole(as_judged(page, same)) for page in all_pages(store))
    else:
        pages = _pages(store, _wanted(store, asked, statements=statements), same)
    return _kept(pages, asked, statements=statements)


def _whole(page: Record) -> Told:
    return Told(page=page, statements=page.statements, events=page.events)


def _kept(pages: Iterable[Told], asked: Asked, *, statements: bool) -> Iterator[Told]:
    for told in pages:
        wanted = tuple(one for one in told.events if not asked.status or one.status in asked.status)
        given = Told(page=told.page, statements=told.statements if statements else (), events=wanted)
        if given.statements or given.events:
            yield given


def notes(store: Store, asked: Asked) -> tuple[str, ...]:
    """What the one who asks should know about how the names in the question were understood."""
    return tuple(note for name in (asked.actor, asked.recipient) if name for note in who_is(store, name).notes)


def _wanted(store: Store, asked: Asked, *, statements: bool) -> dict[int, set[str]]:
    """The ids of the events and statements that fit, under the numbers of their pages."""
    found = events_view.find(
        store, actor=asked.actor, recipient=asked.recipient, type=asked.type, since=asked.since, until=asked.until,
        limit=asked.limit,
    )  # fmt: skip
    wanted: dict[int, set[str]] = defaultdict(set)
    _gather(store, "events", found.numbers, wanted)
    if statements and asked.type is None:
        said = said_view.find(
            store, asked.actor, about=asked.recipient, since=asked.since, until=asked.until, limit=asked.limit
        )
        _gather(store, "statements", said.numbers, wanted)
    return wanted


def _pages(store: Store, wanted: dict[int, set[str]], same: Sameness) -> Iterator[Told]:
    for number in sorted(wanted):
        page_id = store.query("SELECT id FROM documents WHERE n = ?", (number,))[0]["id"]
        page = as_judged(store.record(page_id), same)
        yield Told(
            page=page,
            statements=tuple(one for one in page.statements if one.id in wanted[number]),
            events=tuple(one for one in page.events if one.id in wanted[number]),
        )


def _gather(store: Store, table: str, numbers: Iterable[int], wanted: dict[int, set[str]]) -> None:
    """Note the ids of those rows of `statements` or `events` under the numbers of their pages."""
    sql = f"SELECT document, id FROM {table} WHERE n IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own tables
    for batch in batches(numbers):
        for row in store.query(sql, (as_json(batch),)):
            wanted[row["document"]].add(row["id"])

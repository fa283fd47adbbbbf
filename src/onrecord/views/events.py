"""Who did what to whom."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import get_args

import msgspec

from onrecord.model.errors import QueryError
from onrecord.model.event import EventType
from onrecord.model.spans import Span
from onrecord.store import Store
from onrecord.views.filters import as_json, batches, between, one_of
from onrecord.views.links import address_of, link_to
from onrecord.views.matching import Among, Found, Question, matching
from onrecord.views.newest import earlier_pages, left_out
from onrecord.views.rows import Happened, Rows
from onrecord.views.said import ids, names, spans_of
from onrecord.views.sameness import Shown, sameness
from onrecord.views.who import who_is

UNNAMED = "somebody unnamed"
"""On whose word an event is told where the page says that it was said and not by whom."""
LONGEST_WORDS = 400
"""Characters of text shown for an event whose parts stand far apart; beyond it the trigger's surroundings."""

_AROUND = 120
_PARTY = "SELECT event AS n, dated FROM event_parties WHERE role = ? AND"
_HAS_PARTY = "SELECT 1 FROM event_parties WHERE event = s.n AND role = ? AND"
_TYPE = "SELECT n, dated FROM events WHERE type = ?"
_HAS_TYPE = "SELECT 1 FROM events WHERE type = ? AND n = s.n"
_DETAILS = """
SELECT s.*, d.id AS page, d.uri, d.canonical, d.title, d.outlet, d.published,
    places.name AS place_name, teller.id AS teller_id, teller.source AS teller_source,
    s.attributed_to AS told_in
FROM json_each(?) AS asked JOIN events AS s ON s.n = asked.value JOIN documents AS d ON d.n = s.document
    LEFT JOIN places ON places.id = s.place LEFT JOIN statements AS teller ON teller.n = s.attributed_to
ORDER BY asked.key"""
_PARTIES = """
SELECT event, role, actor_id, coalesce(actors.name, text) AS name
FROM event_parties LEFT JOIN actors ON actors.id = actor_id
WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, role, part"""
_TELLERS = """
SELECT statement, actor_id, name FROM statement_actors JOIN actors ON actors.id = actor_id
WHERE role = 'source' AND statement IN
    (SELECT attributed_to FROM events WHERE n IN (SELECT value FROM json_each(?))) ORDER BY statement, part"""
_QUANTITIES = """
SELECT event, text FROM event_quantities
WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, part"""
_SPANS = """
SELECT event, role, start, "end" FROM event_spans
WHERE event IN (SELECT value FROM json_each(?)) ORDER BY event, role, part, start"""
_WEB_TEXTS = """
SELECT n, text FROM documents WHERE (canonical IS NOT NULL OR uri LIKE 'http%') AND n IN
    (SELECT document FROM events WHERE n IN (SELECT value FROM json_each(?)))"""
_WORDS = "SELECT substr(text, ? + 1, ?) AS words FROM documents WHERE n = ?"


def events(
    store: Store,
    *,
    actor: str | None = None,
    recipient: str | None = None,
    type: str | None = None,  # noqa: A002 - the event's `type`, as in the record
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    latest: bool = False,
    earlier: bool = False,
) -> Rows[Happened]:
    """Events in the order in which they happened (where that is not known, were published); undated ones last.

    `actor` and `recipient` are ids, names or words that pages call them by (see `who_is`); `type` is one of PLOVER's,
    in any case; `since` and `until` are dates, ends included. `limit` keeps the first of them, or the `latest`; with
    `earlier`, earlier versions of pages answer too.

    Raises:
        QueryError: a date that is none, a type that PLOVER does not have.
    """
    found = find(
        store,
        actor=actor,
        recipient=recipient,
        type=type,
        since=since,
        until=until,
        limit=limit,
        latest=latest,
        earlier=earlier,
    )
    return Rows(happenings(store, found.numbers), total=found.total, notes=found.notes, kind=Happened)


def find(
    store: Store,
    *,
    actor: str | None = None,
    recipient: str | None = None,
    type: str | None = None,  # noqa: A002 - the event's `type`, as in the record
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    latest: bool = False,
    earlier: bool = False,
) -> Found:
    """The events that fit, by number; the rest as for `events`."""
    asked, notes = question(
        store, actor=actor, recipient=recipient, type=type, since=since, until=until, earlier=earlier
    )
    rows, total = matching(store, asked, limit, latest=latest)
    return Found(rows=rows, total=total, notes=notes)


def question(
    store: Store,
    *,
    actor: str | None = None,
    recipient: str | None = None,
    type: str | None = None,  # noqa: A002 - the event's `type`, as in the record
    since: str | None = None,
    until: str | None = None,
    earlier: bool = False,
) -> tuple[Question, tuple[str, ...]]:
    """The question that is put for `events`, and what to tell the one who asked."""
    asked = Question(table="events", without=() if earlier else earlier_pages(store))
    notes = [*left_out(asked.without)]
    for role, name in (("actor", actor), ("recipient", recipient)):
        if name is not None:
            meant = who_is(store, name)
            notes += meant.notes
            asked.among.append(in_part(role, meant.ids))
    if type is not None:
        asked.among.append(Among(gather=_TYPE, check=_HAS_TYPE, values=[plover_type(type)]))
    between(asked.plain, "s.dated", since, until)
    return asked, tuple(notes)


def in_part(role: str, actors: Iterable[str]) -> Among:
    """The condition that an event has one of the actors as its `actor` or `recipient`."""
    who, asked = one_of("actor_id", actors)
    return Among(gather=f"{_PARTY} {who}", check=f"{_HAS_PARTY} +{who}", values=[role, asked])


def plover_type(name: str) -> str:
    """A PLOVER type in its own spelling.

    Raises:
        QueryError: there is none of that name.
    """
    types = get_args(EventType)
    if name.upper() not in types:
        raise QueryError(f"no event type {name!r}; there are {', '.join(types)}")
    return name.upper()


def events_of(store: Store, page: str) -> list[Happened]:
    """The events of the page of that id, in its order."""
    found = "SELECT n FROM events WHERE document = (SELECT n FROM documents WHERE id = ?) ORDER BY n"
    return happenings(store, [row["n"] for row in store.query(found, (page,))])


def happenings(store: Store, numbers: Iterable[int]) -> list[Happened]:
    """The events of those numbers (`events.n`), in that order."""
    return [one for batch in batches(numbers) for one in _batch(store, as_json(batch))]


def _batch(store: Store, asked: str) -> list[Happened]:
    same = sameness(store)
    parties: dict[tuple[int, str], list[Shown]] = defaultdict(list)
    for row in store.query(_PARTIES, (asked,)):
        parties[row["event"], row["role"]].append(same.shown(row))
    tellers: dict[int | None, list[Shown]] = defaultdict(list)
    for row in store.query(_TELLERS, (asked,)):
        tellers[row["statement"]].append(same.shown(row))
    quantities: dict[int, list[str]] = defaultdict(list)
    for row in store.query(_QUANTITIES, (asked,)):
        quantities[row["event"]].append(row["text"])
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for row in store.query(_SPANS, (asked,)):
        spans[row["event"], row["role"]].append((row["start"], row["end"]))
    texts = {row["n"]: row["text"] for row in store.query(_WEB_TEXTS, (asked,))}
    found = []
    for row in store.query(_DETAILS, (asked,)):
        start, end = stretch = _stretch(row, spans)
        text = texts.get(row["document"])
        words = text[start:end] if text else store.query(_WORDS, (start, end - start, row["document"]))[0]["words"]
        link = link_to(address_of(row["uri"], row["canonical"]), text, (stretch,)) if text else None
        found.append(
            _happened(
                row,
                parties,
                tellers[row["told_in"]],
                tuple(quantities[row["n"]]),
                spans,
                words=words or row["trigger"],
                link=link,
            )
        )
    return found


def _happened(
    row: sqlite3.Row,
    parties: dict[tuple[int, str], list[Shown]],
    tellers: list[Shown],
    quantities: tuple[str, ...],
    spans: dict[tuple[int, str], list[Span]],
    *,
    words: str,
    link: str | None,
) -> Happened:
    actors, recipients = parties[row["n"], "actor"], parties[row["n"], "recipient"]
    return Happened(
        date=row["date"],
        date_precision=row["date_precision"],
        date_how=row["date_how"],
        published=row["published"],
        dated=row["dated"],
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        actors=names(actors),
        recipients=names(recipients),
        trigger=row["trigger"],
        words=words,
        according_to=", ".join(names(tellers)) or row["teller_source"] or (UNNAMED if row["teller_id"] else None),
        attributed_to=row["teller_id"],
        background=bool(row["background"]),
        place=row["place_name"],
        quantities=quantities,
        contexts=tuple(msgspec.json.decode(row["contexts"])),
        intensity=row["intensity"],
        outlet=row["outlet"],
        title=row["title"],
        page=row["page"],
        uri=row["uri"],
        link=link,
        spans=spans_of(spans, row["n"], "trigger"),
        actor_ids=ids(actors),
        recipient_ids=ids(recipients),
        confidence=row["confidence"],
        id=row["id"],
    )


def _stretch(row: sqlite3.Row, spans: dict[tuple[int, str], list[Span]]) -> Span:
    """From the event's first part to its last, or around its trigger when they stand far apart."""
    trigger = spans[row["n"], "trigger"]
    parts = [*trigger, *spans[row["n"], "actor"], *spans[row["n"], "recipient"], *spans[row["n"], "quantity"]]
    if not trigger:
        return 0, 0
    start, end = min(one[0] for one in parts), max(one[1] for one in parts)
    if end - start > LONGEST_WORDS:
        start, end = max(0, trigger[0][0] - _AROUND), trigger[-1][1] + _AROUND
    return start, end

"""Questions that are kept in the record and asked again, for what is new since the last time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from onrecord.model.errors import QueryError
from onrecord.store import Store
from onrecord.views.events import events
from onrecord.views.filters import as_json, batches, limited
from onrecord.views.rows import Happened, Rows, Said
from onrecord.views.said import said
from onrecord.views.timeline import of_event, of_statement

_QUESTIONS = {"said": said, "events": events}
_ALL = "SELECT name, question, made_at, asked_at FROM alerts WHERE ?1 IS NULL OR name = ?1 ORDER BY name"
_GIVEN = "SELECT answer FROM alert_answers WHERE alert = ? AND answer IN (SELECT value FROM json_each(?))"
_READ_AT = "SELECT id, read_at FROM documents WHERE id IN (SELECT value FROM json_each(?))"

Asked = dict[str, str]


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is kept: `view` is the command it is put to (`said`, `events`), `asked` its options."""

    name: str
    view: str
    asked: Asked
    made_at: str
    asked_at: str | None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a kept question. `what` is `said` or the event's type; `read_at` is when its page was read."""

    alert: str
    dated: str | None
    what: str
    who: str | None
    whom: tuple[str, ...]
    words: str | None
    outlet: str | None
    title: str | None
    page: str
    uri: str
    link: str | None
    read_at: str
    id: str


def keep_question(store: Store, name: str, view: str, asked: dict[str, str | None]) -> int:
    """Keep a question under a name, in place of one that had it; what answers it now counts as given. How many do.

    Raises:
        QueryError: the name is empty, or the question cannot be put.
        RecordError: the record file cannot be written to.
    """
    if not name.strip():
        raise QueryError("a kept question needs a name")
    options = {key: value for key, value in asked.items() if value is not None}
    found = [(name, one.id) for one in _put(store, view, options)]
    question = msgspec.json.encode({"view": view, "asked": options}).decode()
    with Store(store.path, write=True) as writer, writer.transaction():
        writer.write("DELETE FROM alerts WHERE name = ?", [(name,)])
        writer.write("INSERT INTO alerts VALUES (?, ?, ?, ?)", [(name, question, _now(), _now())])
        writer.write("INSERT OR IGNORE INTO alert_answers VALUES (?, ?)", found)
    return len(found)


def drop_question(store: Store, name: str) -> None:
    """Keep a question no more.

    Raises:
        QueryError: none is kept under that name.
        RecordError: the record file cannot be written to.
    """
    kept_questions(store, name)
    with Store(store.path, write=True) as writer, writer.transaction():
        writer.write("DELETE FROM alerts WHERE name = ?", [(name,)])


def kept_questions(store: Store, name: str | None = None) -> Rows[Alert]:
    """The questions that are kept, or the one of that name.

    Raises:
        QueryError: none is kept under that name.
    """
    found = [_alert(row) for row in store.query(_ALL, (name,))]
    if name is not None and not found:
        raise QueryError(f"no question is kept as {name!r}; 'onrecord alerts --list' shows those that are")
    return Rows(found, kind=Alert)


def new_answers(store: Store, name: str | None = None, *, keep: bool = False, limit: int | None = None) -> Rows[Answer]:
    """What answers the kept questions (or the one of that name) and has not been given before, in order of time.

    What is given now counts as given from then on, unless `keep`. An answer is known by its statement's or event's id,
    so that a page that is read anew brings nothing new unless its words are.

    Raises:
        QueryError: none is kept under that name.
        RecordError: the record file cannot be written to.
    """
    found = [answer for alert in kept_questions(store, name) for answer in _new(store, alert)]
    given = found[: limited(limit)] if limit else found
    if not keep:
        with Store(store.path, write=True) as writer, writer.transaction():
            writer.write("INSERT OR IGNORE INTO alert_answers VALUES (?, ?)", [(one.alert, one.id) for one in given])
            names = {one.name for one in kept_questions(store, name)}
            writer.write("UPDATE alerts SET asked_at = ? WHERE name = ?", [(_now(), one) for one in sorted(names)])
    return Rows(given, total=len(found), kind=Answer)


def latest_answers(store: Store, name: str | None = None, *, limit: int = 50) -> list[Answer]:
    """The answers to the kept questions whose pages were read last, new or not: what a feed holds.

    Raises:
        QueryError: none is kept under that name.
    """
    found = [
        answer
        for alert in kept_questions(store, name)
        for answer in _answers(store, alert, _put(store, alert.view, alert.asked))
    ]
    return sorted(found, key=lambda one: one.read_at, reverse=True)[:limit]


def _put(store: Store, view: str, asked: Asked) -> Sequence[Said | Happened]:
    question: Any = _QUESTIONS[view]
    rows: Sequence[Said | Happened] = question(store, **asked)
    return rows


def _new(store: Store, alert: Alert) -> Iterator[Answer]:
    rows = _put(store, alert.view, alert.asked)
    given: set[str] = set()
    for batch in batches(range(len(rows))):
        ids = as_json(rows[n].id for n in batch)
        given |= {row["answer"] for row in store.query(_GIVEN, (alert.name, ids))}
    yield from _answers(store, alert, [one for one in rows if one.id not in given])


def _answers(store: Store, alert: Alert, rows: Sequence[Said | Happened]) -> Iterator[Answer]:
    read_at = {row["id"]: row["read_at"] for row in store.query(_READ_AT, (as_json({one.page for one in rows}),))}
    for one in rows:
        told = of_statement(one, "by") if isinstance(one, Said) else of_event(one, "by")
        yield Answer(
            alert=alert.name,
            dated=told.dated,
            what=told.what,
            who=told.who,
            whom=told.whom,
            words=told.words,
            outlet=told.outlet,
            title=one.title,
            page=told.page,
            uri=told.uri,
            link=one.link,
            read_at=read_at[told.page],
            id=told.id,
        )


def _alert(row: sqlite3.Row) -> Alert:
    question = msgspec.json.decode(row["question"])
    return Alert(
        name=row["name"],
        view=question["view"],
        asked=question["asked"],
        made_at=row["made_at"],
        asked_at=row["asked_at"],
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

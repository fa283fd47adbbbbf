"""What somebody said and did, and what others said of them and did to them, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.store import Store
from onrecord.views.events import happenings
from onrecord.views.filters import Filter, as_json, between
from onrecord.views.rows import Happened, Moment, Rows, Said
from onrecord.views.said import statements
from onrecord.views.who import who_is

_STATEMENT = (
    "s.n IN (SELECT statement FROM statement_actors WHERE role {} AND actor_id IN (SELECT value FROM json_each(?)))"
)
_EVENT = "s.n IN (SELECT event FROM event_parties WHERE role = '{}' AND actor_id IN (SELECT value FROM json_each(?)))"
_SPEAKS, _SPOKEN_OF = _STATEMENT.format("= 'source'"), _STATEMENT.format("IN ('about', 'addressee')")
_ACTS, _ACTED_UPON = _EVENT.format("actor"), _EVENT.format("recipient")


def timeline(
    store: Store,
    who: str,
    *,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Rows[Moment]:
    """Statements and events by `who` (`direction` is `by`) and about or upon `who` (`to`), in the order in which they
    were said or done, where that is not known published; undated ones last.

    With `about`, only those between the two. A state asked for there stands for everybody of that country too, so that
    what its leader says counts as its side; each row names who speaks or acts.

    Raises:
        QueryError: a date that is none.
    """
    subject = who_is(store, who)
    other = who_is(store, about, of_country=True) if about is not None else None
    bounds = Filter()
    between(bounds, "s.dated", since, until)
    found = _once(_found(store, as_json(subject.ids), as_json(other.ids) if other else None, bounds))
    notes = (*subject.notes, *(other.notes if other and not other.ids else ()))
    return Rows(_moments(store, found[:limit] if limit else found), total=len(found), notes=notes, kind=Moment)


class _Found(NamedTuple):
    """A statement or event (`n` of `table`) of a timeline; the fields are in the order in which they sort."""

    undated: bool
    dated: str
    n: int
    table: str
    direction: str


def _found(store: Store, ids: str, others: str | None, bounds: Filter) -> Iterator[_Found]:
    for table, one, two in (("statements", _SPEAKS, _SPOKEN_OF), ("events", _ACTS, _ACTED_UPON)):
        for direction, own, theirs in (("by", one, two), ("to", two, one)):
            asked = Filter(list(bounds.conditions), list(bounds.values))
            asked.add(own, ids)
            if others is not None:
                asked.add(theirs, others)
            sql = f"SELECT s.dated, s.n FROM {table} AS s WHERE {asked.where()}"  # noqa: S608 - our own conditions
            for row in store.query(sql, asked.values):
                yield _Found(row["dated"] is None, row["dated"] or "", row["n"], table, direction)


def _once(found: Iterable[_Found]) -> list[_Found]:
    """In order, each statement and event once: what somebody says of themselves is by them."""
    return list({(one.table, one.n): one for one in sorted(found, reverse=True)}.values())[::-1]


def _moments(store: Store, found: list[_Found]) -> list[Moment]:
    said = [one.n for one in found if one.table == "statements"]
    done = [one.n for one in found if one.table == "events"]
    statement_of = dict(zip(said, statements(store, said), strict=True))
    event_of = dict(zip(done, happenings(store, done), strict=True))
    return [
        _of_statement(statement_of[one.n], one.direction)
        if one.table == "statements"
        else _of_event(event_of[one.n], one.direction)
        for one in found
    ]


def _of_statement(one: Said, direction: str) -> Moment:
    return Moment(
        dated=one.dated,
        date_known=_known(one.said_on, one.published),
        direction=direction,
        what="said",
        who=one.speaker,
        whom=one.about or one.addressee,
        words=one.content,
        cue=one.cue,
        status=None,
        act=one.act,
        via=one.via,
        published=one.published,
        outlet=one.outlet,
        page=one.page,
        uri=one.uri,
        spans=one.spans,
        confidence=one.confidence,
        id=one.id,
    )


def _of_event(one: Happened, direction: str) -> Moment:
    return Moment(
        dated=one.dated,
        date_known=_known(one.date, one.published),
        direction=direction,
        what=one.type,
        who=", ".join(one.actors) or None,
        whom=one.recipients,
        words=one.words,
        cue=one.trigger,
        status=one.status,
        act=one.mode,
        via=(one.according_to,) if one.according_to else (),
        published=one.published,
        outlet=one.outlet,
        page=one.page,
        uri=one.uri,
        spans=one.spans,
        confidence=one.confidence,
        id=one.id,
    )


def _known(date: str | None, published: str | None) -> str:
    """On what the date of a moment stands: `stated` or worked out for itself, or only `published`."""
    if date:
        return "stated"
    return "published" if published else "unknown"

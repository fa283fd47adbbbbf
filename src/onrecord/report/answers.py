"""What a report tells: gathered from the record by the same questions that anybody can put, and bounded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from onrecord.model.document import Record
from onrecord.store import Store
from onrecord.stories import bring_up_to_date
from onrecord.views import events as events_view
from onrecord.views import said as said_view
from onrecord.views.actors import actors
from onrecord.views.filters import as_json
from onrecord.views.info import Info, info
from onrecord.views.matching import by_date
from onrecord.views.network import Edge, network
from onrecord.views.positions import Positions, positions
from onrecord.views.problems import problems
from onrecord.views.rows import Happened, Rows, Said, Trouble

MORE = 4
"""So many times the rows that are shown are looked at, since several may carry one utterance."""

_UTTERANCES = """
SELECT s.id, u.utterance AS of, (SELECT count(DISTINCT document)
    FROM utterances AS o JOIN statements ON n = o.statement WHERE o.utterance = u.utterance) AS pages
FROM statements AS s JOIN utterances AS u ON u.statement = s.n WHERE s.id IN (SELECT value FROM json_each(?))"""
_HAPPENINGS = """
SELECT e.id, h.happening AS of, (SELECT count(DISTINCT document)
    FROM happenings AS o JOIN events ON n = o.event WHERE o.happening = h.happening) AS pages
FROM events AS e JOIN happenings AS h ON h.event = e.n WHERE e.id IN (SELECT value FROM json_each(?))"""


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
    """A speaker with what they say, each utterance once, the latest where there is more; `total` is how many statements
    are on record, `dates` how many of each date, `shown` how many of them `said` stands for; `carried` says on how many
    pages each of those is."""

    name: str
    role: str | None
    total: int
    shown: int
    said: tuple[Said, ...]
    dates: dict[str, int]
    carried: dict[str, int]


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a report shows. `pages` are those whose words are quoted, as far as the limit goes.

    `carried` says on how many pages the utterance of a statement or the happening of an event stands, for all that
    `voices` and `happened` stand for; `done_dates` counts the events of each date.
    """

    asked: Asked
    limits: Limits
    info: Info
    voices: tuple[Voice, ...]
    positions: Positions | None
    happened: tuple[Happened, ...]
    happened_total: int
    happened_shown: int
    done_dates: dict[str, int]
    carried: dict[str, int]
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
    bring_up_to_date(store)
    about, since, until = asked.about, asked.since, asked.until
    voices = tuple(_voices(store, asked, limits))
    done = events_view.events(
        store, actor=asked.who, recipient=about, since=since, until=until, limit=MORE * limits.events, latest=True
    )
    told_once, told_on = _once(store, _HAPPENINGS, done, limits.events)
    done_asked, _ = events_view.question(store, actor=asked.who, recipient=about, since=since, until=until)
    over_time = positions(store, asked.who, about=about, since=since, until=until, limit=1) if asked.who else None
    quoted = dict.fromkeys([one.page for voice in voices for one in voice.said] + [one.page for one in told_once])
    pairs = network(store, asked.who, about=about, since=since, until=until, limit=limits.pairs)
    return Answers(
        asked=asked,
        limits=limits,
        info=info(store),
        voices=voices,
        positions=over_time,
        happened=told_once,
        happened_total=done.total,
        happened_shown=len(told_on),
        done_dates=by_date(store, done_asked),
        carried={one: pages for told in (told_on, *(voice.carried for voice in voices)) for one, pages in told.items()},
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
        about, since, until, most = asked.about, asked.since, asked.until, MORE * limits.statements
        rows = said_view.said(store, one.id, about=about, since=since, until=until, limit=most, latest=True)
        if rows:
            told, carried = _once(store, _UTTERANCES, rows, limits.statements)
            dates = by_date(store, said_view.question(store, one.id, about=about, since=since, until=until)[0])
            yield Voice(
                name=one.name, role=one.role, total=rows.total, shown=len(carried), said=told, dates=dates,
                carried=carried,
            )  # fmt: skip


Told = TypeVar("Told", Said, Happened)


def _once(store: Store, sql: str, rows: Sequence[Told], most: int) -> tuple[tuple[Told, ...], dict[str, int]]:
    """At most so many of the rows, the last, each utterance or happening once, at its first row; and on how many pages
    each stands, under the id of every row that is stood for."""
    grouped = {row["id"]: (row["of"], row["pages"]) for row in store.query(sql, (as_json(one.id for one in rows),))}
    first: dict[object, Told] = {}
    for one in rows:
        first.setdefault(grouped.get(one.id, (one.id, 1))[0], one)
    kept = dict(list(first.items())[-most:])
    carried = dict.fromkeys((one.id for one in kept.values()), 1)
    carried |= {one: pages for one, (group, pages) in grouped.items() if group in kept}
    return tuple(kept.values()), carried

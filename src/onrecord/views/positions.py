"""What somebody says and does about somebody over time: the positions in order, the formulas that come back, spells and
turning points of their intensity, and where the record has nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from onrecord.store import Store
from onrecord.stories import bring_up_to_date
from onrecord.views.events import in_part
from onrecord.views.filters import Filter, as_json, batches, between
from onrecord.views.formulas import Formula, Worded, formulas
from onrecord.views.matching import Question, matching
from onrecord.views.periods import first_day, last_day
from onrecord.views.rows import Moment
from onrecord.views.said import in_role
from onrecord.views.spells import Series, Spell, TurningPoint, Value
from onrecord.views.timeline import Found, intensity_of, moments
from onrecord.views.who import who_is

MOST = 5000
"""Statements, and acts, that turning points and gaps are looked for in; of more, the latest."""
MOST_WORDED = 1500
"""Statements that formulas are looked for in; of more, the latest."""
GAP_DAYS = 180
"""A time without any position that is told as a gap."""

_SAID = """
SELECT s.n, s.dated, s.act, s.content, coalesce(u.utterance, s.n) AS utterance
FROM statements AS s LEFT JOIN utterances AS u ON u.statement = s.n
WHERE s.n IN (SELECT value FROM json_each(?)) AND s.dated IS NOT NULL"""
_DONE = """
SELECT e.n, e.dated, e.status, e.intensity, e.attributed_to, coalesce(h.happening, e.n) AS happening,
    (SELECT count(*) FROM statement_actors WHERE statement = e.attributed_to AND role = 'source'
     AND +actor_id NOT IN (SELECT value FROM json_each(?))) AS told_by_another
FROM events AS e LEFT JOIN happenings AS h ON h.event = e.n
WHERE e.n IN (SELECT value FROM json_each(?)) AND e.dated IS NOT NULL AND (e.date IS NOT NULL OR NOT e.background)"""
_PAGES = "SELECT count(*) AS pages FROM documents WHERE published > ? AND published < ?"


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A time without a position. `pages` published in it are on record: with none, it is the corpus that is silent."""

    since: str
    until: str
    days: int
    pages: int


class Positions(msgspec.Struct, frozen=True, kw_only=True):
    """The positions of somebody about somebody; `total` without the limit, `undated` of them without a date."""

    who: tuple[str, ...]
    about: tuple[str, ...]
    total: int
    undated: int
    moments: tuple[Moment, ...]
    formulas: tuple[Formula, ...]
    spells: tuple[Spell, ...]
    turns: tuple[TurningPoint, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]


def positions(
    store: Store,
    who: str,
    *,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Positions:
    """Statements and acts by `who` about or upon `about`, in the order in which they were said or done, and what comes
    of them over time.

    A state asked for as `who` stands for those who speak for it too (government, army, police), as `about` for
    everybody of it. Turning points are of the mean intensity of days; what is denied or hypothetical, what is dated to
    a year only, and what somebody else tells of `who` do not count there. What is told as history without its own date
    stands in no order of time.

    Raises:
        QueryError: a date that is none.
    """
    bring_up_to_date(store)
    own = who_is(store, who, officials=True)
    other = who_is(store, about, of_country=True) if about is not None else None
    bounds = Filter()
    between(bounds, "s.dated", since, until)
    said, done = _numbers(store, own.ids, other.ids if other else None, bounds)
    worded, values, dates = _light(store, said[-MOST:], done[-MOST:], own.ids)
    series = Series(values)
    notes = [*own.notes, *(other.notes if other and not other.ids else ()), *_cut(said, done), *series.notes]
    return Positions(
        who=own.ids,
        about=other.ids if other else (),
        total=len(said) + len(done),
        undated=len(said[-MOST:]) + len(done[-MOST:]) - len(dates),
        moments=tuple(_first(store, said, done, limit)),
        formulas=tuple(formulas(store, sorted(worded, key=lambda one: one.dated)[-MOST_WORDED:])),
        spells=tuple(series.spells()),
        turns=tuple(series.turning_points()),
        gaps=tuple(_gaps(store, dates)),
        notes=tuple(notes),
    )


def _numbers(
    store: Store, own: tuple[str, ...], others: tuple[str, ...] | None, bounds: Filter
) -> tuple[list[int], list[int]]:
    """The statements and the events, each in order of time."""
    said, done = [in_role(own, "source")], [in_part("actor", own)]
    if others is not None:
        said.append(in_role(others, "about", "addressee"))
        done.append(in_part("recipient", others))
    return (
        matching(store, Question(table="statements", among=said, plain=bounds), None)[0],
        matching(store, Question(table="events", among=done, plain=bounds), None)[0],
    )


def _first(store: Store, said: list[int], done: list[int], limit: int | None) -> list[Moment]:
    """The first `limit` positions in order of time, whole."""
    found = [Found("statements", n, "by") for n in said[:limit]] + [Found("events", n, "by") for n in done[:limit]]
    rows = moments(store, found)
    return sorted(rows, key=lambda one: (one.dated is None, one.dated or ""))[:limit]


def _cut(said: list[int], done: list[int]) -> Iterator[str]:
    if len(said) > MOST_WORDED:
        yield f"formulas are those of the latest {MOST_WORDED:,} of {len(said):,} statements"
    for numbers, what in ((said, "statements"), (done, "acts")):
        if len(numbers) > MOST:
            yield f"spells and gaps are those of the latest {MOST:,} of {len(numbers):,} {what}"


def _light(
    store: Store, said: list[int], done: list[int], own: tuple[str, ...]
) -> tuple[list[Worded], list[Value], list[str]]:
    """What formulas, turning points and gaps are found in: the statements' words, the intensities, all dates."""
    worded, values, dates = [], [], []
    for batch in batches(said):
        for row in store.query(_SAID, (as_json(batch),)):
            dates.append(row["dated"])
            intensity = intensity_of(row["act"])
            if row["content"]:
                worded.append(Worded(row["n"], row["utterance"], row["dated"], row["content"]))
            if intensity is not None:
                values.append(Value(row["dated"], intensity))
    for batch in batches(done):
        for row in store.query(_DONE, (as_json(own), as_json(batch))):
            dates.append(row["dated"])
            if row["status"] not in {"denied", "hypothetical"} and not row["told_by_another"]:
                values.append(Value(row["dated"], row["intensity"]))
    return worded, values, dates


def _gaps(store: Store, dates: list[str]) -> Iterator[Gap]:
    """Times of `GAP_DAYS` and more between one position and the next; a date known to a month or year fills it."""
    reached: date | None = None
    for one in sorted(dates, key=first_day):
        days = (first_day(one) - reached).days - 1 if reached else 0
        if reached and days >= GAP_DAYS:
            since, until = str(reached), one
            pages = store.query(_PAGES, (since, until))[0]["pages"]
            yield Gap(since=since, until=until, days=days, pages=pages)
        reached = max(reached or last_day(one), last_day(one))

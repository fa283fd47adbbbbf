"""What somebody says and does about somebody over time: the positions in order, the formulas that come back, spells and
turning points of their intensity, and where the record has nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from onrecord.store import Store
from onrecord.stories import bring_up_to_date
from onrecord.views.events import in_part
from onrecord.views.filters import Filter, as_json, batches, between
from onrecord.views.formulas import Formula, Worded, formulas
from onrecord.views.matching import Dated, Question, cut, matching
from onrecord.views.newest import earlier_pages
from onrecord.views.periods import silences
from onrecord.views.rows import Moment
from onrecord.views.said import in_role
from onrecord.views.spells import Series, Spell, TurningPoint, Value
from onrecord.views.timeline import Found, Table, in_order, intensity_of, moments
from onrecord.views.who import who_is

MOST = 3000
"""Statements, and acts, that turning points are looked for in; of more, so many picked evenly over time."""
MOST_WORDED = 500
"""Statements that formulas are looked for in; of more, so many picked evenly over time."""
GAP_DAYS = 180
"""A time without any position that is told as a gap."""

_SAID = """
SELECT dated, act FROM statements WHERE n IN (SELECT value FROM json_each(?))"""
_WORDED = """
SELECT s.n, coalesce(u.utterance, s.n), s.dated, s.content
FROM statements AS s LEFT JOIN utterances AS u ON u.statement = s.n
WHERE s.n IN (SELECT value FROM json_each(?)) AND s.content IS NOT NULL"""
_DONE = """
SELECT e.n, e.dated, e.status, e.intensity, e.attributed_to, coalesce(h.happening, e.n) AS happening,
    (SELECT count(*) FROM statement_actors WHERE statement = e.attributed_to AND role = 'source'
     AND +actor_id NOT IN (SELECT value FROM json_each(?))) AS told_by_another
FROM events AS e LEFT JOIN happenings AS h ON h.event = e.n
WHERE e.n IN (SELECT value FROM json_each(?)) AND e.dated IS NOT NULL AND (e.date IS NOT NULL OR NOT e.background)"""
_PAGES = "SELECT count(*) AS pages FROM documents WHERE published > ? AND published < ?"


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A time without a position, between two dates as they are known. `pages` published in it are on record: with none,
    it is the corpus that is silent."""

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
    latest: bool = False,
) -> Positions:
    """Statements and acts by `who` about or upon `about`, in the order in which they were said or done, and what comes
    of them over time. `limit` keeps the first of the statements and acts, or the `latest`; what comes of them is found
    in more of them (see `MOST`).

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
    said, done = _found(store, own.ids, other.ids if other else None, bounds)
    values, dates = _light(store, said, done, own.ids)
    series = Series(values)
    notes = [*own.notes, *(other.notes if other and not other.ids else ()), *_picked(said, done), *series.notes]
    return Positions(
        who=own.ids,
        about=other.ids if other else (),
        total=len(said) + len(done),
        undated=sum(date is None for _, date in (*said, *done)),
        moments=tuple(_shown(store, said, done, limit, latest=latest)),
        formulas=tuple(formulas(store, _worded(store, said))),
        spells=tuple(series.spells()),
        turns=tuple(series.turning_points()),
        gaps=tuple(_gaps(store, dates)),
        notes=tuple(notes),
    )


def _found(
    store: Store, own: tuple[str, ...], others: tuple[str, ...] | None, bounds: Filter
) -> tuple[list[Dated], list[Dated]]:
    """The statements and the events, each in order of time."""
    said, done = [in_role(own, "source")], [in_part("actor", own)]
    if others is not None:
        said.append(in_role(others, "about", "addressee"))
        done.append(in_part("recipient", others))
    without = earlier_pages(store)
    return (
        matching(store, Question(table="statements", among=said, plain=bounds, without=without), None)[0],
        matching(store, Question(table="events", among=done, plain=bounds, without=without), None)[0],
    )


def _shown(store: Store, said: list[Dated], done: list[Dated], limit: int | None, *, latest: bool) -> list[Moment]:
    """The first or the latest `limit` positions in order of time, whole."""
    tables: tuple[tuple[Table, list[Dated]], ...] = (("statements", said), ("events", done))
    found = [
        (dated, Found(table, n, "by"))
        for table, rows in tables
        for n, dated in cut([one for one in rows if one[1]], [one for one in rows if not one[1]], limit, latest=latest)
    ]
    return moments(store, in_order(found, limit, latest=latest))


def _picked(said: list[Dated], done: list[Dated]) -> Iterator[str]:
    if len(said) > MOST_WORDED:
        yield f"formulas are those of {MOST_WORDED:,} of {len(said):,} statements, picked evenly over time"
    for rows, what in ((said, "statements"), (done, "acts")):
        if len(rows) > MOST:
            yield f"spells are those of {MOST:,} of {len(rows):,} {what}, picked evenly over time"


def _evenly(rows: list[Dated], most: int) -> list[int]:
    """The numbers of at most so many of the dated rows, from all over them."""
    numbers = [n for n, dated in rows if dated is not None]
    step = max(1.0, len(numbers) / most)
    return [numbers[int(at * step)] for at in range(min(most, len(numbers)))]


def _light(store: Store, said: list[Dated], done: list[Dated], own: tuple[str, ...]) -> tuple[list[Value], set[str]]:
    """What turning points and gaps are found in: intensities, and all dates."""
    dates = {date for _, date in said if date}
    values = []
    for batch in batches(_evenly(said, MOST)):
        rated = ((date, intensity_of(act)) for date, act in store.query(_SAID, (as_json(batch),)))
        values += [Value(date, intensity) for date, intensity in rated if intensity is not None]
    for batch in batches(_evenly(done, MOST)):
        for row in store.query(_DONE, (as_json(own), as_json(batch))):
            dates.add(row["dated"])
            if row["status"] not in {"denied", "hypothetical"} and not row["told_by_another"]:
                values.append(Value(row["dated"], row["intensity"]))
    # Where acts are picked, any date counts, so that no gap is told that those left out would fill.
    return values, dates.union(date for _, date in done if date and len(done) > MOST)


def _worded(store: Store, said: list[Dated]) -> list[Worded]:
    """What formulas are found in."""
    return [Worded(*row) for row in store.query(_WORDED, (as_json(_evenly(said, MOST_WORDED)),))]


def _gaps(store: Store, dates: Iterable[str]) -> Iterator[Gap]:
    """Times of `GAP_DAYS` and more between one position and the next."""
    for one in silences(dates, GAP_DAYS):
        pages = store.query(_PAGES, (str(one.after), one.until))[0]["pages"]
        yield Gap(since=one.since, until=one.until, days=one.days, pages=pages)

"""What somebody said and did, and what others said of them and did to them, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from onrecord.store import Store
from onrecord.views.events import happenings, in_part
from onrecord.views.filters import Filter, between
from onrecord.views.matching import Question, cut, matching
from onrecord.views.newest import earlier_pages, left_out
from onrecord.views.rows import Happened, Moment, Rows, Said
from onrecord.views.said import in_role, statements
from onrecord.views.who import who_is

Table = Literal["statements", "events"]
Ids = tuple[str, ...]
Asked = tuple[Table, str, Question]


def timeline(
    store: Store,
    who: str,
    *,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    latest: bool = False,
    earlier: bool = False,
) -> Rows[Moment]:
    """Statements and events by `who` (`direction` is `by`) and about or upon `who` (`to`), in the order in which they
    were said or done, where that is not known published; undated ones last.

    With `about`, only those between the two. A state asked for there stands for everybody of that country too, so that
    what its leader says counts as its side; each row names who speaks or acts. `limit` keeps the first of them, or the
    `latest`; with `earlier`, earlier versions of pages answer too.

    Raises:
        QueryError: a date that is none.
    """
    subject = who_is(store, who)
    other = who_is(store, about, of_country=True) if about is not None else None
    bounds = Filter()
    between(bounds, "s.dated", since, until)
    without = () if earlier else earlier_pages(store)
    questions = _questions(subject.ids, other.ids if other else None, bounds, without)
    found, total = _found(store, questions, limit, latest=latest)
    notes = (*subject.notes, *left_out(without), *(other.notes if other and not other.ids else ()))
    return Rows(moments(store, found), total=total, notes=notes, kind=Moment)


class Found(NamedTuple):
    """A statement or event (`n` of `table`) of a timeline."""

    table: Table
    n: int
    direction: str


def _found(store: Store, questions: Iterable[Asked], limit: int | None, *, latest: bool) -> tuple[list[Found], int]:
    """What fits, in order, each once (what somebody says of themselves is by them), and how many there are (with a
    limit, what is both by and to is counted twice)."""
    found: dict[tuple[Table, int], tuple[str | None, Found]] = {}
    total = 0
    for table, direction, question in questions:
        rows, count = matching(store, question, limit, latest=latest)
        total += count
        for n, dated in rows:
            found.setdefault((table, n), (dated, Found(table, n, direction)))
    ordered = in_order(found.values(), limit, latest=latest)
    return ordered, max(total, len(ordered)) if limit else len(ordered)


def in_order(found: Iterable[tuple[str | None, Found]], limit: int | None, *, latest: bool = False) -> list[Found]:
    """At most `limit` of what is found, in order of time: the first or the latest, undated ones where there is room."""
    rows = list(found)
    dated = [one for _, one in sorted((date, one) for date, one in rows if date is not None)]
    undated = sorted(one for date, one in rows if date is None)
    return cut(dated, undated, limit, latest=latest)


def _questions(own: Ids, others: Ids | None, bounds: Filter, without: tuple[int, ...]) -> Iterator[Asked]:
    """What is asked for what is by, and for what is about or upon, `own`."""
    about = ("about", "addressee")
    sides = (("by", ("source",), about, "actor", "recipient"), ("to", about, ("source",), "recipient", "actor"))
    for direction, speaking, spoken_of, acting, acted_upon in sides:
        said = [in_role(own, *speaking), *([in_role(others, *spoken_of)] if others is not None else [])]
        yield "statements", direction, Question(table="statements", among=said, plain=bounds, without=without)
        done = [in_part(acting, own), *([in_part(acted_upon, others)] if others is not None else [])]
        yield "events", direction, Question(table="events", among=done, plain=bounds, without=without)


def moments(store: Store, found: Sequence[Found]) -> list[Moment]:
    """The statements and events found, as lines of a timeline."""
    said = [one.n for one in found if one.table == "statements"]
    done = [one.n for one in found if one.table == "events"]
    statement_of = dict(zip(said, statements(store, said), strict=True))
    event_of = dict(zip(done, happenings(store, done), strict=True))
    return [
        of_statement(statement_of[one.n], one.direction)
        if one.table == "statements"
        else of_event(event_of[one.n], one.direction)
        for one in found
    ]


def of_statement(one: Said, direction: str) -> Moment:
    """A statement as a line of a timeline."""
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
        intensity=intensity_of(one.act),
        via=one.via,
        published=one.published,
        outlet=one.outlet,
        page=one.page,
        uri=one.uri,
        spans=one.spans,
        confidence=one.confidence,
        id=one.id,
    )


def of_event(one: Happened, direction: str) -> Moment:
    """An event as a line of a timeline."""
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
        intensity=one.intensity,
        via=(one.according_to,) if one.according_to else (),
        published=one.published,
        outlet=one.outlet,
        page=one.page,
        uri=one.uri,
        spans=one.spans,
        confidence=one.confidence,
        id=one.id,
    )


def intensity_of(act: str | None) -> float | None:
    """What PLOVER's scale gives a verbal act; None for a statement without one."""
    from onrecord.events import codebook  # with its package's networks, which few questions need

    return codebook.intensity(act, None) if act in codebook.EVENT_TYPES else None


def _known(date: str | None, published: str | None) -> str:
    """On what the date of a moment stands: `stated` or worked out for itself, or only `published`."""
    if date:
        return "stated"
    return "published" if published else "unknown"

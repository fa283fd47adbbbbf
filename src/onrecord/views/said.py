"""Who said what about whom, through whom."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model.spans import Span, Spans
from onrecord.store import Store
from onrecord.views.filters import as_json, batches, between, full_text, one_of
from onrecord.views.links import address_of, link_to
from onrecord.views.matching import Among, Found, Question, matching
from onrecord.views.newest import earlier_pages, left_out
from onrecord.views.rows import Rows, Said
from onrecord.views.sameness import Shown, sameness
from onrecord.views.who import Meant, who_is

# `+actor_id` keeps SQLite from looking a row's actors up by actor, of whom there may be thousands.
_ROLES = "SELECT statement AS n, dated FROM statement_actors WHERE"
_HAS_ROLE = "SELECT 1 FROM statement_actors WHERE statement = s.n AND"
_VIA = "SELECT statement AS n, dated FROM statement_via WHERE"
_HAS_VIA = "SELECT 1 FROM statement_via WHERE statement = s.n AND"
_WORDS = """
SELECT rowid AS n, (SELECT dated FROM statements WHERE n = statements_fts.rowid) AS dated
FROM statements_fts WHERE statements_fts MATCH ?"""
_HAS_WORDS = "SELECT 1 FROM statements_fts WHERE statements_fts MATCH ? AND rowid = s.n"
_DETAILS = """
SELECT s.*, d.id AS page, d.uri, d.canonical, d.title, d.outlet, d.published
FROM json_each(?) AS asked JOIN statements AS s ON s.n = asked.value JOIN documents AS d ON d.n = s.document
ORDER BY asked.key"""
_ACTORS = """
SELECT statement, role, actor_id, actors.name
FROM statement_actors JOIN actors ON actors.id = actor_id
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, role, part"""
_CHAIN = """
SELECT statement, actor_id, coalesce(actors.name, text) AS name
FROM statement_via LEFT JOIN actors ON actors.id = actor_id
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, part"""
_SPANS = """
SELECT statement, role, start, "end" FROM statement_spans
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, role, part, start"""
_WEB_TEXTS = """
SELECT n, text FROM documents WHERE (canonical IS NOT NULL OR uri LIKE 'http%') AND n IN
    (SELECT document FROM statements WHERE n IN (SELECT value FROM json_each(?)))"""


def said(
    store: Store,
    who: str | None = None,
    *,
    about: str | None = None,
    via: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    limit: int | None = None,
    latest: bool = False,
    earlier: bool = False,
) -> Rows[Said]:
    """Statements in the order in which they were said (where that is not known, published); undated ones last.

    `who`, `about` and `via` are ids, names or words that pages call them by (see `who_is`); `since` and `until` are
    dates, ends included; `text` are words that the content must hold. `limit` keeps the first of them, or the `latest`;
    with `earlier`, earlier versions of pages answer too.

    Raises:
        QueryError: a date that is none.
    """
    found = find(
        store,
        who,
        about=about,
        via=via,
        since=since,
        until=until,
        text=text,
        limit=limit,
        latest=latest,
        earlier=earlier,
    )
    return Rows(statements(store, found.numbers), total=found.total, notes=found.notes, kind=Said)


def find(
    store: Store,
    who: str | None = None,
    *,
    about: str | None = None,
    via: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    limit: int | None = None,
    latest: bool = False,
    earlier: bool = False,
) -> Found:
    """The statements that fit, by number; the rest as for `said`."""
    asked, notes = question(store, who, about=about, via=via, since=since, until=until, text=text, earlier=earlier)
    rows, total = matching(store, asked, limit, latest=latest)
    return Found(rows=rows, total=total, notes=notes)


def question(
    store: Store,
    who: str | None = None,
    *,
    about: str | None = None,
    via: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    earlier: bool = False,
) -> tuple[Question, tuple[str, ...]]:
    """The question that is put for `said`, and what to tell the one who asked."""
    asked = Question(table="statements", without=() if earlier else earlier_pages(store))
    notes = [*left_out(asked.without)]
    if who is not None:
        meant = who_is(store, who)
        notes += meant.notes
        asked.among.append(_by_speaker(meant, who))
    if about is not None:
        meant = who_is(store, about)
        notes += meant.notes
        asked.among.append(in_role(meant.ids, "about"))
    if via is not None:
        meant = who_is(store, via)
        notes += meant.notes
        carrier, ids_asked = one_of("actor_id", meant.ids)
        asked.among.append(Among(gather=f"{_VIA} {carrier}", check=f"{_HAS_VIA} +{carrier}", values=[ids_asked]))
    if text is not None:
        _holding(asked, text)
    between(asked.plain, "s.dated", since, until)
    return asked, tuple(notes)


def statements_of(store: Store, page: str) -> list[Said]:
    """The statements of the page of that id, in its order."""
    found = "SELECT n FROM statements WHERE document = (SELECT n FROM documents WHERE id = ?) ORDER BY n"
    return statements(store, [row["n"] for row in store.query(found, (page,))])


def statements(store: Store, numbers: Iterable[int]) -> list[Said]:
    """The statements of those numbers (`statements.n`), in that order."""
    return [one for batch in batches(numbers) for one in _batch(store, as_json(batch))]


def _batch(store: Store, asked: str) -> list[Said]:
    same = sameness(store)
    actors: dict[tuple[int, str], list[Shown]] = defaultdict(list)
    for row in store.query(_ACTORS, (asked,)):
        actors[row["statement"], row["role"]].append(same.shown(row))
    chains: dict[int, list[Shown]] = defaultdict(list)
    for row in store.query(_CHAIN, (asked,)):
        chains[row["statement"]].append(same.shown(row))
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for row in store.query(_SPANS, (asked,)):
        spans[row["statement"], row["role"]].append((row["start"], row["end"]))
    texts = {row["n"]: row["text"] for row in store.query(_WEB_TEXTS, (asked,))}
    return [
        _said(row, actors, names(chains[row["n"]]), spans, texts.get(row["document"]))
        for row in store.query(_DETAILS, (asked,))
    ]


def _said(
    row: sqlite3.Row,
    actors: dict[tuple[int, str], list[Shown]],
    via: tuple[str, ...],
    spans: dict[tuple[int, str], list[Span]],
    web_text: str | None,
) -> Said:
    speakers, about, addressee = (actors[row["n"], role] for role in ("source", "about", "addressee"))
    content = spans_of(spans, row["n"], "content")
    return Said(
        said_on=row["said_on"],
        said_precision=row["said_precision"],
        said_how=row["said_how"],
        published=row["published"],
        dated=row["dated"],
        speaker=", ".join(names(speakers)) or row["source"],
        content=row["content"],
        cue=row["cue"],
        via=via,
        about=names(about),
        addressee=names(addressee),
        kind=row["kind"],
        act=row["act"],
        source=row["source"],
        outlet=row["outlet"],
        title=row["title"],
        page=row["page"],
        uri=row["uri"],
        link=link_to(address_of(row["uri"], row["canonical"]), web_text, content) if web_text else None,
        spans=content,
        source_spans=spans_of(spans, row["n"], "source"),
        cue_spans=spans_of(spans, row["n"], "cue"),
        speaker_ids=ids(speakers),
        about_ids=ids(about),
        confidence=row["confidence"],
        id=row["id"],
    )


def names(shown: Sequence[Shown]) -> tuple[str, ...]:
    """The names of actors, each once."""
    return tuple(dict.fromkeys(one.name for one in shown))


def ids(shown: Sequence[Shown]) -> tuple[str, ...]:
    """The ids of actors, each once."""
    return tuple(dict.fromkeys(one.actor_id for one in shown if one.actor_id))


def spans_of(spans: dict[tuple[int, str], list[Span]], owner: int, role: str) -> Spans:
    """The spans of one part of a statement or event."""
    return tuple(spans.get((owner, role), ()))


def in_role(actors: Iterable[str], *roles: str) -> Among:
    """The condition that a statement has one of the actors as its `source`, `about` or `addressee`."""
    role, roles_asked = one_of("role", roles)
    who, asked = one_of("actor_id", actors)
    return Among(
        gather=f"{_ROLES} {role} AND {who}", check=f"{_HAS_ROLE} {role} AND +{who}", values=[roles_asked, asked]
    )


def _by_speaker(meant: Meant, who: str) -> Among:
    """Ask for what those actors said; when nobody is called so, for sources written so ('two officials')."""
    words = full_text(who)
    if meant.ids or not words:
        return in_role(meant.ids, "source")
    return _words(f"source : ({words})")


def _holding(asked: Question, text: str) -> None:
    words = full_text(text)
    if words:
        asked.among.append(_words(f"content : ({words})"))
    else:
        asked.plain.add("0")


def _words(question: str) -> Among:
    return Among(gather=_WORDS, check=_HAS_WORDS, values=[question], by_date=False)

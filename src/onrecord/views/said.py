"""Who said what about whom, through whom."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model.spans import Span, Spans
from onrecord.store import Store
from onrecord.views.filters import Filter, as_json, batches, between, full_text, limited
from onrecord.views.rows import Rows, Said
from onrecord.views.who import Meant, who_is

_ROLES = """
s.n IN (SELECT statement FROM statement_actors WHERE role = ? AND actor_id IN (SELECT value FROM json_each(?)))"""
_VIA = "s.n IN (SELECT statement FROM statement_via WHERE actor_id IN (SELECT value FROM json_each(?)))"
_WORDS = "s.n IN (SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?)"
_DETAILS = """
SELECT s.*, d.id AS page, d.uri, d.title, d.outlet, d.published
FROM json_each(?) AS asked JOIN statements AS s ON s.n = asked.value JOIN documents AS d ON d.n = s.document
ORDER BY asked.key"""
_ACTORS = """
SELECT statement, role, actor_id, actors.name
FROM statement_actors JOIN actors ON actors.id = actor_id
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, role, part"""
_CHAIN = """
SELECT statement, coalesce(actors.name, text) AS name
FROM statement_via LEFT JOIN actors ON actors.id = actor_id
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, part"""
_SPANS = """
SELECT statement, role, start, "end" FROM statement_spans
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, role, part, start"""


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
) -> Rows[Said]:
    """Statements in the order in which they were said (where that is not known, published); undated ones last.

    `who`, `about` and `via` are ids, names or words that pages call them by (see `who_is`); `since` and `until` are
    dates, ends included; `text` are words that the content must hold.

    Raises:
        QueryError: a date that is none.
    """
    asked = Filter()
    notes: list[str] = []
    if who is not None:
        notes += _by_speaker(asked, who_is(store, who), who)
    for name, condition, values in ((about, _ROLES, ["about"]), (via, _VIA, [])):
        if name is not None:
            meant = who_is(store, name)
            notes += meant.notes
            asked.add(condition, *values, as_json(meant.ids))
    if text is not None:
        words = full_text(text)
        asked.add(_WORDS, f"content : ({words})") if words else asked.add("0")
    between(asked, "s.dated", since, until)
    numbers, total = matching(store, "statements", asked, limit)
    return Rows(statements(store, numbers), total=total, notes=notes, kind=Said)


def matching(store: Store, table: str, asked: Filter, limit: int | None) -> tuple[list[int], int]:
    """Numbers of the rows of `statements` or `events` that a question fits, in date order, and how many there are in
    all."""
    found = f"FROM {table} AS s WHERE {asked.where()}"
    sql = f"SELECT s.n {found} ORDER BY s.dated IS NULL, s.dated, s.n LIMIT ?"
    numbers = [row["n"] for row in store.query(sql, [*asked.values, limited(limit)])]
    if limit is None or len(numbers) < limit:
        return numbers, len(numbers)
    return numbers, int(store.query(f"SELECT count(*) {found}", asked.values)[0][0])


def statements_of(store: Store, page: str) -> list[Said]:
    """The statements of the page of that id, in its order."""
    found = "SELECT n FROM statements WHERE document = (SELECT n FROM documents WHERE id = ?) ORDER BY n"
    return statements(store, [row["n"] for row in store.query(found, (page,))])


def statements(store: Store, numbers: Iterable[int]) -> list[Said]:
    """The statements of those numbers (`statements.n`), in that order."""
    return [one for batch in batches(numbers) for one in _batch(store, as_json(batch))]


def _batch(store: Store, asked: str) -> list[Said]:
    actors: dict[tuple[int, str], list[sqlite3.Row]] = defaultdict(list)
    for row in store.query(_ACTORS, (asked,)):
        actors[row["statement"], row["role"]].append(row)
    chains: dict[int, list[str]] = defaultdict(list)
    for row in store.query(_CHAIN, (asked,)):
        chains[row["statement"]].append(row["name"])
    spans: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for row in store.query(_SPANS, (asked,)):
        spans[row["statement"], row["role"]].append((row["start"], row["end"]))
    return [_said(row, actors, tuple(chains[row["n"]]), spans) for row in store.query(_DETAILS, (asked,))]


def _said(
    row: sqlite3.Row,
    actors: dict[tuple[int, str], list[sqlite3.Row]],
    via: tuple[str, ...],
    spans: dict[tuple[int, str], list[Span]],
) -> Said:
    speakers, about, addressee = (actors[row["n"], role] for role in ("source", "about", "addressee"))
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
        spans=spans_of(spans, row["n"], "content"),
        source_spans=spans_of(spans, row["n"], "source"),
        cue_spans=spans_of(spans, row["n"], "cue"),
        speaker_ids=tuple(one["actor_id"] for one in speakers),
        about_ids=tuple(one["actor_id"] for one in about),
        confidence=row["confidence"],
        id=row["id"],
    )


def names(rows: Sequence[sqlite3.Row]) -> tuple[str, ...]:
    """The `name` column of rows, each name once."""
    return tuple(dict.fromkeys(row["name"] for row in rows))


def spans_of(spans: dict[tuple[int, str], list[Span]], owner: int, role: str) -> Spans:
    """The spans of one part of a statement or event."""
    return tuple(spans.get((owner, role), ()))


def _by_speaker(asked: Filter, meant: Meant, who: str) -> tuple[str, ...]:
    """Ask for what those actors said; when nobody is called so, for sources written so ('two officials')."""
    words = full_text(who)
    if meant.ids or not words:
        asked.add(_ROLES, "source", as_json(meant.ids))
    else:
        asked.add(_WORDS, f"source : ({words})")
    return meant.notes

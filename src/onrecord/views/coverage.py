"""Which outlets carried a story, and which parts of it each quoted."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from onrecord.store import Store
from onrecord.stories import bring_up_to_date
from onrecord.stories.origins import origins
from onrecord.views.filters import as_json
from onrecord.views.pages import show
from onrecord.views.rows import Said
from onrecord.views.said import statements
from onrecord.views.sameness import sameness

MOST_PAGES = 200
"""Pages of a story that are looked into, the earliest ones."""
MOST_MISSING = 20
_OF_STORY = """
SELECT d.n, d.id, d.uri, d.title, d.outlet, d.published, c.copy_group, first.id AS copied,
    (SELECT group_concat(name, '; ') FROM credits WHERE document = d.n) AS credit
FROM documents AS d LEFT JOIN copies AS c ON c.document = d.n LEFT JOIN documents AS first ON first.n = c.copy_group
WHERE d.n IN (
    SELECT document FROM stories WHERE story = (SELECT story FROM stories WHERE document = :asked) UNION SELECT :asked
)
ORDER BY d.published IS NULL, d.published, d.n LIMIT :most"""
_COMPARED = """
SELECT n, EXISTS (SELECT 1 FROM stories WHERE document = n) AS compared FROM documents WHERE id = ?"""
_SAID_THERE = """
SELECT s.n, s.document, coalesce(u.utterance, s.n) AS utterance, u.wording = 'fullest' AS fullest
FROM statements AS s LEFT JOIN utterances AS u ON u.statement = s.n
WHERE s.document IN (SELECT value FROM json_each(?)) ORDER BY s.n"""
_MISSING = """
SELECT outlet, count(*) AS pages FROM documents
WHERE published >= ? AND published <= ? AND outlet IS NOT NULL AND outlet NOT IN (SELECT value FROM json_each(?))
GROUP BY outlet ORDER BY pages DESC, outlet LIMIT ?"""


class Covering(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a story. `copy_of` is the page whose text it carries; `origin` is whom it has the report from, on that
    `ground` (`credit` is as the page has it); `parts` are the numbers of what it quotes (see `Part`), `cues` and
    `names` the words by which it introduces them."""

    published: str | None
    outlet: str | None
    title: str | None
    copy_of: str | None
    credit: str | None
    origin: str | None
    ground: str | None
    parts: tuple[int, ...]
    cues: tuple[str, ...]
    names: tuple[str, ...]
    page: str
    uri: str


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is said in a story, in its fullest wording, and how many of its pages and outlets carry it."""

    number: int
    speaker: str | None
    content: str | None
    pages: int
    outlets: int
    id: str


class Silent(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet with pages of those days on record, none of this story."""

    outlet: str
    pages: int


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """A story over the outlets, the first page first. `texts` counts the pages that are no copy of an earlier
    one, `origins` the agencies, outlets and lone pages that the report comes from, as far as the pages tell."""

    since: str | None
    until: str | None
    outlets: int
    texts: int
    origins: int
    pages: tuple[Covering, ...]
    parts: tuple[Part, ...]
    missing: tuple[Silent, ...]
    notes: tuple[str, ...]


def coverage(store: Store, page: str) -> Coverage:
    """How the story that a page (named as for `show`) belongs to is covered: by whom, when, and what of it each quotes.

    Raises:
        QueryError: no page fits, or several do.
    """
    bring_up_to_date(store)
    asked = store.query(_COMPARED, (show(store, page).id,))[0]
    pages = store.query(_OF_STORY, {"asked": asked["n"], "most": MOST_PAGES + 1})
    notes = [] if asked["compared"] else ["this page has not been compared with the others yet"]
    if len(pages) > MOST_PAGES:
        notes.append(f"the story's first {MOST_PAGES} pages are shown")
    pages = pages[:MOST_PAGES]
    parts, quoted = _parts(store, pages)
    found = origins(store, [row["n"] for row in pages])
    same = sameness(store)
    origin_of = {
        page.document: (same.named(one.id, one.name or "").name or None, page.ground)
        for one in found
        for page in one.pages
    }
    dates = [row["published"] for row in pages if row["published"]]
    outlets = {row["outlet"] for row in pages if row["outlet"]}
    since, until = min(dates, default=None), max(dates, default=None)
    missing = store.query(_MISSING, (since, f"{until}~", as_json(sorted(outlets)), MOST_MISSING)) if dates else []
    return Coverage(
        since=since,
        until=until,
        outlets=len(outlets),
        texts=len({row["copy_group"] or -row["n"] for row in pages}),
        origins=len({same.kept(one.id) for one in found}),
        pages=tuple(_covering(row, parts, quoted[row["n"]], origin_of.get(row["n"])) for row in pages),
        parts=tuple(parts.values()),
        missing=tuple(Silent(outlet=row["outlet"], pages=row["pages"]) for row in missing),
        notes=tuple(notes),
    )


_Quoted = list[tuple[int, Said]]
"""What a page says: the utterance each statement carries, and the statement."""


def _parts(store: Store, pages: Sequence[sqlite3.Row]) -> tuple[dict[int, Part], dict[int, _Quoted]]:
    """What is said in the story, that which most pages carry first, by utterance; and what each page says."""
    rows = store.query(_SAID_THERE, (as_json(row["n"] for row in pages),))
    said = dict(zip((row["n"] for row in rows), statements(store, (row["n"] for row in rows)), strict=True))
    quoted: dict[int, _Quoted] = defaultdict(list)
    carried: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        quoted[row["document"]].append((row["utterance"], said[row["n"]]))
        carried[row["utterance"]].append(row)
    on_pages = Counter({one: len({row["document"] for row in held}) for one, held in carried.items()})
    parts = {}
    for number, (one, count) in enumerate(sorted(on_pages.items(), key=lambda each: (-each[1], each[0])), 1):
        fullest = said[max(carried[one], key=lambda row: (bool(row["fullest"]), -row["n"]))["n"]]
        outlets = {said[row["n"]].outlet for row in carried[one]} - {None}
        parts[one] = Part(
            number=number,
            speaker=fullest.speaker,
            content=fullest.content,
            pages=count,
            outlets=len(outlets),
            id=fullest.id,
        )
    return parts, quoted


def _covering(
    row: sqlite3.Row, parts: dict[int, Part], quoted: _Quoted, origin: tuple[str | None, str] | None
) -> Covering:
    said = [one for _, one in quoted]
    return Covering(
        published=row["published"],
        outlet=row["outlet"],
        title=row["title"],
        copy_of=row["copied"] if row["copied"] != row["id"] else None,
        credit=row["credit"],
        origin=origin[0] if origin else None,
        ground=origin[1] if origin else None,
        parts=tuple(sorted({parts[which].number for which, _ in quoted})),
        cues=tuple(cue for cue, _ in Counter(one.cue for one in said if one.cue).most_common()),
        names=tuple(dict.fromkeys(one.source for one in said if one.source)),
        page=row["id"],
        uri=row["uri"],
    )

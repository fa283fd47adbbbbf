"""Every carrier of one utterance, and how each gives it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from onrecord.model.errors import QueryError
from onrecord.model.spans import Spans
from onrecord.store import Store
from onrecord.stories import bring_up_to_date
from onrecord.views.filters import as_json, limited
from onrecord.views.rows import Rows, Said
from onrecord.views.said import statements
from onrecord.views.sameness import sameness

_SHORTEST_PREFIX = 4

_STATEMENT = "SELECT n, id FROM statements WHERE id >= ? AND id < ? || 'g' ORDER BY id LIMIT 6"
_CARRIERS = """
SELECT carrier.statement AS n, carrier.wording, carrier.alike
FROM utterances AS asked JOIN utterances AS carrier ON carrier.utterance = asked.utterance
    JOIN statements AS s ON s.n = carrier.statement JOIN documents AS d ON d.n = s.document
WHERE asked.statement = ? ORDER BY d.published IS NULL, d.published, d.n, s.n LIMIT ?"""
_DIFFERENCES = """
SELECT statement, kind, other, has, other_has, flagged FROM utterance_differences
WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY statement, flagged DESC, kind"""
_SPEAKERS = """
SELECT statement, actor_id FROM statement_actors
WHERE role = 'source' AND statement IN (SELECT value FROM json_each(?))"""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """How a carrier differs from the fullest one: in speaker, cue, chain or date, or by words that the sense may hang
    on. `flagged` is for a person to judge; nothing is judged here."""

    kind: str
    has: str | None
    fullest_has: str | None
    flagged: bool


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that carries an utterance. `wording` is against the fullest carrier (`fullest`, `verbatim`,
    `trimmed`, `paraphrased`), `alike` the share of words in common."""

    published: str | None
    outlet: str | None
    said_on: str | None
    speaker: str | None
    cue: str | None
    content: str | None
    wording: str | None
    alike: float | None
    differences: tuple[Difference, ...]
    via: tuple[str, ...]
    title: str | None
    page: str
    uri: str
    spans: Spans
    link: str | None
    id: str


def utterance(store: Store, statement: str, *, limit: int | None = None) -> Rows[Carrier]:
    """The statements that carry the same words said once as the statement of that id (or beginning of one), the page
    published first first.

    Raises:
        QueryError: no statement has it, or several do.
    """
    bring_up_to_date(store)
    number = _numbered(store, statement)
    found = store.query(_CARRIERS, (number, limited(limit)))
    notes = () if found else ("the page of this statement has not been compared with the others yet",)
    rows: dict[int, sqlite3.Row | None] = {row["n"]: row for row in found} or {number: None}
    differences = _differences(store, rows)
    said = statements(store, rows)
    carriers = [_carrier(one, row, differences[n]) for one, (n, row) in zip(said, rows.items(), strict=True)]
    return Rows(carriers, notes=notes, kind=Carrier)


def _differences(store: Store, numbers: Iterable[int]) -> dict[int, list[Difference]]:
    """How those statements differ from the fullest; speakers who were judged the same are no difference."""
    rows = store.query(_DIFFERENCES, (as_json(numbers),))
    speakers = _judged_speakers(store, rows)
    found: dict[int, list[Difference]] = defaultdict(list)
    for row in rows:
        if row["kind"] not in {"speaker", "drift"} or not speakers[row["statement"]] & speakers[row["other"]]:
            told = Difference(
                kind=row["kind"], has=row["has"], fullest_has=row["other_has"], flagged=bool(row["flagged"])
            )
            found[row["statement"]].append(told)
    return found


def _judged_speakers(store: Store, differences: Iterable[sqlite3.Row]) -> dict[int, set[str]]:
    """Who says each of the statements that differ, under the actors they are shown as."""
    same = sameness(store)
    asked = {number for row in differences for number in (row["statement"], row["other"])}
    speakers: dict[int, set[str]] = defaultdict(set)
    for row in store.query(_SPEAKERS, (as_json(asked),)):
        speakers[row["statement"]].add(same.kept(row["actor_id"]))
    return speakers


def _numbered(store: Store, statement: str) -> int:
    asked = statement.strip().lower()
    found = store.query(_STATEMENT, (asked, asked)) if len(asked) >= _SHORTEST_PREFIX else []
    if not found:
        raise QueryError(f"no statement has the id {statement!r}; 'onrecord said … --jsonl' gives ids")
    if len(found) > 1 and found[0]["id"] != asked:
        raise QueryError(f"{statement!r} fits several statements: {', '.join(row['id'] for row in found)}")
    return int(found[0]["n"])


def _carrier(one: Said, row: sqlite3.Row | None, differences: Iterable[Difference]) -> Carrier:
    return Carrier(
        published=one.published,
        outlet=one.outlet,
        said_on=one.said_on,
        speaker=one.speaker,
        cue=one.cue,
        content=one.content,
        wording=row["wording"] if row else None,
        alike=row["alike"] if row else None,
        differences=tuple(differences),
        via=one.via,
        title=one.title,
        page=one.page,
        uri=one.uri,
        spans=one.spans,
        link=one.link,
        id=one.id,
    )

"""What a record file holds."""

from __future__ import annotations

import msgspec

from onrecord.store import Store

_COUNTED = ("documents", "statements", "events", "actors", "places", "times", "problems", "skipped", "runs")


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """A version of onrecord and its models, and the pages it read."""

    version: str
    pages: int
    first: str
    last: str


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """What a record file holds: counts, dates of publication, outlets, languages, and by whom it was read."""

    file: str
    bytes: int
    schema: int
    pages: int
    statements: int
    events: int
    actors: int
    places: int
    times: int
    problems: int
    skipped: int
    runs: int
    first_published: str | None
    last_published: str | None
    undated: int
    outlets: dict[str, int]
    languages: dict[str, int]
    event_types: dict[str, int]
    read_by: tuple[Reader, ...]


def info(store: Store) -> Info:
    """What the record file holds, and with which versions its pages were read."""
    counts = {table: store.query(f"SELECT count(*) FROM {table}")[0][0] for table in _COUNTED}  # noqa: S608 - our own tables
    dates = store.query("SELECT min(published), max(published), count(*) - count(published) FROM documents")[0]
    readers = store.query(
        "SELECT reader, count(*), min(read_at), max(read_at) FROM documents GROUP BY reader ORDER BY min(read_at)"
    )
    return Info(
        file=str(store.path),
        bytes=store.path.stat().st_size,
        schema=store.query("PRAGMA user_version")[0][0],
        pages=counts.pop("documents"),
        first_published=dates[0],
        last_published=dates[1],
        undated=dates[2],
        outlets=_tally(store, "outlet", "documents"),
        languages=_tally(store, "language", "documents"),
        event_types=_tally(store, "type", "events"),
        read_by=tuple(Reader(version=row[0], pages=row[1], first=row[2], last=row[3]) for row in readers),
        **counts,
    )


def _tally(store: Store, column: str, table: str) -> dict[str, int]:
    """How often each value of one of our own columns stands, the most frequent first; 'unknown' for none."""
    sql = f"SELECT coalesce({column}, 'unknown'), count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
    return {row[0]: row[1] for row in store.query(sql)}

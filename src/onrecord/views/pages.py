"""Finding a page by what a person calls it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from onrecord.model.document import Record
from onrecord.model.errors import QueryError
from onrecord.store import Store
from onrecord.views.filters import full_text

_SHORTEST_PREFIX = 4


def show(store: Store, page: str) -> Record:
    """The record of the page that `page` names: an id, the beginning of one, a uri, a row's id, a file name, or words
    of a title; of several versions of one page, the newest.

    Raises:
        QueryError: no page fits, or several do; the text lists them.
    """
    found = _find(store, page)
    if len(found) == 1 or (found and found[0]["address"] and len({row["address"] for row in found}) == 1):
        return store.record(max(found, key=lambda row: (row["arrived"], row["n"]))["id"])
    if not found:
        raise QueryError(f"no page on record fits {page!r}; 'onrecord search WORDS' finds pages by their text")
    many = "more than 50" if len(found) > 50 else str(len(found))
    listed = "; ".join(f"{row['id']} {row['title'] or row['name']}" for row in found[:5])
    raise QueryError(f"{page!r} fits {many} pages: {listed}{' …' if len(found) > 5 else ''}")


def _find(store: Store, page: str) -> list[sqlite3.Row]:
    """The pages that the first fitting way of naming them gives."""
    exact = "id = :page", "uri = :page", "row_id = :page", "name = :page"
    for condition in exact:
        found = _where(store, condition, page=page)
        if found:
            return found
    if len(page) >= _SHORTEST_PREFIX and page.isalnum() and page.isascii():
        found = _where(store, "id >= :page AND id < :page || 'g'", page=page.lower())
        if found:
            return found
    found = _where(store, "name >= :page AND name < :page || char(1114111)", page=page) if page.strip() else []
    words = full_text(page)
    if found or not words:
        return found
    return _where(
        store, "n IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH :words)", words=f"title : ({words})"
    )


_NAMED = "SELECT id, n, name, title, address, coalesce(fetched_at, read_at) AS arrived FROM documents"


def _where(store: Store, condition: str, **values: str) -> list[sqlite3.Row]:
    return store.query(f"{_NAMED} WHERE {condition} ORDER BY n LIMIT 51", values)


def all_pages(store: Store) -> Iterator[Record]:
    """The records of all pages, in the order in which they were read."""
    last = 0
    while rows := store.query("SELECT n, id FROM documents WHERE n > ? ORDER BY n LIMIT 100", (last,)):
        for row in rows:
            yield store.record(row["id"])
        last = rows[-1]["n"]

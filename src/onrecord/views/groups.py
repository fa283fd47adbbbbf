"""Which pages carry copies of one text, and which tell of the same happening."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from onrecord.model.zone import READ_KINDS
from onrecord.store import Store
from onrecord.stories import group_copies, group_happenings
from onrecord.views.filters import as_json
from onrecord.views.rows import Rows

_PAGES = "SELECT n, id, row_id, uri, title, outlet, published, text FROM documents ORDER BY n"
_ZONES = """
SELECT document, start, "end" FROM zones WHERE kind IN (SELECT value FROM json_each(?))
ORDER BY document, start"""


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a group. `id` is its row id where it has one, else its page id; `group` is the first page's `id`."""

    id: str
    group: str
    title: str | None
    outlet: str | None
    published: str | None
    page: str
    uri: str


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    row: Grouped
    read: str


def copies(store: Store, *, limit: int | None = None) -> Rows[Grouped]:
    """The pages whose text stands on other pages too, a group after the other; a page that stands alone has no row."""
    pages = _pages(store)
    return _rows(pages, group_copies((page.row.page, page.read) for page in pages), limit)


def stories(store: Store, *, limit: int | None = None) -> Rows[Grouped]:
    """The pages that tell of one happening, a group after the other; a page that stands alone has no row."""
    pages = _pages(store)
    groups = group_happenings((page.row.page, page.row.title or "", page.read) for page in pages)
    return _rows(pages, groups, limit)


def _pages(store: Store) -> list[_Page]:
    texts: dict[int, list[tuple[int, int]]] = {}
    for row in store.query(_ZONES, (as_json(sorted(READ_KINDS)),)):
        texts.setdefault(row["document"], []).append((row["start"], row["end"]))
    pages = []
    for row in store.query(_PAGES):
        given = Grouped(
            id=row["row_id"] or row["id"],
            group="",
            title=row["title"],
            outlet=row["outlet"],
            published=row["published"],
            page=row["id"],
            uri=row["uri"],
        )
        read = "\n".join(row["text"][start:end] for start, end in texts.get(row["n"], ()))
        pages.append(_Page(row=given, read=read))
    return pages


def _rows(pages: Iterable[_Page], groups: dict[str, str], limit: int | None) -> Rows[Grouped]:
    sizes = Counter(groups.values())
    ids = {page.row.page: page.row.id for page in pages}
    order = {first: n for n, first in enumerate(dict.fromkeys(groups.values()))}
    rows = [
        msgspec.structs.replace(page.row, group=ids[groups[page.row.page]])
        for page in sorted(pages, key=lambda page: order[groups[page.row.page]])
        if sizes[groups[page.row.page]] > 1
    ]
    return Rows(rows[:limit], total=len(rows))

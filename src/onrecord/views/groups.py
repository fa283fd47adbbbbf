"""Which pages carry copies of one text, and which tell of the same happening."""

from __future__ import annotations

import msgspec

from onrecord.store import Store
from onrecord.stories import bring_up_to_date
from onrecord.views.filters import limited
from onrecord.views.rows import Rows

_GROUPED = """
SELECT coalesce(page.row_id, page.id) AS id, coalesce(first.row_id, first.id) AS "group",
    page.title, page.outlet, page.published, page.id AS page, page.uri
FROM {table}
JOIN documents AS page ON page.n = {table}.document
JOIN documents AS first ON first.n = {table}.{column}
WHERE {column} IN (SELECT {column} FROM {table} GROUP BY {column} HAVING count(*) > 1)
ORDER BY {column}, document LIMIT ?"""
_TOTAL = "SELECT sum(pages) FROM (SELECT count(*) AS pages FROM {table} GROUP BY {column} HAVING pages > 1)"


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a group. `id` is its row id where it has one, else its page id; `group` is the first page's `id`."""

    id: str
    group: str
    title: str | None
    outlet: str | None
    published: str | None
    page: str
    uri: str


def copies(store: Store, *, limit: int | None = None) -> Rows[Grouped]:
    """The pages whose text stands on other pages too, a group after the other; a page that stands alone has no row."""
    return _groups(store, limit, table="copies", column="copy_group")


def stories(store: Store, *, limit: int | None = None) -> Rows[Grouped]:
    """The pages that tell of one happening, a group after the other; a page that stands alone has no row."""
    return _groups(store, limit, table="stories", column="story")


def _groups(store: Store, limit: int | None, *, table: str, column: str) -> Rows[Grouped]:
    left = bring_up_to_date(store)
    notes = (
        [f"{left} pages are not compared with the others yet, and {store.path} cannot be written to"] if left else []
    )
    found = store.query(_GROUPED.format(table=table, column=column), (limited(limit),))
    total = store.query(_TOTAL.format(table=table, column=column))[0][0] or 0
    return Rows([Grouped(**dict(row)) for row in found], total=total, notes=notes, kind=Grouped)

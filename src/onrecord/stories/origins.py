"""From how many origins a report comes: 'carried by 14 outlets, from 2 independent origins', with the reasoning.

Pages have one origin when one agency is credited for them, when they carry one text, or when one outlet published them.
What is not said on the pages and not seen in their words (two reporters of one press conference, an agency that nobody
credits) cannot be told apart: origins are at most so many, never fewer sources than they seem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import msgspec

from onrecord.store import Store

Ground = Literal["is the agency", "credits it", "copy of a page that credits it", "copy of its page", "its own page"]

_PAGES = """
SELECT documents.n, documents.id, outlet_id, outlet, published, copy_group,
    (SELECT actor_id FROM credits WHERE document = documents.n ORDER BY credits.n LIMIT 1) AS credit,
    (SELECT name FROM credits WHERE document = documents.n ORDER BY credits.n LIMIT 1) AS credit_name
FROM documents JOIN copies ON document = documents.n
WHERE documents.n IN (SELECT value FROM json_each(?))
ORDER BY published IS NULL, published, documents.n"""


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """A page of an origin, and on what ground it is counted there. `page` is its id, `document` its number."""

    document: int
    page: str
    outlet: str | None
    published: str | None
    ground: Ground


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """An agency, outlet or lone page that a report comes from, with the pages that carry it, the earliest first."""

    id: str
    name: str | None
    pages: tuple[Carried, ...]


def origins(store: Store, documents: Sequence[int]) -> list[Origin]:
    """The origins of pages (given by number) about one thing, that with the earliest page first.

    A page that credits several agencies is counted with the first.
    """
    rows = [dict(row) for row in store.query(_PAGES, (str(list(documents)),))]
    agencies = {row["credit"] for row in rows} - {None}
    heads = _heads(rows, agencies)
    found: defaultdict[str, list[Carried]] = defaultdict(list)
    names: dict[str, str | None] = {}
    for row in rows:
        origin, name, ground = _origin(row, agencies, heads[row["copy_group"]])
        names[origin] = names.get(origin) or name
        found[origin].append(
            Carried(document=row["n"], page=row["id"], outlet=row["outlet"], published=row["published"], ground=ground)
        )
    return [Origin(id=origin, name=names[origin], pages=tuple(pages)) for origin, pages in found.items()]


def _heads(rows: Sequence[dict[str, str]], agencies: set[str]) -> dict[str, dict[str, str]]:
    """Copy group -> the page that tells its origin: the first that credits or is an agency, else the first."""
    heads: dict[str, dict[str, str]] = {}
    for row in rows:
        telling = row["credit"] or row["outlet_id"] in agencies
        head = heads.get(row["copy_group"])
        if head is None or (telling and not (head["credit"] or head["outlet_id"] in agencies)):
            heads[row["copy_group"]] = row
    return heads


def _origin(row: dict[str, str], agencies: set[str], head: dict[str, str]) -> tuple[str, str | None, Ground]:
    if row["outlet_id"] in agencies:
        return row["outlet_id"], row["outlet"], "is the agency"
    if row["credit"]:
        return row["credit"], row["credit_name"], "credits it"
    if head is row:
        return row["outlet_id"] or row["id"], row["outlet"], "its own page"
    if head["credit"] and head["outlet_id"] not in agencies:
        return head["credit"], head["credit_name"], "copy of a page that credits it"
    return head["outlet_id"] or head["id"], head["outlet"], "copy of its page"

"""What a page says about itself."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.spans import Spans

Precision = Literal["day", "month", "year"]


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """A publisher or agency. `id` is `outlet:` and its domain, or its folded name where no domain is known."""

    id: str
    name: str
    domain: str | None = None
    country: str | None = None
    kind: str | None = None


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When the page appeared, or was last changed. `date` is ISO 8601, cut to `precision`; `how` names the ground
    (`json-ld`, `given`, `dateline+weekday`, …); `at` is the moment as declared (`2024-12-29T08:15:00+09:00`), where the
    page says it with its time zone."""

    date: str
    precision: Precision
    how: str
    confidence: float
    evidence: Spans = ()
    at: str | None = None


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """'SEOUL, Dec 29': where, and often when, the report was filed."""

    text: str
    spans: Spans
    place: str | None = None


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """An agency or outlet the page says it took the story from."""

    id: str
    name: str
    spans: Spans


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """Where each field of a page was found: `json-ld`, `opengraph`, `meta`, `h1`, `title element`, `markup` (an element
    marked as the author, say), `link`, `text` (a line that a reader sees), `address`, `given` (with the page)."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    section: str | None = None
    tags: str | None = None
    canonical: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says about itself; a field without ground is `None` or empty. `how` says where the fields that have
    no ground of their own beside them were found; `canonical` is the page's own address."""

    title: str | None = None
    outlet: Outlet | None = None
    byline: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    published: Published | None = None
    modified: Published | None = None
    canonical: str | None = None
    dateline: Dateline | None = None
    credit: tuple[Credit, ...] = ()
    how: Grounds = Grounds()

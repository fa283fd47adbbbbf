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
    """When the page appeared. `date` is ISO 8601, cut to `precision`; `how` names the ground (`json-ld`, `given`,
    `dateline+weekday`, …)."""

    date: str
    precision: Precision
    how: str
    confidence: float
    evidence: Spans = ()


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


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says about itself; a field without ground is `None` or empty."""

    title: str | None = None
    outlet: Outlet | None = None
    byline: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    published: Published | None = None
    dateline: Dateline | None = None
    credit: tuple[Credit, ...] = ()

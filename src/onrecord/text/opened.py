"""What opening a page of any kind gives, before it becomes a document."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.model.page import Page
from onrecord.model.provenance import Problem
from onrecord.model.spans import Span
from onrecord.model.zone import Zone, ZoneKind


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A page's one text, its zones in text order, what it says about itself, and what could not be read; `no_article`
    says why it looks like none."""

    text: str
    zones: tuple[Zone, ...] = ()
    page: Page = Page()
    problems: tuple[Problem, ...] = ()
    no_article: str | None = None


def zone(kind: ZoneKind, span: Span) -> Zone:
    return Zone(kind=kind, start=span[0], end=span[1])


def in_order(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones in text order; a zone before those that stand inside it."""
    return tuple(sorted(zones, key=lambda one: (one.start, -one.end, one.kind)))

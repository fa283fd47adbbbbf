"""What each stretch of a page's text is."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.spans import Span

ZoneKind = Literal[
    "title", "lead", "body", "byline", "dateline", "credit", "tags", "caption", "teaser", "repeat", "boilerplate"
]
READ_KINDS: frozenset[ZoneKind] = frozenset({"lead", "body"})
"""The zones that are this page's own report; only they are read for statements and events."""


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A labelled stretch of the text. Zones are in text order and do not overlap, except that a dateline or credit may
    stand inside a lead or body zone."""

    kind: ZoneKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end

"""Statements: attribution relations with source, cue and content (PARC, PolNeAR)."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.spans import Evidence, Spans
from onrecord.model.timex import When

StatementKind = Literal["direct", "indirect", "mixed"]
"""How much of the content stands in quotation marks: all, none, some."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it, as written, and who that is (`actors`: several when several speak together)."""

    text: str
    spans: Spans
    actors: tuple[str, ...] = ()


class Via(msgspec.Struct, frozen=True, kw_only=True):
    """One hop of the chain that carries a statement; `spans` are empty for the outlet itself."""

    actor: str | None
    text: str
    spans: Spans


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's words as the page carries them. `act` is the verbal act in PLOVER's types; `via` runs from the hop
    nearest the speaker to this outlet."""

    id: str
    kind: StatementKind
    source: Source | None
    cue: Evidence | None
    content: Evidence | None
    about: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    act: str | None = None
    via: tuple[Via, ...] = ()
    said_on: When | None = None
    place: str | None = None
    confidence: float

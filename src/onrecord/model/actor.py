"""Who speaks, acts and is acted upon."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.spans import Spans

ActorKind = Literal["person", "state", "government", "organisation", "igo", "armed_group", "outlet", "group", "unknown"]
NameKind = Literal["person", "organisation", "place", "nationality", "other"]


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A proper name in the text, not yet resolved."""

    start: int
    end: int
    kind: NameKind
    confidence: float = 1.0


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody a page speaks of, with every mention. `country` is ISO 3166-1 alpha-3 or a PLOVER code (`IGO`, `NGO`,
    …), `sector` a PLOVER sector, `role` the office held at the page's date ('head of state of PRK')."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    mentions: Spans = ()

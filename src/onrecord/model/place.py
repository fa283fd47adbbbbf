"""Where things are."""

from __future__ import annotations

import msgspec

from onrecord.model.spans import Spans


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the gazetteer (`geonames_id`) and its mentions; coordinates in decimal degrees (WGS 84)."""

    id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    mentions: Spans = ()

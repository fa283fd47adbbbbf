"""An input -> its pages as they came in: files, folders, tables, archives, feeds, sitemaps, addresses, pipes."""

from __future__ import annotations

from onrecord.reading.estimating import total_hint
from onrecord.reading.sources import open_sources

__all__ = ["open_sources", "total_hint"]

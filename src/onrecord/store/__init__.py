"""The record file: writing a page whole, finding it again, full-text search."""

from onrecord.store.database import Store
from onrecord.store.fold import fold

__all__ = ["Store", "fold"]

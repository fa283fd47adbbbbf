"""When: expressions of time, the date of an undated page, and the days on which things were said and done."""

from __future__ import annotations

from onrecord.resolving.when.anchoring import anchor_times
from onrecord.resolving.when.dating import date_page
from onrecord.resolving.when.occasions import date_statements_and_events
from onrecord.resolving.when.tagging import tag_times

__all__ = ["anchor_times", "date_page", "date_statements_and_events", "tag_times"]

"""Events: who did what to whom, coded in PLOVER from the sentences of a page."""

from __future__ import annotations

from onrecord.events.extract import extract_events

__all__ = ["extract_events"]

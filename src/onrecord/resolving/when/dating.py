"""Infer when an undated page appeared from what it says: `date_page`."""

from __future__ import annotations

import re

import msgspec

from onrecord.model.document import Document
from onrecord.model.page import Published
from onrecord.model.spans import Spans
from onrecord.model.step import step
from onrecord.resolving.when import calendar_math as cal

_YEAR = re.compile(r"(?:19|20)\d\d")


@step("page date", requires=("text", "zones", "page", "times"), assigns=("page",))
def date_page(document: Document) -> Document:
    """Set `page.published` when nothing declared it: the latest year that the text tells of bounds it from below."""
    if document.page.published is not None:
        return document
    years: dict[int, Spans] = {}
    for timex in document.times:
        parts = cal.parsed(timex.value)
        if parts and _YEAR.match(timex.value):
            years[parts[0]] = (*years.get(parts[0], ()), (timex.start, timex.end))
    if not years:
        return document
    latest = max(years)
    published = Published(date=str(latest), precision="year", how="latest year", confidence=0.4, evidence=years[latest])
    return msgspec.structs.replace(document, page=msgspec.structs.replace(document.page, published=published))

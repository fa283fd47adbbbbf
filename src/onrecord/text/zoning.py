"""What stands inside labelled text: the lead, the dateline, the credits."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.model.page import Page
from onrecord.model.spans import inside
from onrecord.model.zone import Zone
from onrecord.text.articles import report_marks
from onrecord.text.marks import credit_line
from onrecord.text.opened import Opened, in_order, zone


def with_marks(text: str, zones: Sequence[Zone]) -> Opened:
    """The first body zone becomes the lead; datelines and credits get zones of their own, inside the report's or
    instead
    of the furniture line that names them."""
    dateline, marks = report_marks(text, [one.span for one in zones if one.kind == "body"])
    names = [credit_line(text, one.span) for one in zones if one.kind in ("boilerplate", "byline", "caption")]
    marks += [zone("credit", name) for name in names if name is not None]
    agencies = [mark for mark in marks if mark.kind == "credit"]
    kept = [
        one
        for one in zones
        if one.kind in ("body", "title") or not any(inside(mark.span, one.span) for mark in agencies)
    ]
    lead = next((place for place, one in enumerate(kept) if one.kind == "body"), None)
    labelled = [msgspec.structs.replace(one, kind="lead") if place == lead else one for place, one in enumerate(kept)]
    return Opened(text=text, zones=in_order([*labelled, *dict.fromkeys(marks)]), page=Page(dateline=dateline))

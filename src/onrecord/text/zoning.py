"""What stands inside labelled text: the lead, the dateline, the credits."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from onrecord.model.page import Page
from onrecord.model.spans import Span, inside, stripped
from onrecord.model.zone import Zone
from onrecord.text.articles import report_marks
from onrecord.text.marks import credit_line, section_label
from onrecord.text.opened import Opened, in_order, zone


def with_marks(text: str, zones: Sequence[Zone]) -> Opened:
    """The first body zone becomes the lead, without the label of a section before it; datelines and credits get zones
    of their own, inside the report's or instead of the furniture line that names them."""
    zones = _pictures_credited(text, zones)
    dateline, marks = report_marks(text, [one.span for one in zones if one.kind == "body"])
    names = [credit_line(text, one.span) for one in zones if one.kind in ("boilerplate", "byline")]
    marks += [zone("credit", name) for name in names if name is not None]
    agencies = [mark for mark in marks if mark.kind == "credit"]
    kept = [
        one
        for one in zones
        if one.kind in ("body", "title") or not any(inside(mark.span, one.span) for mark in agencies)
    ]
    lead = next((place for place, one in enumerate(kept) if one.kind == "body"), None)
    page = Page(dateline=dateline)
    if lead is not None:
        label = section_label(text, kept[lead].span)
        if label is not None:
            marks.append(zone("tags", stripped(text, label)))
            page = msgspec.structs.replace(page, section=_section(text, label))
        start = label[1] if label is not None else kept[lead].start
        kept[lead] = msgspec.structs.replace(kept[lead], kind="lead", start=start)
    return Opened(text=text, zones=in_order([*kept, *dict.fromkeys(marks)]), page=page)


def _pictures_credited(text: str, zones: Sequence[Zone]) -> list[Zone]:
    """The zones, with a credit line right under a caption within the report as a part of the caption: it names whom the
    picture was taken from, not the report."""
    report = [place for place, one in enumerate(zones) if one.kind == "body"]
    made = list(zones)
    for place in range(report[0] + 1, report[-1]) if report else ():
        line = made[place]
        if made[place - 1].kind == "caption" and line.kind != "body" and credit_line(text, line.span) is not None:
            made[place] = msgspec.structs.replace(line, kind="caption")
    return made


def _section(text: str, label: Span) -> str:
    """The narrowest section that a label names: 'World' of 'News - World:'."""
    return re.split(r"[-–—/|>»]", text[label[0] : label[1]])[-1].strip(" :\t\r\n")

"""Plain text copied or scraped from a page: every line labelled, none of it changed."""

from __future__ import annotations

import re

from onrecord.model.page import Page
from onrecord.model.spans import stripped
from onrecord.model.zone import ZoneKind
from onrecord.text.articles import report_marks
from onrecord.text.opened import Opened, in_order, zone

_LINE = re.compile(r"[^\r\n]+")


def open_scraped(text: str) -> Opened:
    """Zones and page fields of a page's plain text, boilerplate and all."""
    lines = [stripped(text, line.span()) for line in _LINE.finditer(text) if line.group().strip()]
    kinds: list[ZoneKind] = ["body" if _is_prose(text[slice(*line)]) else "boilerplate" for line in lines]
    body = [line for line, kind in zip(lines, kinds, strict=True) if kind == "body"]
    dateline, marks = report_marks(text, body)
    zones = [zone(kind, line) for line, kind in zip(lines, kinds, strict=True)]
    return Opened(text=text, zones=in_order([*zones, *marks]), page=Page(dateline=dateline))


def _is_prose(words: str) -> bool:
    return len(words) > 80 and words.rstrip("\"”’')")[-1:] in tuple(".!?…。")

"""Clean article text, as a table's text column holds it: all of it is body, and nothing of it is changed."""

from __future__ import annotations

import re
from itertools import islice

from onrecord.model.page import Dateline, Page
from onrecord.model.spans import Span, stripped
from onrecord.model.zone import Zone
from onrecord.text.marks import credit_at_end, credit_line, dateline_of
from onrecord.text.opened import Opened, in_order, zone

_LINE = re.compile(r"[^\r\n]+")
_HEADLINE_CHARS = 200
_HEAD_LINES = 4
_TAIL_LINES = 3
_AFTER_CREDIT_CHARS = 200
"""As much of a report may follow its credit: notes on who worked on it. More follows the caption of a picture."""


def open_article(text: str) -> Opened:
    """Zones and page fields of clean article text.

    A headline in the first line stays in the body, since nothing says that a table's text column leaves it out; it only
    gives `page.title`.
    """
    lines = [stripped(text, line.span()) for line in _LINE.finditer(text) if line.group().strip()]
    if not lines:
        return Opened(text=text)
    whole = zone("body", (lines[0][0], lines[-1][1]))
    dateline, marks = report_marks(text, lines)
    page = Page(title=_headline(text, lines), dateline=dateline)
    return Opened(text=text, zones=in_order([whole, *marks]), page=page)


def report_marks(text: str, lines: list[Span]) -> tuple[Dateline | None, list[Zone]]:
    """The dateline of a report's first lines, and the zones of its dateline and agency credits."""
    marks: list[Zone] = []
    dateline = None
    for line in lines[:_HEAD_LINES]:
        found = dateline_of(text, line)
        if found:
            span, agency = found
            dateline = Dateline(text=text[slice(*span)], spans=(span,))
            marks += [zone("dateline", span)] + ([zone("credit", agency)] if agency else [])
            break
    ends = [line for line in lines[-_TAIL_LINES:] if lines[-1][1] - line[1] <= _AFTER_CREDIT_CHARS]
    marks += [zone("credit", name) for line in ends if (name := _credit(text, line))]
    return dateline, _unrepeated(marks)


def _credit(text: str, line: Span) -> Span | None:
    return credit_line(text, line) or credit_at_end(text, line)


def _unrepeated(marks: list[Zone]) -> list[Zone]:
    return list(dict.fromkeys(marks))


def _headline(text: str, lines: list[Span]) -> str | None:
    """The first line when it is short, stands apart and does not read like a sentence of the report."""
    first = text[slice(*lines[0])]
    if len(lines) < 2 or len(first) > _HEADLINE_CHARS or (first.endswith((".", ":", "”", '"')) and len(first) > 90):
        return None
    gap = text[lines[0][1] : lines[1][0]]
    apart = gap.count("\n") >= 2 and all(len(text[slice(*line)]) > len(first) // 2 for line in islice(lines, 1, 3))
    return first if apart and not first.endswith((".", ",", ";", ":")) and dateline_of(text, lines[0]) is None else None

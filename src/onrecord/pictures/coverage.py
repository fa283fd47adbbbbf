"""Who quoted what of a story, drawn: a row a page in order of time, a column a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.pictures.svg import FAINT, INK, RULE, document, fitted, label, tag, title
from onrecord.views.coverage import Coverage, Covering, Part

WIDTH = 1120.0
MOST_PAGES, MOST_PARTS = 40, 24
"""Rows and columns: the first pages, and of what they quote some of each."""

_LEFT, _TOP, _ROW, _COLUMN = 400.0, 40.0, 24.0, 27.0
_QUOTED, _COPIED = "#2166ac", "#92b4d3"


def coverage_picture(found: Coverage, *, name: str = "Who quoted what") -> str:
    """An SVG of the story: filled where a page carries a quotation, lighter on a page that is a copy of another."""
    if not found.pages:
        return document(WIDTH, 60, [label("nothing to draw", 20, 35, fill=FAINT)], name=name)
    pages = found.pages[:MOST_PAGES]
    parts = _parts(pages, found.parts)
    bottom = _TOP + _ROW * len(pages)
    heads = [
        label(str(part.number), _LEFT + _COLUMN * (n + 0.5), _TOP - 10, size=11, fill=FAINT, text_anchor="middle")
        for n, part in enumerate(parts)
    ]
    rows = [_row(page, parts, _TOP + _ROW * n) for n, page in enumerate(pages)]
    told = [_told(part, bottom + 34 + 19 * n) for n, part in enumerate(parts)]
    left = len(found.pages) - len(pages), len(found.parts) - len(parts)
    end = bottom + 50 + 19 * len(parts)
    more = f"; left out: {left[0]} pages, {left[1]} quotations" if any(left) else ""
    key = f"dark: a page carries the words; pale: so does a copy of another page{more}"
    return document(WIDTH, end + 16, [*heads, *rows, *told, label(key, 16, end, size=11, fill=FAINT)], name=name)


def _parts(pages: Sequence[Covering], parts: Sequence[Part]) -> tuple[Part, ...]:
    """What is drawn of the quotations: those of several pages, then some of every page, so that none seems to quote
    nothing."""
    nth = {number: n for page in reversed(pages) for n, number in enumerate(page.parts)}
    drawn = sorted(parts, key=lambda part: (-part.pages, nth.get(part.number, len(parts)), part.number))
    return tuple(sorted(drawn[:MOST_PARTS], key=lambda part: part.number))


def _row(page: Covering, parts: tuple[Part, ...], y: float) -> str:
    who = page.outlet or page.title or page.uri
    drawn = [
        tag("line", x1=16, x2=WIDTH - 16, y1=y + _ROW, y2=y + _ROW, stroke=RULE),
        label(page.published or "undated", 16, y + 16, size=12, fill=FAINT),
        label(fitted(who, _LEFT - 180, 13), 112, y + 16, size=13, font_weight=600),
    ]
    if page.copy_of:
        drawn.append(label("copy", _LEFT - 20, y + 16, size=11, fill=FAINT, text_anchor="end"))
    for n, part in enumerate(parts):
        if part.number in page.parts:
            place = {"x": _LEFT + _COLUMN * n + 4, "y": y + 3, "width": _COLUMN - 8, "height": _ROW - 6}
            fill = _COPIED if page.copy_of else _QUOTED
            drawn.append(tag("rect", title(who, part.content), **place, rx=3, fill=fill))
    return "".join(drawn)


def _told(part: Part, y: float) -> str:
    words = fitted(f"{part.speaker or '—'}: {part.content or '—'}", WIDTH - 70, 12)
    number = label(str(part.number), 36, y, size=12, fill=FAINT, text_anchor="end")
    return number + label(words, 48, y, size=12, fill=INK)

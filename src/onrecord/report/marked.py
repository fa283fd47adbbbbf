"""A page's text with the words of its statements and events marked and to be linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from onrecord.model.document import Record
from onrecord.model.spans import Span, stripped
from onrecord.report.html import block, element
from onrecord.views.marking import Mark, blocks, marks, pieces

AROUND = 280
"""Characters of a block shown on each side of the words in an answer."""


def marked_page(record: Record, most: int) -> str:
    """The page's title and own report, all evidence marked, up to so many characters."""
    found, ids = marks(record), _ids(record)
    shown, left = [], most
    for zone in blocks(record, whole=False):
        span = stripped(record.text, zone.span)
        if span[0] < span[1] and left > 0:
            end = min(span[1], span[0] + left)
            left -= end - span[0]
            more = "" if end == span[1] else element("span", " … the rest of the page is left out", class_="faint")
            shown.append(element("p", *_pieces(record.text, (span[0], end), found, ids), more, class_=zone.kind))
    return "".join(shown)


def in_its_place(record: Record, number: int, *, event: bool = False) -> str:
    """The words around one statement or event, with its own parts marked."""
    own = [one for one in marks(record) if one.number == number and (one.role == "did") == event]
    main = [one for one in own if one.role in {"said", "did"}] or own
    if not main:
        return ""
    span = _around(record, main[0].start, max(one.end for one in main))
    before, after = ("… " if span[0] > 0 else ""), (" …" if span[1] < len(record.text) else "")
    return before + "".join(_pieces(record.text, span, own, {})) + after


def _around(record: Record, start: int, end: int) -> Span:
    """The stretch of the block or blocks that the words stand in, at most `AROUND` beyond them."""
    held = [zone.span for zone in blocks(record, whole=True) if zone.start < end and start < zone.end]
    low, high = min((one[0] for one in held), default=0), max((one[1] for one in held), default=len(record.text))
    low, high = max(low, start - AROUND), min(high, end + AROUND)
    while low > 0 and low < start and record.text[low - 1].isalnum():
        low += 1
    while high < len(record.text) and high > end and record.text[high].isalnum():
        high -= 1
    return stripped(record.text, (low, max(low, high)))


def _ids(record: Record) -> dict[tuple[bool, int], str]:
    """The ids of a page's statements and events by their numbers (events: True)."""
    said = {(False, n): one.id for n, one in enumerate(record.statements, 1)}
    return said | {(True, n): one.id for n, one in enumerate(record.events, 1)}


def _pieces(text: str, span: Span, found: Iterable[Mark], ids: dict[tuple[bool, int], str]) -> Iterator[str]:
    inside = [mark for mark in found if mark.start < span[1] and span[0] < mark.end]
    begins: dict[int, list[str]] = defaultdict(list)
    met = set()
    for mark in sorted(inside, key=lambda one: one.start):
        key = mark.role == "did", mark.number
        if mark.role in {"said", "did"} and key in ids and key not in met:
            met.add(key)
            begins[max(mark.start, span[0])].append(element("a", id=f"w-{ids[key]}"))
    for start, end in pieces(span, inside):
        yield from begins.get(start, ())
        over = sorted({mark.role for mark in inside if mark.start <= start and end <= mark.end})
        words = block(text[start:end])
        yield element("mark", words, class_=" ".join(over)) if over else words

"""A page's text with the evidence of its statements and events marked in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec
from rich.text import Text

from onrecord.cli.screen import clean
from onrecord.model.document import Record
from onrecord.model.spans import Span, Spans, stripped
from onrecord.model.zone import READ_KINDS, Zone

STYLES = {"who": "bold cyan", "cue": "yellow", "said": "underline", "did": "bold magenta"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHOWN = READ_KINDS | {"title", "dateline", "credit", "byline"}


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A marked stretch: `role` is who, cue, said (a statement's parts) or did (an event's trigger)."""

    start: int
    end: int
    role: str
    number: int


def marks(record: Record) -> list[Mark]:
    """Every stretch to be marked, statements and events numbered from 1 in their order."""
    found: list[Mark] = []
    for number, statement in enumerate(record.statements, 1):
        for role, part in (("who", statement.source), ("cue", statement.cue), ("said", statement.content)):
            found += _marks(part.spans if part else (), role, number)
    for number, event in enumerate(record.events, 1):
        found += _marks(event.trigger.spans, "did", number)
    return found


def _marks(spans: Spans, role: str, number: int) -> list[Mark]:
    return [Mark(start=start, end=end, role=role, number=number) for start, end in spans if start < end]


def marked_page(record: Record, *, colour: bool, whole: bool = False) -> Iterator[Text]:
    """The page, a block at a time: its title and its own report, everything else too when `whole`.

    With `colour` evidence is styled and numbered by raised figures; without, it stands in brackets (`[who2 the
    minister]`).
    """
    found = marks(record)
    for zone in _blocks(record, whole=whole):
        style = "" if zone.kind in READ_KINDS else "bold" if zone.kind == "title" else "dim"
        span = stripped(record.text, zone.span)
        inside = [mark for mark in found if mark.start < span[1] and span[0] < mark.end]
        block = _styled(record.text, span, inside) if colour else _bracketed(record.text, span, inside)
        label = "" if zone.kind in {*READ_KINDS, "title"} else f"({zone.kind}) "
        if span[0] < span[1]:
            yield Text.assemble((label, "dim"), block, style=style)


def left_out(record: Record) -> str:
    """What of the page is not shown unless asked for ('3 boilerplate, 1 teaser'), empty when nothing is."""
    shown = {zone.span for zone in _blocks(record, whole=False)}
    kinds = Counter(zone.kind for zone in record.zones if zone.span not in shown and not _inside_another(zone, record))
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _blocks(record: Record, *, whole: bool) -> list[Zone]:
    """The zones to show, those inside another left to it; the whole text as one when there are none."""
    if not record.zones:
        return [Zone(kind="body", start=0, end=len(record.text))]
    return [zone for zone in record.zones if (whole or zone.kind in _SHOWN) and not _inside_another(zone, record)]


def _inside_another(zone: Zone, record: Record) -> bool:
    if zone.kind not in {"dateline", "credit"}:
        return False
    return any(
        other.kind in READ_KINDS and other.start <= zone.start and zone.end <= other.end for other in record.zones
    )


def _styled(text: str, span: Span, found: list[Mark]) -> Text:
    block = Text()
    ends = _ends(found)
    for start, end in _pieces(span, found):
        over = [mark.role for mark in found if mark.start <= start and end <= mark.end]
        block.append(clean(text[start:end]), " ".join(STYLES[role] for role in STYLES if role in over))
        block.append("·".join(map(_figure, ends.get(end, ()))), "dim")
    return block


def _figure(mark: Mark) -> str:
    """The raised number after a marked stretch; events' numbers bear an e."""
    return ("ᵉ" if mark.role == "did" else "") + str(mark.number).translate(_RAISED)


def _bracketed(text: str, span: Span, found: list[Mark]) -> Text:
    block, open_at, ends = Text(), defaultdict(list), _ends(found)
    for mark in sorted(found, key=lambda one: one.start - one.end):
        open_at[max(mark.start, span[0])].append(mark)
    for start, end in _pieces(span, found):
        for mark in open_at.pop(start, ()):
            block.append(f"[{mark.role}{mark.number} ")
        block.append(clean(text[start:end]))
        block.append("]" * len(ends.get(end, ())))
    return block


def _ends(found: Iterable[Mark]) -> dict[int, list[Mark]]:
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(found, key=lambda one: one.end - one.start):
        ends[mark.end].append(mark)
    return ends


def _pieces(span: Span, found: list[Mark]) -> Iterator[Span]:
    """The span cut wherever a mark begins or ends."""
    inner = {at for mark in found for at in (mark.start, mark.end) if span[0] < at < span[1]}
    cuts = sorted({*span, *inner})
    return pairwise(cuts)

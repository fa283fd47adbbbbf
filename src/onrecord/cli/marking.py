"""A page's text with the evidence of its statements and events marked in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from rich.text import Text

from onrecord.cli.screen import clean
from onrecord.model.document import Record
from onrecord.model.spans import Span, stripped
from onrecord.model.zone import READ_KINDS
from onrecord.views.marking import Mark, blocks, inside_another, marks, pieces

STYLES = {"who": "bold cyan", "cue": "yellow", "said": "underline", "did": "bold magenta"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def marked_page(record: Record, *, colour: bool, whole: bool = False) -> Iterator[Text]:
    """The page, a block at a time: its title and its own report, everything else too when `whole`.

    With `colour` evidence is styled and numbered by raised figures; without, it stands in brackets (`[who2 the
    minister]`).
    """
    found = marks(record)
    for zone in blocks(record, whole=whole):
        style = "" if zone.kind in READ_KINDS else "bold" if zone.kind == "title" else "dim"
        span = stripped(record.text, zone.span)
        inside = [mark for mark in found if mark.start < span[1] and span[0] < mark.end]
        block = _styled(record.text, span, inside) if colour else _bracketed(record.text, span, inside)
        label = "" if zone.kind in {*READ_KINDS, "title"} else f"({zone.kind}) "
        if span[0] < span[1]:
            yield Text.assemble((label, "dim"), block, style=style)


def left_out(record: Record) -> str:
    """What of the page is not shown unless asked for ('3 boilerplate, 1 teaser'), empty when nothing is."""
    shown = {zone.span for zone in blocks(record, whole=False)}
    kinds = Counter(zone.kind for zone in record.zones if zone.span not in shown and not inside_another(zone, record))
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _styled(text: str, span: Span, found: list[Mark]) -> Text:
    block = Text()
    ends = _ends(found)
    for start, end in pieces(span, found):
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
    for start, end in pieces(span, found):
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

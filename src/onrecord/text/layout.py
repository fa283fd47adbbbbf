"""The text of an HTML page: which of its labelled blocks go into it, how they are laid out, and what they show of the
page's headline, authors and tags."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from onrecord.model.zone import Zone, ZoneKind
from onrecord.text.blocks import Block
from onrecord.text.bylines import people
from onrecord.text.kinds import tags_in
from onrecord.text.marks import credit_line
from onrecord.text.metadata import Shown
from onrecord.text.opened import Opened, zone
from onrecord.text.zoning import with_marks

_GAP_BLOCKS = 40
_BEFORE_BLOCKS = 60
_AFTER_BLOCKS = 6
_BYLINE_BLOCKS = 25


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A block that goes into the text, with what it is."""

    block: Block
    kind: ZoneKind


def chosen(blocks: Sequence[Block], kinds: Sequence[ZoneKind]) -> list[Piece]:
    """The blocks from the headline to the end of the report, long stretches of furniture shortened in their middle."""
    body = [number for number, kind in enumerate(kinds) if kind == "body"]
    heading = next((number for number, kind in enumerate(kinds) if kind == "title"), None)
    if not body:
        found = [heading] if heading is not None else []
        return [Piece(block=blocks[number], kind=kinds[number]) for number in found]
    first = body[0]
    if heading is not None and heading < first:
        keep = [heading, *range(max(heading + 1, first - _BEFORE_BLOCKS), first)]
    else:
        keep = [heading] if heading is not None and heading not in range(first, body[-1] + 1) else []
    for before, after in pairwise(body):
        gap = range(before + 1, after)
        half = _GAP_BLOCKS // 2
        keep += [before, *(gap if len(gap) <= _GAP_BLOCKS else [*gap[:half], *gap[-half:]])]
    keep.append(body[-1])
    ending = _after(blocks, body[-1])
    keep += [number for number in ending if kinds[number] in ("byline", "tags") or _is_credit(blocks[number].text)]
    return [Piece(block=blocks[number], kind=kinds[number]) for number in keep]


def _after(blocks: Sequence[Block], last: int) -> range:
    """The few blocks after the report's `last`, up to the heading of something else."""
    near = range(last + 1, min(len(blocks), last + 1 + _AFTER_BLOCKS))
    other = (number for number in near if {"h1", "h2"} & set(blocks[number].path[:2]))
    return range(near.start, next(other, near.stop))


def _is_credit(words: str) -> bool:
    return credit_line(words, (0, len(words))) is not None


def laid_out(pieces: Sequence[Piece]) -> Opened:
    """The pieces as one text: paragraphs parted by a blank line, lines of one paragraph by a line break."""
    parts: list[str] = []
    zones: list[Zone] = []
    size = 0
    for piece in pieces:
        if parts:
            gap = "\n" if piece.block.joined else "\n\n"
            parts.append(gap)
            size += len(gap)
        parts.append(piece.block.text)
        zones.append(zone(piece.kind, (size, size + len(piece.block.text))))
        size += len(piece.block.text)
    return with_marks("".join(parts), zones)


def shown_in(blocks: Sequence[Block], kinds: Sequence[ZoneKind], pieces: Sequence[Piece]) -> Shown:
    """What the blocks show of the page: headline, bylines, tags."""
    tags = [tag for piece in pieces if piece.kind == "tags" for tag in tags_in(piece.block.text)]
    heading = next((piece.block.text for piece in pieces if piece.kind == "title"), None)
    return Shown(title=heading, bylines=_bylines(blocks, kinds), tags=tuple(dict.fromkeys(tags)))


def _bylines(blocks: Sequence[Block], kinds: Sequence[ZoneKind]) -> tuple[str, ...]:
    """The byline blocks shortly before the report; failing these, shortly after it."""
    body = [number for number, kind in enumerate(kinds) if kind == "body"]
    if not body:
        return ()
    before = range(max(0, body[0] - _BYLINE_BLOCKS), body[0])
    after = _after(blocks, body[-1])
    for around in (before, after):
        found = tuple(blocks[number].text for number in around if kinds[number] == "byline")
        if people(found):
            return found
    return ()

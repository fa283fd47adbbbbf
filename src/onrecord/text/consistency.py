"""What the labeller's odds leave undecided among a page's blocks, settled by rules that hold for any page.

Paragraphs made alike are the report together; a link, an invitation to read, follow or sign up, a caption and a line
about who wrote the report are no part of it, wherever they stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.model.zone import ZoneKind
from onrecord.text.blocks import Block
from onrecord.text.kinds import furniture_kind
from onrecord.text.structure import makes_of

Chances = NDArray[np.float32]

_SURE_LINK = 0.75
_LINKED_SHARE = 0.8
_SHORT = 200
_PROSE_CHARS = 80
_LEAST_ALIKE = 3
_ALIKE_SHARE = 0.3
_MENDED = 0.6
_PLEA = re.compile(
    r"\W{0,3}(?:follow (?:us|him|her|them|@)|sign up (?:for|to|here)|subscribe (?:to|now|here|for)|join (?:our|us on)"
    r"|get (?:the|our) (?:app|newsletter)|download (?:the|our) app|click here|like us on|got a (?:news )?tip"
    r"|e-?mail (?:us|the (?:author|reporter))|abonnieren sie|melden sie sich|jetzt (?:abonnieren|anmelden)|suscríbete"
    r"|inscreva-se|iscriviti|abonnez-vous|zapisz się)\b",
    re.IGNORECASE,
)
_CONTRIBUTORS = re.compile(
    r"\W{0,3}(?:(?:additional |further )?(?:reporting|writing)|edit(?:ed|ing)|compiled|written) by [A-ZÀ-Þ]"
    r"|[^.]{2,120}? contributed (?:reporting )?to this (?:report|story|article)\b"
)
_CONTRIBUTORS_CHARS = 250


def consistent(blocks: Sequence[Block], odds: Chances, threshold: float) -> Chances:
    """The odds of blocks, those that rules decide lifted over the threshold or put to zero."""
    settled = odds.copy()
    _lift_alike(blocks, settled, threshold)
    for number, block in enumerate(blocks[: len(settled)]):
        if settled[number] > threshold and insert_kind(block, sure=float(settled[number]) >= _SURE_LINK) is not None:
            settled[number] = 0.0
    return settled


def insert_kind(block: Block, *, sure: bool = False) -> ZoneKind | None:
    """What a block that stands within a report is instead; None for the report itself. A link is believed to be a part
    of it only where the labeller is `sure`."""
    words = block.text
    if names_contributors(words):
        return "byline"
    if len(words) > _SHORT:
        return None
    linked = block.link_chars / max(1, len(words.replace(" ", "")))
    kind = furniture_kind(words)
    if kind in ("caption", "byline", "tags"):
        return kind
    if kind == "teaser" and (3 * linked > 1 or words.rstrip()[-1:] not in '.!?”"'):
        return "teaser"
    if _PLEA.match(words):
        return "boilerplate"
    return "teaser" if linked > _LINKED_SHARE and not sure else None


def names_contributors(words: str) -> bool:
    """Whether a line says who else worked on the report: 'Additional reporting by …; editing by …'."""
    return len(words) <= _CONTRIBUTORS_CHARS and _CONTRIBUTORS.match(words) is not None


def _lift_alike(blocks: Sequence[Block], odds: Chances, threshold: float) -> None:
    """Lift the paragraphs that are made like the report's: an extractor that stops at an insert takes those after it
    for furniture, and the labeller may follow it."""
    makes = makes_of(blocks[: len(odds)])
    held: dict[object, list[int]] = defaultdict(list)
    for number, (block, make) in enumerate(zip(blocks, makes, strict=False)):
        if any(make[1]) and block.path[:1] == ("p",) and _is_prose(block):
            held[make].append(number)
    for alike in held.values():
        report = [number for number in alike if odds[number] > threshold]
        size, whole = (sum(len(blocks[number].text) for number in some) for some in (report, alike))
        if len(report) >= _LEAST_ALIKE and size > _ALIKE_SHARE * whole:
            odds[alike] = np.maximum(odds[alike], max(_MENDED, threshold))


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE_CHARS and 3 * block.link_chars < len(block.text)

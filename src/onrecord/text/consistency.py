"""What the labeller's odds leave undecided among a page's blocks, settled by rules that hold for any page.

Paragraphs made alike are the report together; a link, an invitation to read, follow or sign up, a caption and a line
about who wrote the report are no part of it, wherever they stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.model.zone import ZoneKind
from onrecord.text.blocks import Block
from onrecord.text.kinds import furniture_kind, published_line
from onrecord.text.structure import makes_of

Chances = NDArray[np.float32]

_SURE_LINK = 0.75
_LINKED_SHARE = 0.8
_SHORT = 200
_PROSE_CHARS = 80
_LEAST_ALIKE = 3
_ALIKE_SHARE = 0.3
_MENDED = 0.6
_NEXT_SHARE = 3.0
_DATE_CHARS = 60
_HEADLINE_SPACES = 3
_SENTENCE_ENDS = frozenset('.!?:;…”"»)')
_PLEA = re.compile(
    r"\W{0,3}(?:(?:follow (?:us|him|her|them|@)|sign up (?:for|to|here)|subscribe (?:to|now|here|for)"
    r"|join (?:our|us on)|get (?:the|our) (?:app|newsletter)|download (?:the|our) app|click here|like us on"
    r"|got a (?:news )?tip|e-?mail (?:us|the (?:author|reporter))|abonnieren sie|melden sie sich"
    r"|jetzt (?:abonnieren|anmelden)"
    r"|suscríbete|inscreva-se|iscriviti|abonnez-vous|zapisz się)\b"
    r"|already (?:a |have (?:a|an) )?(?:subscriber|member|account|subscription)\b"
    r"|you(?:['’]ve| have) (?:read|reached|used) .{0,40}\b(?:free|articles?|limit)\b"
    r"|to (?:continue|keep|go on) reading\b"
    r"|(?:do you )?have (?:a |any |more )?(?:tips?|information|story)\b.{0,40}\?|continue reading (?:with|by)\b"
    r"|this (?:article|story) is (?:only )?for (?:subscribers|members)|scroll to continue\b"
    r"|(?:article|story) continues (?:below|after)\b"
    r"|this live ?blog (?:is|has|will|was)\b|(?:share|copy link|print|teilen|load more)\Z"
    r"|\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: (?:[A-Z]{2,4}|Uhr))?\Z"
    r"|(?:advertisement|werbung|anzeige|publicité|publicidad|реклама)\Z)",
    re.IGNORECASE,
)
_CONTRIBUTORS = re.compile(
    r"\W{0,3}(?i:(?:additional |further )?(?:reporting|writing)|edit(?:ed|ing)|compiled|written) by [A-ZÀ-Þ]"
    r"|[^.]{2,120}? contributed (?:reporting )?to this (?:report|story|article)\b"
)
_CONTRIBUTORS_CHARS = 250


def consistent(blocks: Sequence[Block], odds: Chances, threshold: float) -> Chances:
    """The odds of blocks, those that rules decide lifted over the threshold or put to zero."""
    settled = odds.copy()
    _lift_alike(blocks, settled, threshold)
    _drop_other_articles(blocks, settled, threshold)
    for number, block in enumerate(blocks[: len(settled)]):
        if settled[number] > threshold and insert_kind(block, sure=float(settled[number]) >= _SURE_LINK) is not None:
            settled[number] = 0.0
    return settled


def insert_kind(block: Block, *, sure: bool = False) -> ZoneKind | None:
    """What a block that stands within a report is instead; None for the report itself. A link is believed to be a part
    of it only where the labeller is `sure` and it does not read as a headline."""
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
    if _PLEA.match(words) or (len(words) <= _DATE_CHARS and published_line(words, 0, after_title=False) is not None):
        return "boilerplate"
    headline = words.rstrip()[-1:] not in _SENTENCE_ENDS and words.count(" ") >= _HEADLINE_SPACES
    return "teaser" if linked > _LINKED_SHARE and (headline or not sure) else None


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


def _drop_other_articles(blocks: Sequence[Block], odds: Chances, threshold: float) -> None:
    """Take for furniture what stands in a further `<article>` with an `<h1>` of its own: pages that go on with the next
    report when a reader comes to the end. The first such element that holds a heading and prose is the page's own."""
    report, headed = Counter[int](), dict[int, None]()
    for block, chance in zip(blocks, odds, strict=False):
        for place, tag in enumerate(block.path):
            if tag == "article":
                report[block.above[place]] += len(block.text) if chance > threshold and _is_prose(block) else 0
                if "h1" in block.path[:place]:
                    headed.setdefault(block.above[place])
    apart = [number for number in headed if report[number] > 0]
    own = next(iter(apart), None)
    others = {number for number in apart if number != own and report[number] <= _NEXT_SHARE * report[own or 0]}
    for number, block in enumerate(blocks[: len(odds)] if others else ()):
        if own not in block.above and not others.isdisjoint(block.above):
            odds[number] = 0.0


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE_CHARS and 3 * block.link_chars < len(block.text)

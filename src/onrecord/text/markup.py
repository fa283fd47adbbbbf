"""An HTML page: one canonical text with its zones, and what the page says about itself.

The page's blocks are labelled by boosted trees that see the words and the markup of all of them, at a first look each
for itself and at a second among the others; the stretch from the headline to the last block of the report becomes the
text, furniture within it labelled, furniture around it left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import numpy as np
from lxml.html import HtmlElement

from onrecord.model.page import Published
from onrecord.model.provenance import Hints, Problem
from onrecord.model.zone import READ_KINDS, ZoneKind
from onrecord.text.address import own_address
from onrecord.text.blocks import MAX_ATTRIBUTES, MAX_TAGS, Block, blocks_of, parse, within_tags
from onrecord.text.bylines import people
from onrecord.text.consistency import consistent, names_contributors
from onrecord.text.declared import Declared, declared_by
from onrecord.text.extractor import agreement
from onrecord.text.genre import no_article
from onrecord.text.kinds import furniture_kind, published_line
from onrecord.text.labeller import MAX_LINES, block_trees, lexicon, settling_trees
from onrecord.text.layout import chosen, laid_out, shown_in
from onrecord.text.lines import line_features
from onrecord.text.metadata import Shown, declared_authors, page_of, titled
from onrecord.text.opened import Opened
from onrecord.text.profile import Profile, furniture
from onrecord.text.repeats import repeated
from onrecord.text.scraped import open_scraped
from onrecord.text.settling import settled_rows
from onrecord.text.structure import Facts, block_features, block_rows
from onrecord.text.unshown import bare_words, declared_text
from onrecord.text.zoning import with_marks

Chances = np.ndarray[tuple[int], np.dtype[np.float32]]

BODY_AT = 0.5
_RESCUE_AT = 0.25
_LEAST_BODY_CHARS = 140
_LEAST_RESCUED_CHARS = 40
_TITLE_WORDS = 4
_NOT_WORDS = re.compile(r"\W+")
_CAPTION_CUE = re.compile(r"caption|figcaption|image-?credit|photo-?credit|legende|bildunterschrift")
_TEASER_CUE = re.compile(
    r"relat|recommend|teaser|promo|read-?more|newsletter|most-|popular|trending|inline-?link|see-?also"
)
_BYLINE_CUE = re.compile(r"byline|author|autor|writer|reporter")
_TAG_CUE = re.compile(r"\btags?\b|tag-?list|topics?\b|keywords?|article-tags|post-tags")


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A page's tree with what its markup declares and what each of its blocks is."""

    root: HtmlElement
    declared: Declared
    title: str | None
    blocks: list[Block]
    kinds: list[ZoneKind]

    def genre(self, url: str | None) -> str | None:
        """Why the page looks like no article."""
        return no_article(self.declared, self.blocks, self.kinds, self.title, url)


def open_html(source: str, hints: Hints, profile: Profile) -> Opened:
    """Render a page's report as one text, label it, and note what the page says about itself."""
    url = hints.url
    within = within_tags(source)
    if len(within) < len(source):
        detail = f"only the first {MAX_TAGS:,} tags and {MAX_ATTRIBUTES:,} attributes of a tag are read of its markup"
        opened = open_html(within, hints, profile)
        return msgspec.structs.replace(opened, problems=(Problem(what="cut", detail=detail), *opened.problems))
    looked = look(source)
    if looked is None:
        return _without_blocks(source, url)
    blocks, kinds, declared = looked.blocks, looked.kinds, looked.declared
    _mark_furniture(blocks, kinds, profile.lines(*shown_by(declared, hints)))
    unseen = declared_text(declared) if _body_chars(blocks, kinds) < _LEAST_BODY_CHARS else None
    if unseen is not None:
        return _declared_body(unseen, declared, looked.root, url)
    pieces = chosen(blocks, kinds)
    opened = laid_out(pieces)
    opened = msgspec.structs.replace(opened, no_article=looked.genre(url))
    return _declaring(opened, declared, looked.root, url, shown_in(blocks, kinds, pieces))


def look(source: str) -> Looked | None:
    """The labelled blocks of markup within its limits; None where no parser finds any."""
    root = parse(source)
    blocks = blocks_of(root) if root is not None else []
    if root is None or not blocks:
        return None
    declared = declared_by(root)
    title, _ = titled(declared, None)
    odds = _probabilities(source, root, blocks[:MAX_LINES], facts_of(declared, title))
    odds = consistent(blocks, odds, BODY_AT)
    return Looked(root=root, declared=declared, title=title, blocks=blocks, kinds=_kinds(blocks, odds, title))


def shown_by(declared: Declared, hints: Hints) -> tuple[str | None, str | None]:
    """The address and the outlet's name by which a page's outlet is told before its text is laid out."""
    return own_address(declared, hints.url).url, hints.outlet or declared.meta("og:site_name")


def _mark_furniture(blocks: Sequence[Block], kinds: list[ZoneKind], known: frozenset[int]) -> None:
    body = [number for number, kind in enumerate(kinds) if kind == "body"]
    for number in furniture([block.text for block in blocks], body, known):
        kinds[number] = "boilerplate"


def _declaring(opened: Opened, declared: Declared, root: HtmlElement, url: str | None, shown: Shown) -> Opened:
    """The opened page with what it says about itself."""
    own = own_address(declared, url)
    page = page_of(declared, root, url, own, shown)
    published = page.published or _dated_line(opened)
    problems = (*opened.problems, *([own.problem] if own.problem else []))
    page = msgspec.structs.replace(page, dateline=opened.page.dateline, published=published)
    return msgspec.structs.replace(opened, page=page, problems=problems)


def _dated_line(opened: Opened) -> Published | None:
    """The date of a line between the headline and the report."""
    report = next((one.start for one in opened.zones if one.kind in READ_KINDS), 0)
    lines = [one for one in opened.zones if one.kind in ("byline", "boilerplate") and one.end <= report]
    found = (published_line(opened.text[one.start : one.end], one.start, after_title=True) for one in lines)
    return next((date for date in found if date is not None), None)


def facts_of(declared: Declared, title: str | None) -> Facts:
    """What the page declares of its report, for the labeller to hold its blocks against."""
    body = declared.article().get("articleBody")
    description = declared.meta("og:description", "description") or ""
    authors = people(declared_authors(declared))
    return Facts(
        title=title or "", description=description, body=body if isinstance(body, str) else "", authors=authors
    )


def _probabilities(source: str, root: HtmlElement, blocks: Sequence[Block], facts: Facts) -> Chances:
    texts = [block.text for block in blocks]
    lines = line_features(texts, lexicon())
    rows = block_rows(lines, block_features(blocks, facts), agreement(source, root, texts))
    first = block_trees().probabilities(rows)
    return settling_trees().probabilities(settled_rows(rows, blocks, first))


def _kinds(blocks: Sequence[Block], odds: Chances, title: str | None) -> list[ZoneKind]:
    """The kind of each block. Where next to nothing passes for body, the threshold is lowered once."""
    heading = _title_block(blocks, odds, title)
    sizes = [sum(len(block.text) for block, chance in zip(blocks, odds, strict=False) if chance > least)
             for least in (BODY_AT, _RESCUE_AT)]  # fmt: skip
    threshold = _RESCUE_AT if sizes[0] < _LEAST_BODY_CHARS and sizes[1] >= _LEAST_RESCUED_CHARS else BODY_AT
    kinds: list[ZoneKind] = []
    for number, block in enumerate(blocks):
        if number == heading:
            kinds.append("title")
        elif number < len(odds) and odds[number] > threshold:
            kinds.append("body")
        else:
            kinds.append(_furniture(block))
    body = [number for number, kind in enumerate(kinds) if kind == "body"]
    for number in repeated([blocks[number].text for number in body]):
        kinds[body[number]] = "repeat"
    return kinds


def _title_block(blocks: Sequence[Block], odds: Chances, title: str | None) -> int | None:
    """The block that holds the headline: the declared title's own words, in the largest heading before the report."""
    first = next((number for number, chance in enumerate(odds) if chance > BODY_AT), len(blocks))
    want = _folded(title or "")
    near = range(min(len(blocks), first + 3)) if want else range(0)
    found = [number for number in near if _folded(blocks[number].text) == want]
    found = found or [number for number in near if _most_of(_folded(blocks[number].text), want)]
    heads = [number for number in found if "h1" in blocks[number].path[:2]] or found
    if heads:
        return heads[-1]
    tops = [
        number
        for number in range(min(first, len(blocks)))
        if "h1" in blocks[number].path[:2] and len(blocks[number].text) > 10
    ]
    return tops[-1] if tops else None


def _most_of(words: str, title: str) -> bool:
    """Whether words are a declared title without the name of the site and its like."""
    return 2 * len(words) >= len(title) and len(words.split()) >= _TITLE_WORDS and f" {words} " in f" {title} "


def _furniture(block: Block) -> ZoneKind:
    if names_contributors(block.text):
        return "byline"
    near = " ".join(block.cues[:3])
    if "figcaption" in block.path or _CAPTION_CUE.search(near):
        return "caption"
    kind = furniture_kind(block.text)
    if kind != "boilerplate":
        return kind
    linked = block.link_chars * 2 > len(block.text)
    if _TAG_CUE.search(near) and linked and len(block.text) <= 60:
        return "tags"
    if _BYLINE_CUE.search(near) and len(block.text) <= 120:
        return "byline"
    if _TEASER_CUE.search(" ".join(block.cues[:6])) or (linked and len(block.text) > 25):
        return "teaser"
    return "caption" if "figure" in block.path[:3] else "boilerplate"


def _body_chars(blocks: Sequence[Block], kinds: Sequence[ZoneKind]) -> int:
    return sum(len(block.text) for block, kind in zip(blocks, kinds, strict=True) if kind == "body")


def _declared_body(article: str, declared: Declared, root: HtmlElement, url: str | None) -> Opened:
    """The article text that JSON-LD carries, for a page that builds its own by script."""
    opened = open_scraped(article)
    lines = [one for one in opened.zones if one.kind not in ("dateline", "credit")]
    laid = with_marks(article, [msgspec.structs.replace(one, kind="body") for one in lines])
    problem = Problem(
        what="body", detail="the page shows no article; its text is taken from what the page declares (JSON-LD)"
    )
    return _declaring(msgspec.structs.replace(laid, problems=(problem,)), declared, root, url, Shown())


def _without_blocks(source: str, url: str | None) -> Opened:
    """What can be had of markup in which no text is found: what it declares; else its words, taken as scraped text."""
    root = parse(source)
    declared = declared_by(root) if root is not None else None
    body = declared_text(declared) if declared is not None else None
    if root is not None and declared is not None and body is not None:
        return _declared_body(body, declared, root, url)
    words = bare_words(source)
    if words.strip():
        problem = Problem(what="markup", detail="the page's markup cannot be read; its words are taken as plain text")
        return msgspec.structs.replace(open_scraped(words), problems=(problem,))
    opened = Opened(text="", no_article="it shows no text: it builds its own by script, or has none")
    return _declaring(opened, declared, root, url, Shown()) if root is not None and declared is not None else opened


def _folded(words: str) -> str:
    return _NOT_WORDS.sub(" ", words.replace("\xad", "")).strip().casefold()

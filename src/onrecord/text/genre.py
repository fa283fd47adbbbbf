"""Whether an HTML page is an article at all, or an index, a search, a gallery, a video page, an error.

Told from what holds for any site: what the page declares (schema.org and OpenGraph types), how much of it reads as one
report, how many headlines of other pages stand among it, and the form of its address. A page that declares itself an
article and has a report is one, however many teasers surround it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import msgspec

from onrecord.model.zone import ZoneKind
from onrecord.text.blocks import Block
from onrecord.text.declared import Declared, types_of
from onrecord.text.lines import size_of

_LEAST_REPORT = 140
_SHORT_REPORT = 500
_LONG_REPORT = 1_500
_PROSE_CHARS = 60
_MANY_HEADLINES = 8
_LIST_TYPES = frozenset({"collectionpage", "searchresultspage", "itemlist", "categorycodeset", "profilepage"})
_PICTURE_TYPES = frozenset({"imagegallery", "mediagallery", "imageobject", "collection"})
_VIDEO_TYPES = frozenset({"videoobject", "broadcastevent", "videogallery", "audioobject", "podcastepisode"})
_LIST_PATH = re.compile(
    r"/(?:tags?|topics?|themen?|schlagwort|categor(?:y|ies|ia|ie)|kategorie|sections?|authors?|autor(?:en|es)?|archiv[eo]?s?"
    r"|search|suche|buscar|recherche|page/\d+|rubrik|dossiers?)(?:/|\Z)",
    re.IGNORECASE,
)
_SEARCHED = frozenset({"s", "q", "query", "search", "suche", "keyword"})
_ERROR = re.compile(
    r"\b(?:404|403|410|50[0234])\b|not found|no longer (?:available|exists)|(?:could|can)(?:not|n[o']t| not) be found"
    r"|access denied|forbidden|just a moment|are you (?:a )?(?:human|robot)|service unavailable|something went wrong"
    r"|nicht gefunden|introuvable|non trouvée|no encontrada|não encontrada|non trovata|не найдена",
    re.IGNORECASE,
)


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A page's text in numbers: characters of its report, headlines that are links to elsewhere in all and among the
    report, and the blocks of the report."""

    report: int
    headlines: int
    among: int
    blocks: int


def no_article(
    declared: Declared, blocks: Sequence[Block], kinds: Sequence[ZoneKind], title: str | None, url: str | None
) -> str | None:
    """Why a page is no article, in plain words; None for an article."""
    shape = shape_of(blocks, kinds)
    if shape.report < _SHORT_REPORT and _ERROR.search(f"{declared.title or ''} {title or ''}"):
        return "it is an error page by its title"
    article = declared.article()
    declares = bool(article.get("headline") and (article.get("datePublished") or shape.report >= _SHORT_REPORT))
    if declares:
        return None  # where none of it can be read, that is said as such
    return _without_report(declared, shape) if shape.report < _LEAST_REPORT else _listing(declared, shape, url)


def shape_of(blocks: Sequence[Block], kinds: Sequence[ZoneKind]) -> Shape:
    """A page in numbers."""
    body = [number for number, kind in enumerate(kinds) if kind == "body" and _is_prose(blocks[number])]
    headlines = [number for number, block in enumerate(blocks) if _is_linked_headline(block)]
    among = [number for number in headlines if body and body[0] < number < body[-1]]
    report = sum(size_of(blocks[number].text) for number in body)
    return Shape(report=report, headlines=len(headlines), among=len(among), blocks=len(body))


def _is_prose(block: Block) -> bool:
    return size_of(block.text) >= _PROSE_CHARS and block.link_chars * 2 < len(block.text)


def _is_linked_headline(block: Block) -> bool:
    """A block that is one link of a headline's length."""
    size = size_of(block.text)
    return 25 <= size <= 200 and block.link_chars >= 0.8 * len(block.text.replace(" ", "")) and block.links <= 2


def _without_report(declared: Declared, shape: Shape) -> str:
    types = _types(declared)
    og_type = (declared.meta("og:type") or "").lower()
    if og_type.startswith("video") or types & _VIDEO_TYPES:
        return "it is a video or sound page without a report"
    if types & _PICTURE_TYPES:
        return "it is a gallery without a report"
    if shape.headlines >= _MANY_HEADLINES:
        return f"it lists {shape.headlines} headlines and holds no report"
    return "no part of it reads as a report"


def _listing(declared: Declared, shape: Shape, url: str | None) -> str | None:
    """Why a page with some prose is a list of other pages: prose of teasers, with a headline for each."""
    crowded = shape.among >= _MANY_HEADLINES and 2 * shape.among >= shape.blocks
    listed = _types(declared) & _LIST_TYPES
    many = shape.headlines >= _MANY_HEADLINES
    if listed and not declared.article() and (crowded or (many and shape.report < _LONG_REPORT)):
        return f"it declares itself a list ({min(listed)}) and holds {shape.headlines} headlines"
    if _is_list_address(url) and (crowded or (many and shape.report < _LONG_REPORT)):
        return f"its address is that of a list, and it holds {shape.headlines} headlines"
    if crowded and not declared.article() and (declared.meta("og:type") or "").lower() != "article":
        return f"{shape.among} headlines of other pages stand among {shape.blocks} paragraphs"
    if shape.report < _SHORT_REPORT and shape.headlines >= 5 * _MANY_HEADLINES and not declared.article():
        return f"it lists {shape.headlines} headlines and holds next to no report"
    return None


def _is_list_address(url: str | None) -> bool:
    if not url:
        return False
    try:
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
    except ValueError:
        return False
    return parts.path in ("", "/") or bool(_LIST_PATH.search(parts.path)) or bool(_SEARCHED & asked.keys())


def _types(declared: Declared) -> frozenset[str]:
    return frozenset(name for item in declared.items for name in types_of(item))

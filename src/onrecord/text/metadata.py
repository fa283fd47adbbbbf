"""What an HTML page says about itself, chosen from what its markup declares and what its text shows."""

from __future__ import annotations

import logging
import re
from collections import Counter
from datetime import date
from itertools import chain
from typing import Any
from urllib.parse import urljoin

import msgspec
from htmldate import find_date
from lxml.html import HtmlElement

from onrecord.model.page import Outlet, Page, Published
from onrecord.text.bylines import people
from onrecord.text.declared import Declared, Item, strings, types_of
from onrecord.text.extractor import FOREIGN_ERRORS, fits
from onrecord.text.hints import domain_of, outlet_of

_ISO_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_SITE_PART = re.compile(r"\s+[|–—\-·•»:]{1,2}\s+|\s*[|｜]\s*|：(?=[^：]{2,20}\Z)")
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "pubdate",
    "article.published", "cxenseparse:recs:publishtime", "og:published_time", "date.created",
)  # fmt: skip
_SECTION_METAS = ("article:section", "og:article:section", "parsely-section", "section", "cxenseparse:category")
_TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "sailthru.tags")
_AUTHOR_METAS = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
_MAX_TAGS = 40
log = logging.getLogger(__name__)
_KEYED = re.compile(r"[\w ]{1,20}: ")
_WORDS = re.compile(r"\W+")


def page_of(declared: Declared, root: HtmlElement, url: str | None, shown: Shown) -> Page:
    """The page's fields.

    Args:
        declared: the declarations of its markup.
        root: its tree, for the last resort in dating it.
        url: its address, where known.
        shown: what the labelled text shows.
    """
    article = declared.article()
    outlet = _outlet(declared, article, url)
    return Page(
        title=title_of(declared, outlet.name if outlet else None) or shown.title,
        outlet=outlet,
        byline=_byline(declared, article, outlet, shown),
        section=next(iter(strings(article.get("articleSection"))), None) or declared.meta(*_SECTION_METAS),
        tags=_tags(declared, article) or shown.tags,
        published=_published(declared, article, root, url),
    )


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the page's text shows of the fields: used where the markup declares nothing."""

    title: str | None = None
    bylines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def canonical_url(declared: Declared, url: str | None) -> str | None:
    """The page's own address: `<link rel=canonical>`, else `og:url`, made absolute where the address it came from is
    known."""
    found = declared.canonical or declared.meta("og:url")
    if not found:
        return url
    try:
        return urljoin(url, found) if url else found
    except ValueError:
        return url


def title_of(declared: Declared, outlet: str | None) -> str | None:
    """The headline: of what JSON-LD, OpenGraph, `<h1>` and `<title>` say, the reading that most of them share."""
    heads = [words for words in declared.headings if len(words) > 10]
    candidates = [
        *strings(declared.article().get("headline"))[:1], *declared.metas.get("og:title", ())[:1],
        *heads[:1], *declared.metas.get("twitter:title", ())[:1], *([declared.title] if declared.title else []),
    ] or list(declared.headings[:1])  # fmt: skip
    cleaned = [without_site(words, outlet, candidates) for words in candidates]
    votes = Counter(_folded(words) for words in cleaned)
    best = max(votes.values(), default=0)
    return next((words for words in cleaned if votes[_folded(words)] == best), None)


def without_site(title: str, outlet: str | None, others: list[str]) -> str:
    """A title without the outlet's name and its like at the end: what follows the last separators, when it is the
    outlet's
    name or when another declaration has the title without it."""
    keys = {_folded(other) for other in others}
    own = _folded(outlet or "").replace(" ", "")
    parts = [found.start() for found in _SITE_PART.finditer(title)]
    for cut in parts:
        head = title[:cut].strip()
        if _folded(head) in keys and len(head) > 10:
            return head
    if parts and own:
        tail = _folded(title[parts[-1] :]).replace(" ", "")
        if tail and len(title[: parts[-1]]) > 10 and (tail in own or own in tail):
            return title[: parts[-1]].strip()
    return title


def _outlet(declared: Declared, article: Item, url: str | None) -> Outlet | None:
    publisher = article.get("publisher")
    names = [declared.meta("og:site_name"), *strings(publisher)[:1], declared.meta("application-name")]
    name = next((words for words in names if words and not words.startswith("http")), None)
    domain = domain_of(url) or domain_of(canonical_url(declared, None)) or domain_of(declared.meta("og:url"))
    return outlet_of(name or domain, domain) if name or domain else None


def _byline(declared: Declared, article: Item, outlet: Outlet | None, shown: Shown) -> tuple[str, ...]:
    """The people that the first ground names at all: JSON-LD, `<meta>`, marked-up authors, byline lines; a line that
    names all of them and more is believed over them."""
    own = outlet.name if outlet else None
    metas = [value for name in _AUTHOR_METAS for value in declared.metas.get(name, ())]
    grounds = (people(values, outlet=own) for values in (_authors(declared, article), metas, declared.authors))
    found = next((names for names in grounds if names), ())
    if not found:
        return people(shown.bylines, outlet=own)
    names = {_folded(name) for name in found}
    lines = (people([line], outlet=own) for line in shown.bylines if line.lower().startswith("by "))
    return next((line for line in lines if names < {_folded(name) for name in line}), found)


def _authors(declared: Declared, article: Item) -> list[str]:
    found: list[str] = []
    authors = article.get("author") or article.get("creator")
    for author in authors if isinstance(authors, list) else [authors]:
        node: Any = author
        if isinstance(node, dict) and not node.get("name") and node.get("@id"):
            node = next((item for item in declared.items if item.get("@id") == node["@id"] and item.get("name")), node)
        if not (isinstance(node, dict) and "organization" in types_of(node)):
            found += strings(node)
    return found


def _tags(declared: Declared, article: Item) -> tuple[str, ...]:
    metas = [value for name in _TAG_METAS for value in declared.metas.get(name, ())]
    for values in (strings(article.get("keywords")), metas, declared.metas.get("keywords", [])):
        words = chain.from_iterable(re.split(r"\s*[,;]\s*", value) for value in values)
        bare = (word.strip("# ") for word in words if not _KEYED.match(word))
        found = tuple(dict.fromkeys(word for word in bare if 1 < len(word) <= 60))
        if found:
            return found[:_MAX_TAGS]
    return ()


def _published(declared: Declared, article: Item, root: HtmlElement, url: str | None) -> Published | None:
    grounds = [
        ("json-ld", article.get("datePublished"), 0.97),
        *(("meta", declared.meta(name), 0.95) for name in _PUBLISHED_METAS[:2]),
        *(
            ("json-ld", item.get("datePublished"), 0.9)
            for item in declared.items
            if isinstance(item.get("datePublished"), str)
        ),
        *(("meta", declared.meta(name), 0.9) for name in _PUBLISHED_METAS[2:]),
    ]
    for how, value, confidence in grounds:
        day = iso_day(value)
        if day:
            return Published(date=day, precision="day", how=how, confidence=confidence)
    return _by_markup(declared, root, url)


def _by_markup(declared: Declared, root: HtmlElement, url: str | None) -> Published | None:
    days = {day for value in declared.times[:20] if (day := iso_day(value))}
    if len(days) == 1:
        return Published(date=days.pop(), precision="day", how="time element", confidence=0.8)
    found = _by_htmldate(root, url)
    if found:
        return Published(date=found, precision="day", how="htmldate", confidence=0.7)
    first = iso_day(declared.times[0]) if declared.times else None
    return Published(date=first, precision="day", how="time element", confidence=0.5) if first else None


def _by_htmldate(root: HtmlElement, url: str | None) -> str | None:
    if not fits(root):
        return None
    try:
        return iso_day(find_date(root, url=url, original_date=True, extensive_search=False))
    except FOREIGN_ERRORS:
        log.warning("htmldate failed on %s", url, exc_info=True)
        return None


def iso_day(value: Any) -> str | None:
    """The calendar day of an ISO 8601 date or time as written, in its own time zone; None when there is none."""
    found = _ISO_DAY.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat() if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _folded(words: str) -> str:
    return _WORDS.sub(" ", words.replace("\xad", "")).strip().casefold()

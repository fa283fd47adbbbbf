"""What an HTML page says about itself, chosen from what its markup declares and what its text shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

import msgspec
from lxml.html import HtmlElement

from onrecord.model.address import domain_of
from onrecord.model.page import Grounds, Outlet, Page
from onrecord.text.address import OwnAddress
from onrecord.text.bylines import people
from onrecord.text.declared import Declared, Item, strings, types_of
from onrecord.text.declared_dates import modified_of, published_of
from onrecord.text.hints import outlet_of

Grounded = tuple[str | None, str | None]
"""A field and where it was found."""

_SITE_PART = re.compile(r"\s+[|–—\-·•»:*]{1,2}\s+|\s*[|｜]\s*|：(?=[^：]{2,20}\Z)")
_SITE_FIRST = re.compile(r"(.{3,40}?)(?:\s+[|–—\-·•»*]\s+|:\s+)(?=\S.{10})")
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
_MAX_TITLE_CHARS = 600
_MAX_HEADINGS = 50
_SHARED_WORDS = 0.25
_HEADLINE_WORDS = 4
_KEYED = re.compile(r"[\w ]{1,20}: ")
_WORDS = re.compile(r"\W+")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the page's text shows of the fields: used where the markup declares nothing."""

    title: str | None = None
    bylines: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def page_of(declared: Declared, root: HtmlElement, url: str | None, own: OwnAddress, shown: Shown) -> Page:
    """The page's fields, and where each was found.

    Args:
        declared: the declarations of its markup.
        root: its tree, for the last resort in dating it.
        url: where it came from, where known.
        own: its own address.
        shown: what the labelled text shows.
    """
    article = declared.article()
    outlet, outlet_how = _outlet(declared, article, url or own.url)
    title, title_how = titled(declared, outlet.name if outlet else None)
    byline, byline_how = _byline(declared, article, outlet, shown)
    section, section_how = _section(declared, article)
    tags, tags_how = _tags(declared, article)
    published = published_of(declared, root, own.url)
    return Page(
        title=title or shown.title,
        outlet=outlet,
        byline=byline,
        section=section,
        tags=tags or shown.tags,
        published=published,
        modified=modified_of(declared, published),
        canonical=own.url,
        how=Grounds(
            title=title_how or ("text" if shown.title else None),
            outlet=outlet_how,
            byline=byline_how,
            section=section_how,
            tags=tags_how or ("text" if shown.tags else None),
            canonical=own.how,
        ),
    )


def titled(declared: Declared, outlet: str | None) -> Grounded:
    """The headline: what the page shows in `<h1>` where JSON-LD says the same, else the reading that most of JSON-LD,
    OpenGraph, `<h1>` and `<title>` share. OpenGraph, Twitter's card and `<title>` are often one text for elsewhere."""
    candidates = list(_titles(declared)) or [("h1", words) for words in declared.headings[:1]]
    candidates = [(how, words) for how, words in candidates if len(words) <= _MAX_TITLE_CHARS]
    others = [words for _, words in candidates]
    cleaned = [(how, without_site(words, outlet, others)) for how, words in candidates]
    shown = {how: words for how, words in cleaned if how in ("json-ld", "h1")}
    if len(shown) == 2 and len({_folded(words) for words in shown.values()}) == 1:
        return shown["json-ld"], "json-ld"
    votes = Counter(_folded(words) for _, words in cleaned)
    best = max(votes.values(), default=0)
    how, title = next(((how, words) for how, words in cleaned if votes[_folded(words)] == best), (None, None))
    return title, how


def _titles(declared: Declared) -> Iterator[tuple[str, str]]:
    yield from (("json-ld", words) for words in strings(declared.article().get("headline"))[:1])
    yield from (("opengraph", words) for words in declared.metas.get("og:title", ())[:1])
    yield from (("h1", words) for words in _heading(declared))
    yield from (("meta", words) for words in declared.metas.get("twitter:title", ())[:1])
    if declared.title:
        yield "title element", declared.title


def _heading(declared: Declared) -> list[str]:
    """The page's own heading: the first one that another declaration holds; else the first, unless the others hold a
    headline (four words and more) and share next to no word with it, as with the name of a site or section."""
    long = [words for words in declared.headings if len(words) > 10][:_MAX_HEADINGS]
    others = (declared.title, declared.meta("og:title"), *strings(declared.article().get("headline"))[:1])
    told = [f" {_folded(words[:_MAX_TITLE_CHARS])} " for words in others if words]
    held = [words for words in long if any(f" {_folded(words)} " in one for one in told)]
    words = set(" ".join(told).split())
    if held or not long or len(words) < _HEADLINE_WORDS:
        return (held or long)[:1]
    own = set(_folded(long[0]).split())
    return long[:1] if len(own & words) >= _SHARED_WORDS * len(own) else []


def without_site(title: str, outlet: str | None, others: list[str]) -> str:
    """A title without the outlet's name and its like at the end: from the separator on after which the outlet's name
    stands, or before which another declaration's whole title does."""
    keys = {_folded(other) for other in others}
    own = _folded(outlet or "").replace(" ", "")
    parts = [found.start() for found in _SITE_PART.finditer(title)]
    for cut in parts:
        head = title[:cut].strip()
        if _folded(head) in keys and len(head) > 10:
            return head
    if own and (before := _SITE_FIRST.match(title)) and _folded(before[1]).replace(" ", "") in _names_of(outlet):
        return without_site(title[before.end() :], outlet, others)
    for cut, end in pairwise([*parts, len(title)]) if own else ():
        tail = _folded(title[cut:end]).replace(" ", "")
        if tail and len(title[:cut]) > 10 and (tail in own or own in tail):
            return title[:cut].strip()
    return title


def _names_of(outlet: str | None) -> tuple[str, str]:
    """An outlet's name without spaces; of one that is known by its domain alone, also without what follows the dot."""
    return _folded(outlet or "").replace(" ", ""), (outlet or "").casefold().partition(".")[0]


def _outlet(declared: Declared, article: Item, url: str | None) -> tuple[Outlet | None, str | None]:
    names = [
        ("opengraph", declared.meta("og:site_name")),
        *(("json-ld", words) for words in strings(article.get("publisher"))[:1]),
        ("meta", declared.meta("application-name")),
    ]
    how, name = next(((how, words) for how, words in names if words and not words.startswith("http")), (None, None))
    domain = domain_of(url) or domain_of(declared.canonical) or domain_of(declared.meta("og:url"))
    if not name and not domain:
        return None, None
    return outlet_of(name or domain, domain), how or "address"


def _byline(
    declared: Declared, article: Item, outlet: Outlet | None, shown: Shown
) -> tuple[tuple[str, ...], str | None]:
    """The people that the first ground names at all: JSON-LD, `<meta>`, marked-up authors, byline lines; a line that
    names all of them and more is believed over them."""
    own = outlet.name if outlet else None
    given = (("json-ld", _authors(declared, article)), ("meta", _meta_authors(declared)), ("markup", declared.authors))
    grounds = ((how, people(values, outlet=own)) for how, values in given)
    how, found = next(((how, names) for how, names in grounds if names), (None, ()))
    if not found:
        read = people(shown.bylines, outlet=own)
        return read, "text" if read else None
    names = {_folded(name) for name in found}
    lines = (people([line], outlet=own) for line in shown.bylines if line.lower().startswith("by "))
    fuller = next((line for line in lines if names < {_folded(name) for name in line}), None)
    return (fuller, "text") if fuller else (found, how)


def declared_authors(declared: Declared) -> list[str]:
    """What JSON-LD, and after it `<meta>`, name as authors, as it stands there."""
    return [*_authors(declared, declared.article()), *_meta_authors(declared)]


def _meta_authors(declared: Declared) -> list[str]:
    return [value for name in _AUTHOR_METAS for value in declared.metas.get(name, ())]


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


def _section(declared: Declared, article: Item) -> Grounded:
    named = next(iter(strings(article.get("articleSection"))), None)
    if named:
        return named, "json-ld"
    meta = declared.meta(*_SECTION_METAS)
    return meta, "meta" if meta else None


def _tags(declared: Declared, article: Item) -> tuple[tuple[str, ...], str | None]:
    metas = [value for name in _TAG_METAS for value in declared.metas.get(name, ())]
    keywords = declared.metas.get("keywords", [])
    for how, values in (("json-ld", strings(article.get("keywords"))), ("meta", metas), ("meta", keywords)):
        words = chain.from_iterable(re.split(r"\s*[,;]\s*", value) for value in values)
        bare = (word.strip("# ") for word in words if not _KEYED.match(word))
        found = tuple(dict.fromkeys(word for word in bare if 1 < len(word) <= 60))
        if found:
            return found[:_MAX_TAGS], how
    return (), None


def _folded(words: str) -> str:
    return _WORDS.sub(" ", words.replace("\xad", "")).strip().casefold()

"""What a page's markup declares about it: JSON-LD (schema.org), OpenGraph and other `<meta>`, `<link>`, `<title>`,
`<time>`.

Everything is gathered as it stands and in order; choosing between declarations that disagree is left to `metadata`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

import msgspec
from lxml import etree

Item = dict[str, Any]

_MAX_JSON_CHARS = 2_000_000
_MAX_NODES = 20_000
_ARTICLE_TYPES = frozenset(
    "newsarticle article reportagenewsarticle blogposting opinionnewsarticle analysisnewsarticle backgroundnewsarticle "
    "reviewnewsarticle liveblogposting socialmediaposting report advertisercontentarticle scholarlyarticle techarticle "
    "askpublicnewsarticle".split()
)
_CONTROL = re.compile(r"[\x00-\x1f]+")


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """Declarations as found. `metas` maps a lower-case name (`og:title`, `article:author`) to its values in order;
    `items` are all JSON-LD nodes; `times` are the `datetime` values of `<time>` elements."""

    metas: dict[str, list[str]]
    items: tuple[Item, ...]
    title: str | None
    canonical: str | None
    language: str | None
    headings: tuple[str, ...]
    times: tuple[str, ...]
    authors: tuple[str, ...]

    def meta(self, *names: str) -> str | None:
        """The first value that is not blank under the first of these names that has one."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)

    def article(self) -> Item:
        """The JSON-LD node that describes this page's article; an empty one where there is none."""
        found = [item for item in self.items if types_of(item) & _ARTICLE_TYPES]
        whole = [item for item in found if item.get("headline") and (item.get("datePublished") or item.get("author"))]
        return next(iter(whole or found), {})


def declared_by(root: etree._Element) -> Declared:
    """Gather a page's declarations."""
    head_title = root.find(".//title")
    return Declared(
        metas=_metas(root),
        items=tuple(_items(root)),
        title=_clean(head_title.text) if head_title is not None else None,
        canonical=_canonical(root),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        headings=tuple(words for found in root.iterfind(".//h1") if (words := _clean("".join(found.itertext())))),
        times=tuple(value for found in root.iterfind(".//time") if (value := found.get("datetime"))),
        authors=tuple(_marked_authors(root)),
    )


def _metas(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _clean(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _canonical(root: etree._Element) -> str | None:
    for element in root.iterfind(".//link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").strip():
            return str(element.get("href")).strip()
    return None


def _marked_authors(root: etree._Element) -> Iterator[str]:
    """Names marked as authors in the markup itself (`rel=author`, `itemprop=author`): those that stand with the first,
    since lists of other articles name their authors too."""
    around: etree._Element | None = None
    for element in root.iter("a", "span", "div", "p", "address"):
        if element.get("rel") == "author" or (element.get("itemprop") or "").lower() in ("author", "name author"):
            name = element.find(".//*[@itemprop='name']")
            words = _clean(" ".join((element if name is None else name).itertext()))
            if words and len(words) <= 120:
                group = _group_of(element)
                around = group if around is None else around
                if group is around:
                    yield words


def _group_of(element: etree._Element) -> etree._Element:
    """The element three steps above: around the authors of one article, and of no other."""
    return next(islice(element.iterancestors(), 2, None), element)


def _items(root: etree._Element) -> Iterator[Item]:
    """All nodes of all JSON-LD scripts, outermost first, walked with a stack."""
    count = 0
    for script in root.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        stack: list[Any] = [_json(script.text)]
        while stack and count < _MAX_NODES:
            node = stack.pop()
            count += 1
            if isinstance(node, list):
                stack.extend(reversed(node))
            elif isinstance(node, dict):
                yield node
                stack.extend(
                    value
                    for key, value in reversed(node.items())
                    if key in ("@graph", "mainEntity", "mainEntityOfPage")
                )


def _json(text: str) -> Any:
    text = text[:_MAX_JSON_CHARS].strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _CONTROL.sub(" ", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def types_of(item: Item) -> frozenset[str]:
    """The lower-case type names of a JSON-LD node."""
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return frozenset(name.rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str))


def strings(value: Any) -> list[str]:
    """The texts of a JSON-LD value: a text, a list of texts, or nodes with a name."""
    if isinstance(value, str):
        return [cleaned] if (cleaned := _clean(value)) else []
    if isinstance(value, dict):
        return strings(value.get("name")) if not isinstance(value.get("name"), dict) else []
    if isinstance(value, list):
        return [text for one in value[:200] if not isinstance(one, list) for text in strings(one)]
    return []


def _clean(words: str | None) -> str:
    return " ".join(unescape(words).split()) if words else ""

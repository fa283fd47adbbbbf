"""An HTML page as the blocks of text a reader sees, each with where in the page's structure it stands.

The tree is walked with a loop, never by recursion, and within limits, so that no page can exhaust time or memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import msgspec
from lxml import etree
from lxml.html import HtmlElement, HTMLParser

MAX_TAGS = 400_000
"""Tags of a page that are parsed: a tree takes about 300 bytes for each, and no news page has a tenth as many."""

MAX_ATTRIBUTES = 1_000
"""Attributes of a tag beyond which it is parsed without any: the parser compares each with all before it."""

MAX_ELEMENTS = 250_000
MAX_BLOCKS = 20_000
_ANCESTORS = 40

_SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed select option button textarea input head"
    " canvas audio map "
    "datalist progress meter".split()
)
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul "
    "caption video picture amp-img".split()
)
_SPACE = re.compile(r"\s+")
_LINK, _STRONG, _SLANTED = 1, 2, 4
_MARKS = {"a": _LINK, "b": _STRONG, "strong": _STRONG, "i": _SLANTED, "em": _SLANTED, "cite": _SLANTED}
_CUE_ATTRIBUTES = ("class", "id", "itemprop", "role", "data-testid", "data-component", "data-module", "aria-label")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Block(msgspec.Struct, kw_only=True):
    """A run of text without a block boundary. `path` runs from the nearest block element outwards: tags; `cues` are the
    class, id, itemprop, role and like words of the same elements; `above`: numbers that identify them; `link_chars`,
    `strong_chars` and `slanted_chars` count the characters inside links and set bold or in italics."""

    text: str
    path: tuple[str, ...]
    cues: tuple[str, ...]
    above: tuple[int, ...]
    link_chars: int
    links: int
    strong_chars: int
    slanted_chars: int
    hidden: bool
    joined: bool


class _Frame(msgspec.Struct):
    """An open element on the way down."""

    tag: str
    cue: str
    number: int
    hidden: bool
    marks: int


def parse(source: str) -> HtmlElement | None:
    """The page's tree, or None where there is none. Nesting beyond the parser's limit ends the tree there."""
    parser = HTMLParser(encoding="utf-8", recover=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


_LONG_TAG = re.compile(rf"<([A-Za-z][\w:-]{{0,40}})[^<>]{{{2 * MAX_ATTRIBUTES},}}>")


def within_tags(source: str) -> str:
    """The page's markup up to its last tag that is parsed, tags with too many attributes without them."""
    source = _LONG_TAG.sub(_bare_tag, source)
    if source.count("<") <= MAX_TAGS:
        return source
    last = next(islice(re.finditer("<", source), MAX_TAGS, None))
    return source[: last.start()]


def _bare_tag(found: re.Match[str]) -> str:
    return f"<{found[1]}>" if len(found[0].split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES else found[0]


def blocks_of(root: etree._Element) -> list[Block]:
    """The blocks of a page in reading order, white space folded, none empty."""
    return list(islice(_Walk().blocks(root), MAX_BLOCKS))


class _Walk:
    """The state of one walk over a tree."""

    def __init__(self) -> None:
        self._frames: list[_Frame] = []
        self._parts: list[str] = []
        self._marked = [0, 0, 0]
        self._links = 0
        self._joined = False

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped = 0
        for number, (event, element) in enumerate(walk):
            if number > 2 * MAX_ELEMENTS:
                break
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in _SKIPPED or not tag:
                    walk.skip_subtree()
                    skipped += 1
                    continue
                yield from self._open(element, tag, number)
            elif tag in _SKIPPED or not tag:
                self._add(element.tail)
            else:
                yield from self._close(element, tag)
        yield from self._flush(joined=False)

    def _open(self, element: etree._Element, tag: str, number: int) -> Iterator[Block]:
        if tag in _BLOCK_TAGS:
            yield from self._flush(joined=False)
        elif tag == "br":
            yield from self._flush(joined=True)
        above = self._frames[-1] if self._frames else None
        hidden = (above is not None and above.hidden) or _is_hidden(element)
        marks = _MARKS.get(tag, 0) | (above.marks if above is not None else 0)
        self._frames.append(_Frame(tag, _cue(element), number, hidden, marks))
        self._links += tag == "a"
        self._add(element.text)

    def _close(self, element: etree._Element, tag: str) -> Iterator[Block]:
        if tag in _BLOCK_TAGS:
            yield from self._flush(joined=False)
        self._frames.pop()
        self._add(element.tail)

    def _add(self, words: str | None) -> None:
        if words:
            self._parts.append(words)
            marks = self._frames[-1].marks if self._frames else 0
            if marks:
                size = len(words.strip())
                for place, mark in enumerate((_LINK, _STRONG, _SLANTED)):
                    self._marked[place] += size if marks & mark else 0

    def _flush(self, *, joined: bool) -> Iterator[Block]:
        text = _SPACE.sub(" ", "".join(self._parts)).strip()
        if text and self._frames:
            yield self._block(text)
        if text or not joined:
            self._joined = joined
        self._parts.clear()
        self._marked = [0, 0, 0]
        self._links = 0

    def _block(self, text: str) -> Block:
        inner = next(
            (place for place in range(len(self._frames) - 1, -1, -1) if self._frames[place].tag in _BLOCK_TAGS), 0
        )
        near = self._frames[max(0, inner - _ANCESTORS) : inner + 1][::-1]
        linked, strong, slanted = (min(size, len(text)) for size in self._marked)
        return Block(
            text=text,
            path=tuple(frame.tag for frame in near),
            cues=tuple(frame.cue for frame in near),
            above=tuple(frame.number for frame in near),
            link_chars=linked,
            links=self._links,
            strong_chars=strong,
            slanted_chars=slanted,
            hidden=self._frames[-1].hidden,
            joined=self._joined,
        )


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style[:500]) is not None)


def _cue(element: etree._Element) -> str:
    words = (element.get(name) for name in _CUE_ATTRIBUTES)
    return " ".join(word[:200] for word in words if word).lower()

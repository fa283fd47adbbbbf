"""Plain text of marked-up pages as people and scrapers get it: renderings by three libraries, frames cut off, and the
lines labelled by the report's text."""

from __future__ import annotations

import random
from collections.abc import Iterator

import inscriptis
from corpora import Row, block_labels, folded
from justext.core import ParagraphMaker, html_to_dom, preprocessor
from lxml.html import HtmlElement
from resiliparse.extract.html2text import extract_plain_text

_FRAME = ("nav", "header", "footer", "aside", "lists", "form")
_WHOLE = 0.45
_CUT = 0.8
_LINK_SHARE = 0.7
_REPEAT_WORDS = 8
_MOST_LINES = 2500


def renders(html: str, rng: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Name and lines of three renderings of a page; of one the frame is cut off as often as not."""
    cut = [] if rng.random() < _WHOLE else [part for part in _FRAME if rng.random() < _CUT]
    bulleted = extract_plain_text(html, main_content=False, list_bullets=True, alt_texts=False, links=False)
    found = {
        "full-inscriptis": _lines(inscriptis.get_text(html)),
        "full-resiliparse": _lines(bulleted),
        "paragraphs": _paragraphs(html, cut),
    }
    return ((name, lines) for name, lines in found.items() if 0 < len(lines) <= _MOST_LINES)


def labelled(lines: list[str], gold: str, others: list[str], title: str | None) -> list[str]:
    """A label a line: body where it stands in the gold text, and `unsure` where all the other readings of the page say
    otherwise."""
    wanted = block_labels(lines, gold) > 0
    votes = [block_labels(lines, other) > 0 for other in others]
    whole, headline = f" {folded(gold)} ", folded(title or "")
    labels = []
    for number, line in enumerate(lines):
        words = folded(line)
        if votes and all(vote[number] != wanted[number] for vote in votes):
            labels.append("unsure")
        elif wanted[number]:
            labels.append("body")
        elif words and words == headline:
            labels.append("title")
        else:
            again = len(words.split()) >= _REPEAT_WORDS and f" {words} " in whole
            labels.append("dup" if again else "boiler")
    return labels


def row_of(page: Row, name: str, lines: list[str], labels: list[str]) -> Row:
    """A rendering in the shape of the scraped pages."""
    spans, start = [], 0
    for line, label in zip(lines, labels, strict=True):
        spans.append({"start": start, "end": start + len(line), "label": label})
        start += len(line) + 1
    known = {key: page.get(key) for key in ("url", "host", "lang")}
    return {"id": f"{page['id']}#{name}", "page": page["id"], "render": name, **known, "text": "\n".join(lines),
            "lines": spans}  # fmt: skip


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in lines if line]


def _paragraphs(html: str, cut: list[str]) -> list[str]:
    root = preprocessor(html_to_dom(html.encode("utf-8", "replace"), encoding="utf-8"))
    for part in cut:
        for element in list(root.iter(*(("ul", "ol") if part == "lists" else (part,)))):
            if element.getparent() is not None and _is_frame(element, part):
                element.drop_tree()
    return [line for paragraph in ParagraphMaker.make_paragraphs(root) for line in _lines(paragraph.text)]


def _is_frame(element: HtmlElement, part: str) -> bool:
    """Whether a part of a page is none of its report's own: no headline within, no header of an article, a list of
    links."""
    if next(element.iter("h1"), None) is not None:
        return False
    if part == "header":
        return next(element.iterancestors("article"), None) is None
    size = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in element.iter("a"))
    return part != "lists" or linked > _LINK_SHARE * size

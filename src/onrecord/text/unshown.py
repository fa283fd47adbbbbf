"""What can be had of a page whose markup shows no report: the article that it declares, or its bare words."""

from __future__ import annotations

import re
from html import unescape

from onrecord.text.blocks import blocks_of, parse
from onrecord.text.declared import Declared

_LEAST_CHARS = 280
"""A declared article must be as long as this to stand for one that is not shown."""

_MOST_CHARS = 2_000_000
_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|strong|em|a|span|figure|img)\b[^<>]{0,1000}>", re.IGNORECASE
)
_UNSEEN = re.compile(r"<(script|style|head|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:!--.{0,5000}?--|[^<>]{0,5000})>", re.DOTALL)


def declared_text(declared: Declared) -> str | None:
    """The article that JSON-LD carries, as a reader would see it: some pages put markup or entities into it."""
    body = declared.article().get("articleBody")
    if not isinstance(body, str) or len(body) < _LEAST_CHARS:
        return None
    if not _MARKUP.search(body):
        return unescape(body)
    root = parse(f"<div>{body[:_MOST_CHARS]}</div>")
    return "\n\n".join(block.text for block in blocks_of(root)) if root is not None else None


def bare_words(source: str) -> str:
    """The words of markup without its tags and without what no reader sees."""
    return unescape(_TAG.sub("\n", _UNSEEN.sub("\n", source[:_MOST_CHARS])))

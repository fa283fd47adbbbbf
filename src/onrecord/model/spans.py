"""Character spans of an unchanged text, the ground that everything else stands on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

Span = tuple[int, int]
"""`(start, end)` in characters (Unicode code points) of a document's text, end exclusive."""

Spans = tuple[Span, ...]
"""Spans in text order, without overlap: one reading unit that may be interrupted."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the text and where they stand."""

    text: str
    spans: Spans


def words_of(text: str, spans: Spans) -> str:
    """The words under `spans`, pieces joined by a space."""
    return " ".join(text[start:end] for start, end in spans)


def evidence(text: str, spans: Iterable[Span]) -> Evidence:
    """Evidence for `spans` of `text`, put in text order."""
    ordered = tuple(sorted(spans))
    return Evidence(text=words_of(text, ordered), spans=ordered)


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def inside(inner: Span, outer: Span) -> bool:
    """Whether `inner` lies wholly within `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def stripped(text: str, span: Span) -> Span:
    """`span` without the white space at its two ends; an empty span at its start when nothing else is there."""
    start, end = span
    words = text[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


LONGEST_WORD = 60
"""Characters by which a span is widened at most at either end."""


def whole_words(text: str, span: Span) -> Span:
    """`span` widened over letters and digits to the words that it begins and ends in."""
    start, end = span
    while start > 0 and span[0] - start < LONGEST_WORD and _joined(text[start - 1 : start + 1]):
        start -= 1
    while 0 < end < len(text) and end - span[1] < LONGEST_WORD and _joined(text[end - 1 : end + 1]):
        end += 1
    return start, end


def _joined(letters: str) -> bool:
    """Whether two characters stand in one word; the apostrophe U+02BC counts as a letter in Unicode, not here."""
    return letters.isalnum() and "ʼ" not in letters


def content_id(*parts: object) -> str:
    """A short id made of what a thing is: the same parts give the same id on every machine.

    16 hex digits of BLAKE2b over the parts' texts, each preceded by its length so that parts cannot run together.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()

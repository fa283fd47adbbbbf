"""Invented pages for the tests of time."""

from __future__ import annotations

import itertools

from onrecord.model.document import Document
from onrecord.model.page import Page, Published
from onrecord.model.provenance import Input
from onrecord.model.zone import Zone


def page(text: str, published: str | None = None, zones: tuple[Zone, ...] | None = None) -> Document:
    """An article of that text, all body, with the date given (as far as it goes) or none."""
    precision = {4: "year", 7: "month", 10: "day"}
    given = (
        Published(date=published, precision=precision[len(published)], how="given", confidence=1.0)  # type: ignore[arg-type]
        if published
        else None
    )
    return Document(
        id="0" * 16,
        input=Input(uri="page.txt", row_id=None, sha256="", read_at="2026-01-01T00:00:00Z", reader="test"),
        page=Page(published=given),
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),) if zones is None else zones,
        kind="article",
        sentences=_sentences(text),
    )


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Good enough for the tests' own sentences: cut after a full stop and a blank."""
    cuts = [0, *(at + 2 for at in range(len(text) - 2) if text[at] == "." and text[at + 1] in " \n"), len(text)]
    return tuple((start, end) for start, end in itertools.pairwise(cuts) if text[start:end].strip())

"""Learning the furniture of outlets: lines that stand on several of an outlet's pages whose reports are different."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.model.provenance import RawPage, identify
from onrecord.text.blocks import within_tags
from onrecord.text.decoding import decode
from onrecord.text.labelling import labelled
from onrecord.text.lines import size_of
from onrecord.text.markup import look, shown_by
from onrecord.text.profile import Known, group_of, mark_of, may_recur

Marks = NDArray[np.uint64]

LEAST_REPORTS = 3
"""On so many different reports a line must stand."""

_SENTENCE_CHARS = 40
_COPIED_SHARE = 0.5
_SENTENCE_END = re.compile(r"(?<=[.!?…।؟])[\"'”’»)\]]*\s+|(?<=[。！？])")


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """What learning keeps of a page: its id, its group, the hashes of the lines that may recur and of its report's
    sentences."""

    id: str
    group: str
    lines: Marks
    report: Marks


def glance(raw: RawPage) -> Glance | None:
    """A page as learning sees it; None where it shows no report, looks like no article or is clean article text."""
    found = _parts(raw)
    if found is None:
        return None
    group, texts, kinds = found
    body = " \n".join(text for text, kind in zip(texts, kinds, strict=True) if kind == "body")
    if not body:
        return None
    sentences = [one for one in _SENTENCE_END.split(body) if size_of(one) >= _SENTENCE_CHARS] or [body]
    return Glance(id=identify(raw)[0], group=group, lines=_marks(filter(may_recur, texts)), report=_marks(sentences))


def learnt(glances: Iterable[Glance]) -> dict[str, Known]:
    """What the pages tell of each group's furniture; in whatever order and however often they come, the same."""
    groups: dict[str, dict[str, Glance]] = {}
    for one in glances:
        groups.setdefault(one.group, {})[one.id] = one
    return {name: _known([pages[key] for key in sorted(pages)]) for name, pages in groups.items()}


def _known(pages: Sequence[Glance]) -> Known:
    reports = _different(pages)
    if not reports:
        return Known(reports=0, lines=())
    lines, counts = np.unique(np.concatenate(reports), return_counts=True)
    recurring = lines[counts >= LEAST_REPORTS].tolist()
    return Known(reports=len(reports), lines=tuple(f"{line:016x}" for line in recurring))


def _different(pages: Sequence[Glance]) -> list[Marks]:
    """The lines of pages, those together whose reports are copies: half of one's sentences stand in the other, or in
    what was put together before. A wire story that is carried three times is one report."""
    first: dict[int, int] = {}
    reports: list[list[Marks]] = []
    for page in pages:
        sentences = page.report.tolist()
        shared = Counter(first[one] for one in sentences if one in first)
        at, most = max(shared.items(), key=lambda found: (found[1], -found[0]), default=(len(reports), 0))
        if most < _COPIED_SHARE * len(sentences):
            at = len(reports)
            reports.append([])
        reports[at].append(page.lines)
        for one in sentences:
            first.setdefault(one, at)
    return [np.unique(np.concatenate(lines)) for lines in reports]


def _parts(raw: RawPage) -> tuple[str, list[str], list[str]] | None:
    """The group of a page, its lines or blocks, and what each was taken for."""
    if raw.kind == "article":
        return None
    text = decode(raw.content, kind=raw.kind, charset=raw.charset).text
    if raw.kind == "scraped":
        lines = labelled(text)
        group = group_of(raw.hints.url, raw.hints.outlet)
        return group, [line.words for line in lines], [line.kind for line in lines]
    looked = look(within_tags(text)) if text.strip() else None
    if looked is None or looked.genre(raw.hints.url) is not None:
        return None
    group = group_of(*shown_by(looked.declared, raw.hints))
    return group, [block.text for block in looked.blocks], list(looked.kinds)


def _marks(texts: Iterable[str]) -> Marks:
    return np.unique(np.fromiter((mark_of(text) for text in texts), dtype=np.uint64))

"""The lines of a page's plain text, each with how likely it is part of the report and what it is taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np

from onrecord.model.spans import Span, stripped
from onrecord.model.zone import ZoneKind
from onrecord.text.context import with_context
from onrecord.text.cues import cue_features
from onrecord.text.kinds import comment_form, credits_maker, dated_line, furniture_kind, picture_credit
from onrecord.text.labeller import MAX_LINES, lexicon, line_networks, line_trees, line_trees_again
from onrecord.text.lines import Vector, line_features, window_sum, with_neighbours
from onrecord.text.marks import credit_line
from onrecord.text.trees import probability

BODY_AT = 0.4
SURE_BODY = 0.9
"""A line that reads as furniture is part of the report only when it is as likely as this."""
_ALONG_SHARE = 0.4
_LOOK_AGAIN = 0.05
_LOOK_AROUND = 12
_BETWEEN = 0.2
_BESIDE = 0.7
_BETWEEN_CHARS = 80
_APART_LINES = 8
_APART_AT = 0.3
_APART_SHARE = 0.3
_APART_SURE = 0.65
_ABOVE_COMMENTS = 0.6
_TEASER_CHARS = 60
_CAPTION_CHARS = (20, 250)
_LINE = re.compile(r"[^\r\n]+")


class Line(msgspec.Struct, kw_only=True):
    """A line with what it is and how likely it is body."""

    span: Span
    words: str
    body: float
    kind: ZoneKind


def labelled(text: str) -> list[Line]:
    """The lines of a text that are not blank, each body or a kind of furniture."""
    spans = [stripped(text, line.span()) for line in _LINE.finditer(text)]
    spans = [span for span in spans if span[0] < span[1]]
    words = [text[start:end] for start, end in spans]
    chances = [*chances_of(words[:MAX_LINES]).tolist(), *[0.0] * max(0, len(words) - MAX_LINES)]
    lines = [
        Line(span=span, words=line, body=chance, kind=_kind(line, chance))
        for span, line, chance in zip(spans, words, chances, strict=True)
    ]
    _mark_captions(lines)
    _mark_comments(lines)
    return lines


def chances_of(words: Sequence[str]) -> Vector:
    """How likely each line is part of the report: a first look at it and its neighbours, and a second one, wherever
    the first has found any of the report near, at how it lies to the report: by trees, line by line, and by networks
    along the lines. Shape (lines,)."""
    if not words:
        return np.zeros(0, dtype=np.float32)
    own, cues = line_features(words, lexicon()), cue_features(words)
    first = line_trees().probabilities(np.concatenate([with_neighbours(own), cues], axis=1))
    near = window_sum((first > _LOOK_AGAIN)[:, None].astype(np.float32), _LOOK_AROUND)[:, 0] > 0
    seen = with_context(words, own, cues, first)
    along = line_networks().log_odds(seen)[near]
    chances = first.copy()
    chances[near] = probability((1 - _ALONG_SHARE) * line_trees_again().log_odds(seen[near]) + _ALONG_SHARE * along)
    sizes = np.array([len(line) for line in words], dtype=np.float32)
    chances = without_other_matter(_with_headings(chances, sizes), sizes)
    return _alike(words, chances)


def _alike(words: Sequence[str], chances: Vector) -> Vector:
    """The same words twice on a page, once taken for furniture and never surely for the report, are furniture."""
    numbers: dict[str, list[int]] = {}
    for number, line in enumerate(words):
        numbers.setdefault(line, []).append(number)
    out = chances.copy()
    for same in numbers.values():
        if len(same) > 1 and chances[same].max() < SURE_BODY:
            out[same] = chances[same].min()
    return out


def _with_headings(chances: Vector, sizes: Vector) -> Vector:
    """A short line between two sure paragraphs is more likely a heading of the report than the same line elsewhere."""
    sure = chances > _BESIDE
    beside = np.concatenate([[False], sure[:-1]]) & np.concatenate([sure[1:], [False]])
    headings = beside & (chances > _BETWEEN) & (chances <= BODY_AT) & (sizes < _BETWEEN_CHARS)
    return np.where(headings, np.float32(BODY_AT + _BETWEEN), chances)


def without_other_matter(chances: Vector, sizes: Vector) -> Vector:
    """What reads as a report many lines from the longest stretch, is much shorter and none too sure is another's."""
    body = np.flatnonzero(chances > BODY_AT)
    if not len(body):
        return chances
    stretches = np.split(body, np.flatnonzero(np.diff(body) > _APART_LINES) + 1)
    longest = max(float(sizes[stretch].sum()) for stretch in stretches)
    out = chances.copy()
    for stretch in stretches:
        short = sizes[stretch].sum() < _APART_SHARE * longest
        if short and np.average(chances[stretch], weights=sizes[stretch]) < _APART_SURE:
            out[stretch] = np.minimum(chances[stretch], _APART_AT)
    return out


def _kind(words: str, chance: float) -> ZoneKind:
    if chance <= BODY_AT:
        return furniture_kind(words)
    if credit_line(words, (0, len(words))) is not None or (chance < SURE_BODY and _reads_as_furniture(words)):
        return furniture_kind(words)
    return "body"


def _reads_as_furniture(words: str) -> bool:
    kind = furniture_kind(words)
    if kind == "teaser":
        return len(words) < _TEASER_CHARS
    return kind != "boilerplate" or dated_line(words) or credits_maker(words)


def _mark_captions(lines: Sequence[Line]) -> None:
    """A line before a picture's credit is its caption unless it is surely part of the report."""
    least, most = _CAPTION_CHARS
    for line, credit in pairwise(lines):
        if (
            line.kind == "body"
            and line.body < SURE_BODY
            and least <= len(line.words) <= most
            and credit.kind != "body"
            and picture_credit(credit.words)
        ):
            line.kind = "caption"


def _mark_comments(lines: Sequence[Line]) -> None:
    """Nothing below the form for comments is the report, when most of the report stands above it."""
    sizes = [len(line.words) if line.kind == "body" else 0 for line in lines]
    whole, above = sum(sizes), 0
    for number, line in enumerate(lines):
        above += sizes[number]
        if line.kind != "body" and above > _ABOVE_COMMENTS * whole and comment_form(line.words):
            for below in lines[number + 1 :]:
                below.kind = furniture_kind(below.words) if below.kind == "body" else below.kind
            return

"""A second look at the lines of a page, once a first one has said how likely each is part of the report.

What the first look cannot see: how a line lies to the report as a whole (within, before, after; how far from its
nearest paragraphs), how much of its matter and of its names the report shares, and what became of lines like it. This
is stacking (Wolpert 1992) with the page as context; nothing in it depends on a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.text.lines import MAX_LINE_CHARS, Matrix, Vector, shifted, terms_of, window_sum
from onrecord.text.stretches import Words, stretch_features

_BODY = 0.5
_STRONG = 0.7
_BODY_CHARS = 40
_SHORT_CHARS = 60
_NONE = 99.0
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"(?<![\w’'])[^\W\d_a-zß-öø-ÿа-яё]\w{2,}")
_ENDS = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*\Z")
_OWN = (0, 3, 7, 22, 25, 28, 29, 30, 31, 33)
_REACH = (-2, -1, 1, 2)

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]


def with_context(texts: Sequence[str], own: Matrix, cues: Matrix, first: Vector) -> Matrix:
    """All that the second look goes by.

    Args:
        texts: the lines of one page, stripped, none empty.
        own: as `lines.line_features` gives them.
        cues: as `cues.cue_features` gives them.
        first: the probability of each line as the first look has it.
    """
    near = [shifted(own[:, _OWN], by) for by in _REACH]
    return np.concatenate([own, cues, context_features(texts, first), *near], axis=1).astype(np.float32)


def context_features(texts: Sequence[str], first: Vector) -> Matrix:
    """How each line lies to the report that the first look found; shape (lines, features)."""
    sizes = np.array([len(text) for text in texts], dtype=np.float32)
    ends = np.array([_ENDS.search(text) is not None for text in texts])
    chances = first.astype(np.float32)[:, None]
    mass = (chances * sizes[:, None]).astype(np.float32)
    lie = _lie(sizes, ends, first)
    shown = [text[:MAX_LINE_CHARS] for text in texts]
    terms = [frozenset(terms_of(text, _WORD.findall(text.lower()))) for text in shown]
    names = [frozenset(_NAME.findall(text)) for text in shown]
    matter = _matter(terms, names, first)
    kin = _kin(texts, sizes, first)
    parts = [chances, _shares(mass), lie, matter, kin]
    parts += [shifted(chances, by) for by in (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)]
    parts += [window_sum(chances, 3) - chances, window_sum(chances, 8) - chances]
    parts += [window_sum(mass, 3), window_sum(mass, 10)]
    beside = np.concatenate([matter[:, :1], matter[:, 3:4], lie[:, :1]], axis=1)
    parts += [shifted(beside, by) for by in _REACH]
    parts += [stretch_features(sizes, first, terms, names)]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _shares(mass: Matrix) -> Matrix:
    """The share of the report that stands up to each line, and before it; the size of the report."""
    upto = np.cumsum(mass, axis=0)
    whole = max(1.0, float(upto[-1, 0]))
    return np.concatenate([upto / whole, (upto - mass) / whole, np.full_like(mass, np.log1p(whole))], axis=1)


def _lie(sizes: Vector, ends: Flags, first: Vector) -> Matrix:
    """Where a line lies to the paragraphs of the report around it, and what these are like."""
    count = len(sizes)
    order = np.arange(count)
    body = first > _BODY
    places = np.flatnonzero(body)
    if not len(places):
        return np.full((count, 19), -1.0, dtype=np.float32)
    before, after = _nearest(body)
    starts = np.concatenate([[0.0], np.cumsum(sizes)])
    is_before, is_after = before >= 0, after < count
    left, right = np.maximum(before, 0), np.minimum(after, count - 1)
    paragraphs = sizes[body & (sizes > _BODY_CHARS)]
    typical = float(np.median(paragraphs)) if len(paragraphs) else 100.0
    inside = (order >= places[0]) & (order <= places[-1])
    short = inside & (sizes < _SHORT_CHARS)
    columns = [
        np.log(sizes / typical), np.full(count, np.log(typical)), np.full(count, ends[body].mean()), ends, inside,
        np.where(is_before, np.log1p(np.maximum(0, starts[order] - starts[left + 1])), -1),
        np.where(is_after, np.log1p(np.maximum(0, starts[right] - starts[order + 1])), -1),
        np.where(is_before, order - before, _NONE), np.where(is_after, after - order, _NONE),
        np.where(is_before, np.log1p(sizes[left]), 0), np.where(is_after, np.log1p(sizes[right]), 0),
        np.where(is_before, ends[left], -1), np.where(is_after, ends[right], -1),
        np.where(is_before, first[left], 0), np.where(is_after, first[right], 0),
        (places[0] - order) / count, (order - places[-1]) / count,
        np.full(count, short.sum() / inside.sum()), np.full(count, first[short].mean() if short.any() else 0.0),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _nearest(body: Flags) -> tuple[Ints, Ints]:
    """The nearest body line before each line (-1 for none) and after it (their number for none)."""
    count = len(body)
    order = np.arange(count)
    last = np.maximum.accumulate(np.where(body, order, -1))
    following = np.minimum.accumulate(np.where(body, order, count)[::-1])[::-1]
    return np.append(-1, last[:-1]), np.append(following[1:], count)


def _matter(terms: Words, names: Words, first: Vector) -> Matrix:
    """How much of a line's vocabulary and names stands in the report elsewhere, and in its paragraphs next to it."""
    strong = first > _STRONG
    spread = Counter(term for found in terms for term in found)
    core = Counter(term for number in np.flatnonzero(strong) for term in terms[number])
    core_names = Counter(name for number in np.flatnonzero(strong) for name in names[number])
    before, after = _nearest(first > _BODY)
    rows = np.zeros((len(terms), 9), dtype=np.float32)
    for line, (found, named) in enumerate(zip(terms, names, strict=True)):
        own = int(strong[line])
        shared = [term for term in found if core[term] > own]
        known = sum(core_names[name] > own for name in named)
        many = max(1, len(found))
        rare = sum(1 / spread[term] for term in found)
        rows[line] = (
            len(shared) / many, sum(1 / spread[term] for term in shared) / max(1e-6, rare), len(shared),
            known / max(1, len(named)), known, len(named) - known, len(named),
            len(found & terms[before[line]]) / many if before[line] >= 0 else 0,
            len(found & terms[after[line]]) / many if after[line] < len(terms) else 0,
        )  # fmt: skip
    return rows


def _kin(texts: Sequence[str], sizes: Vector, first: Vector) -> Matrix:
    """What the first look made of the other lines that begin, end, or are shaped alike."""
    words = [_WORD.findall(text[:200].lower()) for text in texts]
    begins: list[Hashable] = [found[0] if found else text[0] for found, text in zip(words, texts, strict=True)]
    ends: list[Hashable] = [text.rsplit(None, 1)[-1].lower() for text in texts]
    shapes: list[Hashable] = [_shape(text, float(size)) for text, size in zip(texts, sizes, strict=True)]
    columns: list[Vector] = []
    for keys in (begins, ends, shapes):
        times, total = Counter(keys), dict.fromkeys(keys, 0.0)
        for key, chance in zip(keys, first.tolist(), strict=True):
            total[key] += chance
        many = np.array([times[key] for key in keys], dtype=np.float32)
        others = np.array([total[key] for key in keys], dtype=np.float32) - first
        columns += [np.where(many > 1, others / np.maximum(1, many - 1), -1), np.log1p(many)]
    return np.stack(columns, axis=1).astype(np.float32)


def _shape(text: str, size: float) -> tuple[bool, bool, str, int]:
    return text[0].isupper(), text[0].isdigit(), "a" if text[-1].isalnum() else text[-1], int(np.log2(1 + size))

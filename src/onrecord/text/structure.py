"""Where a block stands in a page's markup, in numbers: the features that markup adds to those of the line itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from onrecord.text.blocks import Block
from onrecord.text.lines import BASE, Matrix, shifted, size_of, window_sum
from onrecord.text.wordlists import lines_of

_NEAR = 3
_TAGS = ("p", "h1", "h2", "h3", "li", "td", "blockquote", "figcaption", "div", "span", "section", "pre", "dd", "h4")
_ABOVE = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "figure",
    "table",
    "ul",
    "ol",
    "form",
    "blockquote",
    "section",
    "picture",
)
_CUES = lines_of("block_cues")
_PATTERNS = tuple(re.compile(pattern) for pattern in _CUES)
_LEVELS = 6
_MASS = 4 + 2 * _LEVELS
_DECLARED = 4
STRUCTURE = 3 + len(_TAGS) + len(_ABOVE) + 2 * len(_CUES) + _DECLARED + _MASS


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page declares of itself that helps to tell its blocks apart; each may be empty."""

    title: str = ""
    description: str = ""
    body: str = ""


def block_features(blocks: Sequence[Block], facts: Facts) -> Matrix:
    """Features of each block's place in the markup; shape (blocks, `STRUCTURE`)."""
    cue_bits: dict[str, int] = {}
    rows = np.zeros((len(blocks), STRUCTURE), dtype=np.float32)
    body, title, description = _shingle_set(facts.body), _words(facts.title), _words(facts.description)
    for row, block in zip(rows, blocks, strict=True):
        words = re.findall(r"\w+", block.text.lower())
        agreed = _shared_shingles(words, body), float(bool(body)), _jaccard(words, title), _jaccard(words, description)
        row[:-_MASS] = [*_place(block, cue_bits), *agreed]
    rows[:, -_MASS:] = _mass(blocks)
    return rows


_KEY = (0, 3, 25, BASE)
_REACH = (-3, -2, -1, 1, 2, 3)


def block_rows(lines: Matrix, structure: Matrix, agreement: Matrix) -> Matrix:
    """All that the block labeller sees of each block: its words, its place, the extractor's voice, and its neighbours'.

    Args:
        lines: as `lines.line_features` gives them.
        structure: as `block_features` gives them.
        agreement: as `extractor.agreement` gives it.
    """
    rows = np.concatenate([lines, structure, agreement], axis=1)
    key = np.concatenate([rows[:, _KEY], agreement], axis=1)
    around = [shifted(key, by) for by in _REACH]
    return np.concatenate([rows, *around, window_sum(agreement, 3), window_sum(agreement, 8)], axis=1).astype(
        np.float32
    )


def _place(block: Block, cue_bits: dict[str, int]) -> list[float]:
    path = block.path
    inner = path[0] if path else ""
    near = far = 0
    for place, cue in enumerate(block.cues):
        bits = cue_bits.get(cue)
        if bits is None:
            bits = cue_bits[cue] = sum(1 << number for number, pattern in enumerate(_PATTERNS) if pattern.search(cue))
        if place < _NEAR:
            near |= bits
        else:
            far |= bits
    size = max(1, len(block.text))
    numbers = range(len(_CUES))
    return [
        block.link_chars / size, float(min(block.links, 10)), float(block.hidden),
        *(float(inner == tag) for tag in _TAGS), *(float(tag in path) for tag in _ABOVE),
        *(float(near >> number & 1) for number in numbers), *(float(far >> number & 1) for number in numbers),
    ]  # fmt: skip


def _mass(blocks: Sequence[Block]) -> Matrix:
    """How much of the page's prose stands in each element around a block, how dense it is there in words against links
    (as in Content Extraction via Text Density, Sun et al. 2011), and in blocks of the same make."""
    sizes = [size_of(block.text) for block in blocks]
    prose = [
        size if block.link_chars * 3 < len(block.text) and size > 60 else 0
        for block, size in zip(blocks, sizes, strict=True)
    ]
    makes = [(block.path[:3], block.cues[:2]) for block in blocks]
    whole: Counter[int] = Counter()
    telling: Counter[int] = Counter()
    by_make: Counter[object] = Counter()
    for block, make, size, kept in zip(blocks, makes, sizes, prose, strict=True):
        by_make[make] += kept
        for number in block.above:
            whole[number] += size
            telling[number] += kept
    total = max(1, sum(prose))
    alike = Counter(makes)
    rows = np.zeros((len(blocks), _MASS), dtype=np.float32)
    for row, block, make in zip(rows, blocks, makes, strict=True):
        row[:4] = by_make[make] / total, np.log1p(alike[make]), float(block.joined), float(len(block.path))
        for level, number in enumerate(block.above[1 : _LEVELS + 1]):
            row[4 + 2 * level : 6 + 2 * level] = telling[number] / total, telling[number] / max(1, whole[number])
    return rows


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def _jaccard(words: list[str], other: frozenset[str]) -> float:
    own = frozenset(words)
    return len(own & other) / max(1, len(own | other)) if other else 0.0


def _shingle_set(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _shared_shingles(words: list[str], other: frozenset[tuple[str, ...]]) -> float:
    if not other or len(words) < 3:
        return 0.0
    own = list(zip(words, words[1:], words[2:], strict=False))
    return sum(shingle in other for shingle in own) / len(own)

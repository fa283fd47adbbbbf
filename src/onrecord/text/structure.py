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

Make = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The tags around a block, and the class words of the nearest elements."""

_NEAR = 3
_TAGS = ("p", "h1", "h2", "h3", "li", "td", "blockquote", "figcaption", "div", "span", "section", "pre", "dd", "h4")
_ABOVE = ("article", "main", "aside", "nav", "header", "footer", "figure", "table", "ul", "ol", "form", "blockquote",
          "section", "picture")  # fmt: skip
_CUES = lines_of("block_cues")
_PATTERNS = tuple(re.compile(pattern) for pattern in _CUES)
_LEVELS = 6
_MASS = 4 + 2 * _LEVELS
_DECLARED = 5
_TITLED = 6
STRUCTURE = 5 + len(_TAGS) + len(_ABOVE) + 2 * len(_CUES) + _DECLARED + _TITLED + _MASS
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page declares of itself that helps to tell its blocks apart; each may be empty."""

    title: str = ""
    description: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()


def block_features(blocks: Sequence[Block], facts: Facts) -> Matrix:
    """Features of each block's place in the markup; shape (blocks, `STRUCTURE`)."""
    cue_bits: dict[str, int] = {}
    rows = np.zeros((len(blocks), STRUCTURE), dtype=np.float32)
    body, title, description = _shingle_set(facts.body), _words(facts.title), _words(facts.description)
    for row, block in zip(rows, blocks, strict=True):
        words = _WORD.findall(block.text.lower())
        row[: -_MASS - _TITLED] = [
            *_place(block, cue_bits), _shared_shingles(words, body), float(bool(body)), _jaccard(words, title),
            _jaccard(words, description), float(any(block.text.startswith(name) for name in facts.authors)),
        ]  # fmt: skip
    rows[:, -_MASS - _TITLED : -_MASS] = _from_title(blocks, facts.title)
    rows[:, -_MASS:] = _mass(blocks)
    return rows


_KEY = (0, 3, 25, BASE)
_REACH = (-3, -2, -1, 1, 2, 3)


def block_rows(lines: Matrix, structure: Matrix, agreement: Matrix) -> Matrix:
    """All that the block labeller sees of each block at first: its words, its place, the extractor's voice, and its
    neighbours'.

    Args:
        lines: as `lines.line_features` gives them.
        structure: as `block_features` gives them.
        agreement: as `extractor.agreement` gives it.
    """
    rows = np.concatenate([lines, structure, agreement], axis=1)
    key = np.concatenate([rows[:, _KEY], agreement], axis=1)
    around = [shifted(key, by) for by in _REACH]
    sums = [window_sum(agreement, 3), window_sum(agreement, 8)]
    return np.concatenate([rows, *around, *sums], axis=1).astype(np.float32)


def makes_of(blocks: Sequence[Block]) -> list[Make]:
    """What each block is made as: the tags around it and the class words of the two nearest, without words that only
    one element has (`block-id-cwo3`) and with all numbers alike, so that the paragraphs of one report share a make."""
    cleaned: dict[str, tuple[str, ...]] = {}
    for cue in {cue for block in blocks for cue in block.cues[:2]}:
        cleaned[cue] = tuple(sorted({_DIGITS.sub("0", word) for word in cue.split()}))
    holders: Counter[str] = Counter()
    for _, cue in {(block.above[place], cue) for block in blocks for place, cue in enumerate(block.cues[:2])}:
        holders.update(cleaned[cue])
    kept = {cue: tuple(word for word in words if holders[word] > 1) for cue, words in cleaned.items()}
    return [(block.path[:3], tuple(kept[cue] for cue in block.cues[:2])) for block in blocks]


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
        block.link_chars / size, float(min(block.links, 10)), block.strong_chars / size, block.slanted_chars / size,
        float(block.hidden),
        *(float(inner == tag) for tag in _TAGS), *(float(tag in path) for tag in _ABOVE),
        *(float(near >> number & 1) for number in numbers), *(float(far >> number & 1) for number in numbers),
    ]  # fmt: skip


def _from_title(blocks: Sequence[Block], title: str) -> Matrix:
    """Each block's place seen from the headline: whether there is one, whether it comes after it, by how many blocks
    and how much text, how much of its way down the tree it shares with it, and which `<article>` it is in."""
    rows = np.zeros((len(blocks), _TITLED), dtype=np.float32)
    want = _folded(title)
    at = next((n for n in range(len(blocks) - 1, -1, -1) if want and _is_heading(blocks[n], want)), None)
    top = frozenset(blocks[at].above) if at is not None else frozenset[int]()
    sizes = np.cumsum([len(block.text) for block in blocks])
    articles: dict[int, int] = {}
    for number, (row, block) in enumerate(zip(rows, blocks, strict=True)):
        inner = next((block.above[n] for n, tag in enumerate(block.path) if tag == "article"), None)
        row[5] = 0 if inner is None else articles.setdefault(inner, len(articles) + 1)
        if at is not None:
            row[0], row[1], row[2] = 1, number > at, np.log1p(abs(number - at)) * (1 if number > at else -1)
            row[3] = np.log1p(abs(float(sizes[number] - sizes[at])))
            row[4] = sum(one in top for one in block.above) / max(1, len(block.above))
    return rows


def _is_heading(block: Block, want: str) -> bool:
    return bool(block.path) and "h1" in block.path[:2] and _folded(block.text) == want


def _mass(blocks: Sequence[Block]) -> Matrix:
    """How much of the page's prose stands in each element around a block, how dense it is there in words against links
    (as in Content Extraction via Text Density, Sun et al. 2011), and in blocks of the same make."""
    sizes = [size_of(block.text) for block in blocks]
    prose = [
        size if block.link_chars * 3 < len(block.text) and size > 60 else 0
        for block, size in zip(blocks, sizes, strict=True)
    ]
    makes = makes_of(blocks)
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
    return frozenset(_WORD.findall(text.lower()))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.replace("\xad", "").casefold()))


def _jaccard(words: list[str], other: frozenset[str]) -> float:
    own = frozenset(words)
    return len(own & other) / max(1, len(own | other)) if other else 0.0


def _shingle_set(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _shared_shingles(words: list[str], other: frozenset[tuple[str, ...]]) -> float:
    if not other or len(words) < 3:
        return 0.0
    own = list(zip(words, words[1:], words[2:], strict=False))
    return sum(shingle in other for shingle in own) / len(own)

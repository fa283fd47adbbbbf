"""What trafilatura takes for a page's article: one voice among the features by which blocks are labelled.

Trafilatura (Barbaresi 2021) walks trees by recursion in places, so that a page is measured before it is handed over.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import numpy as np
import trafilatura
from lxml.etree import LxmlError, iterwalk
from lxml.html import HtmlElement

from onrecord.text.lines import Matrix

MAX_DEPTH = 150
MAX_ELEMENTS = 20_000
_WORD = re.compile(r"\w+")

Shingle = tuple[str, ...]

FOREIGN_ERRORS = (ValueError, TypeError, AttributeError, LookupError, RecursionError, LxmlError)
"""What libraries raise on markup they did not expect; a page must still be opened."""

log = logging.getLogger(__name__)


def agreement(source: str, root: HtmlElement, texts: Sequence[str]) -> Matrix:
    """How much of each block stands in what trafilatura extracts, favouring recall and without its fallbacks (which
    would double its time and change little); shape (blocks, 1), zeros for a page too deep or too large for it."""
    if not fits(root):
        return np.zeros((len(texts), 1), dtype=np.float32)
    try:
        extracted = trafilatura.extract(source, include_comments=False, favor_recall=True, fast=True) or ""
    except FOREIGN_ERRORS:
        log.warning("trafilatura failed on a page of %d characters", len(source), exc_info=True)
        return np.zeros((len(texts), 1), dtype=np.float32)
    return _shares(texts, extracted)[:, None]


def fits(root: HtmlElement) -> bool:
    """Whether a page is shallow and small enough for tools that walk trees by recursion or more than once."""
    depth = count = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            return False
    return True


def _shares(texts: Sequence[str], extracted: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    known = frozenset(_shingles(_words(extracted)))
    lines = frozenset(" ".join(_words(line)) for line in extracted.split("\n"))
    return np.array([_share(_words(text), known, lines) for text in texts], dtype=np.float32)


def _share(words: list[str], known: frozenset[Shingle], lines: frozenset[str]) -> float:
    """The share of a block's runs of three words; a shorter block counts where a whole line is the same."""
    if len(words) < 3:
        return float(bool(words) and " ".join(words) in lines)
    own = _shingles(words)
    return sum(shingle in known for shingle in own) / len(own)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shingles(words: list[str]) -> list[Shingle]:
    return list(zip(words, words[1:], words[2:], strict=False))

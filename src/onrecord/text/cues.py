"""Words that tell what a line is for: a picture's caption, a person introduced, an offer, a comment, a word about the
article, a teaser; and who speaks to whom in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.text.lines import MAX_LINE_CHARS, WIDE, Matrix, shifted
from onrecord.text.wordlists import lines_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOST = 4
_SIGN_CHARS = 60
_FAR = 60
_REACH = (-2, -1, 1, 2)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CREDITED = re.compile(
    r"©|\((?:c|photo|image|foto|bild|credit|picture|source|quelle)\b|\([^()]{3,60}/[^()]{2,60}\)\W*\Z"
    r"|\b(?:reuters|afp|dpa|epa|ap|anp|belga|ansa|efe|keystone|tass)\W*\Z",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s{_MONTH}\s\d{{1,2}},?\s\d{{4}}|\b(?:on|in)\s{_MONTH}\s(?:\d{{1,2}},\s)?\d{{4}}"
    r"|\b\d{1,2}\.\s?[^\W\d_]{3,9}\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.?|\[…\])\Z|\A\W{0,2}\+\+\+")
_PATTERNS = (_CREDITED, _DATED, _BROKEN_OFF)

Phrase = tuple[tuple[str, ...], bool, int]


class Cues:
    """Phrases by the beginning of their first word, and those of scripts that do not part words."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.names = [line.split(":", 1)[0] for line in lines]
        self.phrases: dict[str, list[Phrase]] = {}
        self.wide: list[tuple[str, int]] = []
        for place, line in enumerate(lines):
            for phrase in line.split(":", 1)[1].split(","):
                self._add(phrase.strip(), place)

    def _add(self, phrase: str, place: int) -> None:
        if WIDE.search(phrase):
            self.wide.append((phrase, place))
        else:
            words = tuple(phrase.rstrip("*").split())
            self.phrases.setdefault(words[0][:3], []).append((words, phrase.endswith("*"), place))

    def counts(self, text: str) -> list[int]:
        """How often each kind of cue stands in a text."""
        found = [0] * len(self.names)
        words = _WORD.findall(text.lower())
        for at, word in enumerate(words):
            for phrase, open_ended, place in self.phrases.get(word[:3], ()):
                found[place] += _stands(words, at, phrase, open_ended)
        if not text.isascii() and WIDE.search(text):
            for phrase_text, place in self.wide:
                found[place] += text.count(phrase_text)
        return found


def _stands(words: Sequence[str], at: int, phrase: tuple[str, ...], open_ended: bool) -> bool:
    if open_ended:
        return words[at].startswith(phrase[0])
    return words[at] == phrase[0] and (len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase)


@cache
def _cues() -> Cues:
    return Cues(lines_of("line_cues"))


def cue_features(texts: Sequence[str]) -> Matrix:
    """What the words of each line of a page tell, what those of its neighbours do, and how far back the last short line
    stands that opens something else (comments, an offer); shape (lines, features). A page has one line at least."""
    names = _cues().names
    counts = np.array([_own(text) for text in texts], dtype=np.float32).reshape(
        len(texts), len(names) + len(_PATTERNS) + 1
    )
    sizes = counts[:, -1:].copy()
    own = np.minimum(counts[:, :-1], _MOST)
    persons = [names.index("reader"), names.index("writer")]
    own[:, persons] = counts[:, persons] / np.maximum(1, sizes)
    opens = [names.index(name) for name in ("person", "offer", "comment", "teaser")]
    short = np.array([len(text) < _SIGN_CHARS for text in texts])
    back = [_lines_since((own[:, kind] > 0) & short) for kind in opens]
    signs = np.delete(own, persons, axis=1)
    return np.concatenate([own, *back, *(shifted(signs, by) for by in _REACH)], axis=1).astype(np.float32)


def _own(text: str) -> list[int]:
    half = MAX_LINE_CHARS // 4
    shown = text if len(text) <= 2 * half else f"{text[:half]} {text[-half:]}"
    patterns = [len(pattern.findall(shown)) for pattern in _PATTERNS]
    return [*_cues().counts(shown), *patterns, len(shown.split())]


def _lines_since(sign: NDArray[np.bool_]) -> Matrix:
    """How many lines before each line the last sign stands, as a logarithm; shape (lines, 1)."""
    order = np.arange(len(sign))
    last = np.maximum.accumulate(np.where(sign, order, -_FAR))
    before = np.concatenate([[-_FAR], last[:-1]])[: len(sign)]
    since: Matrix = np.log1p(np.minimum(_FAR, order - before)).astype(np.float32)[:, None]
    return since

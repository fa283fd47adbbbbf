"""What a line of a page looks like, in numbers: the features by which lines are told apart as report or furniture.

Nothing here depends on one language: shape, punctuation, repetition, place on the page and neighbours carry most, and a
lexicon of words that stand in furniture (or in prose) of many sites adds the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.text.wordlists import word_list

Matrix = NDArray[np.float32]
Vector = NDArray[np.float32]

MAX_LINE_CHARS = 4000
"""Longer lines are looked at by their first and last half of this."""
_SHINGLE = 4

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]")
_TERMINAL = re.compile(r"[.!?…。！？؟।][\"'”’»)\]」』]*\Z")
_INNER_END = re.compile(r"[.!?…](?=[\"'”’»)\]]*\s)|[。！？؟।]")
_BULLET = re.compile(r"[*•·▪■◆●○+–—\-►▶»›>→✓#]\s?")
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b|\d{4}\s?[年년]"
    r"|\b(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|ago|sep|oct|okt|out|nov|dec|dez|dic|янв|фев|мар|апр|мая|июн|июл|авг"
    r"|сен|окт|ноя|дек)[^\W\d_]{0,7}\.?\s\d{1,2}\b|\b\d{1,2}\.?\s(?:de\s)?(?:jan|feb|mar|mär|apr|may|mai|jun"
    r"|jul|aug|ago"
    r"|sep|oct|okt|out|nov|dec|dez|dic|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\b|\b)|\b\d+\s(?:hours?|minutes?|mins?|hrs?|days?|weeks?)\sago\b", re.IGNORECASE
)
_LINKISH = re.compile(r"https?://|www\.|\b[\w.+-]{1,40}@[\w-]{1,40}\.|(?:^|\s)[@#]\w")
_GLUED = re.compile(r"[a-zà-ÿ)][A-ZÀ-Þ][a-zà-ÿ]")
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|all rights reserved|alle rechte|todos os direitos|derechos reservados", re.IGNORECASE
)
_BY = re.compile(
    r"\W{0,3}(?:by|von|par|por|di|da|de|автор|av|door|przez|oleh|written by|text|reporter)\b[:\s]", re.IGNORECASE
)
_PHOTO = re.compile(
    r"\b(?:photo|image|picture|photograph|file|getty|shutterstock|reuters|afp|foto|bild|imago|photos?hop"
    r"|screenshot|illustration"
    r"|pictured|courtesy|via|credit|istock|alamy|quelle|pixabay|unsplash|dpa|epa|video)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:read (?:more|also|next|full)|also read|see also|more (?:on|from|in|stories|news)|related|recommended"
    r"|you may|you might"
    r"|lesen sie|mehr zum|zum thema|lea|leia|leggi|lire aussi|à lire|czytaj|читайте|baca juga|trending|most"
    r" (?:popular|read)|watch:|in pictures)\b",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"\b(?:subscribe|sign ?up|sign ?in|log ?in|register|newsletter|cookies?|privacy|follow us|share|download"
    r"|click|advertis\w*|anzeige"
    r"|abonn\w*|anmelden|comments?|kommentar\w*|reply|e-?mail|facebook|twitter|whatsapp|instagram|telegram"
    r"|linkedin|youtube)\b",
    re.IGNORECASE,
)
_FUNCTION = word_list("function_words")

BASE = 48
_COHESION_FROM, _POSITION_FROM = 38, 42


def line_features(texts: Sequence[str], lexicon: Mapping[str, float]) -> Matrix:
    """Features of each line on its own, of its repetition, and of its place; shape (lines, `BASE`).

    Args:
        texts: the lines of one page, stripped, none empty.
        lexicon: a weight for a lower-case word, positive where it speaks for the report.
    """
    tokens = [_WORD.findall(_shortened(text).lower()) for text in texts]
    rows = np.zeros((len(texts), BASE), dtype=np.float32)
    for row, text, words in zip(rows, texts, tokens, strict=True):
        row[:32] = _own_features(_shortened(text), words, lexicon)
    rows[:, 32:_COHESION_FROM] = _repetition(texts, tokens)
    rows[:, _COHESION_FROM:_POSITION_FROM] = _cohesion(texts, tokens)
    rows[:, _POSITION_FROM:] = _positions(texts)
    return rows


def _shortened(text: str) -> str:
    half = MAX_LINE_CHARS // 2
    return text if len(text) <= MAX_LINE_CHARS else text[:half] + " " + text[-half:]


def size_of(text: str) -> int:
    """Length in characters of an alphabet: a character of a script that writes syllables or words counts for three."""
    return len(text) if text.isascii() else len(text) + 2 * len(WIDE.findall(text))


def _own_features(text: str, words: list[str], lexicon: Mapping[str, float]) -> list[float]:
    size = len(text)
    count = max(1, len(words))
    letters = text.replace(" ", "")
    first = text[0]
    weights = [lexicon[word] for word in words if word in lexicon]
    raw = text.split()
    return [
        np.log1p(size_of(text)), np.log1p(len(words)), sum(map(len, words)) / count, _TERMINAL.search(text) is not None,
        text.endswith((":", "：")), text.endswith(("…", "...", "[…]")), text.endswith(("?", "？")),
        _BULLET.match(text) is not None,
        first.isdigit(), first.isupper(), first.islower(), first in "\"'“‘«„「",
        sum(map(str.isupper, letters)) / max(1, len(letters)),
        sum(word[0].isupper() for word in raw) / max(1, len(raw)),
        sum(map(str.isdigit, letters)) / max(1, len(letters)),
        (len(letters) - sum(map(str.isalnum, letters))) / max(1, len(letters)),
        100 * sum(text.count(comma) for comma in ",，、،") / size, np.log1p(len(_INNER_END.findall(text))),
        sum(text.count(mark) for mark in "\"“”«»„「」"), sum(text.count(mark) for mark in "|/»›·>—–"),
        len(_LINKISH.findall(text)), _RIGHTS.search(text) is not None, _DATE.search(text) is not None,
        _CLOCK.search(text) is not None, sum(word in _FUNCTION for word in words) / count,
        sum(weights) / (len(weights) + 2), min(weights, default=0.0), max(-20.0, min(20.0, sum(weights))),
        (_BY.match(text) is not None) + 2 * (_GLUED.search(text) is not None), len(_PHOTO.findall(text)),
        len(_MORE.findall(text)), len(_ASK.findall(text)),
    ]  # fmt: skip


def _repetition(texts: Sequence[str], tokens: Sequence[list[str]]) -> Matrix:
    """How much of a line stands elsewhere on the page: exactly, before it, after it, inside a longer line."""
    keys = [" ".join(words) or text for text, words in zip(texts, tokens, strict=True)]
    times = Counter(keys)
    shingles = [_shingles(text, words) for text, words in zip(texts, tokens, strict=True)]
    where: dict[object, list[int]] = {}
    for line, found in enumerate(shingles):
        for shingle in found:
            where.setdefault(shingle, []).append(line)
    rows = np.zeros((len(texts), 6), dtype=np.float32)
    seen: Counter[str] = Counter()
    for line, (key, found) in enumerate(zip(keys, shingles, strict=True)):
        many = max(1, len(found))
        places = [where[shingle] for shingle in found]
        before = sum(place[0] < line for place in places) / many
        after = sum(place[-1] > line for place in places) / many
        shared = [place for place in places if len(place) > 1]
        sizes = (max((len(shingles[other]) for other in _few(place) if other != line), default=0) for place in shared)
        longer = sum(size > many for size in sizes) / many
        rows[line] = np.log(times[key]), seen[key] > 0, before, after, longer, len(found) > 0
        seen[key] += 1
    return rows


def _few(lines: list[int]) -> list[int]:
    return lines if len(lines) <= 8 else [*lines[:4], *lines[-4:]]


def _shingles(text: str, words: list[str]) -> set[object]:
    """Runs of four words; of eight characters where a script does not part words."""
    if len(words) >= _SHINGLE:
        return set(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
    if size_of(text) > 2 * len(text):
        return {text[start : start + 8] for start in range(max(0, min(len(text), MAX_LINE_CHARS) - 7))}
    return set()


_NEAR_LINES = 6


def _cohesion(texts: Sequence[str], tokens: Sequence[list[str]]) -> Matrix:
    """How much of a line's vocabulary the page shares: its prose as a whole, the lines just before, the lines just
    after."""
    vocabularies = [frozenset(terms_of(text, words)) for text, words in zip(texts, tokens, strict=True)]
    prose = Counter(
        term
        for text, terms in zip(texts, vocabularies, strict=True)
        if size_of(text) > 80 and _TERMINAL.search(text)
        for term in terms
    )
    lines_with: dict[str, list[int]] = {}
    for line, terms in enumerate(vocabularies):
        for term in terms:
            lines_with.setdefault(term, []).append(line)
    rows = np.zeros((len(texts), 4), dtype=np.float32)
    for line, terms in enumerate(vocabularies):
        if not terms:
            continue
        own = size_of(texts[line]) > 80 and _TERMINAL.search(texts[line]) is not None
        shared = sum(prose[term] > own for term in terms)
        before = after = 0
        for term in terms:
            at = lines_with[term]
            place = bisect_left(at, line)
            before += place > 0 and at[place - 1] >= line - _NEAR_LINES
            after += place + 1 < len(at) and at[place + 1] <= line + _NEAR_LINES
        rows[line] = shared / len(terms), before / len(terms), after / len(terms), np.log1p(len(terms))
    return rows


def terms_of(text: str, words: list[str]) -> list[str]:
    """The words that carry the matter: the longer ones; pairs of characters where a script does not part words."""
    if not text.isascii() and size_of(text) > 2 * len(text):
        return [text[start : start + 2] for start in range(min(len(text), MAX_LINE_CHARS) - 1)]
    return [word for word in words if len(word) > 4]


def _positions(texts: Sequence[str]) -> Matrix:
    sizes = np.array([size_of(text) for text in texts], dtype=np.float32)
    ends = np.cumsum(sizes)
    count = len(texts)
    order = np.arange(count, dtype=np.float32)
    return np.stack(
        [order / count, np.log1p(order), np.log1p(count - 1 - order), (ends - sizes) / max(1.0, float(ends[-1])),
         np.full(count, np.log1p(count)), np.full(count, np.log1p(ends[-1]))], axis=1,
    ).astype(np.float32)  # fmt: skip


_NEIGHBOUR = (0, 1, 3, 7, 12, 17, 24, 25, 29, 30, 31, 33, 35)
_REACH = (-3, -2, -1, 1, 2, 3)
_NEAR_KEY = (25, 27, 35)
_FAR_KEY = (25, 27, 24)


def with_neighbours(rows: Matrix) -> Matrix:
    """Each line's features and those of the lines around it; what lies beyond the page's ends counts as zero."""
    chosen = rows[:, _NEIGHBOUR]
    prose = (rows[:, 0] > 4.4) * rows[:, 3]
    mass = (prose * np.expm1(rows[:, 0]))[:, None]
    ends = np.cumsum(mass, axis=0)
    share = ends / max(1.0, float(ends[-1, 0]))
    parts = [rows, *(shifted(chosen, by) for by in _REACH), share]
    parts += [window_sum(mass, reach) for reach in (2, 5, 12)]
    parts += [window_sum(rows[:, _NEAR_KEY], 4), window_sum(rows[:, _FAR_KEY], 12)]
    return np.concatenate(parts, axis=1).astype(np.float32)


def shifted(rows: Matrix, by: int) -> Matrix:
    """The rows of the lines `by` further on (negative: before)."""
    out = np.zeros_like(rows)
    if abs(by) < len(rows):
        if by > 0:
            out[:-by] = rows[by:]
        else:
            out[-by:] = rows[:by]
    return out


def window_sum(rows: Matrix, reach: int) -> Matrix:
    """The sum over `reach` lines before and after, the line itself included."""
    padded = np.concatenate([np.zeros((1, rows.shape[1]), rows.dtype), np.cumsum(rows, axis=0)])
    order = np.arange(len(rows))
    out: Matrix = padded[np.minimum(len(rows), order + reach + 1)] - padded[np.maximum(0, order - reach)]
    return out

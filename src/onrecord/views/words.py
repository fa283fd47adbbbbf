"""The words of statements: where they stand, and which are alike."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.model.spans import Span, Spans
from onrecord.stories.function_words import FUNCTION_WORDS

_WORD = re.compile(r"(\w+(?:['’](?!s\b)\w+)*)(?:['’]s\b)?")
_BEFORE = 4
"""Characters before a word that are looked at to tell whether a sentence begins with it."""
_SENTENCE_BEGINS = re.compile(r"[.!?:;…\n][\W_]*$")


class Token(NamedTuple):
    """A word of a statement: its stretch in the page's text, its stem, and what it weighs in a comparison. `telling`
    is false for function words and names, which two statements on one matter share anyway."""

    span: Span
    stem: str
    telling: bool


def stems(words: Iterable[str]) -> dict[str, str]:
    """The stem of each word as the full-text search of a record takes it (Porter 1980, by SQLite's FTS5), so that words
    which a search finds together are alike here too."""
    asked = list(dict.fromkeys(words))
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE given USING fts5(word, tokenize='porter unicode61 remove_diacritics 2')")
        memory.execute("CREATE VIRTUAL TABLE stemmed USING fts5vocab(given, 'instance')")
        memory.executemany("INSERT INTO given (rowid, word) VALUES (?, ?)", enumerate(asked))
        found = dict(memory.execute("SELECT doc, term FROM stemmed ORDER BY doc, offset DESC"))
    finally:
        memory.close()
    return {word: found.get(n, word) for n, word in enumerate(asked)}


def tokens(statements: Sequence[tuple[str, Spans, Spans]]) -> list[list[Token]]:
    """The words of each statement, given as `(content, its spans, spans of names in its page)`."""
    cut = [list(_words(content, spans)) for content, spans, _ in statements]
    seen = {word for words in cut for _, word, _ in words}
    folded = {word: word.casefold() for word in seen}
    stem_of = stems(folded.values())
    known = {word: (stem_of[low], low.replace("’", "'") not in FUNCTION_WORDS) for word, low in folded.items()}
    return [
        [
            Token(span, known[word][0], known[word][1] and not name and not (names and _within(span, names)))
            for span, word, name in words
        ]
        for words, (_, _, names) in zip(cut, statements, strict=True)
    ]


def _within(span: Span, names: Spans) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in names)


def _words(content: str, spans: Spans) -> Iterator[tuple[Span, str, bool]]:
    """The words of a content, each with its stretch of the page's text, and whether it seems to be a name: has a
    capital and does not begin a sentence. The content's pieces are joined by a space."""
    begin = 0
    for start, end in spans:
        piece = content[begin : begin + end - start]
        for match in _WORD.finditer(piece):
            word, (at, to) = match[1], match.span(1)
            yield (start + at, start + to), word, word[0].isupper() and not _begins(piece, at)
        begin += end - start + 1


def _begins(piece: str, at: int) -> bool:
    before = piece[max(0, at - _BEFORE) : at]
    return bool(_SENTENCE_BEGINS.search(before)) or (at < _BEFORE and not any(map(str.isalnum, before)))

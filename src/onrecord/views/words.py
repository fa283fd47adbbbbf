"""The words of statements: where they stand, which are alike, and which runs of them come back."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from onrecord.model.spans import Span, Spans

FUNCTION_WORDS = frozenset(
    "a about above after again against all also am an and any are aren't as at be because been before being below "
    "between both but by can can't cannot could did do does doing don't down during each either for from further had "
    "has have having he her here hers herself him himself his how i if in into is isn't it its itself let may me might "
    "more most must my myself neither no nor not now of off on once only or other our ours ourselves out over own per "
    "same shall she should so some such than that the their theirs them themselves then there these they this those "
    "through to too toward towards under until up upon us very was we were what when where whether which while who "
    "whom whose why will with within without won't would you your yours yourself".split()
)
"""English words that hold others together and say nothing alone."""

LONGEST_RUN = 120
"""Words of the longest run that is looked for; of a longer one this many are found."""

_WORD = re.compile(r"(\w+(?:['’](?!s\b)\w+)*)(?:['’]s\b)?")
_BEFORE = 4
"""Characters before a word that are looked at to tell whether a sentence begins with it."""
_SENTENCE_BEGINS = re.compile(r"[.!?:;…\n][\W_]*$")


Places = list[tuple[int, int]]
"""Where a run stands: which statement, and at which of its words."""


class Token(NamedTuple):
    """A word of a statement: its stretch in the page's text, its stem, and what it weighs in a comparison. `telling`
    is false for function words and names, which two statements on one matter share anyway."""

    span: Span
    stem: str
    telling: bool


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words that stands in several groups: for each statement (by its place in the list) where it stands."""

    stems: tuple[str, ...]
    at: dict[int, Spans]


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
    stem_of = stems(one.word.casefold() for words in cut for one in words)
    return [
        [Token(one.span, stem_of[one.word.casefold()], _tells(one, names)) for one in words]
        for words, (_, _, names) in zip(cut, statements, strict=True)
    ]


class _Word(NamedTuple):
    span: Span
    word: str
    begins: bool


def _tells(one: _Word, names: Spans) -> bool:
    """Whether a word says something of its own: it is no function word and no part of a name, which a word with a
    capital is that does not begin a sentence."""
    if one.word.casefold().replace("’", "'") in FUNCTION_WORDS or (one.word[0].isupper() and not one.begins):
        return False
    return not any(start <= one.span[0] and one.span[1] <= end for start, end in names)


def runs(statements: Sequence[Sequence[Token]], groups: Sequence[Hashable], *, least: int = 2) -> list[Run]:
    """Runs of two words or more that stand in at least `least` groups of statements, each as long as it can be.

    A run has two telling words or more, and begins and ends with one when it is shorter than four words ('hostile
    policy', but 'no matter who is in power').
    """
    found: list[Run] = []
    held: dict[tuple[int, int], set[int]] = defaultdict(set)  # word of a statement -> the longer runs that stand there
    for length, places in reversed(list(_repeated(statements))):
        for at in places:
            words = statements[at[0][0]][at[0][1] : at[0][1] + length]
            said_apart = len({groups[n] for n, _ in at}) >= least
            if said_apart and _says_something(words) and not _part_of_one(held, at, length):
                for n, i in at:
                    for word in range(i, i + length):
                        held[n, word].add(len(found))
                found.append(Run(stems=tuple(token.stem for token in words), at=_spans(statements, at, length)))
    return found


def _part_of_one(held: dict[tuple[int, int], set[int]], at: Places, length: int) -> bool:
    """Whether the run stands nowhere but within one longer run."""
    return bool(set.intersection(*(held[n, i] & held[n, i + length - 1] for n, i in at)))


def _repeated(statements: Sequence[Sequence[Token]]) -> Iterator[tuple[int, list[Places]]]:
    """Runs that stand more than once, by their length from 1 on: a longer one can only stand where both the run of its
    words but the last and that of its words but the first do (Agrawal and Srikant 1994)."""
    found: dict[object, Places] = defaultdict(list)
    for n, words in enumerate(statements):
        for i, token in enumerate(words):
            found[token.stem].append((n, i))
    for length in range(1, LONGEST_RUN + 1):
        places = [at for at in found.values() if len(at) > 1]
        if not places:
            return
        yield length, places
        name = {one: run for run, at in enumerate(places) for one in at}
        found = defaultdict(list)
        for (n, i), run in name.items():
            if (n, i + 1) in name:
                found[run, name[n, i + 1]].append((n, i))


def _says_something(words: Sequence[Token]) -> bool:
    telling = sum(token.telling for token in words)
    return telling >= 2 and (len(words) >= 4 or (words[0].telling and words[-1].telling))


def _spans(statements: Sequence[Sequence[Token]], at: Places, length: int) -> dict[int, Spans]:
    spans: dict[int, tuple[Span, ...]] = {}
    for n, i in at:
        first, last = statements[n][i], statements[n][i + length - 1]
        spans[n] = (*spans.get(n, ()), (first.span[0], last.span[1]))
    return spans


def _words(content: str, spans: Spans) -> Iterator[_Word]:
    """The words of a content, each with its stretch of the page's text; the content's pieces are joined by a space."""
    begin = 0
    for start, end in spans:
        piece = content[begin : begin + end - start]
        for match in _WORD.finditer(piece):
            span = start + match.start(1), start + match.end(1)
            yield _Word(span, match[1], _begins(piece, match.start(1)))
        begin += end - start + 1


def _begins(piece: str, at: int) -> bool:
    before = piece[max(0, at - _BEFORE) : at]
    return bool(_SENTENCE_BEGINS.search(before)) or (at < _BEFORE and not any(map(str.isalnum, before)))

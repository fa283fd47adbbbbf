"""Passages of a report that stand on the page twice: a lead shown as a summary, a sentence set apart as a pull
quote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.text.lines import size_of

_LEAST_CHARS = 60
_SURE_CHARS = 120
_LEAST_HELD = 3
_RUN = 3
_MOST_PLACES = 16
_MOST_PARAGRAPHS = 2000
_TAIL_CHARS = 60
_CUT = re.compile(
    r"\s*(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\s\]]*(?:read more|continue reading|mehr|more)?\W{0,5}\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?:[.!?…。！？؟।]|\.{3}\])[\"'”’»)\]」』]*\Z")


def repeated(paragraphs: Sequence[str]) -> list[int]:
    """The paragraphs of a report that repeat others, in order.

    A paragraph is a repeat when all its words stand in a run in others: those after a summary (which may end in an
    ellipsis) or the longer one that a pull quote was taken from. Of two that are the same, the later is the repeat,
    unless the earlier opens the report. A short one that is no sentence is none: headings take up words of the text
    below them. One that holds several others of the report, and little else, repeats them, not they it.
    """
    kept = paragraphs[:_MOST_PARAGRAPHS]
    words = [_words(paragraph) for paragraph in kept]
    return _Repeats(words, [_may_repeat(paragraph) for paragraph in kept]).found()


def _may_repeat(paragraph: str) -> bool:
    size = size_of(paragraph)
    return size >= _SURE_CHARS or (size >= _LEAST_CHARS and _SENTENCE_END.search(paragraph) is not None)


def _words(paragraph: str) -> list[str]:
    """Its words; without the last where an ellipsis may have cut that word in two."""
    cut = _CUT.search(paragraph[-_TAIL_CHARS:])
    if cut is None:
        return _WORD.findall(paragraph.casefold())
    end = max(0, len(paragraph) - _TAIL_CHARS) + cut.start()
    return _WORD.findall(paragraph[:end].casefold())[:-1]


class _Repeats:
    """All words of a report in one row, with the places of every run of three."""

    def __init__(self, words: Sequence[list[str]], may_repeat: Sequence[bool]) -> None:
        self._words = words
        self._may_repeat = may_repeat
        self._row = [word for one in words for word in one]
        self._starts: list[int] = []
        self._places: dict[tuple[str, ...], list[int]] = {}
        self._gone: set[int] = set()
        place = 0
        for one in words:
            self._starts.append(place)
            place += len(one)
        for place in range(len(self._row) - _RUN + 1):
            self._places.setdefault(tuple(self._row[place : place + _RUN]), []).append(place)

    def found(self) -> list[int]:
        self._gone |= self._collections()
        for number, words in enumerate(self._words):
            if number not in self._gone and len(words) >= _RUN and self._may_repeat[number] and self._is_repeat(number):
                self._gone.add(number)
        return sorted(self._gone)

    def _collections(self) -> set[int]:
        """The paragraphs most of whose words are those of several others, each whole."""
        held: dict[int, list[int]] = {}
        for number, words in enumerate(self._words):
            if len(words) >= _RUN and self._may_repeat[number]:
                for other in {other for other, _ in self._standing(number)}:
                    held.setdefault(other, []).append(len(words))
        return {
            other
            for other, sizes in held.items()
            if len(sizes) >= _LEAST_HELD and 2 * sum(sizes) > len(self._words[other]) > max(sizes)
        }

    def _standing(self, number: int) -> Iterator[tuple[int, int]]:
        """The paragraphs in which the words of one begin to stand, with the place."""
        words = self._words[number]
        for place in self._places[tuple(words[:_RUN])][:_MOST_PLACES]:
            if place != self._starts[number] and self._row[place : place + len(words)] == words:
                yield bisect_right(self._starts, place) - 1, place

    def _is_repeat(self, number: int) -> bool:
        words = self._words[number]
        return any(
            other not in self._gone and (self._words[other] != words or other < number or number == 0)
            for other, _ in self._standing(number)
        )

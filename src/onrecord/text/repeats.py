"""Passages of a report that stand on the page twice: a lead shown as a summary, a sentence set apart as a pull
quote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

_LEAST_CHARS = 40
_RUN = 3
_MOST_PLACES = 16
_MOST_PARAGRAPHS = 2000
_TAIL_CHARS = 60
_CUT = re.compile(
    r"\s*(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\s\]]*(?:read more|continue reading|mehr|more)?\W{0,5}\Z", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")


def repeated(paragraphs: Sequence[str]) -> list[int]:
    """The paragraphs of a report that repeat others, in order.

    A paragraph is a repeat when all its words stand in a run in others: those after a summary (which may end in an
    ellipsis)
    or the longer one that a pull quote was taken from. Of two that are the same, the later is the repeat, unless the
    earlier
    opens the report.
    """
    words = [_words(paragraph) for paragraph in paragraphs[:_MOST_PARAGRAPHS]]
    return _Repeats(words, [len(paragraph) for paragraph in paragraphs]).found()


def _words(paragraph: str) -> list[str]:
    """Its words; without the last where an ellipsis may have cut that word in two."""
    cut = _CUT.search(paragraph[-_TAIL_CHARS:])
    if cut is None:
        return _WORD.findall(paragraph.casefold())
    end = max(0, len(paragraph) - _TAIL_CHARS) + cut.start()
    return _WORD.findall(paragraph[:end].casefold())[:-1]


class _Repeats:
    """All words of a report in one row, with the places of every run of three."""

    def __init__(self, words: Sequence[list[str]], sizes: Sequence[int]) -> None:
        self._words = words
        self._sizes = sizes
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
        for number, words in enumerate(self._words):
            if len(words) >= _RUN and self._sizes[number] >= _LEAST_CHARS and self._is_repeat(number):
                self._gone.add(number)
        return sorted(self._gone)

    def _is_repeat(self, number: int) -> bool:
        words = self._words[number]
        others = [place for place in self._places[tuple(words[:_RUN])][:_MOST_PLACES] if place != self._starts[number]]
        for place in others:
            other = bisect_right(self._starts, place) - 1
            if other in self._gone or self._row[place : place + len(words)] != words:
                continue
            if self._words[other] != words or other < number or number == 0:
                return True
        return False

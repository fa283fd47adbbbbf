"""Clues from what happened: pages about a known happening mostly appear while it is in the news."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import numpy as np

from onrecord.model.spans import Span
from onrecord.resolving.when.timeline import DAYS, Clue, Weights, index_of

_TOKEN = re.compile(r"#?\w[\w.'’-]*\w|\w")
_LEAD: Final = 600
_NEAR: Final = 300
_MOST: Final = 12
"""So many happenings of a page are weighed; no honest report tells of more that are news."""


_SHORTEST_START, _LONGEST_START = 3, 14
"""Characters of a starred beginning of a word."""


class Happening(NamedTuple):
    """Something that filled the news from `start` to `end`; a page about it holds a word of every group."""

    start: datetime.date
    end: datetime.date
    groups: tuple[tuple[str, ...], ...]


class Found(NamedTuple):
    """A happening with the words that told it, and how plainly: 'lead', 'near' (in one passage) or 'page'."""

    happening: Happening
    spans: tuple[Span, ...]
    place: str


class _Index(NamedTuple):
    """Which groups a word of the text fills; phrases by their first word, beginnings of words without their star."""

    rows: tuple[Happening, ...]
    words: dict[str, list[tuple[int, int]]]
    phrases: dict[str, list[tuple[str, int, int]]]
    starts: dict[str, list[tuple[int, int]]]


@cache
def _index() -> _Index:
    file = resources.files("onrecord.resolving.data").joinpath("when_happenings.csv")
    rows = []
    index = _Index((), defaultdict(list), defaultdict(list), defaultdict(list))
    for at, row in enumerate(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))):
        groups = tuple(tuple(group.split("|")) for group in row["words"].split("&"))
        first, last = datetime.date.fromisoformat(row["from"]), datetime.date.fromisoformat(row["to"])
        rows.append(Happening(first, last, groups))
        for number, group in enumerate(groups):
            for word in group:
                _enter(index, word, (at, number))
    return index._replace(rows=tuple(rows))


def _enter(index: _Index, word: str, place: tuple[int, int]) -> None:
    if word.endswith("*"):
        index.starts[word[:-1]].append(place)
    elif len(tokens := _TOKEN.findall(word)) > 1:
        index.phrases[tokens[0]].append((word, *place))
    else:
        index.words[word].append(place)


def happenings(text: str, spans: list[Span]) -> Iterator[Found]:
    """The happenings whose every group has a word in `spans`."""
    index = _index()
    hits: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for word, places in _words(text, spans).items():
        for row, group in _groups_of(index, word):
            hits[row][group].extend(places)
        for phrase, row, group in (*index.phrases.get(word, ()), *index.phrases.get(word.lower(), ())):
            told = [place for place in places if _stands(text, place[0], phrase)]
            if told:
                hits[row][group].extend((start, start + len(phrase)) for start, _ in told)
    begin = spans[0][0] if spans else 0
    for row, groups in hits.items():
        happening = index.rows[row]
        if len(groups) == len(happening.groups):
            yield _found(happening, groups, begin)


def _words(text: str, spans: list[Span]) -> dict[str, list[Span]]:
    """Where each word stands, without a possessive ending."""
    places: dict[str, list[Span]] = defaultdict(list)
    for start, end in spans:
        for match in _TOKEN.finditer(text, start, end):
            places[match[0].removesuffix("'s").removesuffix("’s")].append(match.span())
    return places


def _groups_of(index: _Index, word: str) -> Iterator[tuple[int, int]]:
    """The groups that a word fills: as written, in small letters, by its beginning."""
    lowered = word.lower()
    for form in {word, lowered}:
        yield from index.words.get(form, ())
        for length in range(_SHORTEST_START, min(len(form), _LONGEST_START) + 1):
            yield from index.starts.get(form[:length], ())


def _stands(text: str, at: int, phrase: str) -> bool:
    """Whether a phrase stands at a place; one in small letters may be written with capitals."""
    there = text[at : at + len(phrase)]
    if text[at + len(phrase) : at + len(phrase) + 1].isalnum():
        return False
    return there == phrase or (phrase.islower() and there.lower() == phrase)


def _found(happening: Happening, groups: dict[int, list[Span]], begin: int) -> Found:
    firsts = [min(places) for places in groups.values()]
    if max(firsts)[0] - begin < _LEAD:
        return Found(happening, tuple(sorted(set(firsts))), "lead")
    width, best = _narrowest(groups)
    return Found(happening, best, "near" if width < _NEAR else "page")


def _narrowest(groups: dict[int, list[Span]]) -> tuple[int, tuple[Span, ...]]:
    """The narrowest passage that holds a word of every group: its width and the words."""
    latest: dict[int, Span] = {}
    width = 1 << 60
    best: tuple[Span, ...] = ()
    for span, group in sorted((span, group) for group, places in groups.items() for span in places):
        latest[group] = span
        reach = span[1] - min(latest.values())[0]
        if len(latest) == len(groups) and reach < width:
            width, best = reach, tuple(sorted(set(latest.values())))
    return width, best


class _Shares(NamedTuple):
    """Of the pages that tell of a happening: how many are of its days, soon after, and later; the rest mean another."""

    within: float
    soon: float
    later: float


_SHARES: Final = {
    ("lead", True): _Shares(0.78, 0.04, 0.1), ("lead", False): _Shares(0.48, 0.07, 0.22),
    ("near", True): _Shares(0.62, 0.05, 0.2), ("near", False): _Shares(0.2, 0.13, 0.38),
    ("page", True): _Shares(0.3, 0.05, 0.25), ("page", False): _Shares(0.1, 0.08, 0.3),
}  # fmt: skip
"""By where the words stand and whether it was long in the news; counted on the dated training pages."""

_LONG: Final = 60
_SHORTEST: Final = 20
"""Days: no happening is news for less than so long, since pages are written about it before and after."""

_SOON_DAYS, _LATER_DAYS = 60.0, 1500.0


def happening_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """For each happening that the page tells of: the page is of its days, or soon after, or later looks back.

    Several of one page mostly belong together, so each counts the less the more there are.
    """
    order = {"lead": 0, "near": 1, "page": 2}
    found = sorted(happenings(text, spans), key=lambda one: (order[one.place], one.spans))[:_MOST]
    for one in found:
        yield Clue("known happening", one.spans, _weights(one) / len(found) ** 0.5)


def _weights(found: Found) -> Weights:
    happening = found.happening
    length = (happening.end - happening.start).days + 1
    shares = _SHARES[found.place, length >= _LONG]
    slack = max(0, _SHORTEST - length) // 2
    first, last = max(0, index_of(happening.start) - slack), min(DAYS, index_of(happening.end) + 1 + slack)
    mass = np.full(DAYS, (1 - sum(shares)) / DAYS)
    mass[first:last] += shares.within / (last - first)
    ages = np.arange(DAYS - last)
    for share, days in ((shares.soon, _SOON_DAYS), (shares.later, _LATER_DAYS)):
        mass[last:] += share * np.exp(-ages / days) / days
    weights: Weights = np.log(mass * DAYS)
    return weights

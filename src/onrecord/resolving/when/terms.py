"""Clues from names: of things and events that came up on a known day, and those that fill the news of a year."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.model.spans import Span
from onrecord.resolving.when.timeline import FIRST, Bound, Clue, between, day_of, flat, index_of, years

_TOKEN = re.compile(r"#?\w[\w.'’-]*\w|\w")


class Named(NamedTuple):
    """A name and the day it came up; `end` when it belongs to an era that is over. `kind` is 'thing', 'event', 'era' or
    'person' (in the news from `start` to `end`)."""

    kind: str
    start: datetime.date
    end: datetime.date | None


@cache
def _table() -> tuple[dict[str, Named], frozenset[str]]:
    """Dated names, and their first words."""
    file = resources.files("onrecord.resolving.data").joinpath("when_terms.csv")
    rows: dict[str, Named] = {}
    for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))):
        named = Named(row["kind"], day_of(row["from"]), day_of(row["to"]) if row["to"] else None)
        rows.update(dict.fromkeys(row["term"].split("|"), named))
    return rows, frozenset(_TOKEN.match(term)[0] for term in rows)  # type: ignore[index]


def dated_names(text: str, spans: list[Span]) -> Iterator[tuple[Named, Span]]:
    """The names of the table that stand in `spans`, once each."""
    table, firsts = _table()
    seen: set[int] = set()
    for start, end in spans:
        for match in _TOKEN.finditer(text, start, end):
            if match[0].removesuffix("'s").removesuffix("’s") not in firsts:
                continue
            found = _longest(text, match.start(), end, table)
            if found is not None and id(found[0]) not in seen:
                seen.add(id(found[0]))
                yield found


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    terms: dict[str, list[str]] = {}
    for term in sorted(_table()[0], key=len, reverse=True):
        terms.setdefault(_TOKEN.match(term)[0], []).append(term)  # type: ignore[index]
    return {first: tuple(found) for first, found in terms.items()}


def _longest(text: str, start: int, end: int, table: dict[str, Named]) -> tuple[Named, Span] | None:
    first = _TOKEN.match(text, start)
    word = first[0] if first else ""
    for term in _by_first().get(word, _by_first().get(word.removesuffix("'s").removesuffix("’s"), ())):
        stop = start + len(term)
        if stop <= end and text.startswith(term, start) and not text[stop : stop + 1].isalnum():
            return table[term], (start, stop)
    return None


def term_clues(text: str, spans: list[Span]) -> Iterator[Clue | Bound]:
    """Names that did not exist before a day, and those of an era that is over."""
    for named, span in dated_names(text, spans):
        if named.kind == "era" and named.end:
            yield Clue("name of an era", (span,), between(named.start, named.end + _SLACK, before=-2.0, after=-1.0))
            continue
        if named.kind == "person" and named.end:
            yield Clue("person in the news", (span,), between(named.start - _SLACK, named.end, before=-3.0, after=-1.8))
            continue
        if named.start > FIRST:
            yield Bound("dated name", (span,), index_of(named.start), named.kind)
        if named.end:
            yield Clue("name in use", (span,), between(FIRST, named.end, before=0.0, after=-1.0))


_SLACK = datetime.timedelta(days=60)
_SINCE = re.compile(
    r"\b(?P<count>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|a|an)(?P<ordinal>st|nd|rd|th)?[ -]"
    r"(?P<unit>day|week|month|year|anniversary)s?(?P<rel> after| since| of| on from| later,? after)?\b",
    re.IGNORECASE,
)
_COUNTS = dict(
    zip(("a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        (1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True)
)  # fmt: skip
_UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25, "anniversary": 365.25}


class Distance(NamedTuple):
    """'two days after …' an event: the words, the event's day, and the day (give or take `slack`) they lead to."""

    span: Span
    event: datetime.date
    day: datetime.date
    slack: float
    exact: bool


def distances(text: str, spans: list[Span]) -> Iterator[Distance]:
    """What the text says to be so long after a named event."""
    for named, span in dated_names(text, spans):
        if named.kind != "event":
            continue
        matches = list(_SINCE.finditer(text, max(0, span[0] - 110), span[0]))
        if not matches or not matches[-1]["rel"] or re.search(r"[.;\n]", text[matches[-1].end() : span[0]]):
            continue
        match = matches[-1]
        count = int(match["count"]) if match["count"].isdigit() else _COUNTS[match["count"].lower()]
        unit = match["unit"].lower()
        days = count * _UNIT_DAYS[unit]
        slack = max(2.0, days * (0.12 if unit == "anniversary" else 0.35))
        day = named.start + datetime.timedelta(days=days)
        yield Distance((match.start(), span[1]), named.start, day, slack, unit == "day" and count > 1)


def distance_clues(text: str, spans: list[Span]) -> Iterator[Clue]:
    """'two days after … stormed the Capitol', 'the 10th anniversary of …': so long after a named event."""
    for one in distances(text, spans):
        reach = datetime.timedelta(days=one.slack)
        weights = between(one.day - reach, one.day + reach, before=-6.5, after=-6.5)
        yield Clue("so long after an event", (one.span,), weights)


# The learnt vocabulary


@cache
def _vocabulary() -> tuple[dict[str, int], npt.NDArray[np.float32], int]:
    """Learnt names: rows of log likelihoods by year, and the first year of the columns."""
    file = resources.files("onrecord.resolving.data").joinpath("when_vocabulary.csv.gz")
    with file.open("rb") as raw:
        rows = list(csv.reader(io.TextIOWrapper(gzip.GzipFile(fileobj=raw), encoding="utf-8")))
    first = int(rows[0][1])
    weights = np.array([[int(cell) / 100 for cell in row[1:]] for row in rows[1:]], dtype=np.float32)
    return {row[0]: at for at, row in enumerate(rows[1:])}, weights, first


_NAME = re.compile(r"(?<!\w)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_OPENS = re.compile(r"(?:^|[.!?:;_\n\"“”‘`|(-])\s*$")


def names_of(text: str) -> Iterator[tuple[str, Span]]:
    """The capitalised words of a text, alone and in pairs, as the vocabulary counts them; a capital that only opens a
    sentence does not count."""
    for match in _NAME.finditer(text):
        words = [(found[0].removesuffix("'s").removesuffix("’s"), found.start(), found.end())
                 for found in re.finditer(r"[^ ]+", text[match.start() : match.end()])]  # fmt: skip
        if _OPENS.search(text[max(0, match.start() - 6) : match.start()]) or match.start() == 0:
            words = words[1:]
        for at, (word, start, end) in enumerate(words[:6]):
            yield word, (match.start() + start, match.start() + end)
            if at + 1 < len(words):
                yield f"{word} {words[at + 1][0]}", (match.start() + start, match.start() + words[at + 1][2])


def vocabulary_clue(text: str, spans: list[Span], *, strength: float) -> Clue | None:
    """How well the names of the page fit the names in the news of each year, as learnt from dated pages.

    The clue counts by how many of the page's pairs of names were learnt at all: a page from a world that the training
    pages do not know says little.
    """
    rows, weights, first = _vocabulary()
    found: dict[int, Span] = {}
    pairs: dict[str, bool] = {}
    for start, end in spans:
        for name, (at, stop) in names_of(text[start:end]):
            if " " in name:
                pairs[name] = name in rows
            if name in rows:
                found.setdefault(rows[name], (start + at, start + stop))
            if len(pairs) >= _MOST_PAIRS:
                break
    if not found:
        return None
    known = (sum(pairs.values()) + 0.5) / (len(pairs) + 2)
    by_year = weights[list(found)].sum(axis=0) * strength * known
    columns = np.clip(years() - first, 0, weights.shape[1] - 1)
    most = _LEAST_CEILING + _CEILING_GROWTH * known
    line = most * np.tanh((by_year[columns] - by_year.max()) / most) + flat()
    best = sorted(found, key=lambda row: -float(weights[row][int(by_year.argmax())]))[:5]
    return Clue("names in the news", tuple(sorted(found[row] for row in best)), line)


_MOST_PAIRS = 300
_LEAST_CEILING = 1.0
_CEILING_GROWTH = 3.0
"""The names alone never make a year more than some tens of times likelier, since stories come back ('the next summit'),
and the less the fewer of them are known."""

"""Runs of words that come back in other statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.model.spans import Spans
from onrecord.views.words import Token

LONGEST_RUN = 120
"""Words of the longest run that is looked for; of a longer one this many are found."""

_NONE: set[int] = set()
Ints = npt.NDArray[np.int64]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A run of words that stands in several groups: for each statement (by its place in the list) where it stands."""

    stems: tuple[str, ...]
    at: dict[int, Spans]


class _Row(NamedTuple):
    """All words of all statements in a row: which statement each is of [n] (the next number for an end mark after each
    statement), the group of that, a number for its stem, and how many telling words stand before it [n + 1]."""

    statement: Ints
    begins: Ints
    group: Ints
    stem: Ints
    telling: Ints


def runs(statements: Sequence[Sequence[Token]], groups: Sequence[Hashable], *, least: int = 2) -> list[Run]:
    """Runs of two words or more that stand in at least `least` groups of statements, each as long as it can be.

    A run has two telling words or more, and begins and ends with one when it is shorter than four words ('hostile
    policy', but 'no matter who is in power').
    """
    found: list[Run] = []
    held: defaultdict[int, set[int]] = defaultdict(set)  # word of the row -> the longer runs that stand there
    row = _in_a_row(statements, groups)
    for length, places in reversed(
        [(length, _telling(row, *level, length)) for length, level in _repeated(row, least)]
    ):
        for at in places:
            if _within_one(held, at, length):
                continue
            for one in at:
                for word in range(one, one + length):
                    held[word].add(len(found))
            found.append(_run(statements, row, at, length))
    return found


def _within_one(held: Mapping[int, set[int]], at: Sequence[int], length: int) -> bool:
    """Whether the run stands nowhere but within one longer run."""
    within = held.get(at[0], _NONE) & held.get(at[0] + length - 1, _NONE)
    for one in at[1:]:
        if not within:
            break
        within = within & held.get(one, _NONE) & held.get(one + length - 1, _NONE)
    return bool(within)


def _in_a_row(statements: Sequence[Sequence[Token]], groups: Sequence[Hashable]) -> _Row:
    numbers: dict[Hashable, int] = {}
    group_of = [numbers.setdefault(one, len(numbers)) for one in groups]
    stems: dict[str, int] = {}
    stem, telling = [], [0]
    for words in statements:
        stem += [stems.setdefault(token.stem, len(stems)) for token in words]
        telling += [token.telling for token in words]
    lengths = np.array([len(words) for words in statements], dtype=np.int64)
    statement = np.repeat(np.arange(len(statements)), lengths)
    return _Row(
        statement=statement,
        begins=np.cumsum(lengths) - lengths,
        group=np.array(group_of, dtype=np.int64)[statement],
        stem=np.array(stem, dtype=np.int64),
        telling=np.cumsum(np.array(telling, dtype=np.int64)),
    )


def _repeated(row: _Row, least: int) -> Iterator[tuple[int, tuple[Ints, Ints]]]:
    """Runs that stand in enough groups, by their length from 1 on: where each begins, in order, and its number.

    A longer one can only stand where both the run of its words but the last and that of its words but the first do
    (Agrawal and Srikant 1994).
    """
    at, run = np.arange(len(row.stem)), row.stem
    for length in range(1, LONGEST_RUN + 1):
        groups = int(row.group.max(initial=0)) + 1
        often = np.bincount(np.unique(run * groups + row.group[at]) // groups) >= least
        at, run = at[often[run]], run[often[run]]
        if not len(at):
            return
        yield length, (at, run)
        goes_on = (at[1:] - at[:-1] == 1) & (row.statement[at[1:]] == row.statement[at[:-1]])
        _, longer = np.unique(run[:-1][goes_on] * (run.max() + 1) + run[1:][goes_on], return_inverse=True)
        at, run = at[:-1][goes_on], longer.astype(np.int64)


def _telling(row: _Row, at: Ints, run: Ints, length: int) -> list[list[int]]:
    """The places of every run that says something at one of them, in order of the first."""
    telling = row.telling[at + length] - row.telling[at]
    says = telling >= 2
    if length < 4:
        says &= (row.telling[at + 1] > row.telling[at]) & (row.telling[at + length] > row.telling[at + length - 1])
    kept = np.isin(run, run[says])
    places: dict[int, list[int]] = {}
    for one, place in zip(run[kept].tolist(), at[kept].tolist(), strict=True):
        places.setdefault(one, []).append(place)
    return list(places.values())


def _run(statements: Sequence[Sequence[Token]], row: _Row, at: Sequence[int], length: int) -> Run:
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in at:
        n = int(row.statement[one])
        first = one - int(row.begins[n])
        spans[n].append((statements[n][first].span[0], statements[n][first + length - 1].span[1]))
    first = at[0] - int(row.begins[row.statement[at[0]]])
    words = statements[int(row.statement[at[0]])][first : first + length]
    return Run(stems=tuple(token.stem for token in words), at={n: tuple(held) for n, held in spans.items()})

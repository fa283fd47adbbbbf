"""Intensities day by day, cut into spells by their turning points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

if TYPE_CHECKING:
    from onrecord.views.turning import Turn

LEAST_VALUES = 8
"""With fewer days that have an intensity no turning point is looked for."""
MOST_MONTHS = 600


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """A time between two turning points, first and last month in it with a value, and the mean intensity of its
    `occasions` (days with something said or done)."""

    since: str
    until: str
    intensity: float
    occasions: int


class TurningPoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where the intensity changes: the likeliest month, the months between which it lies with nine chances in ten, how
    probable it is that there is a change at all, and the means before and after."""

    month: str
    earliest: str
    latest: str
    probability: float
    before: float
    after: float


class Value(NamedTuple):
    """An intensity and its date."""

    dated: str
    intensity: float


class Series:
    """Intensities by day and month, and how they are cut into spells."""

    def __init__(self, values: Iterable[Value]) -> None:
        by_day: dict[str, list[float]] = defaultdict(list)
        self._left_out = 0
        for value in values:
            if len(value.dated) >= 7:
                by_day[value.dated].append(value.intensity)
            else:
                self._left_out += 1
        self._days = {day: sum(held) / len(held) for day, held in by_day.items()}
        months = [_month(day) for day in self._days]
        self._first, size = min(months, default=0), max(months, default=-1) - min(months, default=0) + 1
        self._months: list[list[float]] = [[] for _ in range(size)]
        for day in sorted(self._days):
            self._months[_month(day) - self._first].append(self._days[day])
        self._turns = self._cut()

    def _cut(self) -> list[Turn]:
        if len(self._days) < LEAST_VALUES or len(self._months) > MOST_MONTHS:
            return []
        from onrecord.views.turning import turns  # with numpy, which no other question needs

        return turns(self._months)

    @property
    def notes(self) -> Iterator[str]:
        """What the one who asks should know of the turning points."""
        if len(self._days) < LEAST_VALUES:
            there = f"{len(self._days)} day{'' if len(self._days) == 1 else 's'}"
            yield f"{there} with an intensity: fewer than {LEAST_VALUES} are no ground for turning points"
        if len(self._months) > MOST_MONTHS:
            yield f"turning points are not looked for in more than {MOST_MONTHS // 12} years"
        if self._left_out:
            yield f"{self._left_out} dated to a year only are left out of the spells"

    def spells(self) -> Iterator[Spell]:
        """The spells between turning points, the whole as one without any; none where there is too little to tell."""
        if len(self._days) < LEAST_VALUES:
            return
        for begin, end in self._bounds():
            held = [n for n in range(begin, end) if self._months[n]]
            values = [value for n in held for value in self._months[n]]
            if values:
                yield Spell(
                    since=self._name(held[0]),
                    until=self._name(held[-1]),
                    intensity=_mean(values),
                    occasions=len(values),
                )

    def turning_points(self) -> Iterator[TurningPoint]:
        """The turning points in order."""
        means = [_mean([value for month in self._months[a:b] for value in month]) for a, b in self._bounds()]
        for turn, before, after in zip(self._turns, means, means[1:], strict=False):
            yield TurningPoint(
                month=self._name(turn.at),
                earliest=self._name(turn.earliest),
                latest=self._name(turn.latest),
                probability=round(turn.probability, 3),
                before=before,
                after=after,
            )

    def _bounds(self) -> list[tuple[int, int]]:
        cuts = [0, *(turn.at for turn in self._turns), len(self._months)]
        return list(pairwise(cuts))

    def _name(self, month: int) -> str:
        year, of_year = divmod(self._first + month, 12)
        return f"{year:04}-{of_year + 1:02}"


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 2) if values else 0.0

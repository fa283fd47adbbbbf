"""Spells and turning points in a series of intensities, with how sure they are.

Exact Bayesian inference for multiple change points (Fearnhead 2006, Statistics and Computing 16): between two months
the mean changes with a small probability, within a spell values scatter normally around it. Everything is summed over
all ways of cutting the series, so that the uncertainty of a turning point is the posterior's own. Months without a
value say nothing, and a change that falls among them stays as vague as they leave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

MONTHS_A_SPELL = 48
"""How long a spell is expected to last (the prior; a series says otherwise by its values)."""
SPREAD_OF_MEANS = 4.0
"""Standard deviation of spells' means around the whole's, in points of intensity (-10 to 10)."""
SPREAD_WITHIN, _WEIGHT_WITHIN = 3.0, 4.0
"""Standard deviation within a spell before seeing the values, and how many values that guess is worth."""
SURE_ENOUGH = 0.5

Floats = NDArray[np.float64]


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A turning point: the values change between month `at` - 1 and month `at` (counted from the series' first), with
    nine tenths of the posterior between `earliest` and `latest`; `probability` that there is a change at all between
    the middles of the spells before and after."""

    at: int
    earliest: int
    latest: int
    probability: float


def turns(months: Sequence[Sequence[float]]) -> list[Turn]:
    """The turning points of a series, given as the values of each month in order, the empty ones too.

    Those on the likeliest way of cutting the series whose probability is at least `SURE_ENOUGH`. Time and memory grow
    with the square of the months (50 years: a quarter of a second).
    """
    if not any(months):
        return []
    fit = _segments(months)
    forward, backward = _forward(fit), _backward(fit)
    size = len(months)
    change = np.exp(forward[1:size] + backward[1:size] - backward[0])  # change[i]: a spell begins with month i + 1
    cuts = [0, *_likeliest(fit), size]
    found = []
    for before, at, after in zip(cuts, cuts[1:], cuts[2:], strict=False):
        low, high = (before + at) // 2, (at + after) // 2
        sure = 1.0 - _unbroken(fit, forward, backward, low, high)
        if sure >= SURE_ENOUGH:
            earliest, latest = _central(change[low:high])
            found.append(Turn(at=at, earliest=low + earliest + 1, latest=low + latest + 1, probability=float(sure)))
    return _whole(found, months)


def _whole(found: Sequence[Turn], months: Sequence[Sequence[float]]) -> list[Turn]:
    """The turning points, two as one where only one month lies between them and its mean between those before and
    after: the change fell within that month."""
    ends = [0, *(turn.at for turn in found), len(months)]
    means = [_mean(months[begin:end]) for begin, end in pairwise(ends)]
    out: list[Turn] = []
    for n, turn in enumerate(found):
        before = out[-1] if out else None
        if before and turn.at - before.at == 1 and sorted(means[n - 1 : n + 2]) in (
            means[n - 1 : n + 2], means[n - 1 : n + 2][::-1],
        ):  # fmt: skip
            out[-1] = msgspec.structs.replace(before, latest=turn.latest)
        else:
            out.append(turn)
    return out


def _mean(months: Sequence[Sequence[float]]) -> float:
    return float(np.mean([value for month in months for value in month] or [0.0]))


def _segments(months: Sequence[Sequence[float]]) -> Floats:
    """Log probability of the values of the months i … j - 1 as one spell, at [i, j]; and that it ends there."""
    values = np.array([value for month in months for value in month])
    variance = _variance(values)
    counts = np.cumsum([0, *(len(month) for month in months)])
    sums = np.cumsum([0.0, *(sum(month) - values.mean() * len(month) for month in months)])
    n, total = counts[None, :] - counts[:, None], sums[None, :] - sums[:, None]
    shrink = SPREAD_OF_MEANS**2 / (variance + np.maximum(n, 0) * SPREAD_OF_MEANS**2)
    # What does not depend on the cutting (each value's own density around the whole's mean) is left out.
    log = 0.5 * (total**2 * shrink / variance + np.log(variance * shrink / SPREAD_OF_MEANS**2))
    length = np.arange(len(months) + 1)[None, :] - np.arange(len(months) + 1)[:, None]
    goes_on, ends = np.log1p(-1 / MONTHS_A_SPELL), np.log(1 / MONTHS_A_SPELL)
    log += np.maximum(length - 1, 0) * goes_on
    log[:, :-1] += ends
    found: Floats = np.where(length < 1, -np.inf, log)
    return found


def _variance(values: Floats) -> float:
    """The variance within spells: by the differences of neighbours, which a change of the mean hardly touches (von
    Neumann 1941), drawn to `SPREAD_WITHIN` where there are few."""
    differences = float(np.sum(np.diff(values) ** 2)) / 2
    return (_WEIGHT_WITHIN * SPREAD_WITHIN**2 + differences) / (_WEIGHT_WITHIN + len(values) - 1)


def _forward(fit: Floats) -> Floats:
    """Log probability of the values before month i and of a spell that begins with it."""
    log = np.full(len(fit), -np.inf)
    log[0] = 0.0
    for i in range(1, len(fit)):
        log[i] = np.logaddexp.reduce(log[:i] + fit[:i, i])
    return log


def _backward(fit: Floats) -> Floats:
    """Log probability of the values from month i on, given that a spell begins with it."""
    log = np.zeros(len(fit))
    for i in range(len(fit) - 2, -1, -1):
        log[i] = np.logaddexp.reduce(fit[i, i + 1 :] + log[i + 1 :])
    return log


def _likeliest(fit: Floats) -> list[int]:
    """Where the spells but the first begin on the likeliest way of cutting the series."""
    size = len(fit) - 1
    best, begins = np.zeros(size + 1), [0] * (size + 1)
    for i in range(1, size + 1):
        ways = best[:i] + fit[:i, i]
        begins[i] = int(np.argmax(ways))
        best[i] = ways[begins[i]]
    cuts, at = [], begins[size]
    while at:
        cuts.append(at)
        at = begins[at]
    return cuts[::-1]


def _unbroken(fit: Floats, forward: Floats, backward: Floats, low: int, high: int) -> float:
    """The posterior probability that no spell begins with one of the months low + 1 … high."""
    whole = forward[: low + 1, None] + fit[: low + 1, high + 1 :] + backward[None, high + 1 :]
    return float(np.exp(np.logaddexp.reduce(whole, axis=None) - backward[0])) if whole.size else 0.0


def _central(weights: Floats) -> tuple[int, int]:
    """Indices between which nine tenths of the weight lie."""
    share = np.cumsum(weights) / weights.sum()
    return int(np.searchsorted(share, 0.05)), min(int(np.searchsorted(share, 0.95)), len(share) - 1)

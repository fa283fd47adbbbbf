"""How sure an attribution is: logistic regression over the decoder's own scores, fitted on articles the network was not
trained on (`training/attribution/calibrate.py` writes `decoder.json` beside the weights)."""

from __future__ import annotations

import math
from functools import cache

import msgspec

from onrecord.neural.runtime import weight
from onrecord.statements.decoding import Parts

FEATURES = 8


class Settings(msgspec.Struct, frozen=True):
    """What is fitted once the network is trained: the bias towards having no source, the confidence below which
    nothing is put on record, and the regression's weights over `features`."""

    none_bias: float
    threshold: float
    intercept: float
    weights: tuple[float, ...]


@cache
def settings() -> Settings:
    """The settings that go with the weights.

    Raises:
        InstallError: the weights are missing.
    """
    return msgspec.json.decode(weight("decoder.json").read_bytes(), type=Settings)


def features(parts: Parts) -> tuple[float, ...]:
    """What confidence is judged by, each about -5 … 5."""
    words = sum(last - first for first, last in parts.content)
    return (
        parts.valid,
        _log_odds(parts.tagged),
        max(parts.source_chance, -6.0),
        min(parts.source_margin, 6.0),
        max(parts.content_chance, -3.0),
        float(parts.source is None),
        math.log1p(words),
        float(len(parts.content) > 1),
    )


def confidence(parts: Parts, fitted: Settings) -> float:
    """The chance that the attribution is right: its cue or content, and its source."""
    total = fitted.intercept + sum(w * f for w, f in zip(fitted.weights, features(parts), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _log_odds(chance: float) -> float:
    bounded = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))

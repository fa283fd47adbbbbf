"""Readings -> pieces: the best source or none, the best tags, off the cue."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.neural import Reading
from onrecord.statements.confidence import Settings, confidence, features
from onrecord.statements.decoding import best_content, best_source, decode, viterbi

FITTED = Settings(none_bias=0.0, threshold=0.4, intercept=0.0, weights=(1.0, 0, 0, 0, 0, 0, 0, 0))


def reading(
    n: int, cue: tuple[int, int], *, source: tuple[int, int] | None = None, content: tuple[int, int] | None = None
) -> Reading:
    """A reading of `n` pieces in which the network is sure of `source` and `content`."""
    sources, contents, whole = np.full((n, 3), -6.0), np.zeros((n, 3)), np.zeros(4)
    contents[:, 0] = 4.0
    whole[1:3] = 6.0 if source is None else -6.0
    if source is not None:
        sources[source[0], 0] = sources[source[1] - 1, 1] = 6.0
        sources[source[0] : source[1], 2] = 6.0
    if content is not None:
        contents[content[0], 1] = 8.0
        contents[content[0] + 1 : content[1], 2] = 8.0
    where = np.arange(n)
    return Reading(
        starts=where * 2,
        ends=where * 2 + 1,
        quotes=np.zeros(n, dtype=np.int64),
        cue=cue,
        tagged=np.full(n, 0.9, dtype=np.float32),
        content=contents.astype(np.float32),
        source=sources.astype(np.float32),
        whole=whole.astype(np.float32),
    )


def test_a_sure_source_is_taken_and_none_when_there_is_none() -> None:
    assert best_source(reading(9, (3, 4), source=(0, 3)), none_bias=0.0)[0] == (0, 3)
    assert best_source(reading(9, (3, 4)), none_bias=0.0)[0] is None


def test_the_bias_moves_the_choice_to_none() -> None:
    sure = reading(9, (3, 4), source=(0, 3))
    assert best_source(sure, none_bias=100.0)[0] is None


def test_a_source_never_runs_across_the_cue() -> None:
    across = reading(9, (3, 4), source=(2, 6))
    span = best_source(across, none_bias=-100.0)[0]
    assert span is not None
    assert span[1] <= 3 or span[0] >= 4


def test_content_keeps_off_cue_and_source() -> None:
    one = reading(12, (3, 4), source=(0, 3), content=(0, 12))
    parts = decode(one)
    taken = {at for first, last in parts.content for at in range(first, last)}
    assert parts.source == (0, 3)
    assert taken == set(range(4, 12))


def test_content_may_be_interrupted_by_its_cue() -> None:
    islands, sure = best_content(reading(12, (5, 6), content=(2, 10)), None)
    assert islands == ((2, 5), (6, 10))
    assert sure > -1.0


def test_nothing_said_is_no_content() -> None:
    assert best_content(reading(6, (1, 2)), None)[0] == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.floats(-5, 5)] * 3), min_size=1, max_size=6))
def test_viterbi_finds_the_best_lawful_sequence(rows: list[tuple[float, float, float]]) -> None:
    scores = np.array(rows)

    def total(tags: tuple[int, ...]) -> float:
        return float(sum(scores[at, tag] for at, tag in enumerate(tags)))

    lawful = [
        t
        for t in product(range(3), repeat=len(rows))
        if all(b != 2 or a != 0 for a, b in zip((0, *t), t, strict=False))
    ]
    found = tuple(viterbi(scores))
    assert found in lawful
    assert abs(total(found) - max(map(total, lawful))) < 1e-9


def test_confidence_grows_with_the_evidence() -> None:
    one = decode(reading(9, (3, 4), source=(0, 3), content=(4, 9)))
    assert len(features(one)) == len(FITTED.weights)
    doubtful = confidence(one, FITTED)
    surer = confidence(
        decode(reading(9, (3, 4), source=(0, 3), content=(4, 9))),
        Settings(none_bias=0.0, threshold=0.4, intercept=3.0, weights=FITTED.weights),
    )
    assert 0.0 < doubtful < surer < 1.0

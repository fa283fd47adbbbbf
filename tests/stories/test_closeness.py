"""Cosines of many pages at once, against the same worked out word by word."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stories.closeness import Told, likenesses, nearness
from onrecord.stories.terms import Vector, headline_of, unpacked, vector_of

texts = st.lists(st.sampled_from("dam river Sella Kelmor mayor roofs boats soldiers".split()), max_size=12).map(
    " ".join
)


def cosine(one: Vector, two: Vector, damped: dict[int, float]) -> float:
    a, b = (
        {
            word: weight * damped.get(word, 1.0)
            for word, weight in zip(v.words().tolist(), v.weights.tolist(), strict=True)
        }
        for v in (one, two)
    )
    length = math.sqrt(sum(x * x for x in a.values()) * sum(x * x for x in b.values()))
    return sum(a[word] * b.get(word, 0.0) for word in a) / length if length else 0.0


@given(texts, st.lists(texts, max_size=5))
def test_nearness_is_the_cosine_of_damped_words(text: str, others: list[str]) -> None:
    vector, vectors = vector_of("", text), [vector_of("", other) for other in others]
    factors = np.linspace(0.2, 1.0, len(vector.terms))
    damped = dict(zip(vector.words().tolist(), factors.tolist(), strict=True))
    assert np.allclose(nearness(vector, vectors, factors), [cosine(vector, one, damped) for one in vectors], atol=1e-6)


@given(st.lists(texts, min_size=1, max_size=5), st.floats(0, 0.3))
def test_likeness_is_symmetric_and_falls_with_what_is_alike_anyway(found: list[str], cohort: float) -> None:
    told = [Told(n, vector_of("", text), headline_of(text), None, frozenset()) for n, text in enumerate(found)]
    alike = likenesses(told, {}, cohort)
    assert np.allclose(alike, alike.T)
    assert (alike >= 0).all()
    assert (alike <= likenesses(told, {}, 0.0) + 1e-9).all()


def test_a_headline_is_its_words_by_rarity() -> None:
    one, two = headline_of("The Lorn dam breaks"), headline_of("Lorn dam breaks!")
    assert unpacked(one.packed()).terms.tolist() == two.terms.tolist()
    assert not len(headline_of("").terms)

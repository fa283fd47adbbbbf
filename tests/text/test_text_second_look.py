"""What the second look at scraped lines goes by: stretches of the report, and networks along the lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.convolution import Network, network_from
from onrecord.text.labeller import line_networks
from onrecord.text.labelling import BODY_AT, without_other_matter
from onrecord.text.stretches import stretch_features

NAMED = frozenset(("Arlen", "Solen"))
BRIDGE = frozenset(("bridge", "closed", "council"))
OTHERS = frozenset(("orchestra", "violin"))


def test_a_line_knows_the_stretch_it_stands_in_and_what_it_shares_with_the_longest() -> None:
    sizes = np.array([10, 200, 180, 5, 5, 5, 5, 90], dtype=np.float32)
    first = np.array([0, 0.9, 1, 0, 0, 0, 0, 0.8], dtype=np.float32)
    terms = [frozenset[str](), BRIDGE, BRIDGE, *[frozenset[str]()] * 4, OTHERS]
    rows = stretch_features(sizes, first, terms, [NAMED if found == BRIDGE else frozenset() for found in terms])
    assert rows[:, 0].tolist() == [2] * 8
    share = rows[:, 2]
    assert share[0] == -1
    assert share[1] == share[2] == pytest.approx(360 / 432)
    assert share[7] == pytest.approx(72 / 432)
    assert rows[:, 8].tolist() == [0, 1, 1, 0, 0, 0, 0, 0]
    assert rows[1, 10] == 1  # all words of the report's first line stand in its beginning elsewhere
    assert rows[7, 10] == 0


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_any_first_look_gives_finite_features(chances: list[float]) -> None:
    first = np.array(chances, dtype=np.float32)
    sizes = np.full(len(first), 50, dtype=np.float32)
    rows = stretch_features(sizes, first, [BRIDGE] * len(first), [NAMED] * len(first))
    assert rows.shape == (len(first), 16)
    assert np.isfinite(rows).all()


def network(*, kernel: np.ndarray) -> Network:
    """One feature, two channels (its positive and its negative part), one layer; what counts is the first channel."""
    return network_from(
        {
            "mean": np.zeros(1), "spread": np.ones(1), "inward": [[[1.0, -1.0]]], "inward_bias": [[0.0, 0.0]],
            "gain": np.ones((1, 1, 2)), "shift": np.zeros((1, 1, 2)), "kernel": kernel, "bias": np.zeros((1, 1, 2)),
            "outward": [[1.0, 0.0, 0.0, 0.0]], "outward_bias": [0.5], "dilations": [2],
        }
    )  # fmt: skip


def test_a_network_without_a_kernel_gives_the_positive_part() -> None:
    rows = np.array([[-3.0], [2.0], [9.0]], dtype=np.float32)
    odds = network(kernel=np.zeros((1, 1, 3, 2, 2))).log_odds(rows)
    assert odds.tolist() == [0.5, 2.5, 4.5]  # features are held within four spreads


def test_a_network_looks_as_far_as_its_dilation() -> None:
    kernel = np.zeros((1, 1, 3, 2, 2))
    kernel[0, 0, 0] = np.eye(2)  # what stands two lines before
    rows = np.array([[2.0], [0.0], [0.0], [0.0]], dtype=np.float32)
    odds = network(kernel=kernel).log_odds(rows)
    assert odds == pytest.approx([2.5, 0.5, 1.5, 0.5], abs=1e-4)  # a single channel lit is 1 and -1 once normed


def test_the_networks_of_the_package_judge_every_line() -> None:
    networks = line_networks()
    odds = networks.log_odds(np.zeros((7, len(networks.mean)), dtype=np.float32))
    assert odds.shape == (7,)
    assert np.isfinite(odds).all()


def test_a_short_unsure_stretch_far_from_the_report_is_no_part_of_it() -> None:
    sizes = np.full(30, 200, dtype=np.float32)
    chances = np.zeros(30, dtype=np.float32)
    chances[2:12], chances[25:27] = 0.95, 0.55
    assert np.flatnonzero([chance > BODY_AT for chance in without_other_matter(chances, sizes).tolist()]).tolist() == [
        *range(2, 12)
    ]
    chances[25:27] = 0.9
    assert (without_other_matter(chances, sizes) == chances).all()

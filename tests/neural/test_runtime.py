"""The weights are whole, the networks run, and the same input gives the same output."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from onrecord.model.errors import InstallError
from onrecord.neural import runtime
from onrecord.neural.runtime import Network, by_length, check_weights, padded, tokenizer, weight, word_vectors
from onrecord.neural.windows import windows

MAX_BYTES = 40_000_000


def test_every_weight_is_the_published_one() -> None:
    sums = check_weights()
    assert {"attribution.onnx", "links.onnx", "decoder.json", "tokenizer.json", "words.npy"} <= sums.keys()


def test_all_weights_together_fit_the_package() -> None:
    assert sum(path.stat().st_size for path in runtime.WEIGHTS.iterdir() if path.is_file()) < MAX_BYTES


def test_a_damaged_weight_is_named(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  words.npy\n")
    (tmp_path / "words.npy").write_bytes(b"not the vectors")
    with pytest.raises(InstallError, match=r"words\.npy.*damaged"):
        check_weights(folder=tmp_path)


def test_a_missing_weight_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="missing") as caught:
        weight("absent.onnx", folder=tmp_path)
    assert "\n" not in str(caught.value)


def test_word_vectors_have_the_shape_of_their_ids() -> None:
    ids = np.array([[101, 2054, 102], [0, 1, 30521]])
    vectors = word_vectors(ids)
    assert vectors.shape == (2, 3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[0, 1]) > 0.1


def test_batches_hold_everything_once_and_stay_within_size() -> None:
    lengths = [5, 190, 3, 64, 64, 300, 1]
    made = list(by_length(lengths, size=192))
    assert sorted(i for batch in made for i in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= 192 for batch in made)


def test_padding_puts_zeros_behind() -> None:
    made = padded([np.array([1, 2, 3]), np.array([4])])
    assert made.tolist() == [[1, 2, 3], [4, 0, 0]]


def test_a_window_reads_the_same_alone_and_in_company() -> None:
    texts = [
        "Mayor Ona Reed said the bridge would open.",
        "“Never,” Lu Ferro replied, and the room fell silent for a while.",
    ]
    made = [next(windows(text, [(0, len(text))], tokenizer())) for text in texts]
    network = Network("attribution.onnx")
    together = dict(network.over(made))
    alone = network.run(runtime.window_inputs([made[0]]))
    assert together[0]["cues"].shape == (len(made[0]), 3)
    assert np.abs(together[0]["cues"] - alone["cues"][0]).max() < 0.1
    again = dict(network.over(made))
    assert np.array_equal(together[1]["names"], again[1]["names"])

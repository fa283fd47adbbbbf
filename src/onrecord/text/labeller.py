"""The small convolutional network that looks at a page's lines together and tells report from furniture.

Trained by `training/lines`; its weights are plain arrays and it runs on numpy alone. Each line's features pass through a
linear layer and residual dilated convolutions along the page (as in WaveNet, van den Oord et al. 2016; for text extraction
compare Web2Text, Vogels et al. 2018), so that a line is judged with some thirty lines before and after it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec
import numpy as np

from onrecord.model.errors import InstallError
from onrecord.text.lines import Matrix, Vector
from onrecord.text.trees import Trees, trees_from

_CLIP = 4.0
_EPSILON = 1e-5
MAX_LINES = 20_000


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of one network. Shapes: `kernels` (layers, 3, hidden, hidden), `head` (hidden, 2); the two outputs are the
    log-odds of a body line and of the headline."""

    mean: Vector
    scale: Vector
    entry: Matrix
    entry_bias: Vector
    kernels: Matrix
    biases: Matrix
    gains: Matrix
    shifts: Matrix
    dilations: tuple[int, ...]
    head: Matrix
    head_bias: Vector

    def log_odds(self, rows: Matrix) -> Matrix:
        """Log-odds of body and headline for each line of one page; shape (lines, 2)."""
        state = np.maximum(np.clip((rows - self.mean) / self.scale, -_CLIP, _CLIP) @ self.entry + self.entry_bias, 0)
        for kernel, bias, gain, shift, reach in zip(
            self.kernels, self.biases, self.gains, self.shifts, self.dilations, strict=True
        ):
            state = state + _convolved(_normed(state, gain, shift), kernel, bias, reach)
        return np.asarray(state @ self.head + self.head_bias, dtype=np.float32)


def _normed(state: Matrix, gain: Vector, shift: Vector) -> Matrix:
    centred = state - state.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + _EPSILON) * gain + shift)


def _convolved(state: Matrix, kernel: Matrix, bias: Vector, reach: int) -> Matrix:
    """A convolution over three lines `reach` apart, zero beyond the page, rectified."""
    out = state @ kernel[1] + bias
    if reach < len(state):
        out[reach:] += state[:-reach] @ kernel[0]
        out[:-reach] += state[reach:] @ kernel[2]
    return np.maximum(out, 0)


class Labeller(msgspec.Struct, frozen=True, kw_only=True):
    """Networks whose judgements are averaged, and the lexicon that their features need."""

    networks: tuple[Network, ...]
    lexicon: Mapping[str, float]

    def probabilities(self, rows: Matrix) -> Matrix:
        """How likely each line is body and is headline; shape (lines, 2)."""
        if not len(rows):
            return np.zeros((0, 2), dtype=np.float32)
        given = [1.0 / (1.0 + np.exp(-network.log_odds(rows))) for network in self.networks]
        return np.asarray(np.mean(given, axis=0), dtype=np.float32)


@cache
def line_labeller() -> Labeller:
    """The shipped labeller for the lines of plain text."""
    return Labeller(networks=_networks("lines.npz"), lexicon=lexicon())


@cache
def block_trees() -> Trees:
    """The shipped trees for the blocks of markup."""
    with np.load(io.BytesIO(_data("blocks.npz")), allow_pickle=False) as arrays:
        return trees_from(arrays)


@cache
def lexicon() -> Mapping[str, float]:
    """Words that stand in the furniture (negative) or in the prose (positive) of many sites."""
    found: dict[str, float] = json.loads(_data("lexicon.json"))
    return found


def _networks(name: str) -> tuple[Network, ...]:
    with np.load(io.BytesIO(_data(name)), allow_pickle=False) as arrays:
        count = int(arrays["count"])
        return tuple(_network(arrays, str(number)) for number in range(count))


def _network(arrays: Mapping[str, Any], prefix: str) -> Network:
    def part(name: str) -> Any:
        return np.asarray(arrays[f"{prefix}.{name}"], dtype=np.float32)

    return Network(
        mean=part("mean"), scale=part("scale"), entry=part("entry"), entry_bias=part("entry_bias"), kernels=part("kernels"),
        biases=part("biases"), gains=part("gains"), shifts=part("shifts"), head=part("head"), head_bias=part("head_bias"),
        dilations=tuple(int(reach) for reach in arrays[f"{prefix}.dilations"]),
    )  # fmt: skip


def _data(name: str) -> bytes:
    try:
        return resources.files("onrecord.text").joinpath("data", name).read_bytes()
    except FileNotFoundError as error:
        raise InstallError(f"the installation lacks text/data/{name}; install onrecord again") from error

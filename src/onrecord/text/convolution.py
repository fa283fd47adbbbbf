"""Small convolutional networks along the lines of a page, as plain arrays, evaluated with numpy alone.

Dilated convolutions with residual connections (a temporal convolutional network, Bai et al. 2018): each line is judged
with thirty lines before and after it in view, and with the mean of the whole page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.text.lines import Matrix, Vector, shifted

Tensor = NDArray[np.float32]
_BOUND = 4.0
_EPSILON = 1e-5


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Several networks of one shape, with `n` of them, `d` features and `h` channels; layer `k` looks `dilations[k]`
    lines to both sides.

    `mean` and `spread` (d), `inward` (n, d, h), `inward_bias` (n, h), `gain` and `shift` (n, layers, h), `kernel`
    (n, layers, 3, h, h), `bias` (n, layers, h), `outward` (n, 2h), `outward_bias` (n).
    """

    mean: Vector
    spread: Vector
    inward: Tensor
    inward_bias: Matrix
    gain: Tensor
    shift: Tensor
    kernel: Tensor
    bias: Tensor
    outward: Matrix
    outward_bias: Vector
    dilations: tuple[int, ...]

    def log_odds(self, rows: Matrix) -> Vector:
        """The mean log-odds that the networks give each line of a page; shape (lines,)."""
        scaled = np.clip((rows - self.mean) / self.spread, -_BOUND, _BOUND)
        odds = [self._of_one(scaled, number) for number in range(len(self.inward))]
        return np.asarray(np.mean(odds, axis=0), dtype=np.float32)

    def _of_one(self, scaled: Matrix, number: int) -> Vector:
        state = _positive(scaled @ self.inward[number] + self.inward_bias[number])
        for layer, reach in enumerate(self.dilations):
            seen = _normal(state) * self.gain[number, layer] + self.shift[number, layer]
            before, own, after = self.kernel[number, layer]
            moved = shifted(seen, -reach) @ before + seen @ own + shifted(seen, reach) @ after
            state = state + _positive(moved + self.bias[number, layer])
        channels = state.shape[1]
        whole = state.mean(axis=0) @ self.outward[number, channels:]
        return np.asarray(state @ self.outward[number, :channels] + whole + self.outward_bias[number])


def _positive(values: Matrix) -> Matrix:
    return np.maximum(values, np.float32(0.0))


def _normal(state: Matrix) -> Matrix:
    centred = state - state.mean(axis=1, keepdims=True)
    return np.asarray(centred / np.sqrt(np.mean(centred**2, axis=1, keepdims=True) + _EPSILON), dtype=np.float32)


def network_from(arrays: Mapping[str, Any]) -> Network:
    """Networks as an `.npz` file holds them."""
    names = [name for name in Network.__struct_fields__ if name != "dilations"]
    values = {name: np.asarray(arrays[name], dtype=np.float32) for name in names}
    return Network(**values, dilations=tuple(int(reach) for reach in arrays["dilations"]))

"""Convolutional networks along the lines of a page: trained with PyTorch, written as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

Array = NDArray[np.float32]
DILATIONS = (1, 2, 4, 8)
CHANNELS = 64
EPOCHS = 14
_BATCH = 8
_RATE = 2e-3
_DECAY = 0.02
_DROP, _DROP_FEATURES = 0.25, 0.15
_BOUND = 4.0
_SURE = 0.01
_CUT = 0.4
_MOST_LINES = 500
_LENGTH_NOISE = 60


class Example(NamedTuple):
    """A page: its features (lines, d), labels and weights (lines), and how often an epoch shows it."""

    rows: Array
    labels: Array
    weights: Array
    rate: float


class Network(nn.Module):
    """As `onrecord.text.convolution` evaluates it."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.inward = nn.Linear(features, CHANNELS)
        self.kernels = nn.ModuleList(nn.Conv1d(CHANNELS, CHANNELS, 3, padding=d, dilation=d) for d in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(CHANNELS) for _ in DILATIONS)
        self.outward = nn.Linear(2 * CHANNELS, 1)
        self.drop, self.drop_features = nn.Dropout(_DROP), nn.Dropout(_DROP_FEATURES)

    def forward(self, rows: Tensor, there: Tensor) -> Tensor:
        """Log-odds (pages, lines) of `rows` (pages, lines, d); `there` (pages, lines, 1) is 0 beyond a page's end."""
        state = functional.relu(self.inward(self.drop_features(rows))) * there
        for kernel, norm in zip(self.kernels, self.norms, strict=True):
            seen = (norm(state) * there).transpose(1, 2)
            state = (state + self.drop(functional.relu(kernel(seen).transpose(1, 2)))) * there
        whole = state.sum(1, keepdim=True) / there.sum(1, keepdim=True)
        joined = torch.cat([state, whole.expand_as(state)], -1)
        return self.outward(self.drop(joined))[..., 0]  # type: ignore[no-any-return]


def trained(examples: Sequence[Example], mean: Array, spread: Array, seed: int) -> Network:
    """A network for pages, some of whose frames are cut off at each showing."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.RandomState(seed)
    pages = [one._replace(rows=np.clip((one.rows - mean) / spread, -_BOUND, _BOUND)) for one in examples]
    network = Network(pages[0].rows.shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    epochs = [_batches(pages, rng) for _ in range(EPOCHS)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=sum(map(len, epochs)) + 1)
    for batch in (batch for batches in epochs for batch in batches):
        rows, labels, weights, there = _padded([_cut(pages[number], rng) for number in batch])
        loss = functional.binary_cross_entropy_with_logits(
            network(rows, there), labels * (1 - 2 * _SURE) + _SURE, weight=weights / weights.sum(), reduction="sum"
        )
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return network.eval()


def _batches(pages: Sequence[Example], rng: np.random.RandomState) -> list[list[int]]:
    """Pages of like length together, in random order."""
    shown = [number for number, page in enumerate(pages) if rng.rand() < page.rate]
    shown.sort(key=lambda number: len(pages[number].rows) + rng.randint(_LENGTH_NOISE))
    batches = [shown[start : start + _BATCH] for start in range(0, len(shown), _BATCH)]
    rng.shuffle(batches)
    return batches


def _cut(page: Example, rng: np.random.RandomState) -> Example:
    """A page without a part of what stands before or after its report."""
    body = np.flatnonzero(page.labels > 0)
    start, end = 0, len(page.rows)
    if len(body) and rng.rand() < _CUT:
        start = rng.randint(0, body[0] + 1)
    if len(body) and rng.rand() < _CUT:
        end = rng.randint(body[-1] + 1, end + 1)
    kept = slice(start, min(end, start + _MOST_LINES))
    return Example(page.rows[kept], page.labels[kept], page.weights[kept], page.rate)


def _padded(pages: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(page.rows) for page in pages)

    def stacked(arrays: list[Array]) -> Tensor:
        made = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), dtype=np.float32)
        for row, array in zip(made, arrays, strict=True):
            row[: len(array)] = array
        return torch.from_numpy(made)

    there = [np.ones((len(page.rows), 1), dtype=np.float32) for page in pages]
    columns = ([page.rows for page in pages], [page.labels for page in pages], [page.weights for page in pages])
    rows, labels, weights = map(stacked, columns)
    return rows, labels, weights, stacked(there)


def export(networks: Sequence[Network], mean: Array, spread: Array, path: Path) -> None:
    """Write networks as the arrays that `onrecord.text.convolution` reads."""
    with torch.no_grad():
        arrays = {
            "inward": [one.inward.weight.T for one in networks],
            "inward_bias": [one.inward.bias for one in networks],
            "gain": [torch.stack([norm.weight for norm in one.norms]) for one in networks],
            "shift": [torch.stack([norm.bias for norm in one.norms]) for one in networks],
            "kernel": [torch.stack([kernel.weight.permute(2, 1, 0) for kernel in one.kernels]) for one in networks],
            "bias": [torch.stack([kernel.bias for kernel in one.kernels]) for one in networks],
            "outward": [one.outward.weight[0] for one in networks],
            "outward_bias": [one.outward.bias[0] for one in networks],
        }
        made = {name: torch.stack(values).numpy().astype(np.float16) for name, values in arrays.items()}
    np.savez_compressed(path, mean=mean, spread=spread, dilations=np.array(DILATIONS), **made)

"""The one place that runs a network: weights beside this file, ONNX Runtime, the tokenizer, batching.

All models share one table of word vectors (all-MiniLM-L6-v2's, eight bits, one scale a row): a model file holds only
its layers and takes the looked-up vectors. A model is loaded when it is first used, once a process, and runs on one
thread: pages are read in parallel by processes, not by threads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from onrecord.model.errors import InstallError
from onrecord.neural.windows import Ints, Window

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
BATCH = 192
"""Pieces that go through a network at once, padding included: more than fit in the processor's cache are slower."""
_SLOWER = ["SkipLayerNormFusion"]
"""Fusions that ONNX Runtime is kept from: this one's operator is not vectorised and costs a third of the speed."""


def weight(name: str, *, folder: Path | None = None) -> Path:
    """The path of a weight file, in this package's folder unless another is given.

    Raises:
        InstallError: the file is not there.
    """
    path = (folder or WEIGHTS) / name
    if not path.is_file():
        raise InstallError(
            f"weights '{name}' are missing in {path.parent}: install onrecord again, from a wheel or a full checkout"
        )
    return path


def check_weights(*, folder: Path | None = None) -> dict[str, str]:
    """Compare every weight file with the sums in `SHA256SUMS`; the sums by file name.

    Raises:
        InstallError: a file is missing or is not the one that was published.
    """
    sums: dict[str, str] = {}
    for line in weight("SHA256SUMS", folder=folder).read_text("ascii").splitlines():
        expected, name = line.split()
        found = hashlib.sha256(weight(name, folder=folder).read_bytes()).hexdigest()
        if found != expected:
            raise InstallError(f"weights '{name}' are damaged (sha256 {found[:12]}…): install onrecord again")
        sums[name] = expected
    return sums


@cache
def version() -> str:
    """A short name for the set of weights in use: it changes when any of them does."""
    return hashlib.sha256(weight("SHA256SUMS").read_bytes()).hexdigest()[:12]


@cache
def tokenizer() -> Tokenizer:
    """The word-piece tokenizer of all models; offsets are characters of the given text."""
    made: Tokenizer = Tokenizer.from_file(str(weight("tokenizer.json")))
    made.no_truncation()
    made.no_padding()
    return made


@cache
def _word_table() -> tuple[npt.NDArray[np.int8], Floats]:
    return np.load(weight("words.npy"), mmap_mode="r"), np.load(weight("words.scale.npy"))


def word_vectors(ids: Ints) -> Floats:
    """The vectors [..., 384] of piece ids [...]."""
    table, scales = _word_table()
    vectors: Floats = table[ids].astype(np.float32) * scales[ids][..., None]
    return vectors


def padded(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Arrays [n, …] of unlike length as one [B, N, …], zeros behind the shorter."""
    made = np.zeros((len(arrays), max(map(len, arrays)), *arrays[0].shape[1:]), dtype=arrays[0].dtype)
    for row, array in zip(made, arrays, strict=True):
        row[: len(array)] = array
    return made


def by_length(lengths: Sequence[int], *, size: int = BATCH) -> Iterator[list[int]]:
    """Indices in batches of at most `size` places (longest times count), like lengths together, shortest first.

    One array longer than `size` makes a batch of its own.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > size:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


class Network:
    """One ONNX file of the weights folder, loaded at its first run.

    Args:
        name: file name, as `attribution.onnx`.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._session: onnxruntime.InferenceSession | None = None

    @property
    def session(self) -> onnxruntime.InferenceSession:
        """The ONNX Runtime session: one thread, sequential, so that a run gives the same on every machine of a kind.

        Raises:
            InstallError: the weights are missing.
        """
        if self._session is None:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            path = str(weight(self.name))
            self._session = onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
        return self._session

    def run(self, inputs: Mapping[str, npt.NDArray[Any]]) -> dict[str, Floats]:
        """Outputs by name for inputs by name; inputs the file does not declare are left out."""
        session = self.session
        wanted = {declared.name for declared in session.get_inputs()}
        names = [declared.name for declared in session.get_outputs()]
        values = session.run(names, {name: value for name, value in inputs.items() if name in wanted})
        return dict(zip(names, values, strict=True))

    def over(
        self, windows: Sequence[Window], *, features: Mapping[str, Sequence[Ints]] | None = None
    ) -> Iterator[tuple[int, dict[str, Floats]]]:
        """Run over windows, like lengths together: `(index, outputs)` for each window, shortest first.

        The network is given `words` [B, N, 384], `quotes`, `shapes` and `mask` [B, N], and any per-piece `features` of
        the caller (an array a window). Outputs that have a value for each piece are cut to the window's length.
        """
        for batch in by_length([len(window) for window in windows]):
            inputs = window_inputs([windows[i] for i in batch])
            for name, arrays in (features or {}).items():
                inputs[name] = padded([arrays[i] for i in batch])
            outputs = self.run(inputs)
            places = inputs["mask"].shape[1]
            for row, index in enumerate(batch):
                yield index, {name: _cut(value[row], places, len(windows[index])) for name, value in outputs.items()}


def window_inputs(windows: Sequence[Window]) -> dict[str, npt.NDArray[Any]]:
    """What a network is given for a batch of windows (see `Network.over`)."""
    return {
        "words": word_vectors(padded([window.ids for window in windows])),
        "quotes": padded([window.quotes for window in windows]),
        "shapes": padded([window.shapes for window in windows]),
        "mask": padded([np.ones(len(window), dtype=np.int64) for window in windows]),
    }


def _cut(value: Floats, places: int, length: int) -> Floats:
    return value[:length] if value.ndim and value.shape[0] == places else value

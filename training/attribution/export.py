"""Write trained weights as the ONNX files that ship: `python export.py --weights mean.pt --base DIR --out DIR`.

The layers' matrices are quantised to eight bits (dynamic, per channel); the word vectors become one int8 table with a
scale a row, shared by every model on the same base.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from graph import encoder_graph, linker_graph
from network import HEADS, LAYERS, LINK_HEADS, LINK_LAYERS
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from sums import write_sums

State = dict[str, Any]


def write(model: onnx.ModelProto, path: Path, *, quantise: bool) -> None:
    """Save a model, its matrices in eight bits if asked."""
    if not quantise:
        onnx.save(model, str(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, str(plain))
        quantize_dynamic(
            str(plain),
            str(path),
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )


def word_table(vectors: torch.Tensor, out: Path) -> None:
    """`words.npy` int8 [V, 384] and `words.scale.npy` float32 [V]."""
    matrix = vectors.numpy()
    scale = np.abs(matrix).max(axis=1) / 127
    np.save(out / "words.npy", np.round(matrix / scale[:, None]).astype(np.int8))
    np.save(out / "words.scale.npy", scale.astype(np.float32))


def part(state: State, prefix: str) -> State:
    """The arrays of one part of the model."""
    return {k.removeprefix(prefix): v.float().numpy() for k, v in state.items() if k.startswith(prefix)}


def main() -> None:
    """Write `attribution.onnx`, `links.onnx`, the shared word table, the tokenizer and the sums."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--float", action="store_true", help="leave the layers in 32 bits, to measure what eight cost")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    state = torch.load(args.weights)
    encoder = encoder_graph(part(state, "encoder."), layers=LAYERS, heads=HEADS)
    linker = linker_graph(part(state, "linker."), layers=LINK_LAYERS, heads=LINK_HEADS)
    write(encoder, args.out / "attribution.onnx", quantise=not args.float)
    write(linker, args.out / "links.onnx", quantise=not args.float)
    word_table(state["encoder.words.weight"], args.out)
    shutil.copy(args.base / "tokenizer.json", args.out / "tokenizer.json")
    write_sums(args.out)


if __name__ == "__main__":
    main()

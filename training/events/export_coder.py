"""Write the trained coder as two int8 ONNX files: `python export_coder.py --weights OUT/mean.pt --to DIR`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from coder_network import Coder
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

OPSET = 17


def save(
    model: nn.Module, example: tuple[torch.Tensor, ...], inputs: list[str], outputs: list[str], to: Path, *, int8: bool
) -> None:
    """Export with free batch and length, then quantise the matrices a channel at a time."""
    axes = {
        name: {0: "batch"} if tensor.ndim == 1 else {0: "batch", 1: "length"}
        for name, tensor in zip(inputs, example, strict=True)
    }
    axes |= {name: {0: "batch"} if name == "nobody" else {0: "batch", 1: "length"} for name in outputs}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        if not int8:
            to.write_bytes(plain.read_bytes())
            return
        quantize_dynamic(
            plain, to, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"]
        )


def main() -> None:
    """Export."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--float", action="store_true", help="leave the weights as they are")
    args = ap.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    model = Coder()
    model.load_state_dict(torch.load(args.weights, map_location="cpu"))
    model.eval()
    words, ones = torch.randn(2, 9, 384), torch.ones(2, 9, dtype=torch.int64)
    scorer_in = ["words", "quotes", "shapes", "mask"]
    save(
        model.scorer,
        (words, ones, ones, ones),
        scorer_in,
        ["hidden", "types"],
        args.to / "events.onnx",
        int8=not args.float,
    )
    at = torch.zeros(2, 9, dtype=torch.int64)
    at[:, 3] = 1
    reader_in = ["hidden", "at", "kind", "distance", "mask"]
    example = (words, at, torch.tensor([1, 2]), ones, ones)
    save(model.reader, example, reader_in, ["ends", "nobody"], args.to / "event_parties.onnx", int8=not args.float)


if __name__ == "__main__":
    main()

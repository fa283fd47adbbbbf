"""The shipped networks as ONNX graphs, written node by node.

Writing them out, rather than tracing PyTorch and hoping that a pattern matcher finds the layers, keeps the files
small and the operators known. Attention is ONNX Runtime's fused operator, which has an eight-bit version; sums and
normalisation stay apart, since its fused SkipLayerNormalization is not vectorised and costs a third of the speed
(`runtime` keeps ONNX Runtime from fusing them again).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
State = Mapping[str, Any]


class Graph:
    """A graph in the making: nodes, constants, inputs and outputs."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []

    def constant(self, value: Any, kind: Any = np.float32) -> str:
        """A constant tensor's name."""
        name = f"c{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.array(value, dtype=kind, order="C"), name)
        return name

    def node(self, op: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output; its name."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(
            helper.make_node(op, list(inputs), [name], name=f"{op}{len(self.nodes)}", domain=domain, **attributes)
        )
        return name

    def input(self, name: str, kind: int, shape: Sequence[str | int]) -> str:
        """Declare an input."""
        self.inputs.append(helper.make_tensor_value_info(name, kind, list(shape)))
        return name

    def output(self, name: str, value: str, shape: Sequence[str | int]) -> None:
        """Declare `value` an output under `name`."""
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)))

    def linear(self, x: str, state: State, name: str) -> str:
        """x W + b."""
        product = self.node("MatMul", x, self.constant(state[f"{name}.weight"].T))
        return self.node("Add", product, self.constant(state[f"{name}.bias"]))

    def norm(self, x: str, state: State, name: str, eps: float) -> str:
        """Layer normalisation over the last axis."""
        return self.node(
            "LayerNormalization",
            x,
            self.constant(state[f"{name}.weight"]),
            self.constant(state[f"{name}.bias"]),
            axis=-1,
            epsilon=eps,
        )

    def embedded(self, ids: str, state: State, name: str) -> str:
        """Rows of a table."""
        return self.node("Gather", self.constant(state[f"{name}.weight"]), ids)

    def layer(self, x: str, mask: str, state: State, name: str, heads: int, eps: float) -> str:
        """A post-norm transformer layer; `mask` int32 [B, N]."""
        qkv = self.constant(state[f"{name}.qkv.weight"].T), self.constant(state[f"{name}.qkv.bias"])
        mixed = self.node("Attention", x, *qkv, mask, domain=MICROSOFT, num_heads=heads)
        x = self._normed_sum(
            self.node("MatMul", mixed, self.constant(state[f"{name}.out.weight"].T)),
            x,
            state,
            f"{name}.norm",
            f"{name}.out",
            eps,
        )
        up = self.node("MatMul", x, self.constant(state[f"{name}.up.weight"].T))
        up = self.node("Gelu", self.node("Add", up, self.constant(state[f"{name}.up.bias"])), domain=MICROSOFT)
        return self._normed_sum(
            self.node("MatMul", up, self.constant(state[f"{name}.down.weight"].T)),
            x,
            state,
            f"{name}.norm2",
            f"{name}.down",
            eps,
        )

    def _normed_sum(self, x: str, rest: str, state: State, norm: str, bias: str, eps: float) -> str:
        x = self.node("Add", x, self.constant(state[f"{bias}.bias"]))
        return self.norm(self.node("Add", x, rest), state, norm, eps)

    def model(self) -> onnx.ModelProto:
        """The finished model."""
        graph = helper.make_graph(self.nodes, "onrecord", self.inputs, self.outputs, list(self.constants.values()))
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="onrecord")


def encoder_trunk(graph: Graph, state: State, layers: int, heads: int) -> tuple[str, str]:
    """Inputs `words`, `quotes`, `shapes`, `mask` -> hidden states, and the mask as int32."""
    words = graph.input("words", TensorProto.FLOAT, ["B", "N", 384])
    quotes = graph.input("quotes", TensorProto.INT64, ["B", "N"])
    shapes = graph.input("shapes", TensorProto.INT64, ["B", "N"])
    mask = graph.node("Cast", graph.input("mask", TensorProto.INT64, ["B", "N"]), to=TensorProto.INT32)
    length = graph.node("Gather", graph.node("Shape", quotes), graph.constant(1, np.int64))
    where = graph.node("Range", graph.constant(0, np.int64), length, graph.constant(1, np.int64))
    x = graph.node("Add", words, graph.embedded(where, state, "places"))
    x = graph.node("Add", x, graph.embedded(quotes, state, "quotes"))
    x = graph.node("Add", x, graph.embedded(shapes, state, "shapes"))
    x = graph.norm(x, state, "norm", 1e-12)
    for i in range(layers):
        x = graph.layer(x, mask, state, f"layers.{i}", heads, 1e-12)
    return x, mask


def encoder_graph(state: State, *, layers: int, heads: int) -> onnx.ModelProto:
    """The encoder: `hidden` [B, N, 384], `cues` [B, N, 3] and `names` [B, N, 11] (probabilities)."""
    graph = Graph()
    x, _ = encoder_trunk(graph, state, layers, heads)
    graph.output("hidden", x, ["B", "N", 384])
    graph.output("cues", graph.node("Softmax", graph.linear(x, state, "cue"), axis=-1), ["B", "N", 3])
    graph.output("names", graph.node("Softmax", graph.linear(x, state, "names"), axis=-1), ["B", "N", 11])
    return graph.model()


def linker_graph(state: State, *, layers: int, heads: int) -> onnx.ModelProto:
    """The linker (see `network.Linker`): `content`, `source` [C, N, 3] and `whole` [C, 4], all logits."""
    graph = Graph()
    hidden = graph.input("hidden", TensorProto.FLOAT, ["C", "N", 384])
    cues = graph.input("cues", TensorProto.FLOAT, ["C", "N", 3])
    within = graph.input("within", TensorProto.INT64, ["C", "N"])
    distance = graph.input("distance", TensorProto.INT64, ["C", "N"])
    mask = graph.input("mask", TensorProto.INT64, ["C", "N"])
    part = _column(graph, within)
    cue = graph.linear(_mean(graph, hidden, part), state, "cue_vector")
    x = graph.node(
        "Add", graph.linear(hidden, state, "inward"), graph.node("Unsqueeze", cue, graph.constant([1], np.int64))
    )
    x = graph.node("Add", x, graph.linear(cues, state, "others"))
    x = graph.node("Add", x, graph.embedded(distance, state, "distance"))
    x = graph.norm(graph.node("Add", x, graph.embedded(within, state, "within")), state, "norm", 1e-6)
    keep = graph.node("Cast", mask, to=TensorProto.INT32)
    for i in range(layers):
        x = graph.layer(x, keep, state, f"layers.{i}", heads, 1e-6)
    graph.output("content", graph.linear(x, state, "content"), ["C", "N", 3])
    graph.output("source", graph.linear(x, state, "source"), ["C", "N", 3])
    both = graph.node("Concat", _mean(graph, x, part), _mean(graph, x, _column(graph, mask)), axis=-1)
    graph.output("whole", graph.linear(both, state, "whole"), ["C", 4])
    return graph.model()


def _column(graph: Graph, flags: str) -> str:
    return graph.node("Unsqueeze", graph.node("Cast", flags, to=TensorProto.FLOAT), graph.constant([2], np.int64))


def _mean(graph: Graph, x: str, part: str) -> str:
    """The mean of x [C, N, W] over the places where part [C, N, 1] is 1."""
    axis = graph.constant([1], np.int64)
    total = graph.node("ReduceSum", graph.node("Mul", x, part), axis, keepdims=0)
    return graph.node("Div", total, graph.node("ReduceSum", part, axis, keepdims=0))

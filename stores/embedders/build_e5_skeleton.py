"""Write `e5_skeleton.onnx`, the network of multilingual-e5-small without its weights.

    uv run --with onnx python -m stores.embedders.build_e5_skeleton

A tool for developers: the file it writes is part of the package, so `onnx` is not needed where Nacelle runs.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from stores.embedders.bundled import package_file
from stores.embedders.e5_weights import BLOCK, E5Weights
from stores.embedders.multilingual import SKELETON, WEIGHTS, initializers

MICROSOFT = "com.microsoft"
INT8_ACTIVATIONS = 4
"""`accuracy_level` of MatMulNBits: activations in 8 bits, as the weights' own engine has them; twice as fast as float32."""

MIDDLE_LAYER = 8
"""Its states still tell a question from another about the same thing; see `MultilingualEmbedder.embed_deep`."""


class Skeleton:
    """Nodes in the order in which they run (the encoder of Vaswani et al. 2017 as BERT has it: norm after each sum)."""

    def __init__(self, weights: E5Weights) -> None:
        self._helper: Any = import_module("onnx.helper")
        self._types: Any = import_module("onnx").TensorProto
        self._weights = weights
        self._nodes: list[Any] = []

    def model(self) -> Any:
        """The graph: `embeds` (1, pieces, width) -> `vector` and `middle` (1, width), each of length 1."""
        helper, width = self._helper, self._weights.sizes.width
        self._node("LayerNormalization", ["embeds", "emb.ln.w", "emb.ln.b"], "x0", domain="", epsilon=1e-12)
        for layer in range(self._weights.sizes.layers):
            self._layer(layer)
        last = f"x{self._weights.sizes.layers}"
        for states, result in ((last, "vector"), (f"x{MIDDLE_LAYER}", "middle")):
            self._node("ReduceMean", [states, "axes"], f"{result}.mean", domain="", keepdims=0)
            self._node("LpNormalization", [f"{result}.mean"], result, domain="", axis=-1, p=2)
        axes = helper.make_tensor("axes", self._types.INT64, [1], [1])
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info("embeds", self._types.FLOAT, [1, "pieces", width])],
            [helper.make_tensor_value_info(name, self._types.FLOAT, [1, width]) for name in ("vector", "middle")],
            [axes, *(self._hole(name, array) for name, array in initializers(self._weights))],
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)

    def _layer(self, layer: int) -> None:
        name, sizes = f"l{layer}", self._weights.sizes
        before, after = f"x{layer}", f"x{layer + 1}"
        for part in "qkv":
            self._product(before, f"{name}.{part}", sizes.width, sizes.width)
        self._node("MultiHeadAttention", [f"{name}.{part}" for part in "qkv"], f"{name}.seen", num_heads=sizes.heads)
        self._product(f"{name}.seen", f"{name}.ao", sizes.width, sizes.width)
        self._sum_and_norm(before, f"{name}.ao", f"{name}.aln", f"{name}.between")
        self._product(f"{name}.between", f"{name}.fi", sizes.width, sizes.inner)
        self._node("Gelu", [f"{name}.fi"], f"{name}.bent")
        self._product(f"{name}.bent", f"{name}.fo", sizes.inner, sizes.width)
        self._sum_and_norm(f"{name}.between", f"{name}.fo", f"{name}.oln", after)

    def _product(self, given: str, name: str, inputs: int, outputs: int) -> None:
        self._node(
            "MatMulNBits",
            [given, f"{name}.w", f"{name}.w.scales", "", "", f"{name}.b"],
            name,
            K=inputs,
            N=outputs,
            bits=4,
            block_size=BLOCK,
            accuracy_level=INT8_ACTIVATIONS,
        )

    def _sum_and_norm(self, one: str, other: str, norm: str, result: str) -> None:
        self._node("SkipLayerNormalization", [one, other, f"{norm}.w", f"{norm}.b"], result, epsilon=1e-12)

    def _node(self, kind: str, inputs: list[str], output: str, domain: str = MICROSOFT, **settings: Any) -> None:
        self._nodes.append(self._helper.make_node(kind, inputs, [output], domain=domain, **settings))

    def _hole(self, name: str, array: Any) -> Any:
        """A tensor whose numbers are given when the graph is opened."""
        hole: Any = self._types(name=name, dims=array.shape)
        hole.data_type = self._types.UINT8 if array.dtype == "uint8" else self._types.FLOAT
        hole.data_location = self._types.EXTERNAL
        hole.external_data.add(key="location", value="given")
        return hole


if __name__ == "__main__":
    skeleton = Skeleton(E5Weights(package_file(*WEIGHTS))).model()
    Path(SKELETON).write_bytes(skeleton.SerializeToString())

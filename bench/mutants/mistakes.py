"""The mistakes: each a module's whole source with one thing in it turned."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """A module's source with one mistake, where it is and what.

    `lines` are the first and last line of the function whose body holds it; None where it is run when the module is
    read, so that no line says which tests it reaches.
    """

    file: str
    line: int
    what: str
    source: str
    lines: tuple[int, int] | None


def mutants(file: Path) -> Iterator[Mutant]:
    """Comparisons turned, `and` and `or` exchanged, conditions negated, truths exchanged, whole numbers one higher."""
    source = file.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    for at in [number for number, node in enumerate(nodes) if _broken(node)]:
        tree = ast.parse(source)
        node = list(ast.walk(tree))[at]
        what = _broken(node)
        line = getattr(node, "lineno", 0)
        yield Mutant(str(file), line, what, ast.unparse(tree), _function_around(tree, line))


def _function_around(tree: ast.Module, line: int) -> tuple[int, int] | None:
    spans = [(node.body[0].lineno, node.end_lineno or 0) for node in ast.walk(tree) if isinstance(node, _FUNCTION)]
    return max((span for span in spans if span[0] <= line <= span[1]), default=None)


def _broken(node: ast.AST) -> str:
    """Put one mistake into a node; what it is, "" where there is none to make."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        old = type(node.ops[0])
        node.ops[0] = _COMPARED[old]()
        return f"{old.__name__} is {_COMPARED[old].__name__}"
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return "and, or exchanged"
    if isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "condition negated"
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
        return f"is {node.value}"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return f"is {node.value}"
    return ""

"""A tool: a function with arguments that a model can fill in, and its short schema."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, cast

from pydantic import BaseModel

from domain.answers import EvidenceKind
from domain.errors import NotFound
from tools.arguments import read_arguments
from tools.context import ToolContext, ToolResult
from tools.findings import not_there
from tools.schemas import function_schema, slim_parameters

Kind = Literal["read", "write", "ask"]
_SOURCES: dict[str, EvidenceKind] = {
    "manuals": "manual", "alarm lists": "alarm", "assets": "asset", "work orders": "work_order", "inventory": "part", "pictures": "picture",
}  # fmt: skip


@dataclass(frozen=True)
class Tool:
    """A named function the model may call; `args` is its schema and its docstring says when to use it.

    `run` takes the arguments as a model wrote them, or read already. It raises BadInput for arguments that cannot be used.
    """

    name: str
    args: type[BaseModel]
    run: Callable[[ToolContext, Any], ToolResult]
    source: str
    kind: Kind = "read"
    timeout_s: float = 10.0

    @property
    def description(self) -> str:
        """What the model reads."""
        return (self.args.__doc__ or "").strip()

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The tool in the form that chat models are given (OpenAI function calling); worked out once."""
        return function_schema(self.name, self.description, slim_parameters(self.args))


def tool(
    name: str,
    args: type[BaseModel],
    run: Callable[[ToolContext, Any], ToolResult],
    source: str,
    kind: Kind = "read",
) -> Tool:
    """A tool whose arguments are read with good will, and for which what is not there is a result.

    Args:
        name: what a model calls.
        args: what it takes.
        run: what it does with arguments that are read.
        source: where it looks, in words for people.
        kind: whether it reads, proposes a change, or asks the person.
    """

    def reading(ctx: ToolContext, given: Any) -> ToolResult:
        unused: tuple[str, ...] = ()
        if isinstance(given, Mapping):
            given, unused = read_arguments(name, args, cast("Mapping[str, Any]", given))
        try:
            result = run(ctx, given)
        except NotFound as error:
            result = ToolResult((not_there(_SOURCES[source], error, ctx.language),), nearest=error.nearest)
        return replace(result, note=" ".join(filter(None, (result.note, *unused)))) if unused else result

    return Tool(name, args, reading, source, kind)

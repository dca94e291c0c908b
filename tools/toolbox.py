"""All tools, listed once: name, arguments, function."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from tools import manuals, records
from tools.context import ToolContext, ToolResult


@dataclass(frozen=True)
class Tool:
    """A named function the model may call; `args` is its schema and its docstring the model's instructions."""

    name: str
    args: type[BaseModel]
    run: Callable[[ToolContext, Any], ToolResult]
    source: str
    timeout_s: float = 10.0

    def schema(self) -> dict[str, Any]:
        """The tool in the form that chat models are given (OpenAI function calling)."""
        parameters = self.args.model_json_schema()
        return {
            "type": "function",
            "function": {
                "name": self.name,
                "description": (self.args.__doc__ or "").strip(),
                "parameters": {key: value for key, value in parameters.items() if key not in {"title", "description"}},
            },
        }


READ_TOOLS: tuple[Tool, ...] = (
    Tool("search_manuals", manuals.SearchManuals, manuals.search_manuals, "manuals"),
    Tool("read_section", manuals.ReadSection, manuals.read_section, "manuals"),
    Tool("lookup_alarm", records.LookupAlarm, records.lookup_alarm, "alarm lists"),
    Tool("get_asset", records.GetAsset, records.get_asset, "assets"),
    Tool("find_work_orders", records.FindWorkOrders, records.find_work_orders, "work orders"),
    Tool("get_work_order", records.GetWorkOrder, records.get_work_order, "work orders"),
    Tool("find_parts", records.FindParts, records.find_parts, "inventory"),
)

TOOLS: dict[str, Tool] = {tool.name: tool for tool in READ_TOOLS}

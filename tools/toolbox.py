"""All tools, listed once: name, arguments, function."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from tools import alarm_words, briefs, cases, manuals, querying, records, revisions, writes
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
        """The tool in the form that chat models are given (OpenAI function calling); worked out once."""
        return self._schema

    @cached_property
    def _schema(self) -> dict[str, Any]:
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
    Tool("find_alarms", alarm_words.FindAlarms, alarm_words.find_alarms, "alarm lists"),
    Tool("get_asset", records.GetAsset, records.get_asset, "assets"),
    Tool("find_work_orders", records.FindWorkOrders, records.find_work_orders, "work orders"),
    Tool("query_work_orders", querying.QueryWorkOrders, querying.query_work_orders, "work orders"),
    Tool("get_work_order", records.GetWorkOrder, records.get_work_order, "work orders"),
    Tool("find_similar_cases", cases.FindSimilarCases, cases.find_similar_cases, "work orders"),
    Tool("compare_revisions", revisions.CompareRevisions, revisions.compare_revisions, "manuals"),
    Tool("shift_brief", briefs.ShiftBrief, briefs.shift_brief, "work orders"),
    Tool("find_parts", records.FindParts, records.find_parts, "inventory"),
)

WRITE_TOOLS: tuple[Tool, ...] = tuple(
    Tool(run.__name__, args, writes.answering(run), source)
    for args, run, source in (
        (writes.CreateWorkOrder, writes.create_work_order, "work orders"),
        (writes.AddWorkOrderNote, writes.add_work_order_note, "work orders"),
        (writes.SetWorkOrderStatus, writes.set_work_order_status, "work orders"),
        (writes.ReservePart, writes.reserve_part, "inventory"),
        (writes.ReleaseReservation, writes.release_reservation, "inventory"),
    )
)

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (*READ_TOOLS, *WRITE_TOOLS)}

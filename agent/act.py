"""Run tools side by side, each with a time limit; a failure becomes a gap, never the end of the turn."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from agent.state import Round
from domain.answers import AnswerEvent, Evidence, Gap, ToolCall
from domain.errors import NacelleError
from tools.context import ToolContext, ToolResult
from tools.toolbox import TOOLS, Tool

Emit = Callable[[AnswerEvent], None]
FIRST_SHARE = 0.6
"""Of a tool's time, what the first try may take."""
SHORTEST_S = 0.05


async def act(wanted: list[dict[str, Any]], work: Round, context: ToolContext, emit: Emit) -> Round:
    """The round after these calls: evidence once each, calls in the order asked for."""
    results = await asyncio.gather(*(_call(call, context, emit) for call in wanted))
    evidence: dict[str, Evidence] = {item.id: item for item in work.evidence}
    gaps = list(work.gaps)
    nearest = list(work.nearest)
    proposals, refusals = list(work.proposals), list(work.refusals)
    for call, result in results:
        for item in result.evidence:
            evidence.setdefault(item.id, item)
        proposals += [result.proposal] if result.proposal and result.proposal not in proposals else []
        refusals += [result.refused] if result.refused and result.refused not in refusals else []
        nearest += [name for name in result.nearest if name not in nearest]
        if call.status in {"error", "timeout"}:
            source = TOOLS[call.name].source if call.name in TOOLS else call.name
            gaps.append(Gap(source=source, reason=result.note, as_of=context.last_good.when(source)))
        elif call.status == "empty" and result.note:
            gaps.append(Gap(source=TOOLS[call.name].source, reason=result.note))
    return replace(
        work,
        evidence=tuple(evidence.values()),
        calls=(*work.calls, *(call for call, _ in results)),
        gaps=tuple(dict.fromkeys(gaps)),
        nearest=tuple(nearest),
        proposals=tuple(proposals),
        refusals=tuple(refusals),
        rounds=work.rounds + 1,
    )


async def _call(wanted: dict[str, Any], context: ToolContext, emit: Emit) -> tuple[ToolCall, ToolResult]:
    name, args, call_id = str(wanted["name"]), dict(wanted.get("args") or {}), str(wanted.get("id") or "")
    emit(AnswerEvent(kind="tool_start", data={"id": call_id, "name": name, "args": args}))
    started = time.perf_counter()
    tool = TOOLS.get(name)
    if tool is None:
        status, result = "rejected", ToolResult(note=f"There is no tool {name}.")
    else:
        status, result = await _run(tool, args, context)
    ms = round((time.perf_counter() - started) * 1000)
    call = ToolCall.model_validate({"name": name, "args": args, "status": status, "ms": ms})
    emit(AnswerEvent(kind="tool_end", data={"id": call_id, "name": name, "status": status, "ms": ms}))
    return call, result


async def _run(tool: Tool, args: dict[str, Any], context: ToolContext) -> tuple[str, ToolResult]:
    """The tool's result; a failure is tried once more within what is left of the tool's time."""
    try:
        parsed = tool.args.model_validate(args)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
        return "rejected", ToolResult(note=f"{tool.name} was called with unusable arguments: {fields}.")
    until = time.monotonic() + tool.timeout_s
    status, result = await _once(tool, parsed, context, tool.timeout_s * FIRST_SHARE)
    if status in {"error", "timeout"}:
        again, second = await _once(tool, parsed, context, max(until - time.monotonic(), SHORTEST_S))
        status, result = (again, second) if again in {"ok", "empty"} else (status, result)
    if status in {"ok", "empty"}:
        context.last_good.note(tool.source, context.now())
    return status, result


async def _once(tool: Tool, args: Any, context: ToolContext, seconds: float) -> tuple[str, ToolResult]:
    try:
        async with asyncio.timeout(seconds):
            result = await asyncio.to_thread(tool.run, context, args)
    except TimeoutError:
        return "timeout", ToolResult(note=f"no answer within {tool.timeout_s:g} s")
    except (NacelleError, OSError) as error:
        return "error", ToolResult(note=str(error) or type(error).__name__)
    except Exception as error:  # noqa: BLE001  a tool that breaks must not end the turn
        return "error", ToolResult(note=f"{tool.name} broke: {type(error).__name__}")
    return ("ok" if result.evidence or result.proposal else "empty"), result

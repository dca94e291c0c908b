"""Run the tools that a model wants: side by side, each with a time limit; a failure becomes a gap, never the end of the turn."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import structlog
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.runtime import Runtime

from agent.claims.reading.injection import without_orders
from agent.phrases.saying import phrase, unreached
from agent.turn.found import Found, evidence_of, this_turn
from agent.turn.looking import read_by_model
from agent.turn.state import Emit, TurnContext, TurnState, Update
from domain.answers import AnswerEvent, Evidence, Gap, ToolCall
from domain.errors import BadInput, NacelleError
from tools.context import ToolContext, ToolResult
from tools.rendering import numbers_shown, render
from tools.tool import Tool
from tools.toolbox import TOOLS

SHORTEST_S = 0.05
"""What a second try has at least."""
AGAIN = "This call was made before; its result stands above. Use it, or ask for something else."
NO_MORE = "Not called: this turn has no tool calls left. Answer from what stands above."


async def act(state: TurnState, runtime: Runtime[TurnContext]) -> Update:
    """Answer each tool call of the last message with a ToolMessage whose evidence is numbered in the thread."""
    context, turn = runtime.context, runtime.context.turn
    wanted = cast("AIMessage", state["messages"][-1]).tool_calls
    tools = replace(
        context.tools,
        asset=turn.asset,
        model=turn.model,
        language=turn.language,
        passages=context.trace.searching(context.tools.passages),
        evidence=evidence_of(state["messages"]),
    )
    # What failed may be tried again: nothing of it stands above.
    made = {_key(call.name, call.args) for call in turn.own_calls if call.status not in {"error", "timeout"}}
    room = context.settings.max_tool_calls - len(turn.own_calls)
    jobs: list[asyncio.Future[tuple[str, ToolResult, int]] | str] = []
    for call in wanted:
        key = _key(call["name"], call["args"])
        if key in made:
            jobs.append(AGAIN)
        elif room <= 0:
            jobs.append(NO_MORE)
        else:
            made.add(key)
            room -= 1
            jobs.append(asyncio.ensure_future(_timed(call, tools, context, runtime.stream_writer)))
    await asyncio.gather(*(job for job in jobs if not isinstance(job, str)))
    known = {item.id: number for number, item in evidence_of(state["messages"]).items()}
    shown = set(evidence_of(this_turn(state["messages"])))
    answers: list[ToolMessage] = []
    numbered = state.get("numbered", 0)
    for call, job in zip(wanted, jobs, strict=True):
        if isinstance(job, str):
            turn.repeats += 1
            found = Found(name=call["name"], status="rejected", note=job)
            answers.append(ToolMessage(job, tool_call_id=str(call["id"]), name=call["name"], artifact=found))
            continue
        status, result, ms = job.result()
        numbers: list[int] = []
        for item in result.evidence:
            if item.id not in known:
                numbered += 1
                known[item.id] = numbered
            numbers.append(known[item.id])
        _note(call, status, ms, result, context)
        writes = bool(result.proposal or result.refused)
        numbered += writes
        found = _found(call, status, numbers, result, context, write=numbered if writes else 0)
        text = render(result, numbers, shown, clean=without_orders, write=found.write)
        shown |= numbers_shown(text)
        answers.append(ToolMessage(text, tool_call_id=str(call["id"]), name=call["name"], artifact=found))
    return {"messages": answers, "numbered": numbered}


def _key(name: str, args: dict[str, Any]) -> str:
    return f"{name} {json.dumps(args, sort_keys=True, default=str)}"


def _found(
    call: Any, status: str, numbers: Sequence[int], result: ToolResult, context: TurnContext, write: int
) -> Found:
    evidence: tuple[Evidence, ...] = result.evidence
    asset = context.turn.asset
    return Found(
        name=call["name"],
        status=cast("Any", status),
        machine="" if call["args"].get("machine") or asset is None else asset.tag,
        numbers=tuple(numbers),
        evidence=evidence,
        note=result.note,
        nearest=result.nearest,
        proposal=result.proposal,
        refused=result.refused,
        write=write,
    )


def _note(call: Any, status: str, ms: int, result: ToolResult, context: TurnContext) -> None:
    """What the turn has to remember of a call."""
    turn, name = context.turn, str(call["name"])
    turn.calls.append(ToolCall.model_validate({"name": name, "args": call["args"], "status": status, "ms": ms}))
    turn.proposals += [result.proposal] if result.proposal and result.proposal not in turn.proposals else []
    turn.refusals += [(name, result.refused)] if result.refused else []
    tool = context.tool(name)
    source = tool.source if tool else name
    if status in {"error", "timeout"}:
        reason = _why(status, tool, result.note, turn.language)
        turn.standing.append(Gap(source=source, reason=reason, as_of=context.tools.last_good.when(source)))
    elif status == "empty" and (nothing := " ".join(item.text for item in result.evidence) or result.note):
        turn.empty.append((name, Gap(source=source, reason=nothing)))


def _why(status: str, tool: Tool | None, note: str, language: str) -> str:
    """Why a source gave nothing, for the person."""
    if status == "timeout" and tool:
        return phrase("too_slow", language, seconds=f"{tool.timeout_s:g}")
    return unreached(note, language)


async def _timed(call: Any, tools: ToolContext, context: TurnContext, emit: Emit) -> tuple[str, ToolResult, int]:
    name, args, call_id = str(call["name"]), dict(call["args"] or {}), str(call["id"] or "")
    emit(AnswerEvent(kind="tool_start", data={"id": call_id, "name": name, "args": args}))
    started = time.perf_counter()
    tool = context.tool(name)
    if tool is None:
        note = f"There is no tool {name[:60]}. There are: {', '.join((*TOOLS, *context.more))}."
        status, result = "rejected", ToolResult(note=note)
    else:
        with context.trace.tool(name, call_id, args) as mark:
            status, result = await _run(tool, args, tools)
            if result.look:
                status, result = await read_by_model(result.look, context)
            mark.note({"nacelle.tool.status": status, "nacelle.tool.evidence": len(result.evidence)})
            mark.tell({"gen_ai.tool.call.result": [item.text for item in result.evidence] or result.note})
    ms = round((time.perf_counter() - started) * 1000)
    emit(AnswerEvent(kind="tool_end", data={"id": call_id, "name": name, "status": status, "ms": ms}))
    return status, result, ms


async def _run(tool: Tool, args: dict[str, Any], context: ToolContext) -> tuple[str, ToolResult]:
    """The tool's result; a failure is tried once more within what is left of the tool's time.

    One that ran out of it is not: its thread cannot be stopped, and a second one would load what is slow already.
    """
    until = time.monotonic() + tool.timeout_s
    status, result = await _once(tool, args, context, tool.timeout_s)
    if status == "error":
        again, second = await _once(tool, args, context, max(until - time.monotonic(), SHORTEST_S))
        status, result = (again, second) if again in {"ok", "empty"} else (status, result)
    if status in {"ok", "empty"}:
        context.last_good.note(tool.source, context.now())
    return status, result


async def _once(tool: Tool, args: dict[str, Any], context: ToolContext, seconds: float) -> tuple[str, ToolResult]:
    try:
        async with asyncio.timeout(seconds):
            result = await asyncio.to_thread(tool.run, context, args)
    except TimeoutError:
        return "timeout", ToolResult(note=f"no answer within {tool.timeout_s:g} s")
    except BadInput as error:
        return "rejected", ToolResult(note=str(error))
    except (NacelleError, OSError) as error:
        return "error", ToolResult(note=str(error) or "it could not be reached")
    except Exception as error:  # noqa: BLE001  a tool that breaks must not end the turn
        structlog.get_logger("nacelle.tools").error("tool broke", tool=tool.name, exc_info=error)
        return "error", ToolResult(note=f"{tool.name} met an error; it is in the log")
    return ("empty" if result.empty else "ok"), result

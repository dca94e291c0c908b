"""The tools that an MCP client is offered, and what a call of one gives."""

import asyncio
import uuid
from typing import Any

from mcp_types import CallToolResult, TextContent, Tool, ToolAnnotations

from agent.approvals.asking import approval_of
from agent.assistant import AskRequest
from agent.claims.reading.injection import without_orders
from api.protocols.openai.text import whole_text
from api.running.admission import Place
from api.server_state import ServerState
from domain.approvals import Approval
from domain.callers import Caller
from domain.errors import BadInput, NacelleError
from stores.writes.approvals import hash_of
from tools.context import ToolResult
from tools.proposals import Proposal
from tools.rendering import render
from tools.toolbox import READ_TOOLS, WRITE_TOOLS
from tools.toolbox import Tool as OwnTool

ASK = Tool(
    name="ask",
    title="Ask Nacelle",
    description="Ask a question about machines, manuals, alarms, work orders or parts. The answer's steps and values each cite the page or record "
    "they came from; warnings stand before what they govern and must be shown with it.",
    input_schema={
        "type": "object",
        "properties": {
            "question": {"type": "string"},
            "asset": {"type": "string", "description": "The machine's tag."},
            "library": {"type": "string", "description": "Which set of documents; main without one."},
            "thread_id": {"type": "string", "description": "Goes on with the conversation of an earlier answer."},
        },
        "required": ["question"],
    },
    annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
)
_OWN = {tool.name: tool for tool in (*READ_TOOLS, *WRITE_TOOLS)}


def offered() -> list[Tool]:
    """All of them."""
    return [ASK, *(_offered(tool) for tool in _OWN.values())]


def _offered(tool: OwnTool) -> Tool:
    reads = tool.kind == "read"
    about = "" if reads else " Nothing is written before a person approves it."
    hints = ToolAnnotations(read_only_hint=reads, destructive_hint=False, idempotent_hint=reads, open_world_hint=False)
    parameters = tool.schema["function"]["parameters"]
    if reads:
        library = {"type": "string", "description": "Which set of documents; main without one."}
        parameters = {**parameters, "properties": {**parameters["properties"], "library": library}}
    return Tool(name=tool.name, description=tool.description + about, input_schema=parameters, annotations=hints)


async def call(name: str, given: dict[str, Any], who: Caller, state: ServerState) -> CallToolResult:
    """What the tool gives to this caller; what went wrong is a result that says so."""
    try:
        if name == ASK.name:
            with state.runs.enter() as place:
                return await _ask(given, who, state, place)
        if name not in _OWN:
            raise BadInput(f"There is no tool '{name[:60]}'.")
        return await asyncio.to_thread(_run, _OWN[name], dict(given), who, state)
    except NacelleError as error:
        return CallToolResult(content=[TextContent(text=str(error))], is_error=True)


async def _ask(given: dict[str, Any], who: Caller, state: ServerState, place: Place) -> CallToolResult:
    told = {name: str(given.get(name) or "") for name in ("question", "asset", "library", "thread_id")}
    threads, thread_id = state.stores.threads, told["thread_id"]
    thread = (
        await asyncio.to_thread(threads.get, thread_id, who.name)
        if thread_id
        else threads.new(who.name, asset=told["asset"][:100], library=told["library"][:100] or "main")
    )
    asset, library = told["asset"] or thread.asset, told["library"] or thread.library
    request = AskRequest(question=told["question"], asset=asset, library=library)
    run = await state.runs.start(request, who, thread, place, new=not thread_id)
    answer = await run.whole()
    text = TextContent(text=whole_text(answer))
    return CallToolResult(content=[text], structured_content=answer.model_dump(mode="json"))


def _run(tool: OwnTool, given: dict[str, Any], who: Caller, state: ServerState) -> CallToolResult:
    library = str(given.pop("library", "") or "main") if tool.kind == "read" else "main"
    result = tool.run(state.assistant.world_of(who, library), given)
    if result.proposal:
        return _waiting(_requested(result.proposal, who, state))
    text = render(result, clean=without_orders)
    return CallToolResult(
        content=[TextContent(text=text)],
        structured_content=_structured(result),
        is_error=result.refused is not None,
    )


def _structured(result: ToolResult) -> dict[str, Any]:
    evidence = [item.model_dump(mode="json") for item in result.evidence]
    return {"evidence": evidence, "note": result.note, "nearest": list(result.nearest)}


def _requested(proposal: Proposal, who: Caller, state: ServerState) -> Approval:
    """The approval that waits for it; one that this caller asked for already is not doubled."""
    same = (proposal.tool, hash_of(proposal.args), who.name)
    approvals = state.stores.approvals
    for waiting in approvals.waiting():
        if (waiting.tool, waiting.args_hash, waiting.requested_by) == same:
            return waiting
    assistant = state.assistant
    approval = approval_of(proposal, who, f"mcp-{uuid.uuid4().hex}", assistant.settings, assistant.now())
    approvals.put(approval)
    return approval


def _waiting(approval: Approval) -> CallToolResult:
    by = f" by somebody who is {' or '.join(approval.roles)}" if approval.roles else ""
    until = f"{approval.expires_at:%Y-%m-%d %H:%M} UTC"
    text = f"Waits for approval{by} until {until}: {approval.summary.rstrip('.')}. Nothing is written before that. Approval {approval.id}."
    shown = approval.model_dump(mode="json", include={"id", "tool", "args", "summary", "expires_at", "roles", "site"})
    return CallToolResult(content=[TextContent(text=text)], structured_content={"approval": shown})

"""Conversations as a model reads them: a question, what tools brought, numbered."""

from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from agent.turn.found import Found
from domain.answers import Evidence


def evidence(number: int, text: str, **more: Any) -> Evidence:
    """A passage of a manual."""
    given = {"id": f"e{number}", "kind": "manual", "title": "OM-1", "source_id": f"s{number}", "text": text}
    return Evidence.model_validate({**given, **more})


def looked_up(*items: tuple[int, Evidence], question: str = "How tight?", call_id: str = "c1") -> list[BaseMessage]:
    """One turn in which one tool brought these."""
    content = "\n".join(
        f'<evidence n="{n}" kind="manual" source="OM-1">\n{item.text}\n</evidence>' for n, item in items
    )
    found = Found(name="search_manuals", numbers=tuple(n for n, _ in items), evidence=tuple(item for _, item in items))
    call = {"name": "search_manuals", "args": {"query": "x"}, "id": call_id, "type": "tool_call"}
    return [
        HumanMessage(question),
        AIMessage("", tool_calls=[call]),
        ToolMessage(f"{content}\nnote: that is all", tool_call_id=call_id, artifact=found),
    ]

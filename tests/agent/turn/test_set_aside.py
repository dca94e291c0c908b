"""What a remote model tells beside the question is not told where the embedded one has the answer."""

from collections.abc import Callable
from typing import Any

from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant

WithModel = Callable[..., tuple[Assistant, Any]]
FIND = AIMessage("", tool_calls=[{"name": "find_parts", "args": {"text": "brake lining"}, "id": "c"}])


async def test_a_part_is_no_answer_to_how_a_job_is_done(with_model: WithModel) -> None:
    assistant, _ = with_model(FIND, AIMessage("The brake lining is on the shelf. [2]"))
    answer = await assistant.ask(AskRequest(question="How do I replace the brake lining?", asset="CR-01"))
    assert "Fit the new brake lining" in answer.text
    assert "shelf" not in answer.text
    assert answer.degraded

"""A heading is shown with what stands under it, and with nothing else."""

from collections.abc import Callable
from typing import Any

from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant

SEARCH = AIMessage(
    "", tool_calls=[{"name": "search_manuals", "args": {"query": "replace brake lining"}, "id": "call-1"}]
)
LIE = "Pull the red lever of the winch forty times against the wind. [2]"


async def test_the_heading_of_what_is_held_back_goes_with_it(
    with_model: Callable[..., tuple[Assistant, Any]],
) -> None:
    written = f"## The lever\n\n{LIE}\n\n## Brake\n\n1. Remove the brake cover. [2]\n2. Fit the new brake lining. [2]"
    assistant, _ = with_model(SEARCH, AIMessage(written))

    answer = await assistant.ask(AskRequest(question="How do I replace the brake lining?", asset="CR-01"))

    assert "lever" not in answer.text
    assert answer.text.index("Brake") < answer.text.index("Remove the brake cover")
    assert any("lever" in held.text for held in answer.withheld)


async def test_what_is_kept_of_an_answer_cites_by_the_numbers_of_the_thread(
    with_model: Callable[..., tuple[Assistant, Any]],
) -> None:
    said = "The brake lining must be replaced when it is thinner than 4.5 mm."
    assistant, _ = with_model(SEARCH, AIMessage(f"{said} [3]"))

    asked = AskRequest(question="When do I replace the brake lining?", asset="CR-01", thread_id="kept")
    answer = await assistant.ask(asked)

    assert answer.text == f"{said} [2]"
    assert (await assistant.messages("kept"))[-1].text == f"{said} [3]"

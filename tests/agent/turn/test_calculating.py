"""What a model works out counts only where its figures come from somewhere."""

from collections.abc import Callable
from typing import Any

from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant

WithModel = Callable[..., tuple[Assistant, Any]]


def _calls(name: str, **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": f"c-{name}"}])


SEARCH = _calls("search_manuals", query="thinner brake lining replaced")


async def test_a_value_of_the_evidence_is_converted(with_model: WithModel) -> None:
    convert = _calls("convert", value=4.5, unit="mm", to="in")
    assistant, model = with_model(SEARCH, convert, AIMessage("The brake lining must be replaced below 4.5 mm [2]."))

    await assistant.ask(AskRequest(question="When is the lining worn, in inches?", asset="CR-01"))

    assert "0.177" in model.seen[-1][-1].text


async def test_a_value_from_nowhere_is_not_laundered(with_model: WithModel) -> None:
    calculate = _calls("calculate", expression="999 Nm * 1")
    assistant, model = with_model(SEARCH, calculate, AIMessage("The torque is 999 Nm [3]. The torque is 999 Nm [4]."))

    answer = await assistant.ask(AskRequest(question="How tight is the cover?", asset="CR-01"))

    assert "999 Nm" in model.seen[-1][-1].text
    assert "999" not in answer.text

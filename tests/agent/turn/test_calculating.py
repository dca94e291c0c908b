"""What a model works out counts only where its figures come from somewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.claims.evidence.support import CALCULATION, grounded
from domain.answers import Evidence

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


async def test_small_figures_alone_work_out_nothing(with_model: WithModel) -> None:
    assistant, _ = with_model(_calls("calculate", expression="12 * 8"), AIMessage("A lining costs 96 Euro [2]."))

    answer = await assistant.ask(AskRequest(question="What does a lining cost?", asset="CR-01"))

    assert "96" not in answer.text


@pytest.mark.parametrize(
    ("operands", "source", "question", "counts"),
    [
        ("12; 2.4", "card", "What does a battery cost?", False),
        ("12; 2.4 MW", "card", "What do twelve of them give?", True),
        ("12; 2.4", "manual", "What do twelve packs weigh?", True),
        ("12; 2.4", "", "What are 12 times 2.4?", True),
        ("12; 8", "", "What does a battery cost?", False),
        ("12; 8", "manual", "How many screws are that?", True),
    ],
)
def test_a_figure_has_to_come_from_what_was_found_or_asked(
    operands: str, source: str, question: str, counts: bool
) -> None:
    evidence = {
        "card": Evidence(id="T-1", kind="asset", title="T-1", text="Rated power: 2.4 MW\nModules: 8"),
        "manual": Evidence(id="p", kind="manual", title="M", text="A pack has 8 screws and weighs 2.4 kg."),
    }
    worked = Evidence(id="c", kind=CALCULATION, title="", text="= 28.8", fields={"operands": operands})
    held = {1: evidence[source], 2: worked} if source else {2: worked}
    assert (2 in grounded(held, question)) is counts

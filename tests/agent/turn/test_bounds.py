"""Whatever a person, a tool or a model sends too much of: the turn ends in an answer, in bounds, and nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import AskRequest, Assistant
from stores.open_stores import Stores

WithModel = Callable[..., tuple[Assistant, Any]]
MOST_CALLS = 16


def calls(*wanted: tuple[str, dict[str, Any]]) -> AIMessage:
    made = [{"name": name, "args": args, "id": f"c{at}-{name}"} for at, (name, args) in enumerate(wanted)]
    return AIMessage("", tool_calls=made)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        "\x00\x01\x02",
        "half \ud800",
        "torque " * 150_000,
        "тормоз ブレーキ مكبح brake 制动?",
        "\u202e41 snaem tahw",
    ],
    ids=["empty", "blank", "binary", "half a character", "a megabyte", "many scripts", "turned round"],
)
async def test_any_question_ends_in_an_answer(assistant: Assistant, question: str) -> None:
    answer = await assistant.ask(AskRequest(question=question, asset="CR-01"))

    assert answer.text
    assert answer.status in {"answered", "partial", "clarify", "refused", "no_evidence"}
    assert "Traceback" not in answer.text


async def test_a_conversation_of_two_hundred_turns(stores: Stores) -> None:
    saver = InMemorySaver()
    assistant = Assistant(stores, checkpointer=saver)
    asked = AskRequest(question="What does alarm 41 mean?", asset="CR-01", thread_id="long")

    answers = [await assistant.ask(asked) for _ in range(200)]

    assert {answer.text for answer in answers} == {answers[0].text}
    state = await saver.aget({"configurable": {"thread_id": "long"}})
    assert state is not None
    assert sum(len(message.text) for message in state["channel_values"]["messages"]) < 40_000


async def test_a_result_of_a_hundred_thousand_characters_is_cut_and_says_so(
    with_model: WithModel, stores: Stores
) -> None:
    order = stores.records.find_work_orders(asset="CR-01")[0]
    long = "\n".join(f"{n} the brake was measured again" for n in range(4_000))
    stores.records.put_work_orders([order.model_copy(update={"description": long})])
    assistant, model = with_model(
        calls(("get_work_order", {"number": "JOB-77"})), AIMessage("JOB-77: brake squeals [2].")
    )

    answer = await assistant.ask(AskRequest(question="What is JOB-77?", asset="CR-01"))

    read = next(message.text for message in model.seen[-1] if isinstance(message, ToolMessage))
    assert len(long) > 100_000
    assert len(read) < 20_000
    assert "more rows" in read
    assert answer.claims


async def test_more_calls_than_a_turn_has_are_told_so(with_model: WithModel) -> None:
    codes = [("lookup_alarm", {"code": str(code)}) for code in range(40, 40 + MOST_CALLS + 2)]
    assistant, model = with_model(calls(*codes), AIMessage("The lining is thin [2]."))

    answer = await assistant.ask(AskRequest(question="What do they mean?", asset="CR-01"))

    told = [message.text for message in model.seen[1] if isinstance(message, ToolMessage)]
    assert [text for text in told if "no tool calls left" in text] == told[MOST_CALLS:]
    assert [call.args["code"] for call in answer.tool_calls[:MOST_CALLS]] == [
        args["code"] for _, args in codes[:MOST_CALLS]
    ]
    assert answer.text


async def test_one_call_thirty_times_ends_with_what_is_known(with_model: WithModel) -> None:
    assistant, model = with_model(*[calls(("lookup_alarm", {"code": "41"}))] * 30)

    answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    assert len(model.seen) < 8
    assert "The lining is thin" in answer.text
    assert answer.degraded

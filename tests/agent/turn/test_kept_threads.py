"""What later turns of a thread still know: what the person replied, and what stood under a long question."""

from collections.abc import Callable
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent.assistant import AskRequest, Assistant
from agent.question.header import read

WithModel = Callable[..., tuple[Assistant, Any]]
WHICH = {"question": "Which crane?", "choices": ["CR-01", "CR-02"]}


def calls(name: str, **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": f"c-{name}"}])


async def in_one_thread(assistant: Assistant, *said: str, **more: Any) -> None:
    for question in said:
        await assistant.ask(AskRequest(question=question, thread_id="t", **more))


async def test_the_machine_of_a_reply_is_that_of_the_next_question(with_model: WithModel) -> None:
    assistant, model = with_model(
        calls("ask_person", **WHICH), AIMessage("The machine is a Hoist H5 [1]."), AIMessage("Its serial is H5-7 [2].")
    )

    await in_one_thread(assistant, "What does 41 mean?", "CR-02", "What is its serial number?")

    assert read(model.seen[-1][-1].text)[1].tag == "CR-02"


async def test_a_reply_stays_whole_though_its_turn_is_old(with_model: WithModel) -> None:
    assistant, model = with_model(
        calls("ask_person", **WHICH), *(AIMessage("The machine is a Hoist H5 [1].") for _ in range(3))
    )

    await in_one_thread(assistant, "What does 41 mean?", "CR-02", "Which model is it?", "Which model is it?")

    reply = next(message for message in model.seen[-1] if isinstance(message, ToolMessage))
    assert read(reply.text)[0] == "CR-02"
    assert read(reply.text)[1].tag == "CR-02"


async def test_a_long_question_is_cut_and_its_header_is_not(with_model: WithModel) -> None:
    assistant, model = with_model(*(AIMessage("The machine is a Lifter L20 [1].") for _ in range(4)))
    long = "Which model is it? " + "The lining squeals. " * 60

    await in_one_thread(assistant, long, *["Which model is it?"] * 3, asset="CR-01")

    first = next(message for message in model.seen[-1] if isinstance(message, HumanMessage))
    question, header = read(first.text)
    assert len(question) < 620
    assert header.tag == "CR-01"
    assert "<context>" not in question

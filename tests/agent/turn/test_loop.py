"""The graph with a scripted language model: what it is given, what it may do, what a person sees."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage

from agent.assistant import AskRequest, Assistant

WithModel = Callable[..., tuple[Assistant, Any]]


def calls(*wanted: tuple[str, dict[str, Any]]) -> AIMessage:
    made = [{"name": name, "args": args, "id": f"c{at}-{name}"} for at, (name, args) in enumerate(wanted)]
    return AIMessage("", tool_calls=made)


LOOK_UP = calls(("lookup_alarm", {"code": "41"}))


def number_of(messages: list[Any], words: str) -> int:
    """The number of the evidence that holds these words."""
    import re

    for message in messages:
        if isinstance(message, ToolMessage):
            for n, text in re.findall(r'<evidence n="(\d+)".*?>\n(.*?)\n</evidence>', message.text, re.DOTALL):
                if words in text:
                    return int(n)
    raise AssertionError(f"no evidence says {words!r}")


async def test_a_look_up_is_two_calls_over_messages_and_tools(with_model: WithModel) -> None:
    assistant, model = with_model(LOOK_UP, AIMessage("The lining is thin [2]."))

    answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    first, second = model.seen
    assert [type(message) for message in first] == [SystemMessage, HumanMessage]
    assert "What does 41 mean?" in first[1].text
    assert "CR-01" in first[1].text
    assert second[: len(first)] == first, "what was sent before begins what is sent now: endpoints may cache it"
    assert [type(message) for message in second[2:]] == [AIMessage, ToolMessage]
    assert "Brake worn" in second[-1].text
    assert "Overload" not in second[-1].text
    assert answer.status == "answered"
    assert [claim.verdict for claim in answer.claims] == ["stated"]
    assert answer.usage.model_calls == 2
    assert [call.name for call in answer.tool_calls] == ["lookup_alarm"]


async def test_a_model_is_reminded_of_what_is_wanted_behind_the_newest_evidence_alone(with_model: WithModel) -> None:
    assistant, model = with_model(
        LOOK_UP, calls(("lookup_alarm", {"code": "42"})), AIMessage("The lining is thin [2].")
    )

    await assistant.ask(AskRequest(question="What does 41 mean, and 42?", asset="CR-01"))

    reminder = model.seen[1][-1].text.rsplit("</evidence>", 1)[-1]
    assert "from the evidence" in reminder
    assert [reminder.strip() in message.text for message in model.seen[2]] == [False, False, False, False, False, True]


@pytest.mark.parametrize("written", ["[2] The lining is thin.", "[2]: The lining is thin."])
async def test_a_number_may_stand_before_its_sentence(with_model: WithModel, written: str) -> None:
    assistant, _ = with_model(LOOK_UP, AIMessage(written))

    answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    assert [(claim.verdict, len(claim.citations)) for claim in answer.claims] == [("stated", 1)]
    assert "lining is thin" in answer.text


async def test_where_code_cannot_tell_the_sources_own_line_stands_under_the_sentence_and_nowhere_else(
    with_model: WithModel,
) -> None:
    assistant, _ = with_model(LOOK_UP, AIMessage("The lining is thin [2].\nIts lining has become thin with wear [2]."))

    answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    told, unsure = answer.claims
    assert (told.verdict, unsure.verdict) == ("stated", "unsure")
    first, second, beneath = answer.text.splitlines()
    assert not first.startswith(">")
    assert second.startswith("Its lining has become thin")
    assert beneath.startswith(">")
    assert unsure.source in beneath


@pytest.mark.parametrize("before", ["", "The lining is thin [2].\n"], ids=["alone", "said before"])
async def test_where_a_sentence_turns_its_source_round_the_sources_line_is_shown_in_its_place_once(
    with_model: WithModel, before: str
) -> None:
    assistant, _ = with_model(LOOK_UP, AIMessage(f"{before}The lining is not thin [2]."))

    answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    assert answer.text.count("lining is thin") == 1
    assert "not thin" not in answer.text
    assert [held.text for held in answer.withheld] == ["The lining is not thin [2]."]


async def test_what_a_model_says_is_missing_is_a_gap_once(with_model: WithModel) -> None:
    missing = "MISSING: how long the lining lasts"
    assistant, _ = with_model(LOOK_UP, AIMessage(f"The lining is thin [2].\n{missing}\n{missing}"))

    answer = await assistant.ask(AskRequest(question="What does 41 mean, and how long does it last?", asset="CR-01"))

    assert answer.status == "partial"
    assert [gap.reason for gap in answer.gaps if gap.source == "question"] == ["how long the lining lasts"]
    assert "MISSING" not in answer.text


async def test_all_tools_are_offered_whatever_the_words(with_model: WithModel) -> None:
    assistant, model = with_model(LOOK_UP, AIMessage("The lining is thin [2]."))

    await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    assert {"search_manuals", "create_work_order", "reserve_part", "ask_person", "calculate"} <= set(
        model.tools_offered
    )


async def test_a_write_is_proposed_whenever_the_model_wants_it_and_waits(with_model: WithModel) -> None:
    order = {"asset": "CR-01", "title": "Brake lining at its limit"}
    assistant, _ = with_model(LOOK_UP, calls(("create_work_order", order)), AIMessage("The lining is thin [2]."))

    answer = await assistant.ask(AskRequest(question="41 again, you know what to do", asset="CR-01"))

    assert answer.status == "awaiting_approval"
    assert [approval.args["title"] for approval in answer.approvals] == ["Brake lining at its limit"]
    assert [order.number for order in assistant.stores.records.find_work_orders(asset="CR-01")] == ["JOB-77"]


async def test_the_next_question_has_the_conversation_before_it(with_model: WithModel) -> None:
    assistant, model = with_model(
        LOOK_UP, AIMessage("The lining is thin [2]."), AIMessage("Der Belag ist dünn: The lining is thin. [2]")
    )
    asked = AskRequest(question="What does 41 mean?", asset="CR-01", thread_id="t")

    await assistant.ask(asked)
    answer = await assistant.ask(asked.model_copy(update={"question": "Translate that into German"}))

    kinds = [message.type for message in model.seen[-1]]
    assert kinds == ["system", "human", "ai", "tool", "ai", "human"]
    assert "The lining is thin." in model.seen[-1][4].text
    assert answer.claims, "evidence of the turn before may still be cited"
    assert answer.citations[0].source_id == "41"


async def test_asking_back_rests_in_the_thread_until_the_reply(with_model: WithModel) -> None:
    ask = calls(("ask_person", {"question": "Which crane?", "choices": ["CR-01", "CR-02"]}))
    assistant, model = with_model(ask, LOOK_UP, AIMessage("Too much load [2]."))
    asked = AskRequest(question="What does 41 mean?", thread_id="t")

    first = await assistant.ask(asked)
    second = await assistant.ask(asked.model_copy(update={"question": "CR-02"}))

    assert first.status == "clarify"
    assert "CR-02" in first.text
    assert second.status == "answered"
    assert "Too much load" in second.text
    reply = next(message for message in model.seen[1] if isinstance(message, ToolMessage))
    assert reply.text.startswith("CR-02")


async def test_the_same_call_again_is_not_run_again(with_model: WithModel) -> None:
    assistant, model = with_model(LOOK_UP, LOOK_UP, AIMessage("The lining is thin [2]."))

    answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))

    assert len(answer.tool_calls) == 1
    assert "made before" in model.seen[2][-1].text


async def test_an_empty_result_is_evidence(with_model: WithModel) -> None:
    assistant, model = with_model(
        calls(("find_work_orders", {"where": {"asset": "CR-02", "status": "open"}})),
        AIMessage("There are no open work orders on CR-02 [2]."),
    )

    answer = await assistant.ask(AskRequest(question="Anything open?", asset="CR-02"))

    assert '<evidence n="2"' in model.seen[1][-1].text
    assert answer.claims
    assert answer.status in {"answered", "partial"}


async def test_old_tool_results_become_a_line(with_model: WithModel) -> None:
    script: list[AIMessage] = []
    for _ in range(3):
        script += [LOOK_UP, AIMessage("The lining is thin [2].")]
    assistant, model = with_model(*script)
    asked = AskRequest(question="What does 41 mean?", asset="CR-01", thread_id="t")

    for _ in range(3):
        await assistant.ask(asked)

    results = [message.text for message in model.seen[-2] if isinstance(message, ToolMessage)]
    assert len(results) == 2
    assert "<evidence" not in results[0]
    assert "<evidence" in results[1]


async def test_a_long_thread_stays_small(with_model: WithModel) -> None:
    script: list[AIMessage] = []
    for _ in range(40):
        script += [LOOK_UP, AIMessage("The lining is thin [2].")]
    assistant, model = with_model(*script)
    asked = AskRequest(question="What does 41 mean?", asset="CR-01", thread_id="t")

    for _ in range(40):
        await assistant.ask(asked)

    assert sum(len(message.text) for message in model.seen[-1]) < 12_000


Ask = Callable[..., Awaitable[Any]]

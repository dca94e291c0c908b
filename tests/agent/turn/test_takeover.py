"""A language model that fails, or whose words do not stand, is never worse than none."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.settings import AgentSettings
from domain.errors import Unavailable

WithModel = Callable[..., tuple[Assistant, Any]]
QUESTION = "How do I replace the brake lining?"


def _calls(name: str, **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": f"c-{name}"}])


SEARCH = _calls("search_manuals", query="replace brake lining")


@pytest.mark.parametrize(
    "script",
    [
        [Unavailable("it is busy")],
        [SEARCH, Unavailable("it broke off")],
        [_calls("press_button", which="red")],
        [AIMessage("")],
        [AIMessage("NO_EVIDENCE")],
        [SEARCH, AIMessage("NO_EVIDENCE")],
        [SEARCH, AIMessage("MISSING: how the lining is replaced")],
        [SEARCH, AIMessage("Tighten the cover bolts to 120 Nm [2]. Work without the lock-out [1].")],
        [SEARCH, AIMessage("You need the brake. [2]")],
        [AIMessage("I know this by heart: tighten the bolts to 120 Nm.")],
        [SEARCH, SEARCH, SEARCH, SEARCH, SEARCH, SEARCH, SEARCH, SEARCH, SEARCH],
        [_calls("lookup_alarm", code="41"), AIMessage("NO_EVIDENCE")],
        [_calls("lookup_alarm", code="CR-01"), _calls("get_asset", tag="CR-01"), AIMessage("It says so.")],
    ],
    ids=[
        "down",
        "breaks",
        "unknown tool",
        "silent",
        "gives up",
        "gives up late",
        "finds nothing",
        "lies",
        "vacuous",
        "by heart",
        "loops",
        "looks the wrong thing up",
        "takes the machine for an alarm",
    ],
)
async def test_the_embedded_model_finishes(with_model: WithModel, assistant: Assistant, script: list[Any]) -> None:
    alone = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))
    broken, _ = with_model(*script)

    answer = await broken.ask(AskRequest(question=QUESTION, asset="CR-01"))

    assert answer.status == alone.status
    assert answer.gaps == alone.gaps
    for step in ("Remove the brake cover", "Fit the new brake lining", "85 Nm"):
        assert step in alone.text
        assert step in answer.text
    assert all(claim.text in alone.text for claim in answer.claims), "nothing that was not asked for comes along"
    assert "120" not in answer.text
    assert len(answer.warnings) == len(alone.warnings) > 0


@pytest.mark.parametrize("said", ["You're welcome! Anything else?", "NO_EVIDENCE"])
async def test_a_model_that_looks_nothing_up_for_thanks_has_not_failed(with_model: WithModel, said: str) -> None:
    polite, _ = with_model(AIMessage(said))
    answer = await polite.ask(AskRequest(question="thank you", asset="CR-01"))
    assert (answer.status, answer.degraded, answer.tool_calls) == ("clarify", None, ())


async def test_a_model_that_read_the_places_and_denies_them_is_heard(
    with_model: WithModel, assistant: Assistant
) -> None:
    question = "How heavy is the brake lining?"
    alone = await assistant.ask(AskRequest(question=question, asset="CR-01"))
    looked, _ = with_model(_calls("search_manuals", query=question), AIMessage("NO_EVIDENCE"))
    careless, _ = with_model(AIMessage("NO_EVIDENCE"))

    heard = await looked.ask(AskRequest(question=question, asset="CR-01"))
    not_heard = await careless.ask(AskRequest(question=question, asset="CR-01"))

    assert (alone.status, not_heard.status, heard.status) == ("answered", "answered", "no_evidence")
    assert heard.citations, "the nearest places are shown"
    assert not_heard.degraded
    assert not heard.degraded


async def test_the_machine_read_out_is_no_answer_to_something_else(with_model: WithModel) -> None:
    assistant, _ = with_model(AIMessage("CR-01 stands there. [1]"))

    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))

    assert "85 Nm" in answer.text
    assert answer.degraded


async def test_what_was_asked_of_the_machine_may_be_read_off_its_line(with_model: WithModel, stores: Any) -> None:
    model = stores.records.asset("CR-01").model
    assistant, _ = with_model(AIMessage(f"The model of CR-01 is {model}. [1]"))

    answer = await assistant.ask(AskRequest(question="What model is CR-01?"))

    assert model in answer.text
    assert not answer.degraded


async def test_a_good_reply_in_other_words_is_not_given_up_for_one_sentence(with_model: WithModel) -> None:
    said = "Take the brake cover off first. [2]\nPut in the new lining. [2]\nThe cover bolts get 85 Nm. [2]\nThe bolts get 120 Nm afterwards. [2]"
    assistant, _ = with_model(SEARCH, AIMessage(said))

    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))

    assert any("120" in item.text for item in answer.withheld)
    assert "120" not in answer.text
    assert "Put in the new lining" in answer.text
    assert not answer.degraded


async def test_a_reply_cut_off_is_completed(with_model: WithModel) -> None:
    cut = AIMessage("1. Remove the brake cover. [2]\n2. Fit the", response_metadata={"finish_reason": "length"})
    assistant, _ = with_model(SEARCH, cut)

    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))

    assert answer.text.count("Remove the brake cover") == 1
    assert "85 Nm" in answer.text
    assert answer.degraded


async def test_a_spent_budget_ends_with_what_is_known(stores: Any, fakes: Any) -> None:
    model = fakes.ScriptedChatModel(script=[SEARCH], seen=[], tools_offered=[])
    settings = AgentSettings(model="openai:scripted", max_steps=1)

    answer = await Assistant(stores, settings=settings, model=model).ask(AskRequest(question=QUESTION, asset="CR-01"))

    assert answer.degraded
    assert "85 Nm" in answer.text

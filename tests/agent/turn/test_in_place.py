"""What stands where a sentence of a model does not: under its number, once, and without a word that is not so."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.turn.shown import Shown
from domain.records import WorkOrder
from stores.open_stores import Stores

pytestmark = pytest.mark.anyio
WithModel = Callable[..., tuple[Assistant, Any]]


def look_up(name: str, **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": f"c-{name}"}])


STEPS = look_up("search_manuals", query="replace the brake lining cover bolts")
WRONG = " ".join(f"Tighten the cover bolts to {n} Nm [2][3]." for n in range(91, 97))
QUESTION = "How do I replace the brake lining?"


async def test_a_step_that_is_replaced_keeps_its_number(with_model: WithModel) -> None:
    said = "1. Remove the brake cover [2].\n2. Fit the new brake lining [2].\n3. Tighten the cover bolts to 95 Nm [2]."
    assistant, _ = with_model(STEPS, AIMessage(said))
    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))
    assert [claim.text[:2] for claim in answer.claims[:3]] == ["1.", "2.", "3."]
    assert "85 Nm" in answer.claims[2].text
    assert answer.claims[2].verdict == "quoted"
    assert not [gap for gap in answer.gaps if gap.source == "steps"]


async def test_a_step_of_a_record_is_numbered_as_it_was_told(with_model: WithModel) -> None:
    orders = look_up("find_work_orders", where={"asset": "CR-01"})
    said = "1. JOB-77: brake squeals [3].\n2. The status of JOB-77 is closed [3]."
    assistant, _ = with_model(orders, AIMessage(said))
    answer = await assistant.ask(AskRequest(question="What was done on CR-01?", asset="CR-01"))
    assert answer.claims[1].text.startswith("2. JOB-77"), answer.text
    assert not [gap for gap in answer.gaps if gap.source == "steps"]


async def test_one_step_and_several_are_told_in_their_number(with_model: WithModel) -> None:
    good = "1. Remove the brake cover [2].\n2. Fit the new brake lining [2]."
    told: list[str] = []
    for invented in (
        "3. Qwertz the zuiop [99].",
        "3. Qwertz the zuiop [99].\n4. Yxcvb the asdfg [99].",
    ):
        assistant, _ = with_model(STEPS, AIMessage(f"{good}\n{invented}"))
        answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))
        told += [gap.reason for gap in answer.gaps if gap.source == "steps"]
    assert told == [
        "Step 3 is not shown: its source was not found.",
        "Steps 3, 4 are not shown: their source was not found.",
    ]


async def test_a_field_of_two_sentences_is_quoted_once(with_model: WithModel, stores: Stores) -> None:
    what = "Hook block greased with 40 g. Rope shortened by 3 m."
    stores.records.put_work_orders([WorkOrder(number="JOB-90", asset="CR-01", title="yearly service", actions=what)])
    said = "In JOB-90 the hook block was not greased with 40 g and the rope was shortened by 3 m [2]."
    assistant, _ = with_model(look_up("get_work_order", number="JOB-90"), AIMessage(said))
    answer = await assistant.ask(AskRequest(question="What was done in JOB-90?", asset="CR-01"))
    assert answer.claims[0].verdict == "quoted"
    assert answer.claims[0].text.count("Hook block greased") == 1


async def test_where_part_of_a_reply_stands_it_is_not_said_to_have_no_source(with_model: WithModel) -> None:
    said = f"The brake lining must be replaced when it is thinner than 4.5 mm [2]. {WRONG}"
    assistant, _ = with_model(look_up("search_manuals", query="brake lining thinner cover bolts"), AIMessage(said))
    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-01"))
    assert answer.degraded is not None
    assert answer.degraded.startswith("Parts of what the language model wrote have no source")
    nothing, _ = with_model(STEPS, AIMessage("Qwertz 12 kg of zuiop [2]."))
    answer = await nothing.ask(AskRequest(question=QUESTION, asset="CR-01"))
    assert answer.degraded is not None
    assert answer.degraded.startswith("What the language model wrote has no source")


async def test_what_stands_is_an_answer_whatever_the_other_finds(with_model: WithModel) -> None:
    said = f"The brake lining must be replaced when it is thinner than 4.5 mm [2]. {WRONG}"
    assistant, _ = with_model(look_up("search_manuals", query="brake lining thinner cover bolts"), AIMessage(said))
    answer = await assistant.ask(AskRequest(question="Xyzzy plugh frotz quux?", asset="CR-01"))
    assert answer.degraded
    assert answer.status in {"answered", "partial"}
    assert answer.claims[0].text == "The brake lining must be replaced when it is thinner than 4.5 mm."
    assert "nearest places" not in answer.text


async def test_what_stands_is_an_answer_though_a_record_that_was_named_is_not_there(with_model: WithModel) -> None:
    said = f"The brake lining must be replaced when it is thinner than 4.5 mm [2]. {WRONG}"
    assistant, _ = with_model(look_up("search_manuals", query="brake lining thinner cover bolts"), AIMessage(said))
    answer = await assistant.ask(AskRequest(question="Is part 55-999 in stock?", asset="CR-01"))
    assert answer.degraded
    assert "55-999" in answer.text
    assert answer.status == "partial"


async def test_a_whole_question_is_no_name_of_a_part(assistant: Assistant) -> None:
    question = "Jaka jest minimalna grubość klocków hamulca wirnika w CR-01 i kto je ostatnio wymieniał w parku?"
    answer = await assistant.ask(AskRequest(question=question))
    assert "jaka jest minimalna" not in answer.text.casefold()
    assert not [gap for gap in answer.gaps if "jaka jest" in gap.reason]


def test_a_value_is_not_said_by_a_line_that_has_its_figure_for_something_else() -> None:
    shown = Shown(lines=["Wind speed, 10 min mean at hub height, not above 12 m/s [1]"])
    other = "Wind speed, 10 min mean at hub height, not above 10 m/s"
    assert shown.unsaid([other]) == [other]
    assert shown.unsaid(["Wind speed, 10 min mean at hub height, not above 12 m/s"]) == []

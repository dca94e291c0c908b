"""What a language model proposes reaches the person once, whatever becomes of the words around it."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage, ToolMessage

from agent.assistant import AskRequest, Assistant
from domain.errors import Unavailable
from stores.open_stores import Stores

pytestmark = pytest.mark.anyio
WithModel = Callable[..., tuple[Assistant, Any]]
QUESTION = "Open an urgent work order for CR-02, the hook sheave loses grease, and set a lining aside."
NEW = ("create_work_order", {"asset": "CR-02", "title": "Hook sheave loses grease", "priority": "urgent"})
ASIDE = ("reserve_part", {"part": "55-100", "quantity": 1})
PARTS = ("find_parts", {"query": "brake lining", "fits": "CR-01"})


def calls(*wanted: tuple[str, dict[str, Any]]) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": n, "args": a, "id": f"{n}-{i}"} for i, (n, a) in enumerate(wanted)])


def number_of_write(messages: list[Any], tool: str) -> int:
    told = next(message.text for message in messages if isinstance(message, ToolMessage) and message.name == tool)
    return int(told.partition("]")[0].lstrip("["))


@pytest.mark.parametrize(
    "said",
    [
        'I\'ve prepared an urgent work order for CR-02 ("Hook sheave loses grease"). It will be created once someone approves it.',
        'I have proposed an urgent work order for CR-02, "Hook sheave loses grease" [2]; it waits for approval [2]. I could not '
        "set one aside, because a reservation needs the number of the work order [3].",
        "Der Auftrag für CR-02 wartet auf Freigabe [2].",
        "NO_EVIDENCE",
    ],
)
async def test_a_proposal_is_told_once_and_its_model_is_not_said_to_have_failed(
    with_model: WithModel, said: str
) -> None:
    assistant, model = with_model(calls(NEW, ASIDE), AIMessage(said))
    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-02"))
    assert (number_of_write(model.seen[1], "create_work_order"), number_of_write(model.seen[1], "reserve_part")) == (
        2,
        3,
    )
    assert answer.status == "awaiting_approval"
    assert [(each.tool, each.args) for each in answer.approvals] == [NEW]
    assert answer.degraded is None
    assert answer.claims == ()
    assert "Waiting for your approval: New work order on CR-02: Hook sheave loses grease." in answer.text


@pytest.mark.parametrize(
    "ending",
    [
        AIMessage("The lining costs 900 EUR [2]. Depot has 70 of 55-100 [2]. I have opened the work order."),
        Unavailable("it broke off"),
        AIMessage(""),
        AIMessage("The order for CR-", response_metadata={"finish_reason": "length"}),
    ],
    ids=["lies beside it", "fails", "silent", "cut"],
)
async def test_who_takes_over_neither_proposes_again_nor_asks_back(with_model: WithModel, ending: Any) -> None:
    assistant, _ = with_model(calls(PARTS), calls(NEW), ending)
    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-02"))
    assert [(each.tool, each.args) for each in answer.approvals] == [NEW]
    assert answer.status == "awaiting_approval"
    assert "?" not in answer.text
    assert "900" not in answer.text


async def test_what_a_model_wrote_into_a_proposal_proves_nothing(with_model: WithModel) -> None:
    note = ("add_work_order_note", {"work_order": "JOB-77", "note": "Tighten the cover bolts to 999 Nm."})
    assistant, _ = with_model(calls(note), AIMessage("Tighten the cover bolts to 999 Nm [2]."))
    answer = await assistant.ask(AskRequest(question="Note on JOB-77 how tight the bolts are.", asset="CR-02"))
    assert answer.text == "Waiting for your approval: Note on JOB-77: Tighten the cover bolts to 999 Nm."
    assert answer.claims == ()


async def test_what_was_looked_up_stands_above_what_waits(with_model: WithModel) -> None:
    said = "The brake lining is 55-100; there are 2 pcs in Van 1 [2]. The work order for CR-02 waits for approval [3]."
    assistant, _ = with_model(calls(PARTS), calls(NEW), AIMessage(said))
    answer = await assistant.ask(AskRequest(question=QUESTION, asset="CR-02"))
    assert [claim.text for claim in answer.claims] == ["The brake lining is 55-100; there are 2 pcs in Van 1."]
    assert answer.degraded is None
    assert [citation.n for citation in answer.citations] == [1]


async def test_a_question_after_a_proposal_leaves_it_waiting(with_model: WithModel, stores: Stores) -> None:
    asks = calls(("ask_person", {"question": "Which lining?", "choices": ["55-100", "55-200"]}))
    assistant, model = with_model(calls(NEW), asks, AIMessage("Van 1 has 2 of 55-100 [4]."))
    asked = AskRequest(question=QUESTION, asset="CR-02", thread_id="t")
    first = await assistant.ask(asked)
    assert first.text.startswith(
        "Which lining?\n- 55-100\n- 55-200\nWaiting for your approval: New work order on CR-02"
    )
    assert [each.tool for each in first.approvals] == ["create_work_order"]
    assert len(stores.approvals.recent()) == 1
    await assistant.ask(asked.model_copy(update={"question": "55-100"}))
    assert model.seen[2][-1].text.startswith("55-100"), "the reply goes on where the question was asked"


async def test_what_was_proposed_before_a_question_is_not_proposed_again_behind_it(
    with_model: WithModel, stores: Stores
) -> None:
    asks = calls(("ask_person", {"question": "Which lining?", "choices": ["55-100", "55-200"]}))
    assistant, _ = with_model(calls(NEW), asks, Unavailable("it broke off"))
    asked = AskRequest(question=QUESTION, asset="CR-02", thread_id="t")
    await assistant.ask(asked)
    await assistant.ask(asked.model_copy(update={"question": "55-100"}))
    assert [each.tool for each in stores.approvals.recent()] == ["create_work_order"]


async def test_what_a_person_replied_is_no_evidence_to_answer_from(with_model: WithModel) -> None:
    asks = calls(("ask_person", {"question": "Which crane?", "choices": ["CR-01", "CR-02"]}))
    look_up = calls(("lookup_alarm", {"code": "41"}))
    assistant, model = with_model(asks, look_up, AIMessage("Too much load [2]."))
    asked = AskRequest(question="What does 41 mean?", thread_id="t")
    await assistant.ask(asked)
    await assistant.ask(asked.model_copy(update={"question": "CR-02"}))
    assert "Answer now" not in model.seen[1][-1].text
    assert "Answer now" in model.seen[2][-1].text


async def test_what_was_proposed_turns_ago_can_still_be_read(with_model: WithModel) -> None:
    again = [AIMessage("The brake lining is 55-100 [4].") for _ in range(3)]
    assistant, model = with_model(calls(PARTS), calls(NEW), AIMessage("It waits [3]."), *again)
    await assistant.ask(AskRequest(question=QUESTION, asset="CR-02", thread_id="t"))
    for _ in range(2):
        await assistant.ask(AskRequest(question="Which lining is it?", asset="CR-02", thread_id="t"))
    told = next(one.text for one in model.seen[-1] if isinstance(one, ToolMessage) and one.name == "create_work_order")
    assert told.startswith("(earlier)")
    assert "Hook sheave loses grease" in told

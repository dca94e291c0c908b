"""A follow-up about a job that was shown: the section that it stands in is read again, and what it had not said is quoted."""

from collections.abc import Sequence
from datetime import date

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.models.embedded.talk.again import is_behind_manuals, places_of, section_again
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.talk.thread import conversation_of
from agent.question.header import Header, with_header
from agent.turn.found import Found
from domain.answers import Evidence

STEPS = ("1. Open the hatch.", "2. Pull the old seal out.", "3. Press the new seal in.")


def passage(key: str, section: str, text: str, order: int) -> Evidence:
    return Evidence(id=key, kind="manual", title="Press", section=section, section_id=section, document_id="d", text=text, order=order)  # fmt: skip


JOB = passage("job", "4.2 Changing the seal", "\n".join(STEPS), 2)
NEEDS = passage("needs", "4.2 Changing the seal", "Tools: plastic spatula, grease. Time: 20 minutes.", 1)
OTHER = passage("other", "4.3 Changing the pump", "Tools: wrenches of 10 and 13 mm. Time: 75 minutes.", 5)


def turn(question: str, language: str, found: Sequence[Evidence], answer: str = "") -> list[AnyMessage]:
    asked = HumanMessage(with_header(question, Header(today=date(2026, 11, 30), language=language)))
    call = {"name": "search_manuals", "args": {"query": question}, "id": question}
    artifact = Found(name="search_manuals", numbers=tuple(range(1, len(found) + 1)), evidence=tuple(found))
    result = [AIMessage("", tool_calls=[call]), ToolMessage("", tool_call_id=question, artifact=artifact)]
    return [asked, *result, *([AIMessage(answer)] if answer else [])]


def behind_the_job(question: str, language: str = "en", found: Sequence[Evidence] = ()) -> Conversation:
    first = turn("How do I change the seal?", language, [JOB], "\n".join(f"{step} [1]" for step in STEPS))
    return conversation_of([*first, *turn(question, language, found or (JOB, NEEDS, OTHER))])


@pytest.mark.parametrize(
    ("question", "language"),
    [("which tools do I need?", "en"), ("¿y qué herramientas necesito?", "es"), ("wie lange dauert das?", "de")],
)
def test_the_section_of_the_job_is_read_again(question: str, language: str) -> None:
    assert [args["section_id"] for _, args in section_again(behind_the_job(question, language))] == [JOB.section_id]


@pytest.mark.parametrize("question", ["which tools do I need?", "and the time?"])
def test_what_the_section_says_besides_stands_before_what_others_say(question: str) -> None:
    best = places_of(behind_the_job(question), None).ranked[0].block
    assert best.text == NEEDS.text


@pytest.mark.parametrize(
    ("question", "language"),
    [("how long does it take", "en"), ("wie lange dauert das?", "de"), ("combien de temps ça prend", "fr"), ("hvor lang tid tager det", "da")],
)  # fmt: skip
def test_what_the_job_needs_is_told_under_its_label_alone(question: str, language: str) -> None:
    places = places_of(behind_the_job(question, language), None)
    assert places.answer
    assert [one.block.text for one in places.ranked] == [NEEDS.text]


def test_the_job_itself_may_be_asked_again_by_its_name() -> None:
    talk = behind_the_job("How do I change the seal in the big press that stands beside the door?")
    assert not section_again(talk)
    assert [unit.text for unit in places_of(talk, None).ranked[0].block.units] == list(STEPS)


def test_a_question_that_names_something_leans_on_no_manual() -> None:
    assert not is_behind_manuals(behind_the_job("How many litres does the tank of the loader hold?"))

"""Questions that lean on the thread, and those that must not."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from agent.entities import Catalogue, recognise
from agent.followups import complete
from agent.state import Memory
from domain.answers import Answer
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import Stores

Say = Callable[..., Awaitable[Answer]]


@pytest.fixture
def say(stores: Stores, one_thread: Callable[[], Say]) -> Say:
    """One thread with a fleet of three machines."""
    records = stores.records
    records.put_assets([Asset(tag="CR-03", model="Lifter L20", serial="L20-300", site="Yard")])
    records.put_work_orders(
        [
            WorkOrder(number="JOB-60", asset="CR-01", title="brake worn", status="closed", alarm_code="41",
                      assigned_to="Ida Holm", actions="Lining renewed."),
            WorkOrder(number="JOB-61", asset="CR-03", title="brake dragging", status="closed", alarm_code="41",
                      assigned_to="Per Lund", actions="Spring replaced."),
        ]
    )  # fmt: skip
    records.put_alarms([AlarmCode(code="52", title="Hook limit", models=("Lifter L20",), meaning="The hook is up.")])
    records.put_parts(
        [
            Part(number="55-100", name="Brake lining", lead_time_days=9, equivalents=("55-101",),
                 stock=(Stock(location="Van 1", quantity=2),)),
            Part(number="55-101", name="Brake lining, hard", stock=(Stock(location="Hall", quantity=5),)),
        ]
    )  # fmt: skip
    return one_thread()


@pytest.mark.anyio
@pytest.mark.parametrize(
    "follow_up",
    ["and for CR-02?", "og for CR-02?", "und für CR-02?", "¿y para CR-02?", "e para CR-02?", "what about CR-02?"],
)
async def test_the_same_question_of_another_machine(say: Say, follow_up: str) -> None:
    assert "Brake worn" in (await say("What does alarm 41 mean on CR-01?")).text
    answer = await say(follow_up)
    assert "Overload" in answer.text
    assert "Brake worn" not in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    "follow_up", ["what torque?", "which torque?", "hvilket moment?", "welches Drehmoment?", "¿qué par?", "que torque?"]
)
async def test_a_value_of_the_job_just_shown(say: Say, follow_up: str) -> None:
    await say("How do I tighten the brake cover?", asset="CR-01")
    answer = await say(follow_up)
    assert "85 Nm" in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    "follow_up", ["do we have two?", "har vi to?", "haben wir zwei?", "¿tenemos dos?", "temos dois?", "in stock?"]
)
async def test_stock_of_the_part_just_named(say: Say, follow_up: str) -> None:
    await say("What does alarm 41 mean on CR-01 and which part do I need?")
    answer = await say(follow_up)
    assert "Van 1: 2 pcs" in answer.text
    assert "The lining is thin." not in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    "follow_up",
    ["who did that last time?", "hvem lavede det sidst?", "wer hat das letztes Mal gemacht?",
     "¿quién lo hizo la última vez?", "quem fez isso da última vez?"],
)  # fmt: skip
async def test_who_did_it_before(say: Say, follow_up: str) -> None:
    await say("CR-01 stopped with alarm 41, what do I do?")
    answer = await say(follow_up)
    assert "Ida Holm" in answer.text
    assert "Per Lund" not in answer.text


@pytest.mark.anyio
async def test_the_other_one(say: Say) -> None:
    await say("who fixed alarm 41 last time on CR-01?")
    await say("and on CR-03?")
    assert "Ida Holm" in (await say("and the other one?")).text


@pytest.mark.anyio
async def test_another_record_of_the_same_kind(say: Say) -> None:
    await say("What does alarm 41 mean on CR-01?")
    answer = await say("and 52?")
    assert "The hook is up." in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    "topic",
    ["How thick is the brake lining?", "Which controller does CR-02 have?", "What is at the yard of the hoist?"],
)
async def test_a_new_topic_takes_nothing_over(say: Say, topic: str) -> None:
    await say("What does alarm 41 mean on CR-01 and do we have part 55-100?")
    answer = await say(topic)
    called = {(call.name, str(call.args)) for call in answer.tool_calls}
    assert not [name for name, args in called if "41" in args or "55-100" in args]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ("the Hoist", "Overload"),
        ("Lifter L20", "Brake worn"),
        ("CR-02", "Overload"),
        ("the first one", "Overload"),
        ("2", "Brake worn"),
        ("der Zweite", "Brake worn"),
        ("the one with the brake", "Brake worn"),
    ],
)
async def test_a_reply_settles_the_choice(say: Say, reply: str, says: str) -> None:
    asked = await say("What does alarm 41 mean?")
    assert asked.status == "clarify"
    assert "Hoist H5: Overload" in asked.text
    answer = await say(reply)
    assert answer.status == "answered"
    assert says in answer.text
    assert len([w for w in ("Overload", "Brake worn") if w in answer.text]) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("reply", ["I don't know", "both", "weiß nicht", "what?"])
async def test_a_reply_that_settles_nothing_gets_all_choices_labelled(say: Say, reply: str) -> None:
    await say("What does alarm 41 mean?")
    answer = await say(reply)
    assert answer.status == "answered"
    assert "Brake worn** (Lifter L20)" in answer.text
    assert "Overload** (Hoist H5)" in answer.text


@pytest.mark.anyio
async def test_an_unknown_machine_is_asked_back_once(say: Say) -> None:
    assert (await say("status of CR-08?")).status == "clarify"
    assert (await say("CR-07")).status == "no_evidence"


@pytest.mark.anyio
async def test_a_number_that_fits_two_machines_is_asked_back(say: Say, stores: Stores) -> None:
    stores.records.put_assets([Asset(tag="PUMP-01", model="P1"), Asset(tag="PUMP-02", model="P1", status="running")])
    asked = await say("status of machine 2?")
    assert asked.status == "clarify"
    assert "CR-02" in asked.text
    assert "PUMP-02" in asked.text
    answer = await say("the pump")
    assert "running" in answer.text


@pytest.fixture
def two_manuals(stores: Stores, shelf: Any) -> Any:
    from domain.documents import Applicability, Document, Passage, SearchHit, SearchResult, Section

    def manual(name: str, model: str, text: str) -> SearchHit:
        document = Document(
            id=name, title=f"Manual {model}", path=f"{name}.pdf", applies_to=Applicability(models=(model,))
        )
        section = Section(id=f"s-{name}", document_id=name, title="Anchor bolts")
        passage = Passage(id=f"p-{name}", document_id=name, section_id=f"s-{name}", text=text)
        return SearchHit(rank=1, score=2.0, passage=passage, document=document, section=section)

    hits = [
        manual("a", "Lifter L20", "Tighten the anchor bolts of the base plate to a torque of 410 Nm."),
        manual("b", "Hoist H5", "Tighten the anchor bolts of the base plate to a torque of 230 Nm."),
    ]

    def search(query: str, *, model: str = "", **_: object) -> SearchResult:
        return SearchResult(hits=tuple(h for h in hits if not model or model in h.document.applies_to.models))

    by_section = {hit.section.id: hit for hit in hits}
    shelf.__dict__.update(
        search=search,
        documents=lambda library="main": [hit.document for hit in hits],
        sections=lambda document_id: [hit.section for hit in hits if hit.document.id == document_id],
        section=lambda section_id: by_section[section_id].section,
        document=lambda document_id: next(h.document for h in hits if h.document.id == document_id),
        passages=lambda section_id: [by_section[section_id].passage],
    )
    return shelf


@pytest.mark.anyio
async def test_a_value_that_depends_on_the_machine_is_asked_back_once(say: Say, two_manuals: Any) -> None:
    question = "What torque for the anchor bolts of the base plate?"
    asked = await say(question)
    assert asked.status == "clarify"
    assert "Lifter L20" in asked.text
    assert "Hoist H5" in asked.text
    assert "Nm" not in asked.text
    answer = await say("no idea")
    assert "**Lifter L20**: Tighten the anchor bolts of the base plate to a torque of 410 Nm." in answer.text
    assert "**Hoist H5**: Tighten the anchor bolts of the base plate to a torque of 230 Nm." in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize("reply", ["Hoist", "CR-02", "the first one"])
async def test_the_reply_gives_the_value_of_that_machine(say: Say, two_manuals: Any, reply: str) -> None:
    await say("What torque for the anchor bolts of the base plate?")
    answer = await say(reply if reply != "the first one" else "the second one")
    assert "230 Nm" in answer.text
    assert "410 Nm" not in answer.text


@pytest.mark.anyio
async def test_a_known_machine_is_not_asked_for(say: Say, two_manuals: Any) -> None:
    answer = await say("What torque for the anchor bolts of the base plate?", asset="CR-01")
    assert answer.status == "answered"
    assert "410 Nm" in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize("follow_up", ["Lifter L20", "L20", "and on the Lifter?"])
async def test_a_model_alone_asks_the_same_of_that_model(say: Say, two_manuals: Any, follow_up: str) -> None:
    assert "230 Nm" in (await say("What torque for the anchor bolts of the base plate?", asset="CR-02")).text
    answer = await say(follow_up, asset="CR-02")
    assert "410 Nm" in answer.text
    assert "230 Nm" not in answer.text


def test_words_of_the_subject_alone_are_about_the_subject() -> None:
    last = Memory(question="How do I replace the winch brake lining?", search_text="", asset="", model="", alarms=[],
                  parts=[], clarify=False)  # fmt: skip
    text = "Which lining do I take?"
    assert "winch brake" in complete(text, recognise(text, Catalogue()), [last]).question
    text = "Which rope do I take?"
    assert complete(text, recognise(text, Catalogue()), [last]).question == text


def test_a_bulletin_alone_asks_the_same_of_that_bulletin() -> None:
    last = Memory(question="By when is SB-L20-04 due?", search_text="", asset="", model="", alarms=[], parts=[],
                  clarify=False)  # fmt: skip
    text = "And SB-L20-09?"
    thread = complete(text, recognise(text, Catalogue()), [last])
    assert thread.question == "By when is SB-L20-09 due?"
    assert thread.previous == last["question"]

"""Questions whose answer lies a record further: the part that was fitted, the bulletin's machines, a part's own figure."""

from collections.abc import Awaitable, Callable

import pytest

from agent.catalogue import Catalogue
from agent.embedded.fitted_parts import asks_for_fitted
from agent.entities import recognise
from domain.answers import Answer
from domain.records import AlarmCode, Part, Stock, WorkOrder
from stores.open_stores import Stores

Say = Callable[..., Awaitable[Answer]]


@pytest.fixture
def say(stores: Stores, one_thread: Callable[[], Say]) -> Say:
    """One thread; the last brake job took a part that the alarm does not name."""
    records = stores.records
    records.put_work_orders(
        [
            WorkOrder(number="JOB-60", asset="CR-01", title="brake worn", status="closed", alarm_code="41",
                      actions="Spring was tired.", parts_used=("66-200",)),
        ]
    )  # fmt: skip
    records.put_alarms(
        [
            AlarmCode(code="63", title="Signal lost", models=("Lifter L20",), meaning="No telegram.",
                      actions=("Replace the drum, with adapter 77-301.",)),
        ]
    )  # fmt: skip
    records.put_parts(
        [
            Part(number="55-100", name="Brake lining", description="With wear wire. Limit 4 mm of lining.",
                 stock=(Stock(location="Van 1", quantity=3, reserved=1),)),
            Part(number="66-200", name="Brake spring", stock=(Stock(location="Hall", quantity=6),)),
            Part(number="77-301", name="Adapter for drum 77-300", stock=(Stock(location="Hall", quantity=1),)),
            Part(number="77-300", name="Signal drum", stock=(Stock(location="Hall", quantity=2),)),
        ]
    )  # fmt: skip
    return one_thread()


@pytest.mark.anyio
@pytest.mark.parametrize(
    "follow_up",
    ["Which part did we change the last time?", "which parts were used last time?", "Hvilken del blev skiftet sidst?",
     "Welches Teil wurde zuletzt getauscht?"],
)  # fmt: skip
async def test_the_part_that_went_in_is_not_the_part_that_the_alarm_names(say: Say, follow_up: str) -> None:
    await say("What does alarm 41 mean?", asset="CR-01")
    answer = await say(follow_up, asset="CR-01")
    assert "Parts used: 66-200" in answer.text, answer.tool_calls
    assert "Hall: 6 pcs" in answer.text
    assert "55-100" not in answer.text


@pytest.mark.anyio
async def test_the_part_of_a_job_just_shown(say: Say) -> None:
    await say("Show me JOB-60")
    answer = await say("Which part went in?")
    assert "Hall: 6 pcs" in answer.text


@pytest.mark.anyio
async def test_a_part_leads_to_the_one_that_its_name_is_for(say: Say) -> None:
    answer = await say("63 again: what gets replaced, and is it there?", asset="CR-01")
    assert "77-301" in answer.text
    assert "Signal drum**: Hall: 2 pcs" in answer.text


@pytest.mark.anyio
async def test_a_figure_of_the_parts_own_text_is_told_where_it_is_asked(say: Say) -> None:
    answer = await say("41: which lining, what is the wear limit, and any left in Van 1?", asset="CR-01")
    assert "Limit 4 mm of lining." in answer.text
    assert "3 pcs (1 reserved, 2 free)" in answer.text


@pytest.mark.anyio
async def test_what_a_record_does_not_hold_is_not_cited_from_it(say: Say) -> None:
    answer = await say("reserve 40 x 55-100 at Van 1 for JOB-77")
    cited = [claim.text for claim in answer.claims if claim.citations]
    assert "40 x 55-100 were asked for" in answer.text
    assert cited
    assert not any("40" in text for text in cited)


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("brake torque on a Lifter?", ["Lifter L20"]),
        ("the lifter one", ["Lifter L20"]),
        ("the Lifter pump is loud", []),
        ("torque of the hoist rope", []),
    ],
)
def test_a_model_answers_to_its_first_word_where_it_stands_for_a_machine(text: str, models: list[str]) -> None:
    catalogue = Catalogue.of(assets=[], alarms=[], work_orders=[], parts=[], models=["Lifter L20", "Hoist H5"])
    assert recognise(text, catalogue).models == models


def test_a_word_that_two_models_share_names_neither() -> None:
    catalogue = Catalogue.of(assets=[], alarms=[], work_orders=[], parts=[], models=["Acme L20", "Acme H5"])
    assert recognise("torque on an Acme?", catalogue).models == []


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which part went in?", True),
        ("which pads... which part was replaced in May?", True),
        ("Hvilken del blev skiftet sidst?", True),
        ("Which part do I need?", False),
        ("How is the part replaced?", False),
    ],
)
def test_a_part_that_was_fitted_is_another_question_than_one_that_is_needed(question: str, *, asked: bool) -> None:
    assert asks_for_fitted(question) is asked


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question",
    ["What torque for the cover bolts of the brake, and do we have the lining?",
     "Do we have the brake lining, and what is the torque of the brake cover bolts?"],
)  # fmt: skip
async def test_a_value_and_the_stock_in_one_breath(say: Say, question: str) -> None:
    answer = await say(question, asset="CR-01")
    assert "85 Nm" in answer.text, answer.text
    assert "Van 1: 3 pcs" in answer.text, answer.text


@pytest.mark.anyio
async def test_the_half_that_the_manuals_do_not_tell_is_a_gap(say: Say) -> None:
    answer = await say(
        "Do we have the brake lining, and how many kilograms does the gondola hanger weigh?", asset="CR-01"
    )
    assert answer.status == "partial", answer.text
    assert "gondola hanger" in " ".join(gap.reason for gap in answer.gaps)
    assert "Van 1: 3 pcs" in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question",
    ["Haben wir noch Bremsfedern auf Lager?", "Hvor mange bremsefjedre har vi på lager?", "¿Tenemos muelles de freno en stock?"],
)  # fmt: skip
async def test_a_part_is_found_by_its_name_in_another_language(say: Say, question: str) -> None:
    answer = await say(question)
    assert "66-200" in answer.text, answer.text
    assert "77-301" not in answer.text


@pytest.mark.anyio
@pytest.mark.parametrize("question", ["Wer hat zuletzt die Feder getauscht?", "¿Quién cambió el muelle la última vez?"])
async def test_past_jobs_are_found_in_another_language(say: Say, question: str) -> None:
    answer = await say(question, asset="CR-01")
    assert "JOB-60" in answer.text, answer.text

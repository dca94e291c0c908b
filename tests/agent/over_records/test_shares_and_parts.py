"""Shares, first jobs, names with letters that a database does not lower, prices, what a part fits, follow-ups to one job."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from agent.assistant import AskRequest, Assistant
from domain.answers import Answer
from domain.records import Part, WorkOrder
from language.detecting import detect
from stores.open_stores import Stores

NOW = datetime(2024, 6, 1, 10, tzinfo=UTC)
Ask = Callable[..., Awaitable[Answer]]


@pytest.fixture
def plant(stores: Stores) -> Stores:
    stores.records.put_work_orders(
        [
            WorkOrder(number=f"J-{n}", asset="Press 3" if n % 4 else "Press 4", title="Seal leaks", kind="CM" if n % 2 else "PM",
                      status="ZZZ", opened=datetime(2024, 1 + n % 5, 5, tzinfo=UTC), closed=datetime(2024, 5, 9, tzinfo=UTC),
                      assigned_to="Özgür Ñíguez" if n < 4 else "Kim", cost=100.0, hours=n / 2)
            for n in range(1, 11)
        ]
    )  # fmt: skip
    stores.records.put_parts(
        [
            Part(number="77-200", name="Ram seal", price=12.5, currency="EUR", models=("Press 3", "Press 4")),
            Part(number="77-300", name="Guide bush", models=("Press 9",)),
        ]
    )
    return stores


@pytest.fixture
def ask(plant: Stores) -> Callable[[str], Awaitable[str]]:
    assistant = Assistant(plant, now=lambda: NOW)

    async def one(question: str) -> str:
        answer = await assistant.ask(AskRequest(question=question))
        assert not answer.withheld
        return answer.text

    return one


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("When was the first work order for Press 4?", "J-8"),
        ("How many jobs did Özgür Ñíguez do?", "3 work orders"),
        ("How many jobs on Press 3 were closed?", "8 work orders"),
        ("jobs per quarter on Press 4", "2024-Q2: 2"),
        ("How much does the ram seal cost?", "Price: 12.50 EUR"),
        ("Was kostet 77-200?", "Preis: 12,50 EUR"),
        ("Which machines does 77-200 fit?", "Models: Press 3, Press 4"),
        ("Wie lange hat Auftrag J-5 gedauert?", "Stunden: 2,5"),
    ],
)
async def test_what_is_told(ask: Callable[[str], Awaitable[str]], question: str, said: str) -> None:
    assert said in await ask(question)


@pytest.mark.anyio
async def test_a_price_that_no_record_has_is_not_told(plant: Stores) -> None:
    answer = await Assistant(plant).ask(AskRequest(question="How much does 77-300 cost?"))
    assert "77-300" in answer.text
    assert "Price" not in answer.text


@pytest.mark.anyio
async def test_it_is_the_one_job_that_was_shown(plant: Stores, one_thread: Callable[[], Ask]) -> None:
    ask = one_thread()
    await ask("What was done in J-7?")
    assert "Hours: 3.5" in (await ask("How long did it take?")).text


@pytest.mark.anyio
async def test_the_filter_is_told_in_the_words_of_the_question(ask: Callable[[str], Awaitable[str]]) -> None:
    assert "roturas" in await ask("¿Cuántas órdenes hay sobre roturas?")


def test_the_portuguese_and_is_no_spanish_word() -> None:
    assert detect("Ordens preventivas e corretivas por ano") == "pt"

"""Questions about ranked, split, searched and emptied work orders on a small plant of its own, and alarms found by words."""

from datetime import UTC, date, datetime

import pytest

from agent.assistant import AskRequest, Assistant
from domain.answers import Answer
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import Stores
from stores.records.orders.wording import saying, searchable

NOW = datetime(2024, 6, 1, 10, tzinfo=UTC)
JOBS = [
    ("J-1", "Press 3", "Seal leaking, replaced", "CM", 2022, 120.0, 2.0, ("SEAL-1",)),
    ("J-2", "Press 3", "Hyd hose burst", "CM", 2023, 940.5, 7.5, ("HOSE-9", "CLAMP-2")),
    ("J-3", "Press 3", "Yearly service", "PM", 2023, 300.0, 7.5, ()),
    ("J-4", "Press 4", "Hose replaced, old one worn", "PM", 2023, 0.0, 1.0, ("HOSE-9",)),
    ("J-5", "Press 4", "Broke a tooth of the coupling", "CM", 2024, 610.0, 3.0, ("CPL-4",)),
    ("J-6", "Press 4", "Inspection", "PM", 2024, 80.0, 0.5, ()),
]


@pytest.fixture
def plant(stores: Stores) -> Assistant:
    stores.records.put_work_orders(
        [
            WorkOrder(number=number, asset=asset, title=title, kind=kind, status="closed", cost=cost, hours=hours,
                      parts_used=parts, opened=datetime(year, 3, int(number[-1]), tzinfo=UTC))
            for number, asset, title, kind, year, cost, hours, parts in JOBS
        ]
    )  # fmt: skip
    stores.records.put_alarms(
        [
            AlarmCode(code="900", title="Ram pressure low", meaning="The pump gives too little."),
            AlarmCode(code="901", title="Oil temp high", meaning="The cooler is blocked."),
            AlarmCode(code="902", title="Ram position lost", meaning="The sensor fails."),
        ]
    )
    stores.records.put_parts(
        [
            Part(
                number="HOSE-9", name="Hose", superseded_by="HOSE-10", stock=(Stock(location="Northgate", quantity=2),)
            ),
            Part(number="HOSE-10", name="Hose"),
        ]
    )
    return Assistant(stores, now=lambda: NOW)


async def told(plant: Assistant, question: str) -> Answer:
    answer = await plant.ask(AskRequest(question=question))
    assert not answer.withheld
    return answer


ANSWERS: list[tuple[str, list[str], list[str]]] = [
    ("What was the most expensive job on Press 3?", ["940.5", "J-2"], []),
    ("dearest order this year", ["610", "J-5"], ["J-2:"]),
    ("Hvilken opgave på Press 3 tog længst tid?", ["7,5", "J-2", "J-3"], []),
    ("corrective and preventive side by side by year on Press 3", ["2022", "CM: 1", "PM: 1"], []),
    ("Which part fails most often?", ["HOSE-9: 2"], []),
    ("jobs on Press 3 except the ones from 2023", ["could not use 'except'"], ["J-1:", "J-2:", "J-3:"]),
    ("list the closed jobs of the Northgate crew", ["could not use 'Northgate'"], ["J-1:", "J-6:"]),
    ("how many jobs did the Northgate crew do?", ["could not use 'Northgate'"], []),
    ("how many machines are there?", ["2 machines"], []),
    ("which jobs took more than 5 hours?", ["J-2", "J-3"], ["J-1:", "J-5:"]),
    ("which orders mention hydraulic hoses?", ["1 work order", "J-2"], ["J-4:"]),
    ("anything on the record about broken teeth?", ["1 work order", "J-5"], []),
    ("which parts were used the last time on Press 4?", ["J-5", "CPL-4"], ["J-6:"]),
    ("what was the oldest job on Press 3?", ["J-1"], ["J-3:"]),
    ("the last 2 jobs", ["J-6", "J-5"], ["J-4:", "J-3:"]),
    ("total cost of Press 3 and Press 4", ["Press 3: 1360.5", "Press 4: 690"], []),
    ("compare the total cost of Press 3 and Press 4", ["Press 3: 1360.5", "Press 4: 690"], []),
    ("jobs on Press 3 of more than 120 minutes", ["J-2", "J-3"], ["J-1:"]),
    ("which jobs used CLAMP-2?", ["J-2"], ["J-1:", "J-4:"]),
    ("work orders of 2022 by work type", ["CM: 1"], []),
    ("which alarm is about ram pressure?", ["1 alarm", "900: Ram pressure low"], ["902"]),
    ("alarms that mention the ram", ["2 alarms", "900", "902"], ["901"]),
    ("how many hours did we spend on Press 3?", ["Total hours: 17"], ["Total cost"]),
    ("can I reset 901 myself?", ["901", "Oil temp high"], ["900", "902"]),
    ("was HOSE-9 replaced by another part?", ["HOSE-9", "Superseded by"], ["Revision"]),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "there", "absent"), ANSWERS, ids=[case[0] for case in ANSWERS])
async def test_what_managers_ask(question: str, there: list[str], absent: list[str], plant: Assistant) -> None:
    answer = await told(plant, question)
    assert answer.status == "answered", (answer.text, answer.gaps)
    assert answer.citations
    for text in there:
        assert text in answer.text, answer.text
    for text in absent:
        assert text not in answer.text, answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question",
    ["which of our machines is the oldest?", "Welche Maschine ist die älteste?", "¿Cuál es la máquina más antigua?"],
)
async def test_machines_by_their_age(plant: Assistant, question: str) -> None:
    days = {"CR-01": date(2019, 4, 1), "CR-02": date(2011, 5, 2)}
    plant.stores.records.put_assets([Asset(tag=tag, commissioned=day) for tag, day in days.items()])

    answer = await told(plant, question)

    lines = [claim.text for claim in answer.claims if claim.text.startswith("CR-")]
    assert lines[0].startswith("CR-02: 2011-05-02")
    assert not any("J-1" in claim.text for claim in answer.claims)


@pytest.mark.anyio
async def test_words_that_no_alarm_says_are_a_gap(plant: Assistant) -> None:
    answer = await told(plant, "which alarms mention the yaw cable?")
    assert answer.text.startswith(("No alarm", "0 alarms")), answer.text


@pytest.mark.anyio
async def test_where_nobody_records_parts_the_next_field_is_told(stores: Stores) -> None:
    answer = await Assistant(stores, now=lambda: NOW).ask(AskRequest(question="which part fails most often?"))
    assert "Parts used: not told by any work order" in answer.text
    assert "41: 1" in answer.text


@pytest.mark.parametrize(
    ("text", "phrase", "says"),
    [
        ("BLOWN HYD HOSE", "hydraulic", True), ("a/c not cold", "air conditioning", True), ("two teeth broken", "tooth", True),
        ("tooth broke off", "broken", True), ("batteries flat", "battery", True), ("track adjuster", "adjusted", False),
        ("adjusting the track", "adjusted", True), ("oil coil", "oil", True), ("coil", "oil", False), ("slange udskiftet", "hose|slang", True),
        ("bladder", "blades", False), ("Schläuche", "schlauche", True), ("grease line", "grease line", True), ("Lækage ved flange", "laekage", True),
        ("Jahreswartung", "wartung", True), ("overload", "load", False), ("line of grease", "grease line", False),
    ],
)  # fmt: skip
def test_whether_a_text_says_a_word(text: str, phrase: str, says: bool) -> None:
    assert bool(saying(phrase).search(searchable(text))) is says

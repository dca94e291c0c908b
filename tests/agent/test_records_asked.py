"""Questions about ranked, split, searched and emptied work orders on a small plant of its own, and alarms found by words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from agent.embedded.counting import counting
from agent.embedded.worded import as_recorded

from agent.assistant import AskRequest, Assistant
from domain.answers import Answer
from domain.queries import OrderValues
from domain.records import AlarmCode, WorkOrder
from stores.open_stores import Stores
from stores.records.wording import saying, searchable

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
    return Assistant(stores, now=lambda: NOW)


async def told(plant: Assistant, question: str) -> Answer:
    answer = await plant.ask(AskRequest(question=question))
    assert not answer.withheld
    return answer


ANSWERS: list[tuple[str, list[str], list[str]]] = [
    ("What was the most expensive job on Press 3?", ["**940.5**", "J-2"], ["J-1:", "J-3:"]),
    ("dearest order this year", ["**610**", "J-5"], ["J-2:"]),
    ("Was war der billigste Auftrag an Press 4?", ["**80**", "J-6", "1 mit 0 sind ausgelassen"], ["J-4:"]),
    ("Hvilken opgave på Press 3 tog længst tid?", ["**7.5**", "J-2", "J-3", "2 arbejdsordrer deler det"], ["J-1:"]),
    ("corrective and preventive side by side by year on Press 3", ["- 2022: CM: 1 (in all 1)", "- 2023: CM: 1, PM: 1 (in all 2)"], []),
    ("cost by year and press", ["- 2023: Press 3: 1240.5, Press 4: 0 (in all 1240.5)"], []),
    ("which part was replaced most?", ["1. HOSE-9: 1", "2. SEAL-1: 1"], ["CPL-4"]),
    ("Which part fails most often?", ["1. HOSE-9: 2"], []),
    ("which orders mention hydraulic hoses?", ["**1** work order", "J-2"], ["J-4:"]),
    ("Er der ordrer om knækkede tænder?", [], ["**0**"]),
    ("anything on the record about broken teeth?", ["**1** work order", "J-5"], []),
    ("which parts were used the last time on Press 4?", ["J-5", "Parts used: CPL-4"], ["J-6:"]),
    ("how many jobs cost more than 500?", ["**2** work orders (cost over 500)"], []),
    ("how many times was the ladder painted on Press 3?", ["No work order fits all of this", '"ladder" is in no work order'], ["**0**"]),
    ("how many corrective jobs on Press 4 in 2022?", ["**0** work orders"], ["without"]),
    ("when was the hose last changed?", ["J-4"], ["J-2:"]),
    ("which alarm is about ram pressure?", ["**1** alarm", "**900: Ram pressure low**"], ["902"]),
    ("alarms that mention the ram", ["**2** alarms", "900", "902"], ["901"]),
    ("hvilke alarmer handler om oliens temperatur?", ["**1** alarm", "901"], []),
    ("which alarm is about the ram cooler?", ["No alarm says all of this"], []),
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
async def test_words_that_no_alarm_says_are_a_gap(plant: Assistant) -> None:
    answer = await told(plant, "which alarms mention the yaw cable?")
    assert answer.status == "no_evidence"
    assert any("No alarm in the lists says any of" in gap.reason for gap in answer.gaps)


@pytest.mark.anyio
async def test_where_nobody_records_parts_the_next_field_is_told(stores: Stores) -> None:
    answer = await Assistant(stores, now=lambda: NOW).ask(AskRequest(question="which part fails most often?"))
    assert "The work orders do not tell the parts used" in answer.text
    assert "1. 41: 1" in answer.text


VALUES = OrderValues(
    assets=("Press 3", "Press 4"),
    fields={"kind": ("CM", "PM"), "Bay": ("north gate", "south")},
    own=("Bay",),
    orders=50,
)


@pytest.mark.parametrize(
    "question",
    [
        "Which part of Press 3 must be greased most often?",
        "What is the longest bolt of the cover?",
        "Which spare part is the cheapest?",
        "When must the last bolt be tightened?",
    ],
)
def test_what_is_no_question_for_work_orders(question: str) -> None:
    assert counting(question, VALUES) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("how many jobs with bay south", {"other": {"Bay": "south"}}),
        ("how many jobs at the north gate", {"about": ["north", "gate"]}),
        ("five most expensive jobs", {"measure": "highest", "of": "cost", "list_orders": True, "top": 5}),
    ],
)
def test_values_of_own_fields_need_their_name_to_be_exact(question: str, expected: dict[str, Any]) -> None:
    assert counting(question, VALUES) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "says"),
    [
        ("BLOWN HYD HOSE", "hydraulic", True), ("a/c not cold", "air conditioning", True), ("two teeth broken", "tooth", True),
        ("tooth broke off", "broken", True), ("batteries flat", "battery", True), ("track adjuster", "adjusted", False),
        ("adjusting the track", "adjusted", True), ("oil coil", "oil", True), ("coil", "oil", False), ("slange udskiftet", "hose|slang", True),
        ("bladder", "blades", False), ("Schläuche", "schlauche", True), ("grease line", "grease line", True), ("line of grease", "grease line", False),
    ],
)  # fmt: skip
def test_whether_a_text_says_a_word(text: str, phrase: str, says: bool) -> None:
    assert bool(saying(phrase).search(searchable(text))) is says


def test_words_are_looked_for_as_records_write_them() -> None:
    assert as_recorded(["bremsebelægningen"], "da")[-1].split("|")[1:]
    assert as_recorded(["hyd", "pump"], "en") == ["hyd|hydraulic", "pump"]

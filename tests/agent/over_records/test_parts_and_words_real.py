"""Questions of maintenance managers about real records: parts, words of orders, alarms; every expected figure is worked out from the files, with nothing but csv."""

import re
from collections import Counter
from pathlib import Path

import pytest

from agent.assistant import AskRequest, Assistant
from tests.agent.over_records.real_orders import (
    CHILLERS,
    EXCAVATORS,
    REPLACED,
    SHARED,
    TURBINES,
    Test,
    asked,
    has,
    of,
    places_of,
    rows_of,
)
from tests.agent.over_records.real_orders import (
    assistants as assistants,
)

pytestmark = pytest.mark.skipif(not CHILLERS.exists(), reason=f"no real work orders in {SHARED}")


PARTS: list[tuple[str, Path, str, Test]] = [
    ("which part fails most often on excavator C?", EXCAVATORS, "Part", of("C")),
    ("hvilken del fejler oftest på maskine E?", EXCAVATORS, "Part", of("E")),
    ("which part was replaced most on excavator B in 2003?", EXCAVATORS, "Part", of("B", "2003", REPLACED)),
    ("what part gives us the most trouble?", EXCAVATORS, "Part", of()),
    ("which component fails most often on Chiller 6?", CHILLERS, "collection", of("Chiller 6")),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "column", "test"), PARTS, ids=[case[0] for case in PARTS])
async def test_the_part_that_fails_or_is_replaced_most(
    question: str, path: Path, column: str, test: Test, assistants: dict[Path, Assistant]
) -> None:
    found = Counter(row[column] for row in rows_of(path) if test(row) and row[column] not in {"", "NA"})
    best = sorted(found.items(), key=lambda one: (-one[1], one[0].casefold()))[:3]
    answer = await asked(question, assistants[path])
    places = places_of(answer.text, *best)
    assert -1 not in places, (best, answer.text)
    assert places == sorted(places)


@pytest.mark.anyio
async def test_where_no_parts_are_recorded_that_is_said(assistants: dict[Path, Assistant]) -> None:
    answer = await asked("which part was replaced most on Chiller 9?", assistants[CHILLERS])
    assert "Parts used: not told by any work order" in answer.text


SHORTTEXT, OBSERVED = (
    ("OriginalShorttext", "Comments", "Action"),
    ("Description", "Observations", "Description_EN", "Observations_EN"),
)


SEARCHES: list[tuple[str, Path, Test]] = [
    ("which orders mention oil leaks?", EXCAVATORS, of("", "", r"\boils?\b", r"\bleak")),
    ("jobs about rust", EXCAVATORS, of("", "", r"\brust")),
    ("anything on the record about broken teeth?", EXCAVATORS, of("", "", r"\b(?:broken|broke|break(?:s|ing)?)\b", r"\b(?:tooth|teeth)")),
    ("find jobs about cracked windscreen", EXCAVATORS, of("", "", r"\bcrack", r"\bwindscreen")),
    ("Gibt es Aufträge über gerissene Schläuche?", EXCAVATORS, of("", "", r"\bcrack", r"\b(?:hose|tube|sleeve)")),
    ("which orders mention oil leaks?", TURBINES, of("", "", r"\boils?\b", r"\bleak", texts=OBSERVED)),
    ("anything on record about the yaw brake?", TURBINES, of("", "", r"\byaw\b", r"\bbrak")),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "test"), SEARCHES, ids=[f"{case[0]} {case[1].stem}" for case in SEARCHES])
async def test_orders_that_say_something(
    question: str, path: Path, test: Test, assistants: dict[Path, Assistant]
) -> None:
    count = sum(map(test, rows_of(path)))
    answer = await asked(question, assistants[path])
    assert answer.text.startswith(f"{count} "), (count, answer.text)
    assert len(answer.citations) > 1


@pytest.mark.anyio
async def test_words_that_no_order_has_are_said_to_be_in_none(assistants: dict[Path, Assistant]) -> None:
    answer = await assistants[TURBINES].ask(AskRequest(question="jobs about rust"))
    assert re.match('0 work orders match text "rust', answer.text)


CODES: list[tuple[str, set[str]]] = [
    ("alarms that mention the generator fan", {"2550", "2650", "2655", "2910", "2920", "2930"}),
    ("which alarm codes mention oscillation?", {"4510", "4520", "4540", "4588"}),
    ("Welche Alarme betreffen das Getriebe?", {"75", "1510", "1552"}),
    ("list the alarms about the brake", {"210", "785", "2100", "2125", "5720"}),
    ("is there an alarm for low oil pressure in the gearbox?", {"1510"}),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "codes"), CODES, ids=[case[0] for case in CODES])
async def test_alarms_are_found_by_words(question: str, codes: set[str], assistants: dict[Path, Assistant]) -> None:
    answer = await assistants[TURBINES].ask(AskRequest(question=question))
    assert answer.text.startswith(f"{len(codes)} "), answer.text
    assert all(has(answer.text, code) for code in codes), answer.text


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("which alarm is about yaw cable twist?", {"6200", "6410"}),
        ("alarms that mention pitch battery", {"710", "850"}),
    ],
)
async def test_where_no_alarm_says_all_the_nearest_are_named_as_such(
    question: str, near: set[str], assistants: dict[Path, Assistant]
) -> None:
    answer = await asked(question, assistants[TURBINES])
    assert answer.text.startswith("0 alarms say"), answer.text
    assert all(has(answer.text, code) for code in near), answer.text


LAST_PARTS: list[tuple[str, Test]] = [
    ("which parts were replaced the last time on excavator C?", of("C")),
    ("what parts were used last time on excavator B?", of("B")),
    ("parts replaced the last time the engine of excavator D was worked on", of("D", MajorSystem="Engine")),
    ("Welche Teile wurden beim letzten Mal an Bagger E gewechselt?", of("E")),
    ("hvilke dele blev skiftet sidst på maskine A?", of("A")),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "test"), LAST_PARTS, ids=[case[0] for case in LAST_PARTS])
async def test_the_parts_of_the_last_order_that_tells_any(
    question: str, test: Test, assistants: dict[Path, Assistant]
) -> None:
    rows = [row for row in rows_of(EXCAVATORS) if test(row) and row["Part"] not in {"", "NA"}]
    newest = max(row["BscStartDate"] for row in rows)
    parts = {row["Part"] for row in rows if row["BscStartDate"] == newest}
    answer = await asked(question, assistants[EXCAVATORS])
    assert newest in answer.text
    assert any(part in answer.text for part in parts), (parts, answer.text)


COMPOUNDS: list[tuple[str, Path, Test]] = [
    ("hvor mange gange blev slangen skiftet på maskine C i 2008?", EXCAVATORS, of("C", "2008", r"\b(?:hose|tube)", REPLACED)),
    ("Wie oft wurde das Ölfilter an Bagger D 2009 gewechselt?", EXCAVATORS, of("D", "2009", r"\boils?\b", r"\bfilter", REPLACED)),
    ("Wie oft wurde die Hydraulikleitung an Bagger B repariert?", EXCAVATORS, of("B", "", r"\bhyd(?:r|raulic\w*)?\b", r"\b(?:wire|line)", r"\b(?:repair|fix)")),
    ("hvor mange gange blev hydraulikslangen skiftet på maskine B i 2003?", EXCAVATORS, of("B", "2003", r"\bhyd(?:r|raulic\w*)?\b", r"\b(?:hose|tube)", REPLACED)),
    ("hvor ofte blev generatorbørsterne udskiftet?", TURBINES, of("", "", r"generator", r"\bbrush", REPLACED)),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "test"), COMPOUNDS, ids=[case[0] for case in COMPOUNDS])
async def test_compounds_are_counted_or_the_words_are_told_that_leave_nothing(
    question: str, path: Path, test: Test, assistants: dict[Path, Assistant]
) -> None:
    count = sum(map(test, rows_of(path)))
    answer = await assistants[path].ask(AskRequest(question=question))
    told = [answer.text.split("\n")[0], *(gap.reason for gap in answer.gaps)]
    counted = told[0].startswith(f"{count} ")
    named = any((one.startswith("0 ") and '"' in one) or re.search(r"'\w+'", one) for one in told)
    assert counted or named, (count, told)

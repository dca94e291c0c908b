"""Questions of maintenance managers about real records: the most and the least, groupings, filters that leave nothing; every expected figure is worked out from the files, with nothing but csv."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.assistant import AskRequest, Assistant
from tests.agent.over_records.real_orders import (
    CHILLERS,
    EXCAVATORS,
    SHARED,
    Test,
    asked,
    has,
    number,
    of,
    rows_of,
    year_of,
)
from tests.agent.over_records.real_orders import (
    assistants as assistants,
)

pytestmark = pytest.mark.skipif(not CHILLERS.exists(), reason=f"no real work orders in {SHARED}")


EXTREMES: list[tuple[str, Path, str, Test, Callable[..., float]]] = [
    ("what was the most expensive job on excavator C?", EXCAVATORS, "Cost", of("C"), max),
    ("dearest order this year", EXCAVATORS, "Cost", of("", "2011"), max),
    ("which work order cost the most in 2008?", EXCAVATORS, "Cost", of("", "2008"), max),
    ("What was the cheapest repair on excavator A in 2007?", EXCAVATORS, "Cost", of("A", "2007"), min),
    ("Was war der teuerste Auftrag an Bagger D 2010?", EXCAVATORS, "Cost", of("D", "2010"), max),
    ("Hvad var den dyreste arbejdsordre på maskine B i 2004?", EXCAVATORS, "Cost", of("B", "2004"), max),
    ("¿Cuál fue el trabajo más caro de la excavadora E?", EXCAVATORS, "Cost", of("E"), max),
    ("Qual foi a ordem mais cara da escavadora C em 2006?", EXCAVATORS, "Cost", of("C", "2006"), max),
    ("what was the longest job on Chiller 6", CHILLERS, "actual_labor_hours", of("Chiller 6"), max),
    ("which job took the most hours on Chiller 3?", CHILLERS, "actual_labor_hours", of("Chiller 3"), max),
]  # fmt: skip


def value_of(cell: str) -> float:
    if ":" not in cell:
        return float(cell)
    whole, minutes = cell.split(":")
    return int(whole) + int(minutes) / 60


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "column", "test", "first"), EXTREMES, ids=[case[0] for case in EXTREMES])
async def test_the_single_order_with_the_most_or_the_least(
    question: str, path: Path, column: str, test: Test, first: Callable[..., float], assistants: dict[Path, Assistant]
) -> None:
    rows = [row for row in rows_of(path) if test(row) and value_of(row[column]) > 0]
    figure = first(value_of(row[column]) for row in rows)
    titles = {
        " ".join((row.get("OriginalShorttext") or row["wo_description"]).split())
        for row in rows
        if value_of(row[column]) == figure
    }
    answer = await asked(question, assistants[path])
    assert has(answer.text, number(figure)), (figure, answer.text)
    assert any(title in answer.text for title in titles), (titles, answer.text)


@pytest.mark.anyio
async def test_several_orders_are_ranked_and_what_is_not_recorded_is_said(assistants: dict[Path, Assistant]) -> None:
    answer = await asked("three most expensive jobs on excavator B in 2003", assistants[EXCAVATORS])
    costs = sorted((float(row["Cost"]) for row in rows_of(EXCAVATORS) if of("B", "2003")(row)), reverse=True)[:3]
    assert has(answer.text, number(costs[0])), (costs, answer.text)
    answer = await asked("what was the most expensive job on Chiller 6?", assistants[CHILLERS])
    assert "not known" in answer.text


SIDES: list[tuple[str, Path, Test, str, dict[str, str]]] = [
    ("preventive and corrective side by side by year on Chiller 6", CHILLERS, of("Chiller 6"), "preventive", {"TRUE": "preventive", "FALSE": "corrective"}),
    ("preventive vs corrective on Chiller 13 by year", CHILLERS, of("Chiller 13"), "preventive", {"TRUE": "preventive", "FALSE": "corrective"}),
    ("Vorbeugende und korrektive Aufträge je Jahr an Chiller 4", CHILLERS, of("Chiller 4"), "preventive", {"TRUE": "preventive", "FALSE": "corrective"}),
    ("forebyggende og afhjælpende ordrer pr. år på Chiller 1", CHILLERS, of("Chiller 1"), "preventive", {"TRUE": "preventive", "FALSE": "corrective"}),
    ("PM01 and PM02 side by side by year on excavator D", EXCAVATORS, of("D"), "PMType", {"PM01": "PM01", "PM02": "PM02"}),
    ("leaks by year and excavator", EXCAVATORS, of(FM="Leak"), "Asset", {letter: letter for letter in "ABCDE"}),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "test", "column", "names"), SIDES, ids=[case[0] for case in SIDES])
async def test_two_groupings_at_once(
    question: str, path: Path, test: Test, column: str, names: dict[str, str], assistants: dict[Path, Assistant]
) -> None:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of(path):
        if test(row) and row[column] in names:
            found[year_of(row)][names[row[column]]] += 1
    answer = await asked(question, assistants[path])
    lines = {line.lstrip("- ")[:4]: line for line in reversed(answer.text.split("\n"))}
    shown = [year for year in found if year in lines]
    assert len(shown) >= min(len(found), 8), answer.text
    for year in shown:
        for name, n in found[year].items():
            assert re.search(rf"{name}\W+{n}\b", lines[year]), (year, found[year], answer.text)


EMPTIED: list[tuple[str, Path, dict[str, Test]]] = [
    ("how many work orders on excavator A about windmill blades?", EXCAVATORS, {}),
    ("how many corrective jobs on Chiller 6 in 2018 were about the purge unit?", CHILLERS, {'"purge"': of("Chiller 6", "2018", preventive="FALSE")}),
    ("how many jump starts on excavator D in 2010?", EXCAVATORS, {'"jump"': of("D", "2010", r"\bstarts?\b|\bstarted|\bstarting")}),
]  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "without"), EMPTIED, ids=[case[0] for case in EMPTIED])
async def test_a_guessed_filter_that_leaves_nothing_is_named(
    question: str, path: Path, without: dict[str, Test], assistants: dict[Path, Assistant]
) -> None:
    answer = await assistants[path].ask(AskRequest(question=question))
    assert answer.text.startswith("0 "), (
        "the words are told that leave nothing, never a count without them as the answer"
    )
    for words, test in without.items():
        count = sum(map(test, rows_of(path)))
        assert f"Without {words}: {count}" in answer.text, (count, answer.text)


@pytest.mark.anyio
@pytest.mark.parametrize("question", [
    "how many leaks on excavator A in 2001?", "how many smoke / burning jobs on excavator A in 2002",
    "which work orders mention hyd hoses on excavator B in 2006?", "hvor mange gange blev hydraulikslangen skiftet på maskine B i 2007?",
])  # fmt: skip
async def test_where_exact_values_leave_nothing_the_zero_is_certain(
    question: str, assistants: dict[Path, Assistant]
) -> None:
    answer = await assistants[EXCAVATORS].ask(AskRequest(question=question))
    assert answer.text.startswith("0 "), answer.text

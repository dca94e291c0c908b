"""Questions of maintenance managers about real records; every expected figure is worked out here from the files, with nothing but csv."""

import csv
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from agent.settings import AgentSettings
from domain.answers import Answer
from domain.documents import Document
from ingestion.records.importing import ImportOrder, import_records
from stores.open_stores import Stores, open_stores

SHARED = Path(os.environ.get("NACELLE_SHARED", Path(__file__).parents[2].parent / "shared")) / "data"  # noqa: TID251
CHILLERS = SHARED / "work_orders_chillers/data/all_wo_with_code_component_events.csv"
EXCAVATORS = SHARED / "work_orders_excavators/excavators-cleaned.csv"
TURBINES = SHARED / "work_orders_wind/input_dataset.csv"
ALARMS = SHARED / "alarms_kelmarsh/senvion_mm92_code_dictionary.csv"
WHILE_THEY_DUG = datetime(2011, 10, 15, 10, tzinfo=UTC)
LATER = datetime(2025, 6, 15, 10, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not CHILLERS.exists(), reason=f"no real work orders in {SHARED}")

Row = dict[str, str]
Test = Callable[[Row], bool]
NOT_TEXT = {"BscStartDate", "Cost", "actual_finish"}


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if path != EXCAVATORS or row["PMType"].startswith("PM")]


def year_of(row: Row) -> str:
    finished = row.get("actual_finish", "")
    return f"20{finished.split(' ')[0].split('/')[2]}" if finished else row["BscStartDate"][:4]


def of(machine: str = "", year: str = "", *patterns: str, texts: tuple[str, ...] = (), **more: str) -> Test:
    """Rows of a machine and a year, with other columns as given, that say all patterns in `texts` (any column where none)."""

    def test(row: Row) -> bool:
        said = (
            " ".join(v for c, v in row.items() if (c in texts if texts else c not in NOT_TEXT))
            .casefold()
            .replace("_", " ")
        )
        return (
            machine in {"", row.get("Asset"), row.get("equipment_name")}
            and (not year or year_of(row) == year)
            and all(re.search(pattern, said) for pattern in patterns)
            and all(row[column] == value for column, value in more.items())
        )

    return test


def number(figure: float) -> str:
    return f"{figure:.2f}".rstrip("0").rstrip(".")


@pytest.fixture(scope="module")
def assistants(tmp_path_factory: pytest.TempPathFactory, fakes: Any) -> Iterator[dict[Path, Assistant]]:
    """One service organisation for each file, with an empty shelf of manuals; that of the turbines has an alarm list."""
    opened: list[Stores] = []
    found: dict[Path, Assistant] = {}
    clocks = {CHILLERS: lambda: LATER, TURBINES: lambda: LATER, EXCAVATORS: lambda: WHILE_THEY_DUG}
    for path in (CHILLERS, EXCAVATORS, TURBINES):
        stores = open_stores(tmp_path_factory.mktemp(path.stem))
        opened.append(stores)
        stores.__dict__["passages"] = fakes.ShelfOfPassages(Document(id="none", title="none", path="none"), [], [])
        import_records(ImportOrder(kind="work-orders", path=path), stores.records, stores.settings.home / "rejected")
        if path == TURBINES:
            import_records(ImportOrder(kind="alarms", path=ALARMS), stores.records, stores.settings.home / "rejected")
        found[path] = Assistant(stores, settings=AgentSettings(), now=clocks[path])
    yield found
    for stores in opened:
        stores.close()


async def asked(question: str, assistant: Assistant) -> Answer:
    answer = await assistant.ask(AskRequest(question=question))
    assert answer.status == "answered", (answer.text, answer.gaps, answer.tool_calls)
    assert not answer.withheld
    return answer


def has(text: str, figure: object) -> bool:
    """Whether the figure stands in the text as a number of its own."""
    return bool(re.search(rf"(?<![\w.,-]){re.escape(str(figure))}(?![\w-]|[.,]\d)", text))


def places_of(text: str, *pairs: tuple[str, object]) -> list[int]:
    """The lines that give each name with its figure, -1 where none does."""
    lines = text.split("\n")
    shown = [re.compile(rf"(?<!\w){re.escape(name)}\b[^:]*\W+{re.escape(str(n))}(?![\w]|[.,]\d)") for name, n in pairs]
    return [next((at for at, line in enumerate(lines) if one.search(line)), -1) for one in shown]


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


REPLACED = r"\b(?:replac|chang|swap|renew|exchang)"
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
    assert answer.text.startswith(f"{len(codes)} alarm"), answer.text
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
    assert counted or any(one.startswith("0 ") and "text" in one for one in told), (count, told)

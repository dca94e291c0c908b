"""Questions that count real work orders; every expected figure is worked out here from the files, with nothing but csv."""

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

SHARED = Path(os.environ.get("NACELLE_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"  # noqa: TID251
CHILLERS = SHARED / "work_orders_chillers/data/all_wo_with_code_component_events.csv"
EXCAVATORS = SHARED / "work_orders_excavators/excavators-cleaned.csv"
TODAY = datetime(2022, 6, 15, 10, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not CHILLERS.exists(), reason=f"no real work orders in {SHARED}")

Row = dict[str, str]
Test = Callable[[Row], bool]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def chiller(name: str = "", year: str = "", **more: str) -> Test:
    """Rows of a chiller, a year (two digits at the end of the date), and other columns as given."""

    def test(row: Row) -> bool:
        finished = row["actual_finish"].split(" ")[0].split("/")[2]
        return (
            (not name or row["equipment_name"] == name)
            and (not year or finished == year)
            and all(row[c] == v for c, v in more.items())
        )

    return test


def excavator(letter: str = "", month: str = "", **more: str) -> Test:
    def test(row: Row) -> bool:
        return (
            row["PMType"].startswith("PM")
            and (not letter or row["Asset"] == letter)
            and row["BscStartDate"].startswith(month)
            and all(row[c] == v for c, v in more.items())
        )

    return test


def both(*tests: Test) -> Test:
    return lambda row: any(test(row) for test in tests)


def says(word: str) -> Test:
    """The words stand in some column one after the other, whatever stands between them ("grease -line")."""

    def test(row: Row) -> bool:
        cells = ("".join(c if c.isalnum() else " " for c in cell.casefold()) for cell in row.values())
        return any(word in " ".join(cell.split()) for cell in cells) and row["PMType"].startswith("PM")

    return test


COUNTS: list[tuple[str, Path, Test]] = [
    ("how many corrective jobs on Chiller 6 in 2018", CHILLERS, chiller("Chiller 6", "18", preventive="FALSE")),
    ("How many work orders did Chiller 9 have in 2017?", CHILLERS, chiller("Chiller 9", "17")),
    ("How many preventive work orders were there on chiller 14 in 2016?", CHILLERS, chiller("Chiller 14", "16", preventive="TRUE")),
    ("how many oil analysis jobs on Chiller 7 in 2015", CHILLERS, chiller("Chiller 7", "15", primary_code="MT010")),
    ("How many jobs with failure code MT013 in 2019?", CHILLERS, chiller(year="19", primary_code="MT013")),
    ("how many work orders have priority 1", CHILLERS, chiller(work_priority="1")),
    ("Number of work orders for CWC04010 in 2014", CHILLERS, chiller(year="14", equipment_id="CWC04010")),
    ("how many refrigerant additions on Chiller 13?", CHILLERS, chiller("Chiller 13", primary_code="MT004")),
    ("How many work orders are there?", CHILLERS, chiller()),
    ("how many work orders this year", CHILLERS, chiller(year="22")),
    ("how many corrective work orders last year on Chiller 9", CHILLERS, chiller("Chiller 9", "21", preventive="FALSE")),
    ("How many work orders between 2014 and 2016 on Chiller 1?", CHILLERS, both(chiller("Chiller 1", "14"), chiller("Chiller 1", "15"), chiller("Chiller 1", "16"))),
    ("how many work orders since 2021", CHILLERS, both(chiller(year="21"), chiller(year="22"), chiller(year="23"))),
    ("how often was Chiller 4 worked on in 2012?", CHILLERS, chiller("Chiller 4", "12")),
    ("How many jobs with secondary code MT001a on Chiller 3", CHILLERS, chiller("Chiller 3", secondary_code="MT001a")),
    ("Wie viele vorbeugende Aufträge gab es an Chiller 9 im Jahr 2017?", CHILLERS, chiller("Chiller 9", "17", preventive="TRUE")),
    ("Hvor mange arbejdsordrer var der på Chiller 4 i 2019?", CHILLERS, chiller("Chiller 4", "19")),
    ("¿Cuántas órdenes de trabajo correctivas hubo en Chiller 10 en 2015?", CHILLERS, chiller("Chiller 10", "15", preventive="FALSE")),
    ("Quantas ordens de trabalho teve o Chiller 6 em 2018?", CHILLERS, chiller("Chiller 6", "18")),
    ("how many work orders mention the bucket", EXCAVATORS, says("bucket")),
    ("how many jobs mention \"grease line\"?", EXCAVATORS, says("grease line")),
    ("How many work orders on excavator D in 2009?", EXCAVATORS, excavator("D", "2009")),
    ("how many jobs on excavator A", EXCAVATORS, excavator("A")),
    ("how many work orders for B in March 2003", EXCAVATORS, excavator("B", "2003-03")),
    ("how many PM02 orders on excavator D in 2010", EXCAVATORS, excavator("D", "2010", PMType="PM02")),
    ("How many leaks on excavator C in 2008?", EXCAVATORS, excavator("C", "2008", FM="Leak")),
    ("how many jobs with FuncLocation BUCKET on B", EXCAVATORS, lambda r: r["Asset"] == "B" and r["FuncLocation"].casefold() == "bucket"),
    ("Wie viele Aufträge gab es zwischen Mai und Juli 2007?", EXCAVATORS, both(excavator(month="2007-05"), excavator(month="2007-06"), excavator(month="2007-07"))),
    ("¿Cuántos trabajos hubo en la excavadora E en mayo de 2010?", EXCAVATORS, excavator("E", "2010-05")),
]  # fmt: skip


def field(column: str) -> Callable[[Row], str]:
    return lambda row: row[column]


def most(column: str, test: Test, count: int, *, least: bool = False) -> Callable[[list[Row]], list[tuple[str, str]]]:
    """The first groups by count; equal ones in the order of their names."""

    def expected(rows: list[Row]) -> list[tuple[str, str]]:
        found = Counter(row[column] for row in rows if test(row) and row[column] not in {"", "NA"})
        sign = 1 if least else -1
        return [
            (name, str(n)) for name, n in sorted(found.items(), key=lambda p: (sign * p[1], p[0].casefold()))[:count]
        ]

    return expected


def sums(column: str, value: str, test: Test, count: int) -> Callable[[list[Row]], list[tuple[str, str]]]:
    def expected(rows: list[Row]) -> list[tuple[str, str]]:
        found: defaultdict[str, float] = defaultdict(float)
        for row in rows:
            if test(row) and row[column] not in {"", "NA"}:
                found[row[column]] += float(row[value])
        best = sorted(found.items(), key=lambda p: -p[1])[:count]
        return [(name, f"{n:.2f}".rstrip("0").rstrip(".")) for name, n in best]

    return expected


GROUPS: list[tuple[str, Path, Callable[[list[Row]], list[tuple[str, str]]]]] = [
    ("three most frequent failure codes this year", CHILLERS, most("primary_code", chiller(year="22"), 3)),
    ("which machine had the most work orders in 2016", CHILLERS, most("equipment_name", chiller(year="16"), 1)),
    ("Which chiller has the most corrective work orders?", CHILLERS, most("equipment_name", chiller(preventive="FALSE"), 1)),
    ("Which chiller had the fewest work orders in 2020?", CHILLERS, most("equipment_name", chiller(year="20"), 1, least=True)),
    ("Welche drei Fehlercodes kamen 2018 am häufigsten vor?", CHILLERS, most("primary_code", chiller(year="18"), 3)),
    ("Hvilken maskine havde flest arbejdsordrer i 2013?", CHILLERS, most("equipment_name", chiller(year="13"), 1)),
    ("¿Cuál es el código de falla más frecuente en Chiller 13?", CHILLERS, most("primary_code", chiller("Chiller 13"), 1)),
    ("Os três códigos de falha mais frequentes em 2017", CHILLERS, most("primary_code", chiller(year="17"), 3)),
    ("Which excavator had the most work orders in 2009?", EXCAVATORS, most("Asset", excavator(month="2009"), 1)),
    ("Which failure mode is most common on excavator E?", EXCAVATORS, most("FM", excavator("E"), 1)),
    ("What are the 3 most expensive components of excavator E?", EXCAVATORS, sums("MajorSystem", "Cost", excavator("E"), 3)),
    ("work orders by MajorSystem for excavator A", EXCAVATORS, most("MajorSystem", excavator("A"), 5)),
    ("How many work orders per PMType on D?", EXCAVATORS, most("PMType", excavator("D"), 2)),
]  # fmt: skip


def hours(cell: str) -> float:
    whole, minutes = cell.split(":")
    return int(whole) + int(minutes) / 60


def total(value: Callable[[Row], float], test: Test) -> Callable[[list[Row]], float]:
    return lambda rows: sum(value(row) for row in rows if test(row))


def mean(value: Callable[[Row], float], test: Test) -> Callable[[list[Row]], float]:
    return lambda rows: sum(value(row) for row in rows if test(row)) / sum(map(test, rows))


def _hours(row: Row) -> float:
    return hours(row["actual_labor_hours"])


def _cost(row: Row) -> float:
    return float(row["Cost"])


FIGURES: list[tuple[str, Path, Callable[[list[Row]], float]]] = [
    ("total hours on Chiller 10 in 2014", CHILLERS, total(_hours, chiller("Chiller 10", "14"))),
    ("average hours per corrective job", CHILLERS, mean(_hours, chiller(preventive="FALSE"))),
    ("How many hours were spent on preventive work on Chiller 2 in 2015?", CHILLERS, total(_hours, chiller("Chiller 2", "15", preventive="TRUE"))),
    ("What did the repairs of excavator C cost in total in 2008?", EXCAVATORS, total(_cost, excavator("C", "2008"))),
    ("average cost of work orders on excavator B", EXCAVATORS, mean(_cost, excavator("B"))),
    ("Was haben die Reparaturen an Bagger D 2010 insgesamt gekostet?", EXCAVATORS, total(_cost, excavator("D", "2010"))),
]  # fmt: skip


@pytest.fixture(scope="module")
def assistants(tmp_path_factory: pytest.TempPathFactory, fakes: Any) -> Iterator[dict[Path, Assistant]]:
    """One service organisation for each file, with an empty shelf of manuals."""
    opened: list[Stores] = []
    found: dict[Path, Assistant] = {}
    for path in (CHILLERS, EXCAVATORS):
        stores = open_stores(tmp_path_factory.mktemp(path.stem))
        opened.append(stores)
        stores.__dict__["passages"] = fakes.ShelfOfPassages(Document(id="none", title="none", path="none"), [], [])
        import_records(ImportOrder(kind="work-orders", path=path), stores.records, stores.settings.home / "rejected")
        found[path] = Assistant(stores, settings=AgentSettings(), now=lambda: TODAY)
    yield found
    for stores in opened:
        stores.close()


def _bare(text: str) -> str:
    return re.sub(r"\s?\[\d+\]|\*\*", "", text)


def _tells(line: str, name: object, figure: object) -> bool:
    """Whether the line gives the figure of a group, by its name or its code ("MT001 Routine Maintenance: 102")."""
    return bool(re.search(rf"(?<!\w){re.escape(str(name))}\b[^:]*\W+{re.escape(str(figure))}(?![\w]|[.,]\d)", line))


async def asked(question: str, assistant: Assistant) -> Answer:
    answer = await assistant.ask(AskRequest(question=question))
    assert answer.status == "answered", (answer.text, answer.gaps, answer.tool_calls)
    assert {call.name for call in answer.tool_calls} & {"count_work_orders", "total_work_orders", "find_work_orders"}
    assert answer.citations[0].kind == "work_order"
    return answer


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "test"), COUNTS, ids=[case[0] for case in COUNTS])
async def test_counts(question: str, path: Path, test: Test, assistants: dict[Path, Assistant]) -> None:
    expected = sum(map(test, rows_of(path)))
    answer = await asked(question, assistants[path])
    first = _bare(answer.text.split("\n")[0])
    assert re.search(rf"(?<![\w.,-]){expected}(?![\w-]|[.,]\d)", first), (
        expected,
        answer.text,
        answer.tool_calls[0].args,
    )


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "expected"), GROUPS, ids=[case[0] for case in GROUPS])
async def test_groups(question: str, path: Path, expected: Any, assistants: dict[Path, Assistant]) -> None:
    groups = expected(rows_of(path))
    answer = await asked(question, assistants[path])
    lines = [_bare(line) for line in answer.text.split("\n")]
    places = [
        next((at for at, line in enumerate(lines) if _tells(line, name, figure)), None) for name, figure in groups
    ]
    assert None not in places, (groups, answer.text)
    assert places == sorted(places, key=lambda at: at or 0), (groups, answer.text)


@pytest.mark.anyio
@pytest.mark.parametrize(("question", "path", "expected"), FIGURES, ids=[case[0] for case in FIGURES])
async def test_sums_and_means(question: str, path: Path, expected: Any, assistants: dict[Path, Assistant]) -> None:
    figure = f"{expected(rows_of(path)):.2f}".rstrip("0").rstrip(".")
    answer = await asked(question, assistants[path])
    told = _bare(answer.text).replace(",", ".") if answer.language != "en" else _bare(answer.text)
    assert figure in re.findall(r"\d+(?:\.\d+)?", told), (figure, answer.text, answer.tool_calls[0].args)


@pytest.mark.anyio
async def test_orders_are_listed_with_a_citation_each(assistants: dict[Path, Assistant]) -> None:
    rows = [row for row in rows_of(EXCAVATORS) if excavator("B", "2004-03", FM="Leak")(row)]
    answer = await asked("list the leaks of excavator B in March 2004", assistants[EXCAVATORS])
    assert rows, "the month has leaks"
    for row in rows:
        assert " ".join(row["OriginalShorttext"].split()) in answer.text
    assert len(answer.citations) == len(rows) + 1

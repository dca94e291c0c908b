"""Real work orders, read with nothing but csv, and assistants over each file of them."""

import csv
import os
import re
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


TURBINES = SHARED / "work_orders_wind/input_dataset.csv"


ALARMS = SHARED / "alarms_kelmarsh/senvion_mm92_code_dictionary.csv"


WHILE_THEY_DUG = datetime(2011, 10, 15, 10, tzinfo=UTC)


LATER = datetime(2025, 6, 15, 10, tzinfo=UTC)


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
    """Whether the figure stands in the text as a number of its own, with a point or a comma."""
    pattern = re.escape(str(figure)).replace(r"\.", "[.,]")
    return bool(re.search(rf"(?<![\w.,-]){pattern}(?![\w-]|[.,]\d)", text))


def places_of(text: str, *pairs: tuple[str, object]) -> list[int]:
    """The lines that give each name with its figure, -1 where none does."""
    lines = text.split("\n")
    shown = [re.compile(rf"(?<!\w){re.escape(name)}\b[^:]*\W+{re.escape(str(n))}(?![\w]|[.,]\d)") for name, n in pairs]
    return [next((at for at, line in enumerate(lines) if one.search(line)), -1) for one in shown]


REPLACED = r"\b(?:replac|chang|swap|renew|exchang)"

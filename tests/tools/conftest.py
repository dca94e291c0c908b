"""A small service organisation in other words than the demo's, and a context over it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Applicability, Document, Line, Passage, Section
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import open_stores
from stores.records.store import SqlRecords
from tests.fakes import ShelfOfPassages
from tools.context import ToolContext, ToolResult
from tools.toolbox import TOOLS

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
ASSETS = (
    Asset(tag="CR-01", model="Lifter L20", serial="L20-100", site="Nordhafen", status="running"),
    Asset(tag="CR-02", model="Lifter L20", serial="L20-101", site="Nordhafen", status="running, slow"),
    Asset(tag="CR-03", model="Gantry G7", serial="G7-9", site="South Quay", status="stopped, code E17"),
)
ALARMS = (
    AlarmCode(code="E17", title="Hoist brake worn", models=("Gantry G7",), causes=("Lining below limit",)),
    AlarmCode(code="E17", title="Boom encoder lost", models=("Lifter L20",)),
    AlarmCode(code="40", title="Cabin heater fault", meaning="The heater does not draw current."),
)
PARTS = (
    Part(number="BR-440", name="Brake lining", models=("Gantry G7",), superseded_by="BR-441",
         stock=(Stock(location="Main store", quantity=4, reserved=1, as_of=NOW),)),
    Part(number="BR-441", name="Brake lining, ceramic", models=("Gantry G7",)),
)  # fmt: skip


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, 8, tzinfo=UTC)


ORDERS = (
    WorkOrder(number="J-1", asset="CR-01", title="Wire rope greased", kind="PM", status="TECO", priority="low", component="Hoist rope",
              assigned_to="B. Okafor", opened=day(2025, 2, 3), closed=day(2025, 2, 4), hours=2, cost=80),
    WorkOrder(number="J-2", asset="CR-01", title="Hydraulic hose burst", kind="CM", status="TECO", priority="high", component="Luffing gear",
              assigned_to="M. Lind", opened=day(2025, 6, 9), closed=day(2025, 6, 11), hours=6, cost=900, parts_used=("H-77",)),
    WorkOrder(number="J-3", asset="CR-03", title="Brake lining changed", kind="CM", status="closed", priority="high", component="Hoist brake",
              alarm_code="E17", assigned_to="B. Okafor", opened=day(2026, 2, 10), closed=day(2026, 2, 11), hours=4, cost=350, parts_used=("BR-440",)),
    WorkOrder(number="J-4", asset="CR-03", title="Brake slips again", kind="CM", status="Waiting for parts", priority="high",
              component="Hoist brake", alarm_code="E17", opened=day(2026, 3, 2), hours=1),
    WorkOrder(number="J-5", asset="CR-01", title="Ladder loose", kind="CM", status="Open", opened=day(2026, 3, 12)),
    WorkOrder(number="J-6", asset="CR-01", title="Repaint boom", kind="PM", status="Cancelled", opened=day(2026, 1, 5)),
)  # fmt: skip


def passage(number: int, section: str, text: str, **more: Any) -> Passage:
    lines: list[Line] = []
    start = 0
    for part in text.split("\n"):
        lines.append(Line(text=part, start=start, end=start + len(part), page=3))
        start += len(part) + 1
    return Passage.model_validate(
        {
            "id": f"p{number}",
            "document_id": "doc",
            "section_id": section,
            "text": text,
            "lines": lines,
            "page": 3,
            "order": number,
            **more,
        }
    )


@pytest.fixture
def shelf() -> Any:
    document = Document(
        id="doc",
        title="Crane manual",
        path="crane.pdf",
        revision="B",
        number="CM-7",
        applies_to=Applicability(models=("Mobile M3",)),
    )
    sections = [Section(id="s7", document_id="doc", title="Brake", number="7", path=("7 Brake",), page=3)]
    passages = [
        passage(
            0,
            "s7",
            "1. Remove the brake cover.\n2. Fit the new lining.\n3. Tighten the bolts to 85 Nm.",
            kind="procedure",
        ),
        passage(1, "s7", "Fault F33 stands for a lost encoder. Between 30 and 33 Nm are allowed."),
    ]
    return ShelfOfPassages(document, sections, passages)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[SqlRecords]:
    with open_stores(tmp_path) as stores:
        stores.records.put_assets(ASSETS)
        stores.records.put_alarms(ALARMS)
        stores.records.put_parts(PARTS)
        stores.records.put_work_orders(ORDERS)
        yield stores.records


@pytest.fixture
def context(records: SqlRecords, shelf: Any) -> ToolContext:
    return ToolContext(records, records, records, shelf, lambda: NOW, language="en")


Call = Callable[..., ToolResult]


@pytest.fixture
def call(context: ToolContext) -> Call:
    """Run a tool as a model would call it."""

    def run(name: str, **args: Any) -> ToolResult:
        return TOOLS[name].run(context, args)

    return run


def long_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)

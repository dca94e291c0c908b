"""Work orders counted and added up as a model would write it; spans of time and kinds of work."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import BadInput
from domain.records import WorkOrder
from stores.records.orders.kinds import kinds_like
from stores.records.store import SqlRecords
from tools.context import ToolContext, ToolResult
from tools.orders.spans import in_words, span_of


def first(result: ToolResult) -> str:
    return result.evidence[0].text.partition("\n")[0]


def test_counts_by_field_and_split(call: Any) -> None:
    lines = call("count_work_orders", by="machine", split="kind").evidence[0].text.splitlines()
    assert lines == [
        "6 work orders in all.",
        "No work order: CR-02",
        "By asset and kind: 2 different",
        "CR-01: CM: 2, PM: 2 (in all 4)",
        "CR-03: CM: 2 (in all 2)",
        "Most: CR-01 (4)",
        "Least of these: CR-03 (2)",
    ]
    lines = call("count_work_orders", where={"status": "closed"}, by="year").evidence[0].text.splitlines()
    assert lines[2:4] == ["2025: 2 work orders (66.7 %)", "2026: 1 work order (33.3 %)"]


def test_a_ranking_says_what_is_first_and_last_and_which_machines_asked_about_have_none(call: Any) -> None:
    told = call("total_work_orders", of="cost", by="asset", where={"kind": "CM"}).evidence[0].text
    assert told.splitlines()[-2:] == ["Most: CR-01 (900)", "Least of these: CR-03 (350)"]
    assert "No work order with kind CM: CR-02" in told, "also where an order of another does not tell its cost"
    here = call("count_work_orders", by="asset", where={"site": "Nordhafen"}).evidence[0].text
    assert "No work order with site Nordhafen: CR-02" in here
    assert "Most" not in here, "one is no ranking"
    assert "No work order" not in call("count_work_orders", by="asset", where={"asset": "not CR-02"}).evidence[0].text


def test_totals_say_how_many_tell_the_figure(call: Any) -> None:
    total = call("total_work_orders", of="cost", where={"kind": "corrective"})
    assert total.evidence[0].text.splitlines()[:2] == [
        "4 work orders match kind CM.",
        "Total cost: 1250 (2 work orders of 4 tell their cost)",
    ]
    untold = call("total_work_orders", of="cost", where={"status": "waiting|open"}, by="asset").evidence[0].text
    assert "CR-0" not in untold, "no machine has or has not what no order tells"
    assert "Median hours: 3 h" in call("total_work_orders", of="hours", how="median").evidence[0].text
    assert (
        "B. Okafor: 3 h of 2 work orders"
        in call("total_work_orders", of="hours", how="mean", by="person").evidence[0].text
    )


def test_the_highest_brings_the_orders_themselves(call: Any) -> None:
    found = call("total_work_orders", of="cost", how="highest", since="2025", until="2025")
    assert "Highest cost: 900" in found.evidence[0].text
    assert found.evidence[1].source_id == "J-2"


def test_figures_that_no_order_tells_are_said(call: Any, records: SqlRecords) -> None:
    records.put_work_orders([WorkOrder(number=f"J-{n}", asset="CR-01", status="closed") for n in range(1, 7)])
    assert "No work order tells its cost." in call("count_work_orders", where={"cost": ">5"}).evidence[0].text


def test_own_fields_of_the_company_come_first(call: Any, records: SqlRecords) -> None:
    records.put_work_orders([WorkOrder(number="J-9", asset="CR-02", fields={"Type": "warranty", "Störung": "ja"})])
    found = call("find_work_orders", where={"type": "Warranty"})
    assert [item.source_id for item in found.evidence[1:]] == ["J-9"]
    assert "ja: 1 work order" in call("count_work_orders", by="störung").evidence[0].text


def test_grouping_by_what_cannot_be_grouped_says_what_can(call: Any) -> None:
    with pytest.raises(BadInput, match="Group by one of: asset, kind"):
        call("count_work_orders", by="cost")


def test_records_without_any_order(context: ToolContext, call: Any, records: SqlRecords) -> None:
    empty = call("shift_brief", technician="Lind")
    assert empty.empty
    assert empty.nearest == ()


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2025-03-01", "2025-03-01", "2025-03-01"),
        ("March 2025", "March 2025", "2025-03"),
        ("2024-Q3", "2024-Q3", "2024-07-01 to 2024-09-30"),
        ("last month", "last month", "2026-02"),
        ("2025", "2025", "2025"),
        ("2025-06", "", "since 2025-06-01"),
        ("", "2025-06", "until 2025-06-30"),
        ("2025-03-01T10:00:00Z", "", "since 2025-03-01"),
        ("", "", ""),
    ],
)
def test_spans(context: ToolContext, since: str, until: str, said: str) -> None:
    assert in_words(*span_of(context, since, until)) == said


def test_a_span_is_in_utc_and_ends_behind_its_last_day(context: ToolContext) -> None:
    assert span_of(context, "", "2025-12-31") == (None, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("wanted", "kinds", "found"),
    [
        ("corrective", ["CM", "PM"], ("CM",)),
        ("preventive maintenance", ["Preventive Maintenance", "Corrective"], ("Preventive Maintenance",)),
        ("corrective", ["Instandsetzung", "Wartung"], ("Instandsetzung",)),
        ("emergency", ["CM", "EM"], ("CM", "EM")),
        ("painting", ["CM"], ()),
    ],
)
def test_kinds_of_work_by_what_companies_call_them(wanted: str, kinds: list[str], found: tuple[str, ...]) -> None:
    assert kinds_like(wanted, kinds) == found

"""Work orders narrowed as a model would write it, found, counted and added up."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import BadInput
from domain.records import WorkOrder
from stores.records.store import SqlRecords
from tools.context import ToolContext, ToolResult
from tools.toolbox import TOOLS


def first(result: ToolResult) -> str:
    return result.evidence[0].text.partition("\n")[0]


def numbers(result: ToolResult) -> list[str | None]:
    return [item.source_id for item in result.evidence[1:]]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"asset": "cr 01"}, ["J-1", "J-2", "J-5", "J-6"]),
        ({"turbine": "CR-01|CR-03"}, ["J-1", "J-2", "J-3", "J-4", "J-5", "J-6"]),
        ({"site": "south quay"}, ["J-3", "J-4"]),
        ({"machine_status": "stopped"}, ["J-3", "J-4"]),
        ({"model": "L20"}, ["J-1", "J-2", "J-5", "J-6"]),
        ({"type": "corrective"}, ["J-2", "J-3", "J-4", "J-5"]),
        ({"kind": "not corrective"}, ["J-1", "J-6"]),
        ({"state": "open"}, ["J-4", "J-5"]),
        ({"status": "closed"}, ["J-1", "J-2", "J-3"]),
        ({"status": "!open"}, ["J-1", "J-2", "J-3", "J-6"]),
        ({"status": "waiting"}, ["J-4"]),
        ({"status": "canceled"}, ["J-6"]),
        ({"technician": "Okafor"}, ["J-1", "J-3"]),
        ({"assigned_to": "Bisi Okafor"}, ["J-1", "J-3"]),
        ({"assigned_to": "none"}, ["J-4", "J-5", "J-6"]),
        ({"assigned_to": "not none"}, ["J-1", "J-2", "J-3"]),
        ({"component": "brakes"}, ["J-3", "J-4"]),
        ({"alarm": "e-17"}, ["J-3", "J-4"]),
        ({"alarm_code": "40"}, []),
        ({"part": "br 440"}, ["J-3"]),
        ({"part": "any"}, ["J-2", "J-3"]),
        ({"hours": ">2"}, ["J-2", "J-3"]),
        ({"cost": "100..400"}, ["J-3"]),
        ({"cost": "<= 80"}, ["J-1"]),
        ({"text": "the hose"}, ["J-2"]),
        ({"text": "ladder|boom"}, ["J-5", "J-6"]),
        ({"text": '"brake slips"'}, ["J-4"]),
        ({"text": "brake slips|hose burst|ladder"}, ["J-2", "J-4", "J-5"]),
        ({"text": 'changed "lining|hose"'}, ["J-3"]),
        ({"opened": "2025"}, ["J-1", "J-2"]),
        ({"closed": "2026-02"}, ["J-3"]),
        ({"closed": ">2025-06-01"}, ["J-2", "J-3"]),
        ({"year": "2025", "kind": "CM"}, ["J-2"]),
        ({"since": "2026-01-01", "until": "2026-02-28"}, ["J-3", "J-6"]),
    ],
    ids=str,
)
def test_fields_are_forgiving(call: Any, where: dict[str, str], expected: list[str]) -> None:
    found = call("find_work_orders", where=where, limit=50)
    assert sorted(map(str, numbers(found))) == expected
    assert first(found).startswith(f"{len(expected)} work order")


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ({"colour": "red"}, "There is no field 'colour'. Fields: asset, kind, status"),
        ({"kind": "survey"}, "CM"),
        ({"status": "frozen"}, "Waiting for parts"),
        ({"component": "brak"}, "Hoist brake"),
        ({"failure_mode": "leak"}, "No work order tells its failure mode"),
        ({"hours": "many"}, "'>5'"),
        ({"opened": "someday"}, "2025-Q1"),
        ({"site": "Mars"}, "South Quay"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "before it begins"),
    ],
    ids=str,
)
def test_what_no_order_has_is_told_with_what_there_is(call: Any, where: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        call("count_work_orders", where=where)


def test_an_unknown_machine_is_evidence_with_the_nearest(call: Any) -> None:
    found = call("find_work_orders", where={"asset": "CR-09"})
    assert found.empty
    assert "CR-09" in found.evidence[0].text
    assert "CR-01" in found.nearest


def test_nothing_is_evidence_that_can_be_cited(call: Any) -> None:
    found = call("find_work_orders", where={"asset": "CR-02", "status": "open"})
    assert found.empty
    assert (found.evidence[0].kind, found.evidence[0].source_id) == ("work_order", None)
    assert found.evidence[0].text.splitlines() == [
        "0 work orders match asset CR-02; status open: none of all 6.",
        "Without asset CR-02: 2 work orders",
    ]


def test_more_matches_than_shown_are_told(call: Any) -> None:
    found = call("find_work_orders", where={"asset": "CR-01"}, limit=2)
    assert first(found) == "4 work orders match asset CR-01; the newest 2 are shown."
    assert numbers(found) == ["J-5", "J-6"]
    assert numbers(call("find_work_orders", where={"asset": "CR-01"}, limit=1, oldest_first=True)) == ["J-1"]


def test_words_that_no_order_says_bring_those_that_say_some(call: Any) -> None:
    found = call("find_work_orders", text="hydraulic brake")
    assert first(found).startswith("0 work orders")
    assert "J-2" in numbers(found)
    assert "some of them" in found.note


def test_where_no_two_words_meet_each_is_counted_alone(call: Any) -> None:
    assert first(call("find_work_orders", text="ladder rope boom")).endswith("none of all 6.")
    assert call("find_work_orders", text="ladder rope boom").evidence[0].text.splitlines()[1:] == [
        'Only "ladder": 1 work order',
        'Only "rope": 1 work order',
        'Only "boom": 1 work order',
    ]


def test_words_of_another_language_are_looked_for_in_both(context: ToolContext) -> None:
    found = TOOLS["find_work_orders"].run(replace(context, language="de"), {"text": "die Bremse"})
    assert numbers(found) == ["J-4", "J-3"]
    assert '"brake oder Bremse"' in first(found)


def test_a_list_is_told_without_the_words_that_no_order_says(call: Any) -> None:
    found = call("find_work_orders", where={"status": "open"}, text="concerning ladder")
    assert found.evidence[0].text == "I could not use 'concerning': no work order says so."
    assert numbers(found)[1:] == ["J-5"]


def test_of_what_no_order_says_there_are_none(call: Any) -> None:
    assert first(call("count_work_orders", where={"status": "open"}, text="concerning ladder")).startswith(
        "0 work orders"
    )


def test_only_a_machine_is_no_list_of_what_was_asked(call: Any) -> None:
    found = call("find_work_orders", where={"asset": "CR-01"}, text="windmill", since="2025")
    assert "could not use 'windmill'" in found.evidence[0].text
    assert not any(numbers(found))


@pytest.mark.parametrize("name", ["find_work_orders", "count_work_orders"])
def test_what_no_order_says_leaves_nothing_out(call: Any, name: str) -> None:
    found = call(name, where={"asset": "CR-01", "text": "not mechanisch"})
    assert "could not use 'mechanisch'" in found.evidence[0].text
    assert not any(numbers(found))


def test_how_long_ago_an_order_was_opened_and_closed(call: Any, records: SqlRecords) -> None:
    records.put_work_orders(
        [
            WorkOrder(
                number="J-7",
                asset="CR-02",
                opened=datetime(2026, 3, 1, tzinfo=UTC),
                closed=datetime(2026, 3, 16, tzinfo=UTC),
            )
        ]
    )
    told = call("get_work_order", number="J-7", ago=True).evidence[0].text.splitlines()
    assert told == ["J-7, opened: 2026-03-01, 16 days ago", "J-7, closed: 2026-03-16, 1 day ago"]
    assert "ago" not in call("get_work_order", number="J-7").evidence[0].text


def test_machines_without_an_order_are_named_where_there_are_any(call: Any, records: SqlRecords) -> None:
    told = "No work order: CR-02"
    assert told in call("count_work_orders", by="asset").evidence[0].text
    assert told not in call("count_work_orders", by="asset", where={"asset": "CR-01|CR-03"}).evidence[0].text
    records.put_work_orders([WorkOrder(number="J-9", asset="CR-02", title="Lamp", kind="CM", status="Open")])
    assert "No work order" not in call("count_work_orders", by="asset").evidence[0].text


def test_waiting_and_on_hold_are_one_where_a_company_tells_only_one(call: Any, records: SqlRecords) -> None:
    assert "0 work orders" in call("find_work_orders", where={"status": "cancelled", "kind": "CM"}).evidence[0].text
    assert call("find_work_orders", where={"status": "on hold"}).evidence[0].text.startswith("1 work order")
    records.put_work_orders([WorkOrder(number="J-7", asset="CR-01", status="Paused")])
    assert "waiting" not in call("find_work_orders", where={"status": "on hold"}).evidence[0].text


def test_a_state_that_no_list_knows_leaves_the_others_as_they_are(call: Any, records: SqlRecords) -> None:
    records.put_work_orders([WorkOrder(number="S-1", status="Zork"), WorkOrder(number="S-2", status="Zork again")])
    found = call("find_work_orders", where={"status": "Zork again"})
    assert [item.source_id for item in found.evidence[1:]] == ["S-2"]
    assert "Zork again" in first(found)

"""Changes that a person approved: the record afterwards, on every database."""

import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.approvals import Approval
from domain.records import WorkOrder
from stores.open_stores import Stores
from stores.records.store import SqlRecords
from stores.writes.approvals import hash_of

NOW = datetime.now(UTC)


def ask(stores: Stores, tool: str, **args: Any) -> str:
    """The id of a write that waits."""
    approval = Approval(
        id=uuid.uuid4().hex, thread_id="t", run_id="r", tool=tool, args=args, args_hash=hash_of(args), summary=tool,
        requested_by="ann", created=NOW, expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    stores.approvals.put(approval)
    return approval.id


def do(stores: Stores, tool: str, **args: Any) -> Approval:
    return stores.approvals.decide(ask(stores, tool, **args), "approved", by="bob")


def at_once(stores: Stores, ids: list[str]) -> list[Approval]:
    with ThreadPoolExecutor(len(ids)) as pool:
        return list(pool.map(lambda one: stores.approvals.decide(one, "approved", by="bob"), ids))


def test_a_new_order_is_numbered_and_found(stores: Stores, records: SqlRecords) -> None:
    result = do(stores, "create_work_order", asset="WTG-07", title="Pitch battery low").result
    assert result == {"work_order": "WO-10238", "asset": "WTG-07", "status": "open"}
    order = records.work_order("WO-10238")
    assert (order.title, order.status, order.fields) == ("Pitch battery low", "open", {"requested by": "ann"})
    assert order.opened is not None
    assert next(each.number for each in records.find_work_orders(asset="WTG-07", status="open")) == "WO-10238"
    assert records.find_work_orders(text="pitch battery low", limit=1)[0].number == "WO-10238"


def test_forty_new_orders_at_once_have_forty_numbers(stores: Stores, records: SqlRecords) -> None:
    ids = [ask(stores, "create_work_order", asset="WTG-07", title=f"Job {n}") for n in range(40)]
    done = at_once(stores, ids)
    numbers = {one.result["work_order"] for one in done if one.result}
    assert Counter(one.status for one in done) == {"done": 40}
    assert numbers == {f"WO-{n}" for n in range(10238, 10278)}
    assert len(records.find_work_orders(limit=100)) == 44


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], "WO-00001"),
        (["000123", "000124"], "000125"),
        (["4711", "4712", "TEST-1"], "4713"),
        (["JOB-7", "JOB-8", "JOB-99999999"], "JOB-9"),
        ([f"M/{NOW.year - 1}/0041", f"M/{NOW.year}/0007", f"M/{NOW.year}/0006"], f"M/{NOW.year}/0008"),
        ([f"M/{NOW.year - 1}/0041", f"M/{NOW.year - 1}/0042"], f"M/{NOW.year}/0001"),
        (["A-9", "A-10", "a 11"], "A-12"),
    ],
)
def test_the_shape_of_numbers_is_learned(
    stores: Stores, records: SqlRecords, samples: Any, numbers: list[str], expected: str
) -> None:
    with stores.records._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM work_order_parts")
        connection.exec_driver_sql("DELETE FROM work_orders")
    last_year = NOW.replace(year=NOW.year - 1, day=1)
    orders = [
        WorkOrder(number=number, opened=last_year if str(NOW.year - 1) in number else NOW, status="Neu")
        for number in numbers
    ]
    records.put_work_orders(orders)
    result = do(stores, "create_work_order", asset="WTG-07", title="x").result
    assert result is not None
    assert result["work_order"] == expected


def test_notes_and_states_survive_the_same_import(stores: Stores, records: SqlRecords, samples: Any) -> None:
    do(stores, "add_work_order_note", work_order="WO-10235", note="Sample\n taken")
    do(stores, "add_work_order_note", work_order="WO-10235", note="Sent")
    done = do(stores, "set_work_order_status", work_order="WO-10235", status="Closed")
    assert done.result == {"work_order": "WO-10235", "status": "Closed", "before": "In progress"}
    assert records.put_work_orders(samples.orders) == 0
    order = records.work_order("WO-10235")
    assert order.actions.splitlines() == [f"{NOW:%Y-%m-%d} ann: Sample taken", f"{NOW:%Y-%m-%d} ann: Sent"]
    assert order.closed is not None
    assert "WO-10235" not in {each.number for each in records.find_work_orders(status="open")}
    assert do(stores, "set_work_order_status", work_order="WO-10235", status="closed").status == "failed"
    do(stores, "set_work_order_status", work_order="WO-10235", status="In progress")
    assert records.work_order("WO-10235").closed is None
    assert records.work_order_statuses()[0] in {"Cancelled", "Closed", "In progress"}


def test_states_are_in_the_words_of_the_records(stores: Stores, records: SqlRecords) -> None:
    records.put_work_orders([WorkOrder(number="A-1", asset="WTG-07", status="Offen", opened=NOW)])
    records.put_work_orders([WorkOrder(number="A-2", asset="WTG-07", status="Geschlossen", opened=NOW, closed=NOW)])
    with records._engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM work_order_parts")
        connection.exec_driver_sql("DELETE FROM work_orders WHERE number LIKE 'WO%%'")
    assert do(stores, "create_work_order", asset="WTG-07", title="x").result == {
        "work_order": "A-3",
        "asset": "WTG-07",
        "status": "Offen",
    }
    do(stores, "set_work_order_status", work_order="A-3", status="Geschlossen")
    order = records.work_order("A-3")
    assert order.closed is not None
    assert [each.number for each in records.find_work_orders(status="open")] == ["A-1"]


def test_notes_outlive_an_import_that_replaces_their_order(stores: Stores, records: SqlRecords, samples: Any) -> None:
    do(stores, "add_work_order_note", work_order="WO-10235", note="Sent")
    newer = samples.orders[1].model_copy(update={"actions": "Oil changed", "status": "Closed"})
    for expected in (1, 0):
        assert records.put_work_orders([newer]) == expected
        order = records.work_order("WO-10235")
        assert order.actions.splitlines() == ["Oil changed", f"{NOW:%Y-%m-%d} ann: Sent"]
        assert order.status == "Closed"


def test_twenty_reservations_of_three_parts_take_three(stores: Stores, records: SqlRecords) -> None:
    args: dict[str, Any] = {"part": "29-1182", "quantity": 1.0, "location": "Esbjerg", "work_order": "WO-10235"}
    done = at_once(stores, [ask(stores, "reserve_part", **args) for _ in range(20)])
    assert Counter(one.status for one in done) == {"done": 3, "failed": 17}
    assert records.part("29-1182").stock[0].reserved == 3
    assert len(records.reservations(part="29-1182", work_order="WO-10235")) == 3


def test_a_reservation_is_given_back_once_and_survives_imports(
    stores: Stores, records: SqlRecords, samples: Any
) -> None:
    args: dict[str, Any] = {"part": "29-1182", "quantity": 2.0, "location": "esbjerg", "work_order": "WO-10235"}
    made = do(stores, "reserve_part", **args).result
    assert made is not None
    assert records.put_parts(samples.parts) == 0
    assert records.part("29-1182").stock[0].reserved == 2
    renamed = samples.parts[0].model_copy(update={"name": "Pad"})
    assert records.put_parts([renamed]) == 1
    assert records.part("29-1182").stock[0].reserved == 2, "an import does not know what is set aside here"
    ids = [ask(stores, "release_reservation", reservation=made["reservation"]) for _ in range(10)]
    assert Counter(one.status for one in at_once(stores, ids)) == {"done": 1, "failed": 9}
    assert records.part("29-1182").stock[0].reserved == 0
    assert records.reservations() == []


@pytest.mark.parametrize(
    ("tool", "args"),
    [
        ("create_work_order", {"asset": "WTG-99", "title": "x"}),
        ("add_work_order_note", {"work_order": "WO-1", "note": "x"}),
        ("reserve_part", {"part": "29-1182", "quantity": 1.0, "location": "Porto", "work_order": "WO-10235"}),
        ("reserve_part", {"part": "29-1182", "quantity": 1.0, "location": "Esbjerg", "work_order": "WO-1"}),
        ("release_reservation", {"reservation": "none"}),
        ("delete_everything", {}),
    ],
)
def test_what_is_gone_fails_with_its_reason(stores: Stores, records: SqlRecords, tool: str, args: Any) -> None:
    failed = do(stores, tool, **args)
    assert failed.status == "failed"
    assert failed.result is not None
    assert failed.result["reason"].endswith(".")

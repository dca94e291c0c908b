"""Work orders by the words that they say, on every database."""

import pytest

from domain.queries import OrderQuery
from domain.records import WorkOrder
from stores.records.orders.wording import saying, searchable
from stores.records.store import SqlRecords

SAID = (
    ("BLOWN HYD HOSE", "hydraulic"), ("a/c not cold", "air conditioning"), ("two teeth broken", "breaks"), ("track adjuster", "adjusted"),
    ("adjusting the track", "adjusted"), ("oil coil", "oil"), ("coil", "oil"), ("slange udskiftet", "hose|slang"), ("Lækage ved flange", "laekage"),
    ("Søm løs", "søm"), ("Jahreswartung", "wartung"), ("grease line", "grease lines"), ("line of grease", "grease line"), ("3,5 bar", "3.5 bar"), ("Öl", "öl"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), SAID)
def test_words_are_found_by_the_index_as_by_reading_the_text(records: SqlRecords, text: str, phrase: str) -> None:
    records.put_work_orders([WorkOrder(number="S-1", title=text), WorkOrder(number="S-2", component=text)])
    says = bool(saying(phrase).search(searchable(text)))
    found = [records.query_work_orders(one) for one in (OrderQuery(words=(phrase,)), OrderQuery(anywhere=(phrase,)))]
    assert [{*one.numbers} & {"S-1", "S-2"} for one in found] == ([{"S-1"}, {"S-1", "S-2"}] if says else [set(), set()])


def test_words_follow_a_change_of_the_order(records: SqlRecords) -> None:
    order = WorkOrder(number="S-1", title="Hydraulic hose burst", assigned_to="Ottilie Brandt")
    records.put_work_orders([order])
    records.put_work_orders([order.model_copy(update={"title": "Brake pad worn", "assigned_to": ""})])
    counts = {
        word: records.query_work_orders(OrderQuery(anywhere=(word,))).count
        for word in ("hose", "brandt", "pad", "wear")
    }
    assert counts == {"hose": 0, "brandt": 0, "pad": 1, "wear": 1}

"""A company's own words that are also words of the records, or of grammar."""

import pytest

from agent.assistant import AskRequest, Assistant
from domain.records import Asset, WorkOrder
from stores.open_stores import Stores


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("question", "there", "absent"),
    [
        ("Welche Maschinen hatten noch nie eine Störung?", ["M-2"], ["M-1"]),
        ("Alle Aufträge an M-1 außer denen von Brandt", ["J-2"], ["J-1:"]),
        ("Welche Maschinen sind außer Betrieb?", ["M-2"], ["M-1"]),
    ],
)
async def test_they_are_values_where_they_are_said_as_such(
    stores: Stores, question: str, there: list[str], absent: list[str]
) -> None:
    stores.records.put_assets([Asset(tag="M-1", status="in Betrieb"), Asset(tag="M-2", status="außer Betrieb")])
    stores.records.put_work_orders(
        [
            WorkOrder(number="J-1", asset="M-1", title="Riemen lose", kind="Störung", status="erledigt", assigned_to="Brandt"),
            WorkOrder(number="J-2", asset="M-1", title="Motor laut", kind="Störung", status="erledigt", assigned_to="Sommer"),
            WorkOrder(number="J-3", asset="M-2", title="Jahreswartung", kind="Wartung", status="erledigt", assigned_to="Brandt"),
        ]
    )  # fmt: skip
    answer = await Assistant(stores).ask(AskRequest(question=question))
    assert all(word in answer.text for word in there), answer.text
    assert not any(word in answer.text for word in absent), answer.text

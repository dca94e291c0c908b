"""A document as it is looked at beside a machine."""

from collections.abc import Iterator

import httpx
import pytest

from agent.assistant import Assistant
from domain.documents import Applicability, Document, SerialRange
from domain.records import Asset
from stores.open_stores import Stores, open_stores
from tests.api.small_server import client_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    with open_stores(tmp_path_factory.mktemp("home")) as stores:
        serials = (SerialRange(first="S-100", last="S-199"),)
        scope = Applicability(models=("L20",), serials=serials)
        old = Document(id="old", title="Torques", path="a.pdf", number="TQ-1", revision="B", applies_to=scope)
        new = Document(id="new", title="Torque tables", path="b.pdf", number="TQ-1", revision="C", applies_to=scope)
        for document in (old, new):
            stores.passages.write(document, [], [])
        machines = [Asset(tag="IN", model="L20", serial="S-150"), Asset(tag="OUT", model="L20", serial="S-250")]
        stores.records.put_assets(machines)
        yield stores


async def _seen(client: httpx.AsyncClient, document: str, asset: str) -> tuple[bool | None, str]:
    body = (await client.get(f"/api/documents/{document}", params={"asset": asset})).json()
    return body["applies"], body["superseded_by_title"]


async def test_it_says_whether_it_is_for_the_machine_and_what_stands_in_its_place(shelf: Stores) -> None:
    async with client_of(Assistant(shelf)) as client:
        assert await _seen(client, "new", "IN") == (True, "")
        assert await _seen(client, "new", "OUT") == (False, "")
        assert await _seen(client, "new", "") == (None, "")
        assert await _seen(client, "old", "IN") == (True, "Torque tables")

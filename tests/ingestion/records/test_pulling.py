"""A REST and OData source on a real loopback server: paging, retries, and the last good copy when it fails."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.errors import BadInput, Unavailable
from ingestion.records.importing import ImportOrder, import_records
from ingestion.records.sources.pulling import Source, pull, sources_in
from stores.open_stores import Stores

ORDERS = [
    {"@odata.etag": "x", "WONUM": str(n), "DESCRIPTION": f"Seal leaks {n}", "STATUS": "WMATL" if n == 3 else "COMP", "asset": {"number": f"P-{n}"}}
    for n in range(1, 6)
]  # fmt: skip


class System(BaseHTTPRequestHandler):
    """Five orders in pages of two; what goes wrong next is in `faults`."""

    faults: list[int] = []

    def do_GET(self) -> None:
        if self.faults:
            return self._send(self.faults.pop(0), {})
        path, _, query = self.path.partition("?")
        if path == "/odata":
            skip = int(query.partition("skip=")[2] or 0)
            more = {"@odata.nextLink": f"/odata?skip={skip + 2}"} if skip + 2 < len(ORDERS) else {}
            return self._send(200, {"value": ORDERS[skip : skip + 2], **more})
        if path == "/counted":
            page = int(query.partition("page=")[2] or 1)
            return self._send(200, ORDERS[2 * page - 2 : 2 * page])
        if path == "/guarded" and self.headers.get("Authorization") != "Bearer abc":
            return self._send(401, {})
        if path == "/circle":
            return self._send(200, {"value": ORDERS[:1], "next": "/circle"})
        return self._send(200, {"items": ORDERS[:1]} if path == "/guarded" else {"hello": 1})

    def _send(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    System.faults = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), System)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5, trust_env=False) as opened:
        yield opened


def source(url: str, **more: Any) -> Source:
    return Source.model_validate(
        {"name": "cmms", "kind": "work-orders", "url": url, "maps": ["asset=asset.number"], **more}
    )


@pytest.mark.parametrize(("path", "more"), [("/odata", {}), ("/counted", {"page": "page"})])
def test_every_page_becomes_records(
    path: str, more: dict[str, str], address: str, client: httpx.Client, stores: Stores, tmp_path: Path
) -> None:
    wanted = source(address + path, **more)
    file = pull(wanted, tmp_path, client, {})
    report = import_records(ImportOrder(kind="work-orders", path=file, maps=wanted.maps), stores.records, tmp_path)
    assert report.added == len(ORDERS)
    order = stores.records.work_order("3")
    assert (order.asset, order.title, order.status) == ("P-3", "Seal leaks 3", "WMATL")
    assert [one.number for one in stores.records.find_work_orders(status="waiting")] == ["3"]


def test_a_busy_source_is_asked_again_and_a_failing_one_leaves_the_last_good_copy(
    address: str, client: httpx.Client, tmp_path: Path
) -> None:
    waits: list[float] = []
    System.faults = [503, 429]
    file = pull(source(f"{address}/odata"), tmp_path, client, {}, waits.append)
    good = file.read_text()
    assert waits == [1.0, 2.0]
    System.faults = [500] * 4
    with pytest.raises(Unavailable, match="what was read before stays"):
        pull(source(f"{address}/odata"), tmp_path, client, {}, waits.append)
    assert file.read_text() == good


@pytest.mark.parametrize(
    ("path", "says"),
    [("/guarded", "status 401"), ("/circle", "in a circle"), ("/nothing", "no list of records")],
)
def test_what_is_no_collection_is_said(
    path: str, says: str, address: str, client: httpx.Client, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable, match=says):
        pull(source(address + path), tmp_path, client, {}, lambda _: None)


def test_secrets_come_from_the_environment(address: str, client: httpx.Client, tmp_path: Path) -> None:
    guarded = source(f"{address}/guarded", headers={"Authorization": "Bearer ${CMMS_TOKEN}"})
    assert pull(guarded, tmp_path, client, {"CMMS_TOKEN": "abc"}).exists()
    with pytest.raises(Unavailable, match="needs CMMS_TOKEN"):
        pull(guarded, tmp_path, client, {})


def test_the_list_of_sources(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("- {name: cmms, kind: work-orders, url: 'http://127.0.0.1:9/odata'}\n")
    assert [one.name for one in sources_in(path)] == ["cmms"]
    path.write_text("- {name: cmms}\n")
    with pytest.raises(BadInput, match="name, kind and url"):
        sources_in(path)

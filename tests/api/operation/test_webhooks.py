"""Approvals that wait and that were decided reach another system: signed, again until they arrive, never anywhere else."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from api.operation.settings import OperationSettings, why_not
from api.operation.webhooks import Webhooks
from domain.approvals import Approval
from stores.clock import utc_now
from stores.database.engine import open_engine
from stores.open_stores import Stores, open_stores
from stores.operation import deliveries
from stores.writes.approvals import hash_of
from tests.loopback import LoopbackServer, listening

pytestmark = pytest.mark.anyio
SECRET = "whsec_" + "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"


class Receiver(LoopbackServer):
    """Answers with these statuses in order, then 204; keeps what it was sent."""

    def __init__(self, *statuses: int, location: str = "") -> None:
        super().__init__(_Receiving)
        self.statuses = list(statuses)
        self.location = location
        self.seen: list[tuple[dict[str, str], bytes]] = []


class _Receiving(BaseHTTPRequestHandler):
    server: Receiver

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else 204)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    with open_stores(tmp_path) as stores:
        yield stores


def ask(stores: Stores, name: str = "a1") -> None:
    """Something waits for a person."""
    args = {"work_order": "WO-1", "status": "closed"}
    now = utc_now()
    stores.approvals.put(
        Approval(
            id=name, thread_id="", run_id=name, tool="set_work_order_status", args=args, args_hash=hash_of(args),
            summary="Close WO-1", requested_by="ann", created=now, expires_at=now + timedelta(hours=1), site="North",
        )
    )  # fmt: skip


@asynccontextmanager
async def sending(stores: Stores, *urls: str) -> AsyncGenerator[None]:
    settings = OperationSettings(webhook_urls=urls, webhook_secret=SECRET, webhook_every_s=0.02, webhook_timeout_s=2)
    webhooks = Webhooks(stores.deliveries, settings)
    try:
        yield
    finally:
        await webhooks.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110  it is looked at in the database
            await asyncio.sleep(0.02)


@pytest.fixture
def at_once(kept: Stores) -> None:
    """Retries wait for nothing."""
    kept.deliveries = deliveries.SqlDeliveries(open_engine(kept.settings), first_wait=timedelta(0))


@pytest.mark.usefixtures("at_once")
async def test_it_is_told_until_it_arrived_and_of_the_decision_too(kept: Stores) -> None:
    with listening(Receiver(500, 503)) as receiver:
        ask(kept)
        async with sending(kept, receiver.url):
            await until(lambda: [each.state for each in kept.deliveries.listed()] == ["delivered"])
            kept.approvals.decide("a1", "rejected", by="eve")
            await until(lambda: len(kept.deliveries.listed("delivered")) == 2)
    assert len(receiver.seen) == 4
    assert len({headers["webhook-id"] for headers, _ in receiver.seen[:3]}) == 1, "a receiver can tell a repetition"
    bodies = [json.loads(body) for _, body in receiver.seen]
    assert [body["type"] for body in bodies] == ["approval.waiting"] * 3 + ["approval.decided"]
    assert (bodies[0]["data"]["site"], bodies[3]["data"]["decided_by"]) == ("North", "eve")
    for headers, body in receiver.seen:
        Webhook(SECRET).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(body.replace(b"WO-1", b"WO-2"), headers)


@pytest.mark.usefixtures("at_once")
async def test_what_never_arrives_is_a_dead_letter_that_can_be_sent_again(kept: Stores) -> None:
    with listening(Receiver(*[500] * deliveries.MOST_ATTEMPTS)) as receiver:
        ask(kept)
        async with sending(kept, receiver.url):
            await until(lambda: bool(kept.deliveries.listed("dead")))
            (dead,) = kept.deliveries.listed("dead")
            assert (dead.attempts, dead.reason) == (deliveries.MOST_ATTEMPTS, "it answered 500")
            assert kept.waiting.counts()["dead_webhooks"] == 1
            kept.deliveries.retry(dead.id)
            await until(lambda: bool(kept.deliveries.listed("delivered")))


async def test_a_redirect_leads_nowhere(kept: Stores) -> None:
    with listening(Receiver()) as inner, listening(Receiver(302, location=inner.url)) as outer:
        ask(kept)
        async with sending(kept, outer.url):
            await until(lambda: kept.deliveries.listed()[:1] != [] and kept.deliveries.listed()[0].attempts == 1)
        assert inner.seen == []


async def test_another_process_goes_on_where_one_was_killed(kept: Stores) -> None:
    ask(kept)
    now = utc_now()
    assert kept.deliveries.gather(["http://127.0.0.1:9/x"]) == 1
    assert kept.deliveries.gather(["http://127.0.0.1:9/x"]) == 0
    assert len(kept.deliveries.claim()) == 1
    assert kept.deliveries.claim() == []
    later = deliveries.SqlDeliveries(open_engine(kept.settings), lambda: now + timedelta(minutes=2))
    assert len(later.claim()) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook", "ftp://example.org", "https://user:pw@example.org/", "https://169.254.169.254/latest",
        "https://[fe80::1]/", "https://[::ffff:169.254.169.254]/", "https://0.0.0.0/", "https:///x", "nonsense", "https://[::1",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(url: str) -> None:
    assert why_not(url)
    with pytest.raises(ValidationError):
        OperationSettings(webhook_urls=(url,), webhook_secret=SECRET)


def test_a_secret_is_asked_for() -> None:
    with pytest.raises(ValidationError, match="WEBHOOK_SECRET"):
        OperationSettings(webhook_urls=("https://example.org/hook",))
    assert not why_not("https://10.0.0.7/hook")

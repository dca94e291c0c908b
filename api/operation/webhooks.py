"""Tells other systems of approvals that wait and that were decided: signed as Standard Webhooks, tried until it arrived."""

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import socket

import httpx
import structlog

from api.operation.settings import OperationSettings, reachable
from domain.errors import NacelleError
from stores.clock import utc_now
from stores.operation.deliveries import Delivery, SqlDeliveries

log = structlog.get_logger("nacelle.webhooks")
GONE = 410
ELSEWHERE = "its name leads to an address that may not be told anything"


class Webhooks:
    """Delivers from the outbox for as long as the server runs. Any number of servers may: each notice is claimed by one.

    Redirects are not followed and nothing of a reply is read but its status.
    """

    def __init__(self, deliveries: SqlDeliveries, settings: OperationSettings) -> None:
        self._deliveries = deliveries
        self._settings = settings
        self._key = signing_key(settings.webhook_secret.get_secret_value())
        self._task = asyncio.create_task(self._run()) if settings.webhook_urls else None

    async def close(self) -> None:
        """Stop; what has not arrived is tried by the next server."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        limits = httpx.Timeout(self._settings.webhook_timeout_s)
        async with httpx.AsyncClient(timeout=limits, follow_redirects=False) as client:
            while True:
                try:
                    await self._round(client)
                except NacelleError as error:
                    log.warning("webhooks wait for the database", error=type(error).__name__)
                await asyncio.sleep(self._settings.webhook_every_s)

    async def _round(self, client: httpx.AsyncClient) -> None:
        await asyncio.to_thread(self._deliveries.gather, self._settings.webhook_urls)
        due = await asyncio.to_thread(self._deliveries.claim)
        await asyncio.gather(*(self._deliver(client, delivery) for delivery in due))

    async def _deliver(self, client: httpx.AsyncClient, delivery: Delivery) -> None:
        why, for_good = "", False
        try:
            if delivery.url not in self._settings.webhook_urls:
                why, for_good = "the address is no longer in the settings", True
            elif not await _may_be_told(delivery.url):
                why = ELSEWHERE
            else:
                body = json.dumps(delivery.body, ensure_ascii=False, separators=(",", ":")).encode()
                reply = await client.send(self._request(client, delivery, body), stream=True)
                await reply.aclose()
                why = "" if reply.is_success else f"it answered {reply.status_code}"
                for_good = reply.status_code == GONE
        except (httpx.HTTPError, OSError) as error:
            why = type(error).__name__
        if not why:
            await asyncio.to_thread(self._deliveries.delivered, delivery)
            return
        state = await asyncio.to_thread(self._deliveries.failed, delivery, why, for_good=for_good)
        log.warning(
            "webhook not delivered", delivery=delivery.id, reason=why, state=state, attempt=delivery.attempts + 1
        )

    def _request(self, client: httpx.AsyncClient, delivery: Delivery, body: bytes) -> httpx.Request:
        at = str(int(utc_now().timestamp()))
        headers = {
            "content-type": "application/json",
            "user-agent": "nacelle",
            "webhook-id": delivery.id,
            "webhook-timestamp": at,
            "webhook-signature": signature(self._key, delivery.id, at, body),
        }
        return client.build_request("POST", delivery.url, content=body, headers=headers)


def signing_key(secret: str) -> bytes:
    """The bytes of a secret: base64 behind `whsec_`, else its own."""
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def signature(key: bytes, delivery_id: str, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, as Standard Webhooks has it: an old notice cannot be sent again as a new one."""
    signed = hmac.new(key, b".".join((delivery_id.encode(), timestamp.encode(), body)), hashlib.sha256)
    return f"v1,{base64.b64encode(signed.digest()).decode()}"


async def _may_be_told(url: str) -> bool:
    parts = httpx.URL(url)
    found = await asyncio.get_running_loop().getaddrinfo(parts.host, parts.port or 443, type=socket.SOCK_STREAM)
    return all(reachable(str(address[0]).partition("%")[0]) for *_, address in found)

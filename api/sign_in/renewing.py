"""Sessions are renewed at the provider while they are used, before they end; who is known there no more is signed out here."""

import asyncio
from datetime import datetime, timedelta

import structlog

from api.http.errors import Unauthorised
from api.settings import ApiSettings
from api.sign_in.code_flow import CodeFlow
from api.sign_in.sealing import seal, unseal
from domain.errors import Forbidden, NacelleError
from stores.access.renewals import SqlRenewals
from stores.access.sessions import LiveSession
from stores.clock import utc_now

log = structlog.get_logger("nacelle.sign_in")
LAST_PART = 4
"""A session is renewed in the last quarter of its time."""


class Renewing:
    """Behind the requests of this server, so that none waits for the provider."""

    def __init__(self, kept: SqlRenewals, flow: CodeFlow, settings: ApiSettings) -> None:
        self._kept, self._flow, self._max_s = kept, flow, settings.session_max_s
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def used(self, session: str, live: LiveSession) -> None:
        """The session was used just now: where it ends soon and can be renewed, that begins."""
        soon = live.expires - utc_now() < timedelta(seconds=self._max_s / LAST_PART)
        if live.renewable and soon and session not in self._tasks:
            task = asyncio.create_task(self._renewed(session, live.expires))
            self._tasks[session] = task
            task.add_done_callback(lambda _: self._tasks.pop(session, None))

    async def finished(self) -> None:
        """Wait for those under way."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def _renewed(self, session: str, ends: datetime) -> None:
        try:
            await asyncio.to_thread(self.renew, session, ends)
        except NacelleError as error:
            log.warning("session not renewed", error=type(error).__name__)

    def renew(self, session: str, ends: datetime | None = None) -> None:
        """Ask the provider; at most one server does at a time, and none where it ends later than `ends` by now. Raises Unavailable."""
        kept = unseal(session, self._kept.take(session, ends))
        if kept is None or not kept.refresh_token:
            return
        try:
            signed = self._flow.renewed(kept)
        except (Unauthorised, Forbidden):
            self._kept.refuse(session)
            return
        self._kept.renew(session, signed.who, max_s=self._max_s, sealed=seal(session, signed.kept))

"""Servers that share a database: runs are renewed, followed and stopped across them; one alone only ends what it left."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

import structlog

from api.running.bells import Bells
from api.running.kept import end_as_kept, end_as_lost
from api.running.live_run import LiveRun
from domain.errors import NacelleError
from stores.conversations.runs import STOP, RunEvent
from stores.conversations.threads import Turn
from stores.open_stores import Stores

log = structlog.get_logger("nacelle.runs")
RENEWALS = 4
"""How often a run is renewed in the time that its lease holds."""
TOGETHER_S = 0.1
"""Events that come within this time are kept in one step."""
LOOKED_AGAIN_S = 1.0
"""A bell may be lost with its connection, so whoever follows a run looks also without one."""


class Sharing:
    """What a server does for runs beside working on them."""

    def __init__(
        self,
        stores: Stores,
        own: Callable[[], Sequence[LiveRun]],
        stop: Callable[[LiveRun], Awaitable[None]],
    ) -> None:
        self._runs, self._threads = stores.runs, stores.threads
        self._own, self._stop = own, stop
        self._bells = Bells(stores.settings.database_url) if stores.runs.shared else None
        self._followed: dict[str, LiveRun] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """End what stopped servers left; from now on renew what runs here."""
        await asyncio.to_thread(self._runs.end_interrupted)
        if self._bells:
            self._bells.open()
            self._begin(self._renewing())

    async def close(self) -> None:
        """Let go of other servers' runs."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        if self._bells:
            await self._bells.close()

    def _begin(self, work: "Awaitable[None]") -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _renewing(self) -> None:
        assert self._bells
        while True:
            try:
                await self._renew()
            except NacelleError as error:
                log.warning("runs not renewed", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._bells.rung(STOP), self._runs.lease.total_seconds() / RENEWALS)

    async def _renew(self) -> None:
        own = {run.id: run for run in self._own()}
        for run_id in await asyncio.to_thread(self._runs.renew, list(own)):
            self._begin(self._stop(own[run_id]))
        await asyncio.to_thread(self._runs.end_interrupted)

    async def publishing(self, run: LiveRun) -> None:
        """Keep a run's events while they come, where other servers may read them, until the last ones are to be kept with the answer."""
        while self._bells and not run.closed:
            if len(run.payloads) > run.kept:
                await asyncio.sleep(TOGETHER_S)
                await self._publish(run)
            else:
                await run.changed()

    async def _publish(self, run: LiveRun) -> None:
        until = len(run.payloads)
        fresh = [RunEvent(seq=n + 1, data=run.payloads[n]) for n in range(run.kept, until)]
        try:
            await asyncio.to_thread(self._runs.add_events, run.id, fresh)
            run.kept = until
        except NacelleError as error:
            log.warning("events not kept yet", run_id=run.id, error=type(error).__name__)

    async def follow(self, turn: Turn) -> LiveRun:
        """A run of another server, read as it is kept."""
        run = self._followed.get(turn.id)
        if run is None:
            run = LiveRun(turn.id, turn.thread_id, turn.owner, turn.question)
            self._followed[turn.id] = run
            self._begin(self._following(run))
        return run

    async def _following(self, run: LiveRun) -> None:
        try:
            while not run.done:
                try:
                    turn = await asyncio.to_thread(self._threads.turn, run.id, run.owner)
                    kept = await asyncio.to_thread(self._runs.events, run.id, run.owner, after=len(run.payloads))
                except NacelleError as error:
                    end_as_lost(run, error)
                    return
                run.add(*(event.data for event in kept))
                if turn.status != "running":
                    end_as_kept(run, turn)
                    return
                await self._until_rung(run)
        finally:
            self._followed.pop(run.id, None)

    async def _until_rung(self, run: LiveRun) -> None:
        with contextlib.suppress(TimeoutError):
            if self._bells:
                await asyncio.wait_for(self._bells.rung(run.id), LOOKED_AGAIN_S)
            else:
                await asyncio.sleep(LOOKED_AGAIN_S)

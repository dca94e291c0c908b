"""One turn at the server: its events are sent as they come; the answer when it is kept."""

import asyncio
from collections.abc import Awaitable

import structlog

from agent.assistant import AskRequest, Assistant
from agent.monitoring.monitor import LiveTurn, Monitor
from api.operation.metrics import WORKING, observe
from api.operation.warm_up import WarmUp
from api.running.agui import AguiStream
from api.running.live_run import CANCELLED, LiveRun
from domain.answers import AnswerEvent
from domain.errors import NacelleError, Unavailable
from stores.conversations.runs import RunEvent
from stores.database.engine import out_of_reach
from stores.database.schema import storable

log = structlog.get_logger("nacelle.runs")
GRACE_S = 30.0
"""The agent ends a turn by itself in its time; behind it stands this, for one that hangs."""
COMPUTED_AT_ONCE, ASKED_AT_ONCE = 4, 32
"""Turns worked on at a time: where this machine computes them, more would only make each of them run out of its tools' time."""
KEEPING_S = (0.2, 0.5, 1, 2, 4, 8)
"""How long to wait before each further try to keep an answer while the database is out of reach."""
NOT_KEPT = "The database was out of reach when the answer was to be kept; ask again."


class Turns:
    """Works on turns of an assistant; what cannot be kept is not shown as the answer."""

    def __init__(self, assistant: Assistant, warm_up: WarmUp, monitor: Monitor | None, at_once: int) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._monitor = monitor
        self._kept = assistant.stores.runs
        alone = assistant.model_name == "embedded"
        self._room = asyncio.Semaphore(at_once or (COMPUTED_AT_ONCE if alone else ASKED_AT_ONCE))

    async def work(self, run: LiveRun, request: AskRequest, publishing: Awaitable[None]) -> None:
        """Answer, and keep how it ended; the run has ended when this returns or is cancelled."""
        stream = AguiStream(run.thread_id, run.id)
        run.add(stream.started())
        shown = asyncio.ensure_future(publishing)
        last: AnswerEvent | None = None
        try:
            last = await self._answer(run, request, stream)
        except asyncio.CancelledError:
            run.add(*stream.failed("The run was cancelled.", CANCELLED))
        except TimeoutError:
            _fail(
                run,
                stream,
                Unavailable("The turn took too long and was stopped; ask again, or ask for less."),
                "timeout",
            )
        except NacelleError as error:
            _fail(run, stream, error, "failed")
        except Exception as error:
            log.error("run failed", run_id=run.id, exc_info=error)
            unreached = out_of_reach(error)
            _fail(run, stream, unreached, "failed")
        await asyncio.shield(asyncio.ensure_future(self._end(run, request, stream, last, shown)))

    async def _answer(self, run: LiveRun, request: AskRequest, stream: AguiStream) -> AnswerEvent | None:
        last: AnswerEvent | None = None
        async with self._room, asyncio.timeout(self._assistant.settings.turn_timeout_s + GRACE_S):
            await self._warm_up.finished()
            with WORKING.track_inprogress():
                async for event in self._assistant.stream(request):
                    if event.kind == "answer":
                        last = event
                        continue
                    run.events.append(event)
                    run.add(*stream.convert(event))
        return last

    async def _end(
        self,
        run: LiveRun,
        request: AskRequest,
        stream: AguiStream,
        last: AnswerEvent | None,
        shown: "asyncio.Future[None]",
    ) -> None:
        if last:
            run.add(*stream.end_text())
        run.close()
        await shown
        try:
            await self._keep(run, stream, last)
        except NacelleError as error:
            log.warning("run not kept", run_id=run.id, error=type(error).__name__)
            if last:
                _fail(run, stream, error if not isinstance(error, Unavailable) else Unavailable(NOT_KEPT), "failed")
        finally:
            run.end()
        if run.answer:
            observe(run.answer)
            if self._monitor:
                self._monitor.offer(LiveTurn(storable(run.question), request.library, run.answer))

    async def _keep(self, run: LiveRun, stream: AguiStream, last: AnswerEvent | None) -> None:
        answer = last.data["answer"] if last else None
        ending = list(stream.convert(last)) if last else []
        payloads = [*run.payloads, *ending][run.kept :]
        numbered = [RunEvent(seq=seq, data=data) for seq, data in enumerate(payloads, start=run.kept + 1)]
        status = answer.status if answer else run.status
        for wait in (*KEEPING_S, None):
            try:
                await asyncio.to_thread(self._kept.finish, run.id, status=status, answer=answer, events=numbered)
                break
            except Unavailable:
                if wait is None:
                    raise
                await asyncio.sleep(wait)
        run.answer = answer
        run.events += [last] if last else []
        run.add(*ending)


def _fail(run: LiveRun, stream: AguiStream, error: NacelleError | None, code: str) -> None:
    run.error = error
    run.add(*stream.failed(str(error or "The turn met an error it did not expect; it is in the log."), code))

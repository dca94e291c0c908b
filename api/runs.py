"""Runs belong to the server, not to a connection: a client may leave, come back and read on."""

import asyncio
import uuid
from collections import OrderedDict

import structlog

from agent.assistant import AskRequest, Assistant
from agent.monitoring.monitor import LiveTurn, Monitor
from api.agui import AguiStream
from api.live_run import CANCELLED, LiveRun
from api.metrics import observe
from api.warm_up import WarmUp
from domain.callers import Caller
from domain.errors import BadInput, Conflict, NacelleError, Unavailable
from stores.schema import storable
from stores.threads import RunEvent

log = structlog.get_logger("nacelle.runs")
GRACE_S = 30.0
"""The agent ends a turn by itself in its time; behind it stands this, for one that hangs."""
STOPPED_WITH_SERVER = "The server stopped during this run; ask again."


class Runs:
    """Starts, finds and stops runs; one at a time for each thread."""

    def __init__(self, assistant: Assistant, warm_up: WarmUp, *, max_live: int, monitor: Monitor | None = None) -> None:
        self._assistant = assistant
        self._monitor = monitor
        self._warm_up = warm_up
        self._threads = assistant.stores.threads
        self._max_live = max_live
        self._runs: OrderedDict[str, LiveRun] = OrderedDict()

    async def start(self, request: AskRequest, who: Caller, *, idempotency_key: str = "") -> LiveRun:
        """Begin a turn of a thread, or find the one that this key began.

        Raises:
            BadInput: the question is too long.
            NotFound: no such thread of this person.
            Conflict: the thread is answering another question, or the key was used for another one.
            Unavailable: more runs are under way than the server takes.
        """
        self.check_length(request.question)
        owner = who.name
        same = self._under_way(request.thread_id, owner, idempotency_key)
        if same:
            return _same_question(same, request.question)
        run = LiveRun(uuid.uuid4().hex, request.thread_id, owner, request.question, idempotency_key)
        self._runs[run.id] = run  # reserved before the first await: of two simultaneous posts one gets the thread
        try:
            turn = await asyncio.to_thread(
                self._threads.start_turn, run.id, run.thread_id, owner, run.question, idempotency_key=idempotency_key
            )
        except BaseException as error:
            self._runs.pop(run.id)
            run.error = error if isinstance(error, NacelleError) else None
            run.end()
            raise
        if turn.id != run.id:
            self._runs.pop(run.id)
            run.end()
            return _same_question(await self.find(turn.id, owner), request.question)
        run.task = asyncio.create_task(self._work(run, request.model_copy(update={"run_id": run.id, "caller": who})))
        return run

    def check_length(self, question: str) -> None:
        """Raises BadInput when the question is longer than the agent reads."""
        limit = self._assistant.settings.max_question_chars
        if len(question) > limit:
            raise BadInput(f"The question has {len(question):,} characters; the server takes up to {limit:,}.")

    def _under_way(self, thread_id: str, owner: str, idempotency_key: str) -> LiveRun | None:
        live = [run for run in self._runs.values() if not run.done]
        busy = next((run for run in live if run.thread_id == thread_id), None)
        if busy is None:
            if len(live) >= self._max_live:
                raise Unavailable("The server is answering as many questions as it can; try again in a moment.")
            return None
        if idempotency_key and (busy.owner, busy.idempotency_key) == (owner, idempotency_key):
            return busy
        raise Conflict("This conversation is still answering the last question; wait for it or cancel it.")

    async def find(self, run_id: str, owner: str) -> LiveRun:
        """A run of this person, live or as kept. Raises NotFound."""
        run = self._runs.get(run_id)
        if run and run.owner == owner:
            return run
        turn = await asyncio.to_thread(self._threads.turn, run_id, owner)
        kept = await asyncio.to_thread(self._threads.events, run_id, owner)
        payloads = [event.data for event in kept]
        lost = turn.answer is None and not payloads
        if lost:
            payloads = list(AguiStream(turn.thread_id, run_id).failed(STOPPED_WITH_SERVER, "failed"))
        return LiveRun(
            run_id, turn.thread_id, owner, turn.question, payloads=payloads, answer=turn.answer, done=True, lost=lost
        )

    async def cancel(self, run_id: str, owner: str) -> LiveRun:
        """Stop a run; returns when it has stopped and that is kept. Raises NotFound."""
        run = await self.find(run_id, owner)
        await _stop(run)
        return run

    async def forget_thread(self, thread_id: str, owner: str) -> None:
        """Stop what a thread of this person is answering, if anything, and keep none of its events in memory."""
        for run in [run for run in self._runs.values() if (run.thread_id, run.owner) == (thread_id, owner)]:
            await _stop(run)
            self._runs.pop(run.id, None)

    async def close(self) -> None:
        """Stop everything that still runs."""
        await asyncio.gather(*(_stop(run) for run in self._runs.values()))

    async def _work(self, run: LiveRun, request: AskRequest) -> None:
        stream = AguiStream(run.thread_id, run.id)
        run.add(stream.started())
        try:
            await self._answer(run, request, stream)
        except asyncio.CancelledError:
            _fail(run, stream, "The run was cancelled.", CANCELLED)
        except TimeoutError:
            run.error = Unavailable("The turn took too long and was stopped; ask again, or ask for less.")
            _fail(run, stream, str(run.error), "timeout")
        except NacelleError as error:
            run.error = error
            _fail(run, stream, str(error), "failed")
        except Exception as error:
            log.error("run failed", run_id=run.id, exc_info=error)
            _fail(run, stream, "The turn met an error it did not expect; it is in the log.", "failed")
        await asyncio.shield(asyncio.ensure_future(self._keep(run)))

    async def _answer(self, run: LiveRun, request: AskRequest, stream: AguiStream) -> None:
        async with asyncio.timeout(self._assistant.settings.turn_timeout_s + GRACE_S):
            await self._warm_up.finished()
            async for event in self._assistant.stream(request):
                if event.kind == "answer":
                    run.answer = answer = event.data["answer"]
                    if self._monitor:
                        self._monitor.offer(LiveTurn(storable(run.question), request.library, answer))
                run.events.append(event)
                for payload in stream.convert(event):
                    run.add(payload)

    async def _keep(self, run: LiveRun) -> None:
        if run.answer:
            observe(run.answer)
        numbered = [RunEvent(seq=seq, data=data) for seq, data in enumerate(run.payloads, start=1)]
        try:
            await asyncio.to_thread(self._threads.finish_turn, run.id, run.owner, status=run.status, answer=run.answer)
            await asyncio.to_thread(self._threads.add_events, run.id, numbered)
        except NacelleError as error:
            log.warning("run not kept", run_id=run.id, error=type(error).__name__)
        finally:
            run.end()
            self._forget_old()

    def _forget_old(self) -> None:
        done = [run.id for run in self._runs.values() if run.done]
        for run_id in done[: max(0, len(self._runs) - self._max_live)]:
            self._runs.pop(run_id)


async def _stop(run: LiveRun) -> None:
    if run.task and not run.done:
        if not run.stopping:
            run.stopping = True
            run.task.cancel()
        await asyncio.wait({run.task})


def _same_question(run: LiveRun, question: str) -> LiveRun:
    if storable(run.question) != storable(question):
        raise Conflict("This Idempotency-Key was used for another question; send a new one.")
    return run


def _fail(run: LiveRun, stream: AguiStream, message: str, code: str) -> None:
    if run.answer is None:
        for payload in stream.failed(message, code):
            run.add(payload)

"""Runs belong to a server, not to a connection: a client may leave, come back and read on, here or at another server."""

import asyncio
import uuid
from collections import OrderedDict

import structlog

from agent.assistant import AskRequest, Assistant
from agent.monitoring.monitor import Monitor
from api.operation.metrics import LIVE
from api.operation.warm_up import WarmUp
from api.running.admission import Admission, Place
from api.running.kept import end_as_kept
from api.running.live_run import LiveRun
from api.running.sharing import Sharing
from api.running.turn import Turns
from api.settings import ApiSettings
from domain.callers import Caller
from domain.errors import BadInput, NacelleError, Unavailable
from stores.conversations.threads import Thread, Turn
from stores.writes.idempotency import Keyed

log = structlog.get_logger("nacelle.runs")
CLOSING = "The server is being stopped; ask again in a moment."


class Runs:
    """Starts, finds and stops runs; one at a time for each thread."""

    def __init__(
        self, assistant: Assistant, warm_up: WarmUp, settings: ApiSettings, monitor: Monitor | None = None
    ) -> None:
        self._kept = assistant.stores.runs
        self._threads = assistant.stores.threads
        self._max_chars = assistant.settings.max_question_chars
        self._max_kept = settings.max_live_runs
        self._admission = Admission(settings)
        self._turns = Turns(assistant, warm_up, monitor, settings.working_runs)
        self._runs: OrderedDict[str, LiveRun] = OrderedDict()
        self._closing = False
        self._sharing = Sharing(assistant.stores, self._of_this_server, stop)

    async def open(self) -> None:
        """End what stopped servers left, and begin to hear of other servers."""
        await self._sharing.open()

    def enter(self) -> Place:
        """Take a place for a request before anything is done for it. Raises TooBusy, and Unavailable where the server is being stopped."""
        if self._closing:
            raise Unavailable(CLOSING)
        return self._admission.enter(self._of_this_server())

    async def start(
        self,
        request: AskRequest,
        who: Caller,
        thread: Thread,
        place: Place,
        *,
        keyed: Keyed | None = None,
        new: bool = False,
    ) -> LiveRun:
        """Begin a turn of a thread, which is made with it where it is `new`; or find the one that this request began before.

        The run takes over the request's `place`.

        Raises:
            BadInput: the question is too long.
            NotFound: no such thread of this person.
            Conflict: the thread is answering another question, or the key was sent with other content.
            TooBusy: more runs are under way than the server takes.
        """
        self.check_length(request.question)
        self.check_room(who)
        place.leave()
        self._admission.check(who, self._of_this_server())
        run = LiveRun(uuid.uuid4().hex, thread.id, who.name, request.question)
        self._runs[run.id] = run  # counted before the first await
        try:
            turn = await asyncio.to_thread(self._kept.start, run.id, thread, run.question, keyed=keyed, new=new)
        except BaseException as error:
            self._runs.pop(run.id)
            run.error = error if isinstance(error, NacelleError) else None
            run.end()
            raise
        if turn.id != run.id:
            self._runs.pop(run.id)
            run.end()
            return await self.find(turn.id, who.name)
        asked = request.model_copy(update={"run_id": run.id, "thread_id": thread.id, "caller": who})
        run.task = asyncio.create_task(self._work(run, asked))
        return run

    def check_room(self, who: Caller) -> None:
        """Before anything is looked up for a run. Raises TooBusy, and Unavailable where the server is being stopped."""
        if self._closing:
            raise Unavailable(CLOSING)
        self._admission.room(who, self._of_this_server())

    def check_length(self, question: str) -> None:
        """Raises BadInput when the question is longer than the agent reads."""
        if len(question) > self._max_chars:
            raise BadInput(
                f"The question has {len(question):,} characters; the server takes up to {self._max_chars:,}."
            )

    async def find(self, run_id: str, owner: str) -> LiveRun:
        """A run of this person, live here or elsewhere, or as kept. Raises NotFound."""
        run = self._runs.get(run_id)
        if run and run.owner == owner:
            return run
        turn = await asyncio.to_thread(self._threads.turn, run_id, owner)
        if turn.status == "running":
            return await self._sharing.follow(turn)
        return await self._as_kept(turn)

    async def _as_kept(self, turn: Turn) -> LiveRun:
        kept = await asyncio.to_thread(self._kept.events, turn.id, turn.owner)
        run = LiveRun(turn.id, turn.thread_id, turn.owner, turn.question, [event.data for event in kept])
        end_as_kept(run, turn)
        return run

    async def cancel(self, run_id: str, owner: str) -> LiveRun:
        """Stop a run; returns when it has stopped and that is kept. Raises NotFound."""
        run = await self.find(run_id, owner)
        if run.task:
            await stop(run)
        elif not run.done:
            await asyncio.to_thread(self._kept.ask_to_stop, run_id, owner)
            await run.ended()
        return run

    async def forget_thread(self, thread: Thread) -> None:
        """Stop what a thread is answering, if anything, and keep none of its events in memory."""
        for run_id in await asyncio.to_thread(self._kept.running, thread.id):
            await self.cancel(run_id, thread.owner)
        for run in [run for run in self._runs.values() if run.thread_id == thread.id]:
            self._runs.pop(run.id, None)

    async def finish(self, seconds: float) -> None:
        """Begin nothing more; what is under way has so long, then it is stopped and its readers are told."""
        self._closing = True
        waiting = [asyncio.ensure_future(run.ended()) for run in self._of_this_server()]
        if waiting:
            _, late = await asyncio.wait(waiting, timeout=seconds)
            for waited in late:
                waited.cancel()
        await asyncio.gather(*(stop(run) for run in self._of_this_server()))

    async def close(self) -> None:
        """Stop everything that still runs here."""
        await asyncio.gather(*(stop(run) for run in self._of_this_server()))
        await self._sharing.close()

    def _of_this_server(self) -> list[LiveRun]:
        return [run for run in self._runs.values() if not run.done]

    async def _work(self, run: LiveRun, request: AskRequest) -> None:
        with LIVE.track_inprogress():
            await self._turns.work(run, request, self._sharing.publishing(run))
        self._admission.ended()
        done = [run.id for run in self._runs.values() if run.done]
        for run_id in done[: max(0, len(self._runs) - self._max_kept)]:
            self._runs.pop(run_id)


async def stop(run: LiveRun) -> None:
    """Stop a run of this server; returns when it has stopped and that is kept."""
    if run.task and not run.done:
        if not run.stopping:
            run.stopping = True
            run.task.cancel()
        await run.ended()

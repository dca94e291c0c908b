"""One run: its events so far, and a bell for those who wait for more."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from api.http.errors import RunFailed
from api.running.agui import Payload
from domain.answers import Answer, AnswerEvent
from domain.errors import Conflict, NacelleError

CANCELLED = "cancelled"


@dataclass
class LiveRun:
    """A run and who may see it. `done` means that it has stopped and was kept; `lost`, that a stopped server left it so.

    `kept` is how many of its events are in the database already; `closed`, that the rest will be kept with the answer.
    """

    id: str
    thread_id: str
    owner: str
    question: str
    payloads: list[Payload] = field(default_factory=list[Payload])
    events: list[AnswerEvent] = field(default_factory=list[AnswerEvent])
    answer: Answer | None = None
    error: NacelleError | None = None
    done: bool = False
    lost: bool = False
    stopping: bool = False
    kept: int = 0
    closed: bool = False
    task: "asyncio.Task[None] | None" = None
    _bell: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def status(self) -> str:
        """The answer's; without one, how the run ended."""
        if self.answer:
            return self.answer.status
        return str(self.payloads[-1].get("code", "failed")) if self.payloads else "failed"

    def add(self, *payloads: Payload) -> None:
        """Append events and wake the readers."""
        self.payloads.extend(payloads)
        self._ring()

    def close(self) -> None:
        """Only how it ended comes now."""
        self.closed = True
        self._ring()

    def end(self) -> None:
        """Nothing comes any more."""
        self.closed = self.done = True
        self._ring()

    def _ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()

    async def changed(self) -> None:
        """Wait until there is more, or only the end is missing."""
        if not self.closed:
            await self._bell.wait()

    async def ended(self) -> None:
        """Wait until the run has ended."""
        while not self.done:
            await self._bell.wait()

    async def read(self, after: int = 0) -> AsyncIterator[tuple[int, Payload]]:
        """Payloads numbered from 1, from `after` on, until the run has ended; of a lost run at least how it ended."""
        position, told = after, False
        while True:
            while position < len(self.payloads):
                position += 1
                told = True
                yield position, self.payloads[position - 1]
            if self.done:
                break
            await self._bell.wait()
        if self.lost and self.payloads and not told:
            # The reader had events that its server did not live to keep, or has read the end before.
            yield len(self.payloads), self.payloads[-1]

    async def answer_events(self) -> AsyncIterator[AnswerEvent]:
        """What happened, from the beginning, until the run has ended; of a run that is read again only its answer. Raises as `whole` does."""
        position = 0
        while True:
            while position < len(self.events):
                position += 1
                yield self.events[position - 1]
            if self.done:
                break
            await self._bell.wait()
        answer = await self.whole()
        if not self.events:
            yield AnswerEvent(kind="answer", data={"answer": answer})

    async def whole(self) -> Answer:
        """The answer, when the run has ended.

        Raises:
            Conflict: the run was cancelled.
            RunFailed: it ended without an answer; the message says why.
            NacelleError: what stopped it.
        """
        await self.ended()
        if self.answer:
            return self.answer
        if self.error:
            raise self.error
        message = str(self.payloads[-1].get("message", "")) if self.payloads else ""
        if self.status == CANCELLED:
            raise Conflict(message)
        raise RunFailed(message or "The run ended without an answer; ask again.")

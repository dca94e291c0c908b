"""Watches live turns without delaying any: the cheap signals at once, a sample of the others in the background."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from agent.monitoring.drift import Drift, Signal, TwoWindows
from agent.monitoring.scoring import SIGNALS, at_once
from agent.monitoring.settings import MonitoringSettings
from domain.answers import Answer


@dataclass(frozen=True)
class LiveTurn:
    """What was asked, of which library, and what came back."""

    question: str
    library: str
    answer: Answer


Score = Callable[[LiveTurn], dict[Signal, float]]


class Told(Protocol):
    """Where the figures go: a server shows them at /metrics."""

    def scored(self) -> None: ...
    def dropped(self) -> None: ...
    def failed(self, error: Exception) -> None: ...
    def drift(self, signal: Signal, drift: Drift) -> None: ...


class Monitor:
    """Used from one event loop.

    Args:
        score: the signals of a sampled turn; it may take its time, it runs in a thread.
        told: where figures go.
        settings: how many, how long, how far.
    """

    def __init__(self, score: Score, told: Told, settings: MonitoringSettings) -> None:
        self._score = score
        self._told = told
        self._share = settings.share
        self._queue: asyncio.Queue[LiveTurn] = asyncio.Queue(settings.queue)
        self._windows = {
            signal: TwoWindows(signal, settings.baseline, settings.window, settings.threshold) for signal in SIGNALS
        }
        self._worker: asyncio.Task[None] | None = None

    def offer(self, turn: LiveTurn) -> None:
        """Take note of a finished turn; returns at once, whatever the sample's queue holds."""
        if not self._share:
            return
        self._take(at_once(turn.answer))
        if not in_sample(turn.answer.id, self._share):
            return
        try:
            self._queue.put_nowait(turn)
        except asyncio.QueueFull:
            self._told.dropped()
            return
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())

    async def settled(self) -> None:
        """Wait until everything sampled so far is scored."""
        await self._queue.join()

    async def close(self) -> None:
        """Stop; what still waits is not scored."""
        if self._worker is not None:
            self._worker.cancel()
            await asyncio.wait({self._worker})

    async def _work(self) -> None:
        while True:
            turn = await self._queue.get()
            try:
                self._take(await asyncio.to_thread(self._score, turn))
                self._told.scored()
            except Exception as error:  # noqa: BLE001  whatever breaks here must not end the watching
                self._told.failed(error)
            finally:
                self._queue.task_done()

    def _take(self, values: dict[Signal, float]) -> None:
        for signal, value in values.items():
            drift = self._windows[signal].add(value)
            if drift:
                self._told.drift(signal, drift)


def in_sample(run_id: str, share: float) -> bool:
    """Whether a run belongs to the sample: the same run always does, or never."""
    drawn = int.from_bytes(hashlib.sha256(run_id.encode()).digest()[:8], "big")
    return drawn < share * 2**64

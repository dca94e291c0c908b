"""Loads in the background what the first question would wait for."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger("nacelle.api")
LOADING: Final = "loading"
READY: Final = "ready"


class WarmUp:
    """`state` is "loading", "ready", or why it failed; a failure is shown by /readyz and stops nothing."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.state: str = LOADING
        self._task = asyncio.create_task(self._run(work))

    async def _run(self, work: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(work)
        except Exception as error:
            log.warning("warm-up failed", exc_info=error)
            self.state = str(error)
        else:
            self.state = READY

    async def finished(self) -> None:
        """Wait until it has ended, well or not; being cancelled meanwhile does not stop it."""
        await asyncio.wait({self._task})

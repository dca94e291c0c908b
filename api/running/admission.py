"""Who may begin a run just now: the server's capacity, and each caller's share of it."""

import math
import time
from collections import deque
from collections.abc import Collection
from types import TracebackType
from typing import Self

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.http.errors import TooBusy
from api.operation.metrics import REFUSED
from api.running.live_run import LiveRun
from api.settings import ApiSettings
from domain.callers import LOCAL, Caller

FULL = "The server is answering as many questions as it can; try again in a moment."
REMEMBERED, LONGEST_WAIT_S = 50, 60


class Place:
    """What a request takes at the door, before anything is looked up for it, until its run is counted or it goes."""

    def __init__(self, entering: set["Place"]) -> None:
        self._entering = entering
        entering.add(self)

    def leave(self) -> None:
        """Make room; a second time does no harm."""
        self._entering.discard(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()


class Admission:
    """Says no at once, with the time after which it is worth trying again."""

    def __init__(self, settings: ApiSettings) -> None:
        self._settings = settings
        self._rate = RateLimitItemPerMinute(settings.runs_per_minute)
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._ends: deque[float] = deque(maxlen=REMEMBERED)
        self._entering: set[Place] = set()

    def enter(self, live: Collection[LiveRun]) -> Place:
        """Take a place for a request, whoever sends it. Raises TooBusy when those under way and those at the door are enough."""
        if len(live) + len(self._entering) >= self._settings.max_live_runs:
            REFUSED.labels("server").inc()
            raise TooBusy(FULL, self._next_end())
        return Place(self._entering)

    def check(self, who: Caller, live: Collection[LiveRun]) -> None:
        """Count one more run of this caller. Raises TooBusy as `room` does, and when there were too many in the last minute."""
        self.room(who, live)
        if who is not LOCAL and not self._window.hit(self._rate, who.name):
            REFUSED.labels("rate").inc()
            again = self._window.get_window_stats(self._rate, who.name).reset_time - time.time()
            raise TooBusy("You ask more often than one person may; wait a little.", math.ceil(max(again, 1)))

    def room(self, who: Caller, live: Collection[LiveRun]) -> None:
        """Raises TooBusy when the server, or this caller, has enough under way. The person at the machine has no share to keep to."""
        if len(live) >= self._settings.max_live_runs:
            REFUSED.labels("server").inc()
            raise TooBusy(FULL, self._next_end())
        if who is LOCAL:
            return
        if sum(run.owner == who.name for run in live) >= self._settings.max_runs_per_caller:
            REFUSED.labels("caller").inc()
            raise TooBusy(
                "You have as many questions under way as one person may; wait for an answer.", self._next_end()
            )

    def ended(self) -> None:
        """A run has ended: how fast they do is what the waiting time is told by."""
        self._ends.append(time.monotonic())

    def _next_end(self) -> int:
        if len(self._ends) < 2:
            return 1
        apart = (self._ends[-1] - self._ends[0]) / (len(self._ends) - 1)
        return min(max(1, math.ceil(apart)), LONGEST_WAIT_S)

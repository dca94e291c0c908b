"""A breaker between the agent and an endpoint that keeps failing."""

import time
from collections.abc import Callable


class Circuit:
    """Opens after `failures` in a row and lets one trial through every `rest_s` seconds; `failures=0` never opens."""

    def __init__(self, failures: int = 3, rest_s: float = 60.0, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = failures
        self._rest_s = rest_s
        self._clock = clock
        self._in_a_row = 0
        self._closed_from = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are skipped just now."""
        return self._clock() < self._closed_from

    def enter(self) -> bool:
        """Whether a call may be made; while the endpoint is on trial, only one may."""
        if self.is_open:
            return False
        if 0 < self._limit <= self._in_a_row:
            self._closed_from = self._clock() + self._rest_s
        return True

    def succeeded(self) -> None:
        """A call worked: count from nought again."""
        self._in_a_row = 0
        self._closed_from = 0.0

    def failed(self) -> None:
        """A call failed, retries included."""
        self._in_a_row += 1
        if 0 < self._limit <= self._in_a_row:
            self._closed_from = self._clock() + self._rest_s

"""Codes are short, so only so many wrong ones may be tried a minute."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.http.errors import TooBusy

OF_ONE, OF_ALL = RateLimitItemPerMinute(10), RateLimitItemPerMinute(300)
EVERYBODY = "*"


class Tries:
    """Counts what failed, by address and together."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def check(self, address: str) -> None:
        """Raises TooBusy where too many codes were wrong."""
        for item, whose in ((OF_ONE, address), (OF_ALL, EVERYBODY)):
            if not self._window.test(item, whose):
                again = self._window.get_window_stats(item, whose).reset_time - time.time()
                raise TooBusy(
                    "Too many codes were wrong; wait a little and ask for a new one.", math.ceil(max(again, 1))
                )

    def failed(self, address: str) -> None:
        """One was wrong."""
        for item, whose in ((OF_ONE, address), (OF_ALL, EVERYBODY)):
            self._window.hit(item, whose)

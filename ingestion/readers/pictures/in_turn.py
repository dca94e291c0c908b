"""One process at a time: what takes so much memory that two of it side by side would be too much."""

import fcntl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any


class Turns:
    """A lock between processes that ends with its holder.

    Args:
        descriptor: of an open file that all of them inherited; None where there is only one process.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = descriptor

    @contextmanager
    def mine(self) -> Generator[None]:
        """Wait for the turn and keep it while the block runs."""
        if self._descriptor is None:
            yield
            return
        # Not flock: that lock belongs to the open file, which the processes share.
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN)

    def wrapped(self, work: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """`work`, done in turn."""

        def run(given: Any) -> Any:
            with self.mine():
                return work(given)

        return run

"""Inside a reading process: one file kept open, one answer a page."""

import resource
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from domain.errors import ReadFailure
from ingestion.readers.files import OpenFile, open_file
from ingestion.readers.pictures.in_turn import Turns
from ingestion.readers.pictures.recognition import find_lines_in_turn

MOST_MEMORY = 2_500_000_000
"""Bytes a reading process may take; recognising the largest pages takes about 1.1 GB."""


class Served:
    """Answers for pages of one file after the other."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._opened: OpenFile | None = None
        self._stack = ExitStack()

    def answer(self, path: Path, number: int) -> tuple[Any, ...]:
        """("source", source, pages) for page 0, ("page", number, page), or ("failed", number, reason)."""
        try:
            opened = self._file(path, fresh=number == 0)
            if number == 0:
                return "source", opened.source, opened.count
            return "page", number, opened.page(number)
        except ReadFailure as failure:
            return "failed", number, failure.reason
        except FileNotFoundError:
            return "failed", number, "vanished while it was being read"
        except MemoryError:
            return "failed", number, "needs more memory than there is"
        except Exception as error:  # noqa: BLE001  (whatever a hostile file provokes ends with its page)
            return "failed", number, f"damaged: {type(error).__name__} while reading"

    def _file(self, path: Path, *, fresh: bool) -> OpenFile:
        if fresh or path != self._path or self._opened is None:
            self._stack.close()
            self._opened = None
            self._opened = self._stack.enter_context(open_file(path))
            self._path = path
        return self._opened


def serve(descriptor: int, turns: int) -> None:
    """A reading process: takes (path, first page, last page), sends one message a page; page 0 asks for the source.

    Args:
        descriptor: of the pipe.
        turns: of an open file that all reading processes inherited, see `Turns`.
    """
    _limit_memory()
    find_lines_in_turn(Turns(turns))
    pipe = Connection(descriptor)
    served = Served()
    while True:
        try:
            path, first, last = pipe.recv()
            for number in range(first, last + 1):
                pipe.send(served.answer(Path(path), number))
        except (EOFError, KeyboardInterrupt, OSError):
            return


def _limit_memory() -> None:
    """A page that grows without end ends its own process, which is told as a damaged page, not the machine."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, most))

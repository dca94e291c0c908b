"""Inside a reading process: one file kept open, one answer a page."""

from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from domain.errors import ReadFailure
from ingestion.readers.files import OpenFile, open_file


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


def serve(descriptor: int) -> None:
    """A reading process: takes (path, first page, last page), sends one message a page; page 0 asks for the source."""
    pipe = Connection(descriptor)
    served = Served()
    while True:
        try:
            path, first, last = pipe.recv()
            for number in range(first, last + 1):
                pipe.send(served.answer(Path(path), number))
        except (EOFError, KeyboardInterrupt, OSError):
            return

"""The progress bar of an ingest, on stderr."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager

from ingestion.pipeline import Progress as Step


@contextmanager
def progress_bar() -> Generator[Callable[[Step], None]]:
    """A function that shows how far an ingest is, with its rate and the time that remains; nothing is shown before its first call."""
    shown: list[Callable[[Step], None]] = []

    with ExitStack() as stack:

        def show(step: Step) -> None:
            if not shown:
                # An ingest that finds nothing new has nothing to show and need not load how.
                from ingestion.terminal.drawn_progress import drawn_bar  # noqa: PLC0415

                shown.append(stack.enter_context(drawn_bar()))
            shown[0](step)

        yield show

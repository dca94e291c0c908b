"""Progress bars on stderr; nothing where stderr is no terminal."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar(*names: str) -> Generator[tuple[Callable[[int, int], None], ...]]:
    """A bar for each name, one below the other; each is told what is done and of how many."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        yield tuple(_told(drawn, name) for name in names)


def _told(drawn: Progress, name: str) -> Callable[[int, int], None]:
    task = drawn.add_task(name, total=None)
    return lambda done, total: drawn.update(task, completed=done, total=total)

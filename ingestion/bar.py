"""The progress bar of an ingest, on stderr."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from ingestion.pipeline import Progress as Step


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.speed
        return Text(f"{speed:.0f} pages/s" if speed else "")


@contextmanager
def progress_bar() -> Generator[Callable[[Step], None]]:
    """A function that shows how far an ingest is, with its rate and the time that remains."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f} pages"),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading", total=0)
        path = ""

        def show(step: Step) -> None:
            nonlocal path
            if step.path != path:
                path = step.path
                bars.reset(task, total=step.total, description=f"{step.file}/{step.files} {path}")
            bars.update(task, completed=step.done, total=step.total)

        yield show

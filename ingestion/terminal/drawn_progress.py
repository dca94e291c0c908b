"""How the progress bar looks: with its rate and the time that remains."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from ingestion.pipeline import Progress as Step


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.speed
        return Text(f"{speed:.0f} {task.fields['counts']}/s" if speed else "")


@contextmanager
def drawn_bar() -> Generator[Callable[[Step], None]]:
    """A function that draws a step, on stderr; the bar is gone afterwards."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f}/{task.total:.0f} {task.fields[counts]}"),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading", total=0, counts="pages")
        shown = ("", "")

        def show(step: Step) -> None:
            nonlocal shown
            if (step.path, step.counts) != shown:
                shown = (step.path, step.counts)
                bars.reset(
                    task,
                    total=step.total,
                    description=f"{step.file}/{step.files} {step.path}",
                    counts=step.counts,
                )
            bars.update(task, completed=step.done, total=step.total)

        yield show

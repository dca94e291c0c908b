"""Runs that are read from the database."""

from api.running.agui import AguiStream
from api.running.live_run import LiveRun
from domain.errors import Unavailable
from stores.conversations.threads import Turn

STOPPED_WITH_SERVER = "The server stopped during this run; ask again."
LAST = frozenset({"RUN_ERROR", "RUN_FINISHED"})


def end_as_kept(run: LiveRun, turn: Turn) -> None:
    """End it; one that a stopped server left says so to whoever waits for more."""
    run.answer = turn.answer
    run.lost = not (run.payloads and run.payloads[-1]["type"] in LAST)
    if run.lost:
        run.error = Unavailable(STOPPED_WITH_SERVER)
        run.add(*AguiStream(turn.thread_id, turn.id).failed(STOPPED_WITH_SERVER, "failed"))
    run.end()

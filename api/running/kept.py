"""Runs that are read from the database."""

from api.running.agui import AguiStream
from api.running.live_run import LiveRun
from domain.errors import NacelleError, Unavailable
from stores.conversations.threads import Turn

STOPPED_WITH_SERVER = "The server stopped during this run; ask again."
LAST = frozenset({"RUN_ERROR", "RUN_FINISHED"})


def end_as_kept(run: LiveRun, turn: Turn) -> None:
    """End it; one that a stopped server left says so to whoever waits for more."""
    run.answer = turn.answer
    if run.payloads and run.payloads[-1]["type"] in LAST:
        run.end()
    else:
        end_as_lost(run, Unavailable(STOPPED_WITH_SERVER))


def end_as_lost(run: LiveRun, error: NacelleError) -> None:
    """End it without an answer: whoever reads on is told so, wherever they are."""
    run.lost, run.error = True, error
    run.add(*AguiStream(run.thread_id, run.id).failed(str(error), "failed"))
    run.end()

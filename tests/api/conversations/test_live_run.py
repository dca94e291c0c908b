"""What a reader of a run is told, whatever it has read before."""

import asyncio

import pytest

from api.running.kept import end_as_lost
from api.running.live_run import LiveRun
from domain.errors import Unavailable


def run_of(*texts: str) -> LiveRun:
    run = LiveRun("r1", "t1", "somebody", "What does 41 mean?")
    run.add(*({"type": "CUSTOM", "name": text} for text in texts))
    return run


@pytest.mark.parametrize("read_before", [0, 1, 2, 3, 7])
async def test_whoever_reads_on_in_a_lost_run_is_told_how_it_ended(read_before: int) -> None:
    """A server dies before it keeps its last events: a reader may have had more of them than there are now."""
    run = run_of("status", "citation")
    reading = asyncio.ensure_future(_read(run, read_before))
    await asyncio.sleep(0)
    end_as_lost(run, Unavailable("The server stopped during this run; ask again."))
    assert (await reading)[-1]["type"] == "RUN_ERROR"
    assert (await _read(run, read_before))[-1]["type"] == "RUN_ERROR"


async def test_a_run_that_ended_well_is_not_told_twice() -> None:
    run = run_of("status", "answer")
    run.end()
    assert await _read(run, 2) == []
    assert len(await _read(run, 1)) == 1


async def _read(run: LiveRun, after: int) -> list[dict[str, object]]:
    return [dict(payload) async for _, payload in run.read(after)]

"""The server's own turns are scored in the background and told at /metrics."""

import asyncio
import json

import httpx
import pytest

from agent.assistant import Assistant
from tests.api.small_server import client_of, new_thread


async def _counts(client: httpx.AsyncClient) -> tuple[float, float]:
    page = (await client.get("/metrics")).text
    names = ("nacelle_monitor_scored_turns_total", "nacelle_monitor_failures_total")
    scored, failed = (
        next((float(line.split()[-1]) for line in page.splitlines() if line.startswith(f"{name} ")), 0.0)
        for name in names
    )
    return scored, failed


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question", ["When is the brake lining replaced?", "When is the brake lining \ud800 replaced?"]
)
async def test_a_turn_of_the_sample_is_scored(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setenv("NACELLE_MONITOR_SHARE", "1")
    async with client_of(assistant) as client:
        before = await _counts(client)  # counters are the process's: other tests' servers count there too
        thread = await new_thread(client)
        asked = json.dumps({"input": question})  # half a character travels only as its escape
        headers = {"accept": "application/json", "content-type": "application/json"}
        answer = await client.post(f"/api/threads/{thread}/runs", content=asked, headers=headers)
        assert answer.status_code == 200, answer.text
        async with asyncio.timeout(10):
            while (now := await _counts(client)) == before:  # noqa: ASYNC110  figures are only told at /metrics
                await asyncio.sleep(0.02)
        assert now == (before[0] + 1, before[1])

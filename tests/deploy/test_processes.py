"""What the containers run, as processes: two servers on PostgreSQL and a Chroma server, spans to a collector; one is replaced, one killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from stores.open_stores import open_stores
from stores.settings import StoreSettings
from tests.api.operation.collector import collecting
from tests.api.organisation import MANUAL_QUESTION, write_organisation
from tests.contracts.conftest import settings as settings
from tests.stores.test_chroma_server import Server as ChromaServer

NACELLE = Path(sys.executable).parent / "nacelle"
PATIENCE = 90.0


class Replica:
    """`nacelle serve`, as the container's CMD starts it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [str(NACELLE), "serve", "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.process.stdout
        self.client = httpx.Client(base_url=self.process.stdout.readline().decode().split()[-1], timeout=60)
        until = time.monotonic() + PATIENCE
        while self.client.get("/readyz").status_code != 200:
            assert time.monotonic() < until, self.client.get("/readyz").text
            time.sleep(0.2)

    def ask(self, thread: str, **headers: str) -> httpx.Response:
        return self.client.post(f"/api/threads/{thread}/runs", json={"input": MANUAL_QUESTION}, headers=headers)

    def end(self, how: signal.Signals) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(30)


@contextmanager
def replica(environment: dict[str, str]) -> Iterator[Replica]:
    started = Replica(environment)
    try:
        yield started
    finally:
        started.end(signal.SIGKILL)
        started.client.close()
        if started.process.stdout:
            started.process.stdout.close()


def test_replaced_and_killed_nothing_is_lost(settings: StoreSettings, tmp_path: Path) -> None:
    if not settings.on_postgres:
        pytest.skip("one server has the folder of SQLite")
    chroma = ChromaServer(tmp_path / "chroma")
    try:
        with open_stores(settings=settings.model_copy(update={"chroma_url": chroma.address})) as stores:
            write_organisation(stores)
        with collecting() as collector:
            _replace_and_kill(
                tmp_path,
                {
                    **{name: value for name, value in os.environ.items() if not name.startswith("NACELLE_")},  # noqa: TID251  the child's own environment
                    "NACELLE_FILES": f"file://{settings.home / 'files'}",
                    "NACELLE_DATABASE_URL": settings.database_url,
                    "NACELLE_CHROMA_URL": chroma.address,
                    "NACELLE_INGEST_WORKER": "false",
                    "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url.removesuffix("/v1"),
                },
            )
        assert sum(span.name == "invoke_agent nacelle" for span in collector.spans) >= 1, (
            "the last spans go out at SIGTERM"
        )
        assert b"torque" not in collector.raw
    finally:
        chroma.stop()


def _replace_and_kill(folder: Path, environment: dict[str, str]) -> None:
    """Each server has a home of its own, as pods do: they share the databases and the originals."""
    homes = [environment | {"NACELLE_HOME": str(folder / name)} for name in ("old", "other", "new")]
    with replica(homes[0]) as old, replica(homes[1]) as other:
        for each in (old, other):
            assert each.client.get("/api/documents/doc/pages/2").headers["content-type"] == "image/png"
        assert old.client.get("/healthz").status_code == 200
        thread = old.client.post("/api/threads", json={}).json()["id"]
        answer = old.ask(thread, **{"idempotency-key": "once"}).json()
        assert "85 Nm" in answer["text"]
        assert 'nacelle_turns_total{model="embedded",status="answered"} 1.0' in old.client.get("/metrics").text
        assert old.end(signal.SIGTERM) == 0
        assert other.ask(thread, **{"idempotency-key": "once"}).json() == answer, "the other answers a repeated request"
        other.end(signal.SIGKILL)
    with replica(homes[2]) as new:
        kept = new.client.get(f"/api/threads/{thread}").json()
        assert [turn["answer"]["text"] for turn in kept["turns"]] == [answer["text"]]
        assert new.end(signal.SIGTERM) == 0

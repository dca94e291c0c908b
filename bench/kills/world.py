"""What the servers of the campaign share: a database, a small organisation in it, and how a server is started and killed."""

import asyncio
import os
import socket
import sys
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from ingestion.pipeline import ingest
from stores.open_stores import open_stores
from stores.settings import StoreSettings

READY_WITHIN_S = 120
MANUAL = """# Crane manual

## 7 Brake

**DANGER** Lower the hook and lock out the main switch before any work on the brake.

1. Remove the brake cover.
2. Fit the new brake lining.
3. Tighten the brake cover bolts to a torque of 85 Nm.
"""


@contextmanager
def database(home: Path, postgres: str) -> Generator[StoreSettings]:
    """Settings of an empty database: SQLite in `home`, or a schema of its own that is dropped afterwards."""
    if not postgres:
        yield StoreSettings(home=home, database_url="")
        return
    schema = f"nacelle_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        try:
            yield StoreSettings(home=home, database_url=f"{postgres}?options=-csearch_path%3D{schema}")
        finally:
            server.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))


def fill(settings: StoreSettings, people: int) -> None:
    """A machine, a manual, an alarm and a part to ask about; a job for each person to write to."""
    with open_stores(settings=settings) as stores:
        stores.records.put_assets([Asset(tag="T-1", model="Lifter L20")])
        stores.records.put_alarms([AlarmCode(code="41", title="Brake worn", actions=("Order part P-100.",))])
        stores.records.put_parts([Part(number="P-100", stock=(Stock(location="Depot", quantity=5),))])
        jobs = [WorkOrder(number=f"JOB-{n}", asset="T-1", title="brake", status="open") for n in range(people)]
        stores.records.put_work_orders(jobs)
        manual = settings.home / "crane.md"
        manual.write_text(MANUAL, encoding="utf-8")
        ingest([manual], passages=stores.passages, workers=1, keep=stores.originals)


class Server:
    """`nacelle serve` on a port of its own, started again after each kill; `more` is environment."""

    def __init__(self, settings: StoreSettings, **more: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        own = {"NACELLE_HOME": str(settings.home), "NACELLE_DATABASE_URL": settings.database_url}
        self._environment = {**os.environ, **own, "NACELLE_INGEST_WORKER": "false", **more}  # noqa: TID251  the child's own
        self._log = settings.home / f"server-{self.port}.log"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        """Where it listens, whenever it runs."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Returns when it says that it is ready."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "nacelle", "serve", "--port", str(self.port)),
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=self._log.open("ab"),
        )
        assert self._process.stdout
        said = await asyncio.wait_for(self._process.stdout.readline(), READY_WITHIN_S)
        if b"ready" not in said:
            raise RuntimeError(f"The server did not start: {self._log.read_text(encoding='utf-8')[-500:]}")

    async def kill(self) -> None:
        """At once, as a power cut does."""
        if self._process:
            if self._process.returncode is None:
                self._process.kill()
            await self._process.wait()

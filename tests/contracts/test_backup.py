"""What is backed up comes back whole, on both kinds of database."""

import asyncio
import uuid
from pathlib import Path

import psycopg
import pytest

from domain.answers import Answer
from domain.errors import BadInput, Conflict
from stores.conversations.checkpoints import open_checkpointer
from stores.database.backup import back_up, restore
from stores.open_stores import Stores, open_stores
from stores.records.store import SqlRecords
from stores.settings import StoreSettings
from tests.contracts.conftest import POSTGRES


def elsewhere(settings: StoreSettings, tmp_path: Path) -> StoreSettings:
    """An empty place of the same kind."""
    url = settings.database_url
    if settings.on_postgres:
        schema = f"nacelle_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"CREATE SCHEMA {schema}")  # pyright: ignore[reportArgumentType, reportCallIssue]
        url = f"{POSTGRES}?options=-csearch_path%3D{schema}"
    made = StoreSettings(home=tmp_path / "elsewhere", database_url=url)
    if made.on_postgres:

        async def tables() -> None:
            async with open_checkpointer(made):
                """Made when it is opened."""

        asyncio.run(tables())
    return made


def test_nothing_is_lost(stores: Stores, records: SqlRecords, settings: StoreSettings, tmp_path: Path) -> None:
    thread = stores.threads.create("ann", title="ü")
    stores.runs.start("r1", thread, "Why?")
    stores.runs.finish(
        "r1", status="answered", answer=Answer(id="r1", thread_id=thread.id, status="answered", text="520 Nm")
    )
    _, key = stores.keys.create("erp", role="service")
    (settings.home / "files").mkdir()
    (settings.home / "files" / "abc.pdf").write_bytes(b"%PDF \x00")
    assert records
    file = tmp_path.parent / f"{tmp_path.name}.backup"
    size = back_up(settings, file)
    assert size == file.stat().st_size
    place = elsewhere(settings, tmp_path)
    restore(place, file)
    with open_stores(settings=place) as back:
        assert back.threads.turns(thread.id, "ann") == stores.threads.turns(thread.id, "ann")
        assert back.records.assets() == stores.records.assets()
        assert back.records.find_work_orders(limit=99) == stores.records.find_work_orders(limit=99)
        assert back.records.part("29-1182") == stores.records.part("29-1182")
        holder = back.keys.holder(key)
        assert holder
        assert holder.name == "erp"
        back.audit.add("ann", "tried", "x")
    assert (place.home / "files" / "abc.pdf").read_bytes() == b"%PDF \x00"
    with pytest.raises(Conflict, match="not empty"):
        restore(place, file)


def test_originals_that_lie_elsewhere(tmp_path: Path) -> None:
    there = StoreSettings(home=tmp_path / "home", files=f"file://{tmp_path}/shared")
    back = StoreSettings(home=tmp_path / "back", files=f"memory://{uuid.uuid4().hex}")
    with open_stores(settings=there) as stores:
        (tmp_path / "abc.pdf").write_bytes(b"%PDF")
        stores.originals.put(tmp_path / "abc.pdf", "abc.pdf")
    back_up(there, tmp_path / "b")
    restore(back, tmp_path / "b")
    with open_stores(settings=back) as stores:
        assert stores.originals.file("abc").read_bytes() == b"%PDF"


def test_what_is_no_backup_changes_nothing(settings: StoreSettings, tmp_path: Path) -> None:
    place = StoreSettings(home=tmp_path / "new", database_url="")
    torn = tmp_path / "torn"
    torn.write_bytes(b"\x1f\x8b\x08 no")
    for file in (torn, tmp_path / "none"):
        with pytest.raises(BadInput):
            restore(place, file)
    assert not place.home.exists()

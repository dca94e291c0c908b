"""Opening the stores: settings, versions of the tables, and trouble said in one sentence."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from domain.errors import SettingsError, Unavailable
from domain.records import Asset
from stores import migrations
from stores.conversations.checkpoints import open_checkpointer
from stores.database.engine import open_engine
from stores.database.schema import Table
from stores.open_stores import open_stores
from stores.settings import StoreSettings

CLOSED_PORT = "postgresql://someone:hunter2@127.0.0.1:9/none"


def sqlite_settings(home: Path) -> StoreSettings:
    return StoreSettings(home=home, database_url="")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_reached_through_psycopg(scheme: str) -> None:
    settings = StoreSettings(database_url=f"{scheme}://u:hunter2@h/d")
    assert settings.records_url == "postgresql+psycopg://u:hunter2@h/d"
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("url", ["mysql://h/d", "records.db", "postgresql"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="NACELLE_DATABASE_URL must begin with"):
        StoreSettings(database_url=url)


def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    home = tmp_path / "new" / "folder with % and ü"
    with open_stores(home, sqlite_settings(tmp_path)) as stores:
        stores.records.put_assets([Asset(tag="A1")])
    with open_stores(home, sqlite_settings(tmp_path)) as stores:
        assert stores.records.asset("a1").tag == "A1"
        stores.close()
        stores.close()


def test_the_newest_migration_makes_exactly_the_tables(tmp_path: Path) -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == migrations.HEAD
    settings = sqlite_settings(tmp_path)
    open_stores(settings=settings).close()
    engine = open_engine(settings)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": lambda *_: True})
        own = {table.name for table in Table.metadata.tables.values()}
        differences = [entry for entry in compare_metadata(context, Table.metadata) if _concerns(entry, own)]
    engine.dispose()
    assert differences == []


def _concerns(entry: object, tables: set[str]) -> bool:
    if isinstance(entry, list):
        return any(_concerns(part, tables) for part in entry)
    if isinstance(entry, tuple) and entry[0] == "remove_table":
        return entry[1].name in tables
    return True


def test_a_database_of_a_newer_nacelle_is_left_alone(tmp_path: Path) -> None:
    settings = sqlite_settings(tmp_path)
    open_stores(settings=settings).close()
    with sqlite3.connect(tmp_path / "records.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Unavailable, match="A newer Nacelle wrote this database"):
        open_stores(settings=settings)


def test_a_damaged_file_is_named_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    file.write_bytes(b"this is no database " * 500)
    with pytest.raises(Unavailable, match=r"records\.db is damaged and was left as it is"):
        open_stores(settings=sqlite_settings(tmp_path))
    assert file.read_bytes() == b"this is no database " * 500


def test_a_database_damaged_in_the_middle_is_named_when_read(tmp_path: Path) -> None:
    settings = sqlite_settings(tmp_path)
    with open_stores(settings=settings) as stores:
        stores.records.put_assets([Asset(tag=f"A{n}", model="m" * 500) for n in range(500)])
    file = tmp_path / "records.db"
    content = bytearray(file.read_bytes())
    content[4096 * 8 :] = b"\xff" * (len(content) - 4096 * 8)
    file.write_bytes(bytes(content))
    with pytest.raises(Unavailable, match="is damaged"), open_stores(settings=settings) as stores:
        stores.records.assets()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Unavailable, match="cannot be made"):
        open_stores(settings=sqlite_settings(tmp_path / "file" / "home"))


def test_a_place_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "records.db").mkdir()
    with pytest.raises(Unavailable, match="cannot be opened or written"):
        open_stores(settings=sqlite_settings(tmp_path))


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    settings = sqlite_settings(tmp_path)
    open_stores(settings=settings).close()
    engine = open_engine(settings)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Unavailable, match="is full; free some space"):
            connection.exec_driver_sql("INSERT INTO record_versions VALUES (?, 1)", ("x" * 100_000,))
    engine.dispose()
    with open_stores(settings=settings) as stores:
        assert stores.records.assets() == []


async def test_postgresql_out_of_reach_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    settings = StoreSettings(home=tmp_path, database_url=CLOSED_PORT)
    with pytest.raises(Unavailable, match="is not reachable; check NACELLE_DATABASE_URL") as caught:
        open_stores(settings=settings)
    assert "hunter2" not in str(caught.value)


async def test_a_damaged_conversation_file_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "conversations.db").write_bytes(b"no database" * 500)
    with pytest.raises(Unavailable, match="left as it is"):
        async with open_checkpointer(sqlite_settings(tmp_path)):
            pass
    assert (tmp_path / "conversations.db").read_bytes() == b"no database" * 500

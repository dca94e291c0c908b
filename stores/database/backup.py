"""Everything that is kept, in one file and back: the data folder, originals that lie elsewhere, and the PostgreSQL database where there is one."""

import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import MetaData

from domain.errors import BadInput, Conflict, Unavailable
from stores.database.engine import open_engine
from stores.migrations import HEAD, bring_up_to_date
from stores.originals import COPIES, Originals, originals_of
from stores.settings import StoreSettings

MANIFEST, HOME, TABLES, ORIGINALS = "manifest.json", "home", "tables", "originals"
OWN_OF_SCHEMA = frozenset({"alembic_version", "checkpoint_migrations"})
"""Written by the versions of the tables themselves."""
_NEVER = frozenset({"server.lock"})
_SIDE = ("-wal", "-shm", "-journal")
_SQLITE = b"SQLite format 3\0"


def back_up(settings: StoreSettings, file: Path) -> int:
    """Write the backup, whole or not at all; a server may be at work meanwhile. Returns its size in bytes.

    Each database in it is as of one moment. Raises Unavailable when something cannot be read.
    """
    partial = file.with_name(f".{file.name}.part")
    try:
        with tarfile.open(partial, "w:gz") as archive, tempfile.TemporaryDirectory() as scratch:
            told = {"format": 1, "tables": HEAD, "database": "postgresql" if settings.on_postgres else "sqlite"}
            _add(archive, MANIFEST, json.dumps(told).encode())
            for path in _files(settings.home):
                _add_file(archive, path, f"{HOME}/{path.relative_to(settings.home)}", Path(scratch))
            if settings.files:
                _add_originals(archive, originals_of(settings), Path(scratch))
            if settings.on_postgres:
                _dump(settings, archive, Path(scratch))
        partial.replace(file)
    except (sqlite3.Error, psycopg.Error) as error:
        raise Unavailable(f"The backup was not made: {error}.") from error
    finally:
        partial.unlink(missing_ok=True)
    return file.stat().st_size


def restore(settings: StoreSettings, file: Path) -> None:
    """Bring back what a backup holds into an empty folder (and database).

    Raises:
        BadInput: the file is no backup, or is one of another kind of database or version.
        Conflict: there is something already; it is left as it is.
    """
    if settings.home.exists() and any(path.name not in _NEVER for path in settings.home.iterdir()):
        raise Conflict(f"{settings.home} is not empty; name an empty folder as NACELLE_HOME, or move this one away.")
    settings.home.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.home.parent) as scratch:
        folder = Path(scratch)
        try:
            with tarfile.open(file, "r:gz") as archive:
                archive.extractall(folder, filter="data")
            told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, tarfile.TarError, ValueError, EOFError) as error:
            raise BadInput(f"{file} is not a backup, or is damaged; nothing was restored.") from error
        if told["database"] != ("postgresql" if settings.on_postgres else "sqlite"):
            raise BadInput(f"This backup is of {told['database']}; set NACELLE_DATABASE_URL accordingly.")
        if told["tables"] > HEAD or (settings.on_postgres and told["tables"] != HEAD):
            raise BadInput(
                f"This backup has tables of version {told['tables']}, this Nacelle {HEAD}; restore it with the Nacelle that made it."
            )
        if settings.on_postgres:
            _load(settings, folder / TABLES)
        (folder / HOME).mkdir(exist_ok=True)
        shutil.copytree(folder / HOME, settings.home, dirs_exist_ok=True)
        for own in (folder / HOME / "files", folder / ORIGINALS):
            for path in own.iterdir() if own.exists() else ():
                originals_of(settings).put(path, path.name)


def _files(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        passing = path.name in _NEVER or path.name.endswith(_SIDE) or path.parent == home / COPIES
        if path.is_file() and not passing:
            yield path


def _add_originals(archive: tarfile.TarFile, originals: Originals, scratch: Path) -> None:
    """Those that lie elsewhere than in the home."""
    for name in originals.names():
        copy = scratch / name
        originals.fetch(name, copy)
        archive.add(copy, f"{ORIGINALS}/{name}")
        copy.unlink()


def _add_file(archive: tarfile.TarFile, path: Path, name: str, scratch: Path) -> None:
    with path.open("rb") as opened:
        if opened.read(len(_SQLITE)) != _SQLITE:
            archive.add(path, name)
            return
    copy = scratch / "copy.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    archive.add(copy, name)
    copy.unlink()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    about = tarfile.TarInfo(name)
    about.size = len(content)
    archive.addfile(about, io.BytesIO(content))


def _tables(settings: StoreSettings) -> list[str]:
    """All of the schema, each behind those that it refers to."""
    engine = open_engine(settings)
    try:
        found = MetaData()
        found.reflect(engine)
        return [table.name for table in found.sorted_tables if table.name not in OWN_OF_SCHEMA]
    finally:
        engine.dispose()


def _connected(settings: StoreSettings) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(settings.database_url.replace("postgresql+psycopg://", "postgresql://", 1))


def _dump(settings: StoreSettings, archive: tarfile.TarFile, scratch: Path) -> None:
    names = _tables(settings)
    with _connected(settings) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for name in names:
            copy = scratch / name
            statement = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(name))
            with copy.open("wb") as out, connection.cursor().copy(statement) as rows:
                for block in rows:
                    out.write(block)
            archive.add(copy, f"{TABLES}/{name}")
            copy.unlink()


def _load(settings: StoreSettings, folder: Path) -> None:
    engine = open_engine(settings)
    try:
        bring_up_to_date(engine)
    finally:
        engine.dispose()
    with _connected(settings) as connection:
        for name in [name for name in _tables(settings) if (folder / name).exists()]:
            table = sql.Identifier(name)
            if connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).fetchone():
                raise Conflict(f"The database is not empty (there are {name}); name an empty one.")
            statement = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(table)
            with (folder / name).open("rb") as rows, connection.cursor().copy(statement) as into:
                while block := rows.read(1_000_000):
                    into.write(block)
        connection.execute(
            "SELECT setval(pg_get_serial_sequence('audit', 'id'), (SELECT max(id) FROM audit)) FROM audit LIMIT 1"
        )

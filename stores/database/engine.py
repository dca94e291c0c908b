"""Open the SQL database, and say in one sentence what is wrong with it."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext

from domain.errors import Unavailable
from stores.settings import StoreSettings

BUSY_MS = 5000
CONNECT_SECONDS = 5
POSTGRES_OUT_OF_REACH = ("08", "28", "3D", "53", "57", "58")
"""Classes of SQLSTATE: connection, sign-in, no such database, resources, shutdown, system (PostgreSQL, appendix A)."""

_SQLITE_TROUBLE = (
    (
        ("disk is full",),
        "The disk that holds {path} is full; free some space and try again, nothing that was saved is lost.",
    ),
    (
        ("not a database", "malformed"),
        "{path} is damaged and was left as it is; restore it from a backup, or move it away and import again.",
    ),
    (
        ("readonly", "unable to open", "disk i/o error"),
        "{path} cannot be opened or written; check that its folder exists and that this user may write to it.",
    ),
    (("locked", "busy"), "{path} is held by another program; try again in a moment."),
)


def open_engine(settings: StoreSettings) -> Engine:
    """A pooled engine on SQLite (write-ahead log) or PostgreSQL; nothing is connected yet.

    Raises:
        Unavailable: the data folder cannot be made.
    """
    if settings.on_postgres:
        engine = create_engine(
            settings.records_url,
            pool_size=10,
            max_overflow=20,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": CONNECT_SECONDS},
        )
    else:
        _make_folder(make_url(settings.records_url).database)
        engine = create_engine(settings.records_url, pool_size=10, max_overflow=20, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "handle_error", _explained, retval=True)
    return engine


def out_of_reach(error: BaseException) -> Unavailable | None:
    """What to say of a driver's error that says the database cannot be reached: LangGraph's savers raise these as they come."""
    import psycopg  # noqa: PLC0415  (not needed where SQLite is used)
    from psycopg_pool import PoolTimeout  # noqa: PLC0415

    kinds = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, sqlite3.OperationalError)
    if not isinstance(error, kinds):
        return None
    return Unavailable("The database of the conversations is not reachable just now; try again in a moment.")


def _make_folder(file: str | None) -> None:
    if not file or file == ":memory:":
        return
    folder = Path(file).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The data folder {folder} cannot be made ({error.strerror}); set NACELLE_HOME to a folder that this user may write to."
        ) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor: sqlite3.Cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _explained(context: ExceptionContext) -> BaseException | None:
    if context.is_pre_ping:
        return None
    error = context.original_exception
    if not isinstance(error, Exception):
        return None  # Ctrl-C is no trouble of the database.
    if isinstance(error, sqlite3.Error):
        sentence = _sqlite_trouble(str(error), context)
    else:
        sentence = _postgres_trouble(error, context)
    return Unavailable(sentence) if sentence else None


def _sqlite_trouble(message: str, context: ExceptionContext) -> str:
    path = context.engine.url.database if context.engine else "the database"
    for words, sentence in _SQLITE_TROUBLE:
        if any(word in message.lower() for word in words):
            return sentence.format(path=path)
    return ""


def _postgres_trouble(error: BaseException, context: ExceptionContext) -> str:
    state = getattr(error, "sqlstate", None)
    lost = context.is_disconnect or (type(error).__name__ in {"OperationalError", "ConnectionTimeout"} and not state)
    if not lost and str(state)[:2] not in POSTGRES_OUT_OF_REACH:
        return ""
    if state == "53100":
        return "The disk of the PostgreSQL server is full; free some space there and try again."
    place = context.engine.url.render_as_string(hide_password=True) if context.engine else "PostgreSQL"
    return f"The database {place} is not reachable; check NACELLE_DATABASE_URL and that the server is running."

"""The shape of the SQL database, version by version; `bring_up_to_date` runs when stores are opened."""

import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from domain.errors import Unavailable

HEAD = "0018"
"""The newest version. Kept here because importing alembic takes most of a second."""
_LOCK = 7_236_801
_ONE_AT_A_TIME = threading.Lock()


def bring_up_to_date(engine: Engine) -> None:
    """Bring the tables to version `HEAD`; returns at once where they are.

    Raises:
        Unavailable: the database is out of reach, or a newer Nacelle wrote it.
    """
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
        connection.rollback()
        _take_turns(connection)
        if _version(connection) != HEAD:
            _upgrade(connection)
        connection.commit()


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        with _ONE_AT_A_TIME:  # alembic keeps its context in a global
            command.upgrade(config, "head")
    except CommandError as error:
        raise Unavailable(
            "A newer Nacelle wrote this database; update this one, the data was left as it is."
        ) from error

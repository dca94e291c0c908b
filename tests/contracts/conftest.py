"""The SQL stores on every database that they promise to run on."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings

POSTGRES = "postgresql://root@127.0.0.1:5432/test"


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreSettings]:
    """Settings of an empty database: a new file, or a new schema that is dropped afterwards."""
    if request.param == "sqlite":
        yield StoreSettings(home=tmp_path, database_url="")
        return
    schema = f"nacelle_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432 ({str(error).splitlines()[0]})")
    with server:
        server.execute(f"CREATE SCHEMA {schema}")  # pyright: ignore[reportArgumentType, reportCallIssue]
        try:
            yield StoreSettings(home=tmp_path, database_url=f"{POSTGRES}?options=-csearch_path%3D{schema}")
        finally:
            server.execute(f"DROP SCHEMA {schema} CASCADE")  # pyright: ignore[reportArgumentType, reportCallIssue]


@pytest.fixture
def stores(settings: StoreSettings) -> Iterator[Stores]:
    """Open and empty."""
    with open_stores(settings=settings) as opened:
        yield opened

"""A data folder with SQLite has one server: a second one would not see the first's runs."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager

from domain.errors import Unavailable
from stores.settings import StoreSettings


@contextmanager
def only_server_of(settings: StoreSettings) -> Generator[None]:
    """Hold the folder as long as the server runs; the lock goes with its process, however that ends. PostgreSQL may be shared.

    Raises:
        Unavailable: another server holds it.
    """
    if settings.on_postgres:
        yield
        return
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "server.lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Unavailable(
                f"Another Nacelle server uses {settings.home} already; stop it, or share a PostgreSQL database (NACELLE_DATABASE_URL)."
            ) from error
        yield

"""What is kept beside the work orders, in the transaction that writes them: how often each value stands, and their words."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from stores.records.orders.kept_values import counted
from stores.records.orders.words.kept import write_words


@contextmanager
def keeping(connection: Connection, numbers: Sequence[str]) -> Generator[None]:
    """Around a write of these work orders."""
    with counted(connection, numbers):
        yield
    write_words(connection, numbers)

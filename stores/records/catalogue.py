"""What is kept in memory of the records: names, keys and words, until somebody writes."""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, RowMapping, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.errors import NotFound
from stores.records.identifiers import (
    bare_number,
    key_of,
    nearest,
    spelled_alike,
    without_generic,
)
from stores.records.tables import AlarmRow, AssetRow, PartRow, VersionRow, WorkOrderRow
from stores.records.words import WordIndex

Kept = TypeVar("Kept")
FoundBy = type[AssetRow] | type[AlarmRow] | type[WorkOrderRow] | type[PartRow]


@dataclass(frozen=True)
class Names:
    """Every identifier of one kind as it is written, and its key, side by side."""

    written: tuple[str, ...]
    keys: tuple[str, ...]


class Catalogue:
    """One for each open database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._kept: dict[tuple[str, str], tuple[object, object]] = {}
        self._lock = threading.RLock()

    def kept(
        self, connection: Connection, what: str, tables: Iterable[FoundBy], build: Callable[[Connection], Kept]
    ) -> Kept:
        """What `build` made, made again once one of `tables` was written to, by whichever process."""
        subjects = [table.__tablename__ for table in tables]
        rows = connection.execute(select(VersionRow.subject, VersionRow.version).order_by(VersionRow.subject))
        version = tuple(row for row in rows if row[0] in subjects)
        place = (what, "+".join(subjects))
        with self._lock:
            held = self._kept.get(place)
            if held is None or held[0] != version:
                held = (version, build(connection))
                self._kept[place] = held
            return cast("Kept", held[1])

    def names(self, connection: Connection, table: FoundBy) -> Names:
        """All identifiers of one kind, sorted."""
        column = _identifier(table)

        def build(connection: Connection) -> Names:
            keys = dict(connection.execute(select(column, table.key)).all())
            written = tuple(sorted(keys))
            return Names(written, tuple(keys[name] for name in written))

        return self.kept(connection, "names", (table,), build)

    def words(
        self, connection: Connection, table: FoundBy, weights: Sequence[tuple[str, float]], order: Any
    ) -> WordIndex:
        """The index over the columns named in `weights`; `order` decides between equals."""
        identifier = table.id if table is AlarmRow else _identifier(table)

        def build(connection: Connection) -> WordIndex:
            columns = [getattr(table, name) for name, _ in weights]
            rows = connection.execute(select(identifier, *columns).order_by(order))
            return WordIndex(
                (row[0], [(_text(value), weight) for value, (_, weight) in zip(row[1:], weights, strict=True)])
                for row in rows
            )

        return self.kept(connection, "words", (table,), build)

    def look_up(self, connection: Connection, table: FoundBy, text: str, noun: str) -> Sequence[RowMapping]:
        """The rows that `text` identifies, as people write it.

        Raises:
            NotFound: with the nearest identifiers.
        """
        name = _identifier(table).key
        for reading, condition in _readings(table, text):
            rows = connection.execute(select(table).where(condition)).mappings().all()
            if rows:
                return [rows[n] for n in spelled_alike(reading, [row[name] for row in rows])]
        names = self.names(connection, table)
        alike = nearest(text, names.written, names.keys)
        hint = f" Nearest: {', '.join(alike)}." if alike else ""
        raise NotFound(f"No {noun} '{text.strip()}'.{hint}", alike, f"no_{_key(noun)}", name=text.strip())

    def look_up_one(self, connection: Connection, table: FoundBy, text: str, noun: str) -> RowMapping:
        """The one row that `text` identifies.

        Raises:
            NotFound: none, or several that it may mean; they are its `nearest`.
        """
        name = _identifier(table).key
        rows = self.look_up(connection, table, text, noun)
        exact = [row for row in rows if row[name] == text.strip()]
        rows = exact or rows
        if len(rows) > 1:
            choices = tuple(sorted(row[name] for row in rows))
            items = ", ".join(choices)
            message = f"'{text.strip()}' may be any {noun} of {items}."
            raise NotFound(message, choices, f"any_{_key(noun)}", name=text.strip(), items=items)
        return rows[0]


def _key(noun: str) -> str:
    return noun.replace(" ", "_")


def _identifier(table: FoundBy) -> InstrumentedAttribute[str]:
    if table is AssetRow:
        return AssetRow.tag
    if table is AlarmRow:
        return AlarmRow.code
    return WorkOrderRow.number if table is WorkOrderRow else PartRow.number


def _readings(table: FoundBy, text: str) -> Iterable[tuple[str, Any]]:
    key = key_of(text)
    if key:
        yield text, table.key == key
    shorter = without_generic(text)
    if shorter and key_of(shorter) != key:
        yield shorter, table.key == key_of(shorter)
    if digits := bare_number(text):
        yield text, table.digits == digits


def _text(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(cast("dict[str, str]", value).values())
    return " ".join(cast("list[str]", value)) if isinstance(value, list) else str(value or "")

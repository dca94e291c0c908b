"""What all SQL tables share: one registry, and times that are UTC in and out on every database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase


class UtcDateTime(TypeDecorator[datetime]):
    """A time with its zone. SQLite keeps it without one, so it is turned to UTC on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else in_utc(value)


class Table(DeclarativeBase):
    """The registry of every table that the migrations make."""

    type_annotation_map = {
        str: Text(),
        datetime: UtcDateTime(),
        dict[str, str]: JSON(),
        dict[str, float]: JSON(),
        dict[str, Any]: JSON(),
        list[str]: JSON(),
    }


def in_utc(value: datetime) -> datetime:
    """The same moment in UTC; a time without a zone is taken as UTC."""
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def storable(text: str) -> str:
    """`text` without NUL and lone surrogates, which no database accepts."""
    if text.isascii():
        return text.replace("\x00", "")
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")

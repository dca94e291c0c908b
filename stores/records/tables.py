"""The tables of the records. Columns named `*_key` hold what is compared: see `identifiers.py`."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Float, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from stores.database.schema import Table


class AssetRow(Table):
    """One machine."""

    __tablename__ = "assets"

    tag: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    digits: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    name: Mapped[str]
    model: Mapped[str]
    serial: Mapped[str]
    controller: Mapped[str]
    site: Mapped[str]
    status: Mapped[str]
    commissioned: Mapped[date | None]
    next_service: Mapped[date | None]
    fields: Mapped[dict[str, str]]


class AlarmRow(Table):
    """One entry of an alarm list; `id` is made of its code, models and controller."""

    __tablename__ = "alarms"

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    digits: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    code: Mapped[str]
    title: Mapped[str]
    aliases: Mapped[list[str]]
    models: Mapped[list[str]]
    controller: Mapped[str]
    severity: Mapped[str]
    meaning: Mapped[str]
    causes: Mapped[list[str]]
    actions: Mapped[list[str]]
    reset: Mapped[str]
    fields: Mapped[dict[str, str]]


FIELDS = ("asset", "kind", "status", "failure_mode", "component", "alarm_code", "assigned_to", "priority", "asset_name")
"""What narrows and groups work orders beside a company's own fields."""
FIGURED = ("kind_key", "kind", "status", "assigned_to", "priority", "opened", "closed", "hours", "cost")


class WorkOrderRow(Table):
    """One job; `state` (see `states.py`), `is_open` and the keys are worked out when it is written.

    `opened_epoch` (microseconds since 1970 of the opening, else of the closing, 0: unknown) sorts alike on every database, which NULLs do not.
    """

    __tablename__ = "work_orders"
    __table_args__ = (
        Index("ix_work_orders_asset_opened", "asset_key", "opened_epoch"),
        Index("ix_work_orders_asset_open", "asset_key", "is_open", "opened_epoch"),
        Index("ix_work_orders_alarm_opened", "alarm_key", "opened_epoch"),
        # On SQLite alone with what figures are worked out of (migration 0016).
        Index("ix_work_orders_open_opened", "is_open", "opened_epoch", *FIGURED),
        Index("ix_work_orders_state_opened", "state", "opened_epoch"),
        Index("ix_work_orders_open_due", "is_open", "due"),
    )

    number: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    digits: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    asset: Mapped[str]
    asset_key: Mapped[str]
    asset_name: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    status: Mapped[str]
    status_key: Mapped[str]
    state: Mapped[str]
    is_open: Mapped[bool]
    kind: Mapped[str]
    kind_key: Mapped[str]
    priority: Mapped[str]
    alarm_code: Mapped[str]
    alarm_key: Mapped[str]
    component: Mapped[str]
    component_key: Mapped[str]
    failure_mode: Mapped[str]
    opened: Mapped[datetime | None] = mapped_column(index=True)
    opened_epoch: Mapped[int] = mapped_column(BigInteger, index=True)
    closed: Mapped[datetime | None]
    due: Mapped[datetime | None]
    assigned_to: Mapped[str]
    actions: Mapped[str]
    parts_used: Mapped[list[str]]
    hours: Mapped[float | None] = mapped_column(Float(53))
    cost: Mapped[float | None] = mapped_column(Float(53))
    fields: Mapped[dict[str, str]]
    figures: Mapped[dict[str, float]]


class WorkOrderValueRow(Table):
    """How many work orders tell a value of a field; the value "" marks a field with too many to remember (see `kept_values.py`)."""

    __tablename__ = "work_order_values"

    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class WorkOrderPartRow(Table):
    """A part used in a work order."""

    __tablename__ = "work_order_parts"

    number: Mapped[str] = mapped_column(ForeignKey("work_orders.number", ondelete="CASCADE"), primary_key=True)
    part_key: Mapped[str] = mapped_column(primary_key=True, index=True)


class PartRow(Table):
    """One spare part; its stock stands in `StockRow`."""

    __tablename__ = "parts"

    number: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    digits: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    models: Mapped[list[str]]
    unit: Mapped[str]
    lead_time_days: Mapped[int | None]
    price: Mapped[float | None] = mapped_column(Float(53))
    currency: Mapped[str]
    manufacturer: Mapped[str]
    supplier: Mapped[str]
    superseded_by: Mapped[str]
    supersedes: Mapped[list[str]]
    equivalents: Mapped[list[str]]
    fields: Mapped[dict[str, str]]


class StockRow(Table):
    """How many of a part lie at one location; `position` keeps the order in which they were given."""

    __tablename__ = "stock"

    part: Mapped[str] = mapped_column(ForeignKey("parts.number", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    location: Mapped[str]
    quantity: Mapped[float] = mapped_column(Float(53))
    reserved: Mapped[float] = mapped_column(Float(53))
    minimum: Mapped[float | None] = mapped_column(Float(53))
    bin: Mapped[str]
    as_of: Mapped[datetime | None]


class ReservationRow(Table):
    """Some of a part set aside for a job; it counts in the stock's `reserved` until `released`."""

    __tablename__ = "reservations"

    id: Mapped[str] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(index=True)
    location: Mapped[str]
    quantity: Mapped[float] = mapped_column(Float(53))
    work_order: Mapped[str] = mapped_column(index=True)
    created: Mapped[datetime]
    created_by: Mapped[str]
    released: Mapped[datetime | None]
    released_by: Mapped[str]


class VersionRow(Table):
    """A number per kind of record that grows with every write, so that other processes notice."""

    __tablename__ = "record_versions"

    subject: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]

"""Time from one work order to the next on the same machine, and orders that repeat an earlier one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from domain.errors import BadInput
from domain.queries import Group, OrderFigures, OrderQuery
from stores.records.tables import WorkOrderRow

DAY = 86_400_000_000
"""Microseconds."""


def time_between(
    connection: Connection, query: OrderQuery, wanted: Sequence[ColumnElement[bool]], total: int
) -> OrderFigures:
    """The mean of the days between two orders on one machine, over all machines or by machine. Raises BadInput for anything else."""
    if query.measure != "mean" or query.by not in {"", "asset"} or query.split:
        raise BadInput("Of the time between orders there is a mean, over all machines or by asset.")
    order = WorkOrderRow
    machine = select(
        func.min(order.asset), func.count(), func.max(order.opened_epoch) - func.min(order.opened_epoch)
    ).where(*wanted, order.opened_epoch != 0, order.asset_key != "")
    rows = connection.execute(machine.group_by(order.asset_key).having(func.count() > 1)).all()
    steps = sum(count - 1 for _, count, _ in rows)
    told = sorted(((int(span) / DAY / (count - 1), name, count) for name, count, span in rows), reverse=not query.least_first)  # fmt: skip
    groups = [Group(name=name, count=count, figure=days, measured=count) for days, name, count in told]
    return OrderFigures(
        count=total,
        figure=sum(int(span) for _, _, span in rows) / DAY / steps if steps else None,
        measured=sum(count for _, count, _ in rows),
        groups=tuple(groups[: query.limit]) if query.by else (),
        kinds_of_group=len(groups) if query.by else 0,
    )


def repeats(days: int) -> ColumnElement[bool]:
    """That another order with the same fault was opened on the same machine within so many days before.

    The same fault is the same alarm or failure mode; where neither order tells one, the same component; else the same title.
    """
    one: Any = WorkOrderRow
    before: Any = aliased(WorkOrderRow)

    def same(name: str) -> ColumnElement[bool]:
        return and_(getattr(one, name) == getattr(before, name), getattr(one, name) != "")

    def untold(*names: str) -> ColumnElement[bool]:
        return and_(*(getattr(each, name) == "" for each in (one, before) for name in names))

    fault = or_(
        same("alarm_key"),
        same("failure_mode"),
        and_(untold("alarm_key", "failure_mode"), same("component_key")),
        and_(untold("alarm_key", "failure_mode", "component_key"), same("title")),
    )
    earlier = or_(
        before.opened_epoch < one.opened_epoch,
        and_(before.opened_epoch == one.opened_epoch, before.number < one.number),
    )
    found = select(before.number).where(
        before.asset_key == one.asset_key,
        before.opened_epoch >= one.opened_epoch - days * DAY,
        earlier,
        fault,
    )
    return and_(one.asset_key != "", one.opened_epoch != 0, found.exists())

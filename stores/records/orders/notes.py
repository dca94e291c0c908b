"""Notes that were added here outlive an import that replaces their work order."""

from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Connection, select, update

from stores.conversations.tables import ApprovalRow
from stores.records.rows import Row
from stores.records.tables import WorkOrderRow
from stores.records.writing import write_parts_used


def write_parts_and_notes(connection: Connection, orders: Sequence[Row]) -> None:
    """Replace what these orders used, and put behind their actions again what was noted on them here."""
    write_parts_used(connection, orders)
    actions: dict[str, str] = {order["number"]: order["actions"] for order in orders}
    noted: set[str] = set()
    done = (ApprovalRow.tool == "add_work_order_note", ApprovalRow.status == "done")
    results = connection.execute(select(ApprovalRow.result).where(*done).order_by(ApprovalRow.decided_at)).scalars()
    for result in cast("Iterable[dict[str, str] | None]", results):
        number, note = (result or {}).get("work_order", ""), (result or {}).get("note", "")
        if number in actions and note not in actions[number].splitlines():
            actions[number] = "\n".join(filter(None, (actions[number], note)))
            noted.add(number)
    for number in noted:
        connection.execute(update(WorkOrderRow).where(WorkOrderRow.number == number).values(actions=actions[number]))

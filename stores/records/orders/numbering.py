"""The next work-order number, in the shape of those in use."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select, text

from stores.records.identifiers import key_of
from stores.records.tables import WorkOrderRow

SAMPLE = 500
FIRST = ("WO-", 5)
_NUMBER = re.compile(r"(.*?)(\d+)\D*\Z", re.DOTALL)


def next_number(connection: Connection, now: datetime) -> str:
    """One above the highest of the commonest shape ("WO-10238": "WO-10239"); a year in it follows the calendar.

    Nobody else gets the same: other writers wait until the transaction ends.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE work_orders IN SHARE ROW EXCLUSIVE MODE"))
    newest = connection.execute(
        select(WorkOrderRow.number, WorkOrderRow.opened).order_by(WorkOrderRow.opened_epoch.desc()).limit(SAMPLE)
    ).all()
    prefix, width = _shape(((number, opened) for number, opened in newest), now)
    column = WorkOrderRow.number
    alike = connection.execute(select(column).where(column.startswith(prefix, autoescape=True))).scalars()
    counts = (number.removeprefix(prefix) for number in alike)
    # A much longer number of the same prefix is no member of the series.
    highest = max((int(count) for count in counts if count.isdecimal() and len(count) <= width + 1), default=0)
    while True:
        highest += 1
        number = f"{prefix}{highest:0{width}d}"
        if connection.execute(select(column).where(WorkOrderRow.key == key_of(number)).limit(1)).first() is None:
            return number


def _shape(orders: Iterable[tuple[str, datetime | None]], now: datetime) -> tuple[str, int]:
    """The prefix and the digits of the next number."""
    widths: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number, opened in orders:
        found = _NUMBER.fullmatch(number)
        if found and number.endswith(found.group(2)):
            prefix = found.group(1)
            if opened and str(opened.year) in prefix:
                prefix = prefix.replace(str(opened.year), "\x00")
            widths[prefix][len(found.group(2))] += 1
    if not widths:
        return FIRST
    prefix = max(widths, key=lambda each: widths[each].total())
    return prefix.replace("\x00", str(now.year)), widths[prefix].most_common(1)[0][0]

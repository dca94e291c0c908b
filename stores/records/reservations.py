"""Parts set aside for jobs: what lies at a location is never promised twice."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from domain.errors import Conflict, NotFound
from domain.records import Reservation
from stores.records.identifiers import key_of
from stores.records.rows import noun_of
from stores.records.tables import ReservationRow, StockRow

ROUNDING = 1e-9


def active(connection: Connection, *, part: str = "", work_order: str = "") -> Sequence[Reservation]:
    """What is set aside now, oldest first."""
    query = select(ReservationRow).where(ReservationRow.released.is_(None))
    if part:
        query = query.where(ReservationRow.part == part)
    if work_order:
        query = query.where(ReservationRow.work_order == work_order)
    rows = connection.execute(query.order_by(ReservationRow.created, ReservationRow.id)).mappings()
    return [noun_of(Reservation, row) for row in rows]


def reserve(
    connection: Connection, *, part: str, location: str, quantity: float, work_order: str, by: str, now: datetime
) -> Reservation:
    """Set aside `quantity`, from several bins where one has not enough.

    Raises:
        NotFound: the part does not lie at that location.
        Conflict: fewer are free.
    """
    rows = _lying(connection, part, location)
    if not rows:
        raise NotFound(f"{part} is not kept at {location}.")
    free = sum(max(quantity_here - reserved, 0) for _, quantity_here, reserved in rows)
    if free + ROUNDING < quantity:
        raise Conflict(f"Only {free:g} of {part} are free at {location}; {quantity:g} were asked for.")
    left = quantity
    for position, quantity_here, reserved in rows:
        taken = min(max(quantity_here - reserved, 0), left)
        if taken > 0:
            _set_reserved(connection, part, position, reserved + taken)
            left -= taken
    reservation = Reservation(
        id=uuid.uuid4().hex,
        part=part,
        location=location,
        quantity=quantity,
        work_order=work_order,
        created=now,
        created_by=by,
    )
    connection.execute(insert(ReservationRow).values(reservation.model_dump() | {"released_by": ""}))
    return reservation


def release(connection: Connection, reservation_id: str, *, by: str, now: datetime) -> Reservation:
    """Give it back, once.

    Raises:
        NotFound: no such reservation.
        Conflict: it was released already.
    """
    row = connection.execute(select(ReservationRow).where(ReservationRow.id == reservation_id)).mappings().first()
    if row is None:
        raise NotFound("There is no such reservation.")
    unreleased = (ReservationRow.id == reservation_id, ReservationRow.released.is_(None))
    values = {"released": now, "released_by": by}
    if connection.execute(update(ReservationRow).where(*unreleased).values(values)).rowcount != 1:
        raise Conflict("This reservation was released already.")
    reservation = noun_of(Reservation, row)
    left = reservation.quantity
    for position, _, reserved in _lying(connection, reservation.part, reservation.location):
        given = min(max(reserved, 0), left)
        if given > 0:
            _set_reserved(connection, reservation.part, position, reserved - given)
            left -= given
    return reservation


def count_again(connection: Connection, parts: Sequence[str]) -> None:
    """Add what Nacelle has set aside to a stock that was just imported anew: the other system may not know of it."""
    query = select(ReservationRow).where(ReservationRow.released.is_(None), ReservationRow.part.in_(parts))
    for row in connection.execute(query).mappings().all():
        rows = _lying(connection, row["part"], row["location"])
        if rows:
            position, _, reserved = rows[0]
            _set_reserved(connection, row["part"], position, reserved + row["quantity"])


def _lying(connection: Connection, part: str, location: str) -> list[tuple[int, float, float]]:
    """Position, quantity and reserved of the part's rows at a location, locked where the database locks rows."""
    query = select(StockRow.position, StockRow.quantity, StockRow.reserved, StockRow.location)
    query = query.where(StockRow.part == part).order_by(StockRow.position).with_for_update()
    return [(row[0], row[1], row[2]) for row in connection.execute(query) if key_of(row[3]) == key_of(location)]


def _set_reserved(connection: Connection, part: str, position: int, reserved: float) -> None:
    of_row = (StockRow.part == part, StockRow.position == position)
    connection.execute(update(StockRow).where(*of_row).values(reserved=reserved))

"""Propose changes of the records. Each is checked against them first, and carried out only when a person approves it."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from domain.errors import NotFound
from domain.records import Part, Reservation, WorkOrder
from stores.records.identifiers import key_of
from stores.records.orders.states import state_of
from tools.context import ToolContext, ToolResult
from tools.evidence import part_evidence, work_order_evidence
from tools.orders.repeating import open_alike
from tools.proposals import Proposal, Refused
from tools.writes.stock_places import place_for

MAX_TITLE, MAX_TEXT, MAX_WORD = 300, 4_000, 60
NEAREST = 5


class CreateWorkOrder(BaseModel):
    """Propose a work order; a person approves."""

    asset: str = ""
    title: str = Field(default="", max_length=MAX_TITLE)
    description: str = Field(default="", max_length=MAX_TEXT)
    priority: str = Field(default="", max_length=MAX_WORD)
    alarm_code: SkipJsonSchema[str] = Field(default="", max_length=MAX_WORD)


class AddWorkOrderNote(BaseModel):
    """Propose a note."""

    work_order: str = ""
    note: str = Field(default="", max_length=MAX_TEXT)


class SetWorkOrderStatus(BaseModel):
    """Propose to close, cancel, start it."""

    work_order: str = ""
    status: str = Field(default="", max_length=MAX_WORD)


class ReservePart(BaseModel):
    """Propose to set parts aside for an order that exists."""

    part: str = ""
    work_order: str = ""
    quantity: float = Field(default=1, gt=0, le=1_000_000, allow_inf_nan=False)
    location: str = ""


class ReleaseReservation(BaseModel):
    """Propose to give it back."""

    part: str = ""
    work_order: str = ""
    location: SkipJsonSchema[str] = ""


class _Refuse(Exception):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.why)
        self.refused = refused


def create_work_order(ctx: ToolContext, args: CreateWorkOrder) -> ToolResult:
    """Propose a new job on a machine; without a tag on the one in question. Open jobs that it would repeat go with it."""
    if ctx.asset and not args.asset.strip():
        args = args.model_copy(update={"asset": ctx.asset.tag})
    _need(args, "asset", "title")
    asset = _known("asset", args.asset, ctx.fleet.asset)
    given = {name: value for name, value in args.model_dump().items() if value}
    title = " ".join(args.title.split())
    alike = open_alike(ctx.work_orders, ctx.cases, asset=asset.tag, title=title, alarm_code=args.alarm_code)
    proposal = Proposal(
        "create_work_order",
        given | {"asset": asset.tag, "title": title},
        asset.site,
        tuple(map(work_order_evidence, alike[:NEAREST])),
    )
    open_now = "; ".join(f"{order.number} {order.title}" for order in alike[:NEAREST])
    return ToolResult(proposal=proposal, note=f"Open already on {asset.tag}: {open_now}" if alike else "")


def add_work_order_note(ctx: ToolContext, args: AddWorkOrderNote) -> ToolResult:
    """Propose a note on a job."""
    _need(args, "work_order", "note")
    order = _order(ctx, args.work_order)
    return _proposed(
        "add_work_order_note", {"work_order": order.number, "note": " ".join(args.note.split())}, _site(ctx, order)
    )


def set_work_order_status(ctx: ToolContext, args: SetWorkOrderStatus) -> ToolResult:
    """Propose another state of a job, in the word that the records use for it."""
    _need(args, "work_order", "status")
    order = _order(ctx, args.work_order)
    status = _status(ctx, args.status)
    if key_of(status) == key_of(order.status):
        shown = {"work_order": order.number, "status": order.status}
        raise _Refuse(Refused("already", shown, evidence=work_order_evidence(order, ctx.language)))
    return _proposed("set_work_order_status", {"work_order": order.number, "status": status}, _site(ctx, order))


def reserve_part(ctx: ToolContext, args: ReservePart) -> ToolResult:
    """Propose to set parts aside, where enough are free."""
    _need(args, "part", "work_order")
    part = _known("part", args.part, ctx.inventory.part)
    order = _order(ctx, args.work_order)
    place = place_for(part, args.location, args.quantity, ctx.language)
    if isinstance(place, Refused):
        raise _Refuse(place)
    given = {"part": part.number, "quantity": args.quantity, "location": place, "work_order": order.number}
    return _proposed("reserve_part", given, _site(ctx, order))


def release_reservation(ctx: ToolContext, args: ReleaseReservation) -> ToolResult:
    """Propose to give back what was set aside here."""
    if not (args.part or args.work_order):
        _need(args, "part")
    part = _known("part", args.part, ctx.inventory.part) if args.part else None
    order = _order(ctx, args.work_order) if args.work_order else None
    found = ctx.inventory.reservations(part=part.number if part else "", work_order=order.number if order else "")
    found = [each for each in found if not args.location or key_of(each.location) == key_of(args.location)]
    if not found:
        raise _Refuse(_none_reserved(part, order, ctx.language))
    if len(found) > 1:
        raise _Refuse(Refused("which_reservation", choices=tuple(dict.fromkeys(map(_told, found))), asks=True))
    one = found[0]
    given = one.model_dump(include={"part", "quantity", "location", "work_order"}) | {"reservation": one.id}
    try:
        site = _site(ctx, ctx.work_orders.work_order(one.work_order))
    except NotFound:
        site = ""
    return _proposed("release_reservation", given, site)


def _none_reserved(part: Part | None, order: WorkOrder | None, language: str) -> Refused:
    what = " / ".join(filter(None, (part and part.number, order and order.number)))
    shown = part_evidence(part, language) if part and any(stock.reserved for stock in part.stock) else None
    return Refused("not_reserved", {"what": what}, evidence=shown)


def _told(reservation: Reservation) -> str:
    return f"{reservation.quantity:g} x {reservation.part}, {reservation.location}, {reservation.work_order}"


def answering(run: Callable[[ToolContext, Any], ToolResult]) -> Callable[[ToolContext, Any], ToolResult]:
    """A write tool whose refusals are results."""

    def wrapped(ctx: ToolContext, args: BaseModel) -> ToolResult:
        try:
            return run(ctx, args)
        except _Refuse as refusal:
            return ToolResult(refused=refusal.refused, nearest=refusal.refused.nearest)

    return wrapped


def _proposed(tool: str, args: dict[str, Any], site: str) -> ToolResult:
    return ToolResult(proposal=Proposal(tool, args, site))


def _need(args: BaseModel, *names: str) -> None:
    missing = tuple(name for name in names if not str(getattr(args, name)).strip())
    if missing:
        raise _Refuse(Refused("missing", {"fields": missing}, asks=True))


def _known(kind: str, number: str, look_up: Callable[[str], Any]) -> Any:
    try:
        return look_up(number)
    except NotFound as error:
        refused = Refused("unknown", {"kind": kind, "tag": number}, nearest=error.nearest[:NEAREST])
        raise _Refuse(refused) from error


def _order(ctx: ToolContext, number: str) -> WorkOrder:
    return _known("work_order", number, ctx.work_orders.work_order)


def _site(ctx: ToolContext, order: WorkOrder) -> str:
    try:
        return ctx.fleet.asset(order.asset).site
    except NotFound:
        return ""


def _status(ctx: ToolContext, wanted: str) -> str:
    """The records' own word for a state."""
    in_use = ctx.work_orders.work_order_statuses()
    key = key_of(wanted)
    same = next((status for status in in_use if key_of(status) == key), "")
    if same:
        return same
    if state := state_of(wanted):
        return next((status for status in in_use if state_of(status) == state), wanted)
    raise _Refuse(Refused("no_status", {"status": wanted, "items": ", ".join(in_use)}, nearest=tuple(in_use)))

"""A technician's jobs of today, with what is needed to go: machine, history, manual pages, hazards, parts."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from domain.answers import Evidence
from domain.errors import NacelleError, NotFound
from domain.records import Asset, WorkOrder
from stores.records.orders.states import state_of
from tools.context import ToolContext, ToolResult
from tools.evidence import asset_evidence, hit_evidence, part_evidence, work_order_evidence
from tools.findings import absence
from tools.orders.job_parts import parts_for_job
from tools.orders.values import persons
from tools.phrases.saying import say

OPEN_ORDERS = 200
MOST_JOBS = 5
NEAREST = 5
POOL = 20
"""Orders among which the past jobs are looked for."""
CANCELLED = "cancelled"
PAGES, HAZARDS, PAST = 1, 1, 2


class ShiftBrief(BaseModel):
    """A technician's jobs today, prepared."""

    technician: str


def shift_brief(ctx: ToolContext, args: ShiftBrief) -> ToolResult:
    """Evidence job by job; `fields["job"]` is the work order it belongs to, `fields["role"]` what it is for."""
    orders = ctx.work_orders.find_work_orders(status="open", limit=OPEN_ORDERS)
    names = sorted({order.assigned_to for order in orders if order.assigned_to})
    who = persons(args.technician, names)
    own = [order for order in orders if order.assigned_to in who]
    if not own:
        sentence = say("none_assigned", ctx.language, person=args.technician)
        none = absence("work_order", sentence, ctx.language, as_of=ctx.now())
        return ToolResult((none,), nearest=tuple(names[:NEAREST]))
    today = ctx.now().date()
    chosen = sorted(own, key=lambda one: _turn(one, today))[:MOST_JOBS]
    evidence = [_for_job(item, order, role) for order in chosen for role, item in _needed(ctx, order)]
    more = len(own) - len(chosen)
    note = f"{more} more open jobs: find_work_orders gives them." if more else ""
    return ToolResult(tuple(evidence), note=note)


def _turn(order: WorkOrder, today: date) -> tuple[bool, bool, str]:
    """Jobs planned for today first, then those with an alarm, then by age."""
    planned = any(today.isoformat() in value for value in order.fields.values())
    return not planned, not order.alarm_code, order.opened.isoformat() if order.opened else ""


def _needed(ctx: ToolContext, order: WorkOrder) -> list[tuple[str, Evidence]]:
    found: list[tuple[str, Evidence]] = [("job", work_order_evidence(order, ctx.language))]
    asset = _asset(ctx, order.asset)
    if asset:
        found.append(("machine", asset_evidence(asset, ctx.language)))
    found += [("past", work_order_evidence(past, ctx.language)) for past in _past(ctx, order)]
    found += _pages(ctx, order, asset)
    found += [("part", part_evidence(part, ctx.language)) for part in parts_for_job(ctx, order, asset)]
    return found


def _asset(ctx: ToolContext, tag: str) -> Asset | None:
    try:
        return ctx.fleet.asset(tag) if tag else None
    except NotFound:
        return None


def _past(ctx: ToolContext, order: WorkOrder) -> Sequence[WorkOrder]:
    """What was done before on this machine for the same alarm or component: nothing was where it was cancelled."""
    if not order.asset or not (order.alarm_code or order.component):
        return ()
    component = "" if order.alarm_code else order.component
    before = ctx.work_orders.find_work_orders(
        asset=order.asset, alarm_code=order.alarm_code, component=component, limit=POOL
    )
    done = (past for past in before if past.actions and state_of(past.status) != CANCELLED)
    return [past for past in done if past.number != order.number][:PAST]


def _pages(ctx: ToolContext, order: WorkOrder, asset: Asset | None) -> list[tuple[str, Evidence]]:
    """The manual's page for the job and the gravest warning, as the manuals of this machine give them."""
    query = f"{order.component} {order.title}".strip() or order.description[:120]
    scope = {"model": asset.model, "serial": asset.serial, "controller": asset.controller} if asset else {}
    try:
        pages = ctx.passages.search(query, library=ctx.library, limit=PAGES, kinds=("procedure", "step"), **scope).hits
        hazards = ctx.passages.search(query, library=ctx.library, limit=HAZARDS, kinds=("warning",), **scope).hits
    except NacelleError:
        return []
    return [("page", hit_evidence(hit)) for hit in pages] + [("hazard", hit_evidence(hit)) for hit in hazards]


def _for_job(item: Evidence, order: WorkOrder, role: str) -> Evidence:
    fields = {**item.fields, "job": order.number, "role": role}
    return item.model_copy(update={"id": f"{item.id}@{order.number}", "fields": fields})

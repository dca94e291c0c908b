"""Look things up in the records: alarms, machines, work orders, parts."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from domain.errors import NotFound
from domain.records import Part, WorkOrder
from stores.passages.question import in_english
from stores.records.identifiers import fits_model
from tools.context import ToolContext, ToolResult
from tools.evidence import (
    alarm_evidence,
    asset_evidence,
    hit_evidence,
    part_evidence,
    work_order_evidence,
)

MANY = 200
SHORTEST_WORD = 4
_NAME = re.compile(r"\b(?=\S*\d)[A-Za-z]{2,}(?:-[A-Za-z0-9]+){1,4}\b")
_UNITS = "nm|n m|v|kv|mv|a|ma|k|mm|cm|m|bar|mbar|psi|kpa|mpa|kg|g|l|ml|h|min|s|ms|hz|rpm|w|kw|mw|hours?|days?"


class LookupAlarm(BaseModel):
    """What an alarm code means for this machine, its causes, what to do, how to reset it."""

    code: str = Field(description="The alarm or status code as shown, for example '309'.")


class GetAsset(BaseModel):
    """One machine: model, serial number, controller, site, status."""

    tag: str = Field(description="The machine's tag, for example the turbine number on the tower door.")


class GetWorkOrder(BaseModel):
    """One work order by its number."""

    number: str = Field(description="The work-order number.")


class FindWorkOrders(BaseModel):
    """Past and open work orders, newest first, or by words, best first."""

    asset: str = Field(default="", description="Only of this machine (tag).")
    status: str = Field(default="", description="'open' for everything not closed, or an exact status.")
    alarm_code: str = Field(default="", description="Only with this alarm code.")
    part: str = Field(default="", description="Only where this part number was used.")
    text: str = Field(default="", description="Words to look for: component, symptom, what was done.")
    opened_from: datetime | None = Field(default=None, description="Opened at or after this time.")
    opened_to: datetime | None = Field(default=None, description="Opened before this time.")
    limit: int = Field(default=5, ge=1, le=50)


class FindParts(BaseModel):
    """Spare parts by number or by words, with stock at each location, lead time and what supersedes them."""

    query: str = Field(description="A part number, or what the part is called.")
    fits: str = Field(default="", description="Only parts recorded for a machine or model that this names.")
    limit: int = Field(default=3, ge=1, le=20)


def lookup_alarm(ctx: ToolContext, args: LookupAlarm) -> ToolResult:
    """Entries of the alarm lists; where the lists do not know the code, the manuals are searched for it."""
    model = ctx.asset.model if ctx.asset else ctx.model
    try:
        alarms = ctx.fleet.alarms(args.code, model=model)
        return ToolResult(tuple(alarm_evidence(alarm) for alarm in alarms))
    except NotFound as error:
        found = _alarm_in_manuals(ctx, args.code, model)
        return found if found.evidence else ToolResult(note=str(error), nearest=error.nearest)


def _alarm_in_manuals(ctx: ToolContext, code: str, model: str) -> ToolResult:
    try:
        result = ctx.passages.search(f"alarm fault code {code}", library=ctx.library, model=model, limit=8)
    except NotFound:
        return ToolResult()
    # A code within a range ("300 to 399") or with a unit behind it is not an entry of that code.
    spelled = re.escape(code.lstrip("0") or code)
    entry = re.compile(
        rf"(?<![\w.,])(?<!\d[-\u2013])(?<!\d[ ][-\u2013][ ])(?<!\d to )(?<!\d bis )(?<!\d til )0*{spelled}(?![\w%°]|[.,]\d|\s*(?:[-\u2013…]|to|bis|til|até)\s*\d)"
        rf"(?!\s*(?:{_UNITS})(?!\w))",
        re.IGNORECASE,
    )
    evidence = tuple(hit_evidence(hit) for hit in result.hits if entry.search(hit.passage.text))
    return ToolResult(evidence[:3])


def get_asset(ctx: ToolContext, args: GetAsset) -> ToolResult:
    """Find a machine by its tag."""
    try:
        return ToolResult((asset_evidence(ctx.fleet.asset(args.tag)),))
    except NotFound as error:
        return ToolResult(note=str(error), nearest=error.nearest)


def get_work_order(ctx: ToolContext, args: GetWorkOrder) -> ToolResult:
    """Find a work order by its number."""
    try:
        return ToolResult((work_order_evidence(ctx.work_orders.work_order(args.number)),))
    except NotFound as error:
        return ToolResult(note=str(error), nearest=error.nearest)


def find_work_orders(ctx: ToolContext, args: FindWorkOrders) -> ToolResult:
    """Find work orders by machine, status, alarm, part, words and dates."""
    wanted: dict[str, Any] = args.model_dump()
    wordless: dict[str, Any] = {**wanted, "text": ""}
    orders = ctx.work_orders.find_work_orders(**wanted)
    translated: dict[str, Any] = {**wanted, "text": in_english(args.text, ctx.language)}
    if not orders and translated != wanted:
        orders = ctx.work_orders.find_work_orders(**translated)
    if not orders and args.status:
        orders = _of_a_state_like(ctx, args) or (ctx.work_orders.find_work_orders(**wordless) if args.text else ())
    orders = _naming(_NAME.findall(args.text), orders)
    if not orders:
        return ToolResult(note="No work order matches.")
    return ToolResult(tuple(work_order_evidence(order) for order in orders))


def _of_a_state_like(ctx: ToolContext, args: FindWorkOrders) -> list[WorkOrder]:
    """Orders whose status shares a word with the one asked for: "waiting" is "waiting for parts"."""
    wanted = _words(args.status)
    loose: dict[str, Any] = {**args.model_dump(), "status": "", "text": "", "limit": MANY}
    among = ctx.work_orders.find_work_orders(**loose)
    return [order for order in among if wanted & _words(order.status)][: args.limit]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= SHORTEST_WORD}


def _naming(names: list[str], orders: Sequence[WorkOrder]) -> Sequence[WorkOrder]:
    """Only those that write the identifiers asked for, where there are any asked for."""
    if not names:
        return orders
    keys = [_key(name) for name in names]
    return [order for order in orders if all(key in _key(work_order_evidence(order).text) for key in keys)]


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _called(ctx: ToolContext, args: FindParts, model: str) -> list[Part]:
    """Parts by their words, else by what these are in English: a catalogue is asked in other languages than its own."""
    for query in dict.fromkeys((args.query, in_english(args.query, ctx.language))):
        parts = list(ctx.inventory.find_parts(query, model=model, limit=args.limit))
        if parts:
            return parts
    return []


def find_parts(ctx: ToolContext, args: FindParts) -> ToolResult:
    """Find parts; a superseded part brings the one that replaces it."""
    model = ctx.asset.model if ctx.asset else ctx.model
    nearest: tuple[str, ...] = ()
    if args.fits:
        fitting = ctx.inventory.parts_for(args.fits, limit=args.limit)
        return ToolResult(
            tuple(part_evidence(part) for part in fitting), note="" if fitting else "No part is recorded for this."
        )
    try:
        parts = [ctx.inventory.part(args.query)]
    except NotFound as error:
        nearest = error.nearest
        if any(character.isdigit() for character in args.query) and len(args.query.split()) == 1:
            return ToolResult(note=str(error), nearest=nearest)
        parts = _called(ctx, args, model)
    if not parts:
        return ToolResult(note=f"No part matches '{args.query}'.", nearest=nearest)
    known = {part.number for part in parts}
    for part in list(parts):
        successor = part.superseded_by
        while successor and successor not in known:
            known.add(successor)
            try:
                replacement = ctx.inventory.part(successor)
            except NotFound:
                break
            parts.append(replacement)
            successor = replacement.superseded_by
    found = [part_evidence(part) for part in parts]
    if ctx.asset and any(not fits_model(part.models, ctx.asset.model) for part in parts):
        found.append(asset_evidence(ctx.asset))
    return ToolResult(tuple(found))

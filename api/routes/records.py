"""Machines, alarm lists, work orders and parts: what the client shows beside the chat."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends

from api.http.paging import PAGED, Page, by_text, pages_of
from api.sign_in.identity import Seen
from domain.errors import NotFound
from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder
from stores.database.paging import Mark
from stores.open_stores import Stores
from stores.protocols import Fleet

router = APIRouter(prefix="/api", tags=["records"])
MAX_OPEN_ORDERS = 10_000
FARTHEST_NEIGHBOUR = 100


class AssetOverview(Asset):
    """A machine and how many jobs are open on it."""

    open_work_orders: int = 0


@router.get("/assets", responses=PAGED)
async def list_assets(
    stores: Seen, page: Annotated[Page, Depends(pages_of(None))], site: str = "", model: str = ""
) -> list[AssetOverview]:
    """All machines, by tag."""
    found = await asyncio.to_thread(_overview, stores, site, model)
    return page.cut(found, lambda asset: Mark(key=asset.tag, id=""), by_text)


def _overview(stores: Stores, site: str, model: str) -> list[AssetOverview]:
    records = stores.records
    counts: dict[str, int] = {}
    for order in records.find_work_orders(status="open", limit=MAX_OPEN_ORDERS):
        counts[order.asset] = counts.get(order.asset, 0) + 1
    assets = records.assets(site=site, model=model)
    return [AssetOverview(**asset.model_dump(), open_work_orders=counts.get(asset.tag, 0)) for asset in assets]


@router.get("/assets/{tag}")
async def get_asset(tag: str, stores: Seen) -> AssetOverview:
    """One machine."""
    asset = await asyncio.to_thread(stores.records.asset, tag)
    orders = await asyncio.to_thread(
        stores.records.find_work_orders, asset=asset.tag, status="open", limit=MAX_OPEN_ORDERS
    )
    return AssetOverview(**asset.model_dump(), open_work_orders=len(orders))


class AlarmListPage(Noun):
    """What an alarm list says of one code, an entry a meaning, and the codes that stand before and after it in the list."""

    entries: tuple[AlarmCode, ...]
    previous: str | None = None
    next: str | None = None


@router.get("/alarms/{code}")
async def get_alarm(code: str, stores: Seen, model: str = "") -> AlarmListPage:
    """The entries of one code, and its neighbours in the list of the model."""
    return await asyncio.to_thread(_alarm_page, stores.records, code, model)


def _alarm_page(fleet: Fleet, code: str, model: str) -> AlarmListPage:
    entries = tuple(fleet.alarms(code, model=model))
    codes = sorted(fleet.alarm_codes(), key=_as_counted)
    at = codes.index(entries[0].code)
    return AlarmListPage(
        entries=entries,
        previous=_first_of(fleet, codes[at - 1 :: -1] if at else (), model),
        next=_first_of(fleet, codes[at + 1 :], model),
    )


def _as_counted(code: str) -> list[str | int]:
    """9 stands before 10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", code)]


def _first_of(fleet: Fleet, codes: Sequence[str], model: str) -> str | None:
    """The nearest code that the list of the model has; another model's codes may stand between."""
    for code in codes[:FARTHEST_NEIGHBOUR]:
        with suppress(NotFound):
            return fleet.alarms(code, model=model)[0].code
    return None


@router.get("/work-orders/{number}")
async def get_work_order(number: str, stores: Seen) -> WorkOrder:
    """One work order."""
    return await asyncio.to_thread(stores.records.work_order, number)


@router.get("/parts/{number}")
async def get_part(number: str, stores: Seen) -> Part:
    """One part with its stock."""
    return await asyncio.to_thread(stores.records.part, number)

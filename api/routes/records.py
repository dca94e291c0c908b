"""Machines, work orders and parts: what the client shows beside the chat."""

import asyncio

from fastapi import APIRouter

from api.identity import Seen
from domain.records import Asset, Part, WorkOrder
from stores.open_stores import Stores

router = APIRouter(prefix="/api", tags=["records"])
MAX_OPEN_ORDERS = 10_000


class AssetOverview(Asset):
    """A machine and how many jobs are open on it."""

    open_work_orders: int = 0


@router.get("/assets")
async def list_assets(stores: Seen, site: str = "", model: str = "") -> list[AssetOverview]:
    """All machines, by tag."""
    return await asyncio.to_thread(_overview, stores, site, model)


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


@router.get("/work-orders/{number}")
async def get_work_order(number: str, stores: Seen) -> WorkOrder:
    """One work order."""
    return await asyncio.to_thread(stores.records.work_order, number)


@router.get("/parts/{number}")
async def get_part(number: str, stores: Seen) -> Part:
    """One part with its stock."""
    return await asyncio.to_thread(stores.records.part, number)

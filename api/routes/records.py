"""Machines, work orders and parts: what the client shows beside the chat."""

import asyncio

from fastapi import APIRouter

from api.identity import SignedIn
from api.server_state import State
from domain.records import Asset, Part, WorkOrder

router = APIRouter(prefix="/api", tags=["records"])
MAX_OPEN_ORDERS = 10_000


class AssetOverview(Asset):
    """A machine and how many jobs are open on it."""

    open_work_orders: int = 0


@router.get("/assets")
async def list_assets(_: SignedIn, state: State, site: str = "", model: str = "") -> list[AssetOverview]:
    """All machines, by tag."""
    return await asyncio.to_thread(_overview, state, site, model)


def _overview(state: State, site: str, model: str) -> list[AssetOverview]:
    records = state.stores.records
    counts: dict[str, int] = {}
    for order in records.find_work_orders(status="open", limit=MAX_OPEN_ORDERS):
        counts[order.asset] = counts.get(order.asset, 0) + 1
    assets = records.assets(site=site, model=model)
    return [AssetOverview(**asset.model_dump(), open_work_orders=counts.get(asset.tag, 0)) for asset in assets]


@router.get("/assets/{tag}")
async def get_asset(tag: str, _: SignedIn, state: State) -> AssetOverview:
    """One machine."""
    asset = await asyncio.to_thread(state.stores.records.asset, tag)
    orders = await asyncio.to_thread(
        state.stores.records.find_work_orders, asset=asset.tag, status="open", limit=MAX_OPEN_ORDERS
    )
    return AssetOverview(**asset.model_dump(), open_work_orders=len(orders))


@router.get("/work-orders/{number}")
async def get_work_order(number: str, _: SignedIn, state: State) -> WorkOrder:
    """One work order."""
    return await asyncio.to_thread(state.stores.records.work_order, number)


@router.get("/parts/{number}")
async def get_part(number: str, _: SignedIn, state: State) -> Part:
    """One part with its stock."""
    return await asyncio.to_thread(state.stores.records.part, number)

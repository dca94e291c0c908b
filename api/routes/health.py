"""Alive, ready, measured."""

import asyncio
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from api.identity import SignedIn
from api.operation.metrics import exposition
from api.operation.warm_up import READY
from api.server_state import State
from domain.errors import NacelleError
from stores.open_stores import Stores

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


@router.get("/readyz")
async def readyz(state: State) -> JSONResponse:
    """Each dependency's state; 503 where one is out of reach."""
    results = {"records": await asyncio.to_thread(_state, state.stores.records.entity_patterns)}
    results["search"] = state.warm_up.state
    if results["search"] == READY:
        results["search"] = await asyncio.to_thread(_state, state.stores.passages.libraries)
    ready = all(result == READY for result in results.values())
    results["model"] = state.assistant.model_name
    body = {"status": READY if ready else "not ready", "dependencies": results}
    return JSONResponse(body, 200 if ready else 503)


def _state(check: Callable[[], Any]) -> str:
    try:
        check()
    except (NacelleError, OSError) as error:
        return str(error)
    return READY


@router.get("/metrics")
async def metrics(_: SignedIn, state: State) -> Response:
    """Prometheus."""
    waiting = await asyncio.to_thread(_waiting, state.stores)
    return Response(exposition(waiting), media_type="text/plain; version=0.0.4; charset=utf-8")


def _waiting(stores: Stores) -> dict[str, int]:
    """What waits; nothing where the database is away, which /readyz tells."""
    try:
        return stores.waiting.counts()
    except NacelleError:
        return {}

"""Alive, ready, measured."""

import asyncio
from collections.abc import Callable
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel

from api.operation.metrics import exposition
from api.operation.warm_up import LOADING, READY
from api.server_state import State
from api.sign_in.identity import SignedIn
from domain.errors import NacelleError
from stores.open_stores import Stores

router = APIRouter(tags=["health"])
CHECK_S = 5.0
WITHOUT_VECTORS = "The vector store is not reachable: documents are searched by their words alone."
WITHOUT_ENDPOINT = "The language model's endpoint failed several times: the embedded model answers in its place."


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "alive"}


class Readiness(BaseModel):
    """Whether questions are answered. Each dependency is "ready", "loading", or a sentence on what is wrong with it."""

    status: Literal["ready", "not ready"]
    dependencies: dict[str, str]
    """`records` (the database), `search` (the index of documents), `vectors` (Chroma), `endpoint` (of the language model; "none" where none is set), `model` (its name), `mcp:NAME` (another server that lends its tools)."""
    degraded: list[str] = []
    """What answers lack while everything needed is there."""


@router.get(
    "/readyz", responses={503: {"model": Readiness, "description": "Something that every answer needs is missing."}}
)
async def readyz(state: State) -> JSONResponse:
    """Each dependency's state; 503 where one is missing without which nothing is answered."""
    stores, assistant = state.stores, state.assistant
    needed = {"records": await _state(stores.check_database), "search": state.warm_up.state}
    more = {"vectors": state.warm_up.state, "endpoint": "none"}
    if needed["search"] == READY:
        needed["search"] = await _state(stores.passages.libraries)
        more["vectors"] = await _state(stores.check_vectors)
    more |= {f"mcp:{name}": state for name, state in assistant.others.states().items()}
    degraded = [WITHOUT_VECTORS] if more["vectors"] not in {READY, LOADING} else []
    if assistant.model_name != "embedded":
        more["endpoint"] = WITHOUT_ENDPOINT if assistant.model_is_resting else READY
        degraded += [WITHOUT_ENDPOINT] if assistant.model_is_resting else []
    ready = all(result == READY for result in needed.values())
    dependencies = {**needed, **more, "model": assistant.model_name}
    body = Readiness(status=READY if ready else "not ready", dependencies=dependencies, degraded=degraded)
    return JSONResponse(body.model_dump(), 200 if ready else 503)


async def _state(check: Callable[[], Any]) -> str:
    try:
        async with asyncio.timeout(CHECK_S):
            await asyncio.to_thread(check)
    except TimeoutError:
        return "It does not answer in time."
    except (NacelleError, OSError) as error:
        return str(error)
    return READY


@router.get("/metrics", response_class=PlainTextResponse)
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

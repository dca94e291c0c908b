"""Serve the built web client; unknown paths outside the API get its page, so that links into it work."""

import asyncio
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

DIST = Path(__file__).resolve().parents[1] / "web" / "dist"
OF_THE_SERVER = ("api/", "v1/", "mcp", "healthz", "readyz", "metrics")
FOREVER = "public, max-age=31536000, immutable"


def add_web_client(app: FastAPI, dist: Path = DIST) -> None:
    """Serve the client where no route matches, so that a wrong method on a route stays 405."""

    async def client(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"]).lstrip("/")
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or path.startswith(OF_THE_SERVER):
            raise HTTPException(404, "There is no such route.")
        response = await asyncio.to_thread(_response, path, dist)
        await response(scope, receive, send)

    app.router.default = client


def _response(path: str, dist: Path) -> Response:
    index = dist / "index.html"
    if not index.exists():
        return PlainTextResponse("The web client is not built yet; run `make web`, then reload.\n", 503)
    file = _inside(dist, path)
    hashed = file is not None and path.startswith("assets/")
    return FileResponse(file or index, headers={"Cache-Control": FOREVER if hashed else "no-cache"})


def _inside(dist: Path, path: str) -> Path | None:
    try:
        file = (dist / path).resolve()
        return file if path and file.is_relative_to(dist.resolve()) and file.is_file() else None
    except (OSError, ValueError):  # a name too long, or with a NUL
        return None

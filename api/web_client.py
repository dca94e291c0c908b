"""Serve the built web client; unknown paths outside the API get its page, so that links into it work."""

import asyncio
import mimetypes
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

DIST = Path(__file__).resolve().parents[1] / "web" / "dist"
OF_THE_SERVER = ("api/", "auth/", "v1/", "mcp", "agui", "a2a", ".well-known/", "healthz", "readyz", "metrics")
FOREVER = "public, max-age=31536000, immutable"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What the build compresses beforehand (`web/scripts/compress.mjs`), smallest first."""


def add_web_client(app: FastAPI, dist: Path = DIST) -> None:
    """Serve the client where no route matches, so that a wrong method on a route stays 405."""

    async def client(scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope["path"]).lstrip("/")
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or path.startswith(OF_THE_SERVER):
            raise HTTPException(404, "There is no such route.")
        accepted = Headers(scope=scope).get("accept-encoding", "")
        response = await asyncio.to_thread(_response, path, dist, accepted)
        await response(scope, receive, send)

    app.router.default = client


def _response(path: str, dist: Path, accepted: str) -> Response:
    index = dist / "index.html"
    if not index.exists():
        return PlainTextResponse("The web client is not built yet; run `make web`, then reload.\n", 503)
    found = _inside(dist, path)
    if found is None and path.startswith("assets/"):
        raise HTTPException(404, "There is no such file in this version of the client.")
    file = found or index
    headers = {"Cache-Control": FOREVER if found and path.startswith("assets/") else "no-cache"}
    wanted = {each.partition(";")[0].strip() for each in accepted.split(",")}
    for encoding, ending in ENCODINGS.items():
        packed = file.with_name(file.name + ending)
        if encoding in wanted and packed.is_file():
            headers |= {"Content-Encoding": encoding, "Vary": "Accept-Encoding"}
            return FileResponse(packed, media_type=_media_type(file), headers=headers)
    return FileResponse(file, media_type=_media_type(file), headers=headers)


def _media_type(file: Path) -> str | None:
    """Not every machine's table knows modules; a script of another type is not run."""
    if file.suffix in {".js", ".mjs"}:
        return "text/javascript"
    if file.suffix == ".webmanifest":
        return "application/manifest+json"
    return mimetypes.guess_type(file.name)[0]


def _inside(dist: Path, path: str) -> Path | None:
    try:
        file = (dist / path).resolve()
        return file if path and file.is_relative_to(dist.resolve()) and file.is_file() else None
    except (OSError, ValueError):  # a name too long, or with a NUL
        return None

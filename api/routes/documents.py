"""The library: what is indexed, the originals, pages as pictures."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse

from api.http.paging import PAGED, Page, by_text, pages_of
from api.server_state import State
from api.sign_in.identity import Librarian, Seen
from domain.documents import Applicability, Document
from domain.errors import NotFound
from stores.database.paging import Mark
from stores.open_stores import Stores
from stores.passages.applying.applicability import Wanted, applies
from stores.pictures import etag

router = APIRouter(prefix="/api/documents", tags=["documents"])


@router.get("", responses=PAGED)
async def list_documents(
    stores: Seen, page: Annotated[Page, Depends(pages_of(None))], library: str = "main"
) -> list[Document]:
    """What is indexed, by path."""
    found = sorted(await asyncio.to_thread(stores.passages.documents, library), key=lambda one: (one.path, one.id))
    return page.cut(found, lambda one: Mark(key=one.path, id=one.id), by_text)


class SeenDocument(Document):
    """As it is looked at beside a machine."""

    applies: bool | None = None
    """Whether it is for the machine asked about; null where none was named, or it says nothing of machines."""
    superseded_by_title: str = ""


@router.get("/{document_id}")
async def get_document(
    document_id: str, stores: Seen, asset: Annotated[str, Query(max_length=100)] = ""
) -> SeenDocument:
    """One document, and whether it is for the machine `asset`."""
    return await asyncio.to_thread(_seen, document_id, stores, asset)


def _seen(document_id: str, stores: Stores, tag: str) -> SeenDocument:
    document = stores.passages.document(document_id)
    applies_to = None
    if tag and document.applies_to != Applicability():
        machine = stores.records.asset(tag)
        wanted = Wanted(model=machine.model, serial=machine.serial, controller=machine.controller)
        applies_to = applies(document.applies_to, wanted)
    by = ""
    with suppress(NotFound):  # of another site, or taken out since
        by = stores.passages.document(document.superseded_by).title
    return SeenDocument(**document.model_dump(), applies=applies_to, superseded_by_title=by)


@router.delete("/{document_id}", status_code=204)
async def remove_document(document_id: str, who: Librarian, state: State) -> None:
    """Take a document out of the library, and its original."""
    await asyncio.to_thread(_remove, document_id, state.stores)
    await asyncio.to_thread(state.stores.audit.add, who.name, "document removed", document_id)


def _remove(document_id: str, stores: Stores) -> None:
    document = stores.passages.document(document_id)
    stores.passages.remove(document_id)
    stores.originals.drop(document.sha256, stores.passages)


@router.get(
    "/{document_id}/file",
    response_class=FileResponse,
    responses={200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_file(document_id: str, stores: Seen) -> FileResponse:
    """The original."""
    document = await asyncio.to_thread(stores.passages.document, document_id)
    file = await asyncio.to_thread(stores.originals.file, document.sha256)
    return FileResponse(file, filename=Path(document.path).name)


@router.get("/{document_id}/pages/{page}", responses={200: {"content": {"image/png": {}}}}, response_class=Response)
async def get_page(
    document_id: str,
    page: int,
    stores: Seen,
    request: Request,
    scale: Annotated[float, Query(ge=0.5, le=4)] = 2,
) -> Response:
    """A page as PNG; pixels are PDF points times `scale`."""
    document = await asyncio.to_thread(stores.passages.document, document_id)
    if document.pages is None:
        raise NotFound("This document has no pages.")
    return _png(await asyncio.to_thread(stores.picture, document, page, scale=scale), request)


def _png(picture: bytes, request: Request) -> Response:
    headers = {"ETag": etag(picture), "Cache-Control": "private, max-age=86400"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(picture, media_type="image/png", headers=headers)


@router.get(
    "/{document_id}/figures/{figure_id}", responses={200: {"content": {"image/png": {}}}}, response_class=Response
)
async def get_figure(
    document_id: str,
    figure_id: str,
    stores: Seen,
    request: Request,
    scale: Annotated[float, Query(ge=0.5, le=4)] = 2,
) -> Response:
    """The drawing or photo of a caption as PNG; pixels are PDF points times `scale`."""
    document = await asyncio.to_thread(stores.passages.document, document_id)
    figures = await asyncio.to_thread(stores.passages.figures, document_id)
    figure = next((one for one in figures if one.id == figure_id), None)
    if figure is None or figure.page is None:
        raise NotFound("This document has no such figure.")
    picture = await asyncio.to_thread(stores.picture, document, figure.page, figure.region, scale=scale)
    return _png(picture, request)

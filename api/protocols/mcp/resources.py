"""Documents and their pages as MCP resources."""

import asyncio
import base64
import re
from collections.abc import Sequence

from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    BlobResourceContents,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextResourceContents,
)

from agent.claims.reading.injection import without_orders
from api.server_state import ServerState
from domain.callers import Caller
from domain.documents import Document
from domain.errors import NacelleError, NotFound
from stores.open_stores import Stores

_ADDRESS = re.compile(r"nacelle://documents/([^/]+)(?:/pages/(\d{1,6}))?")
TEMPLATES = [
    ResourceTemplate(
        name="document",
        uri_template="nacelle://documents/{id}",
        description="The text of a document.",
        mime_type="text/plain",
    ),
    ResourceTemplate(
        name="page",
        uri_template="nacelle://documents/{id}/pages/{page}",
        description="A page of a document as it is printed; pages count from 1.",
        mime_type="image/png",
    ),
]


async def listed(who: Caller, state: ServerState) -> list[Resource]:
    """Every document that this caller may read."""
    return await asyncio.to_thread(_listed, state.stores.seen_by(who))


def _listed(stores: Stores) -> list[Resource]:
    found: Sequence[Document] = [one for name in stores.passages.libraries() for one in stores.passages.documents(name)]
    return [
        Resource(
            name=one.path,
            title=" ".join(filter(None, (one.title, one.revision and f"rev. {one.revision}"))),
            uri=f"nacelle://documents/{one.id}",
            description=f"{one.kind}, library {one.library}" + (f", {one.pages} pages" if one.pages else ""),
            mime_type="text/plain",
        )
        for one in found
    ]


async def read(uri: str, who: Caller, state: ServerState) -> ReadResourceResult:
    """A document's text, or the picture of a page. Raises MCPError."""
    address = _ADDRESS.fullmatch(uri)
    try:
        if address is None:
            raise NotFound(f"There is no resource '{uri[:200]}'.")
        return await asyncio.to_thread(_read, uri, address, state.stores.seen_by(who))
    except NacelleError as error:
        raise MCPError(INVALID_PARAMS, str(error)) from error


def _read(uri: str, address: re.Match[str], stores: Stores) -> ReadResourceResult:
    document_id, page = address.groups()
    document = stores.passages.document(document_id)
    if page is None:
        text = "\n\n".join(passage.text for passage in stores.passages.passages_of_document(document_id))
        shown = TextResourceContents(uri=uri, mime_type="text/plain", text=without_orders(text))
        return ReadResourceResult(contents=[shown])
    if document.pages is None:
        raise NotFound("This document has no pages.")
    picture = stores.picture(document, int(page))
    blob = base64.b64encode(picture).decode()
    return ReadResourceResult(contents=[BlobResourceContents(uri=uri, mime_type="image/png", blob=blob)])

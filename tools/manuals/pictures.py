"""Look at a drawing, photo or page of a manual. Here it is found and rendered; the agent asks a model that sees what it shows."""

import hashlib

from pydantic import BaseModel

from domain.answers import Evidence
from domain.documents import Document, Passage
from stores.passages.applying.applicability import applies
from tools.context import Look, ToolContext, ToolResult
from tools.machine import wanted_machine
from tools.tool import tool

FIGURE = "figure"
"""The field of what was read that names the passage of the figure; without one it was read from the whole page."""
SCALE, MOST_PIXELS = 4.0, 1_150_000
"""Pixels a PDF point, and of one picture in all: what endpoints read without making it smaller."""


class ReadPicture(BaseModel):
    """What the figure or page behind evidence n shows. page: another."""

    n: int
    question: str
    page: int = 0


def read_picture(ctx: ToolContext, args: ReadPicture) -> ToolResult:
    """The picture to look at, and the place that what is read there will be cited as. Raises NotFound, Unavailable."""
    item = ctx.evidence.get(args.n)
    if item is None or not item.document_id or ctx.picture is None:
        return ToolResult(note=f"[{args.n}] is no place in a document: name one that search_manuals found.")
    document = ctx.passages.document(item.document_id)
    if document.pages is None:
        return ToolResult(note=f"{document.title} has no pages to look at.")
    page = args.page or item.page or 1
    figure = _figure(ctx, item) if page == item.page else None
    png = ctx.picture(document, page, figure.region if figure else None, SCALE, MOST_PIXELS)
    return ToolResult(look=Look(png, args.question, _place(ctx, item, document, page, figure, args.question)))


READ_PICTURE = tool("read_picture", ReadPicture, read_picture, "pictures")
"""Offered only where the settings say that the endpoint sees."""


def _figure(ctx: ToolContext, item: Evidence) -> Passage | None:
    wanted = item.fields.get(FIGURE, item.id)
    return next((one for one in ctx.passages.figures(item.document_id or "") if one.id == wanted), None)


def _place(
    ctx: ToolContext, item: Evidence, document: Document, page: int, figure: Passage | None, question: str
) -> Evidence:
    """Evidence without its text. A whole page may hold steps, so that their warnings go before what is read on it."""
    asked = hashlib.sha256(f"{figure.id if figure else ''}|{question}".encode()).hexdigest()[:12]
    held: dict[str, object] = {
        "id": f"picture:{document.id}:{page}:{asked}",
        "kind": "picture",
        "title": document.title,
        "document_id": document.id,
        "path": document.path,
        "revision": item.revision,
        "page": page,
        "order": item.order,
        "passage_kind": "figure" if figure else "procedure",
        "applies": item.applies,
        "superseded": item.superseded,
        "as_of": ctx.now(),
        "fields": {FIGURE: figure.id} if figure else {},
    }
    if page == item.page:
        held |= {"section": item.section, "section_id": item.section_id, "overridden_by": item.overridden_by}
    elif before := [one for one in ctx.passages.sections(document.id) if (one.page or page + 1) <= page]:
        there = [one for one in ctx.passages.passages(before[-1].id) if one.page == page]
        fits = not there or any(applies(one.applies_to, wanted_machine(ctx)) for one in there)
        held |= {"section": before[-1].title, "section_id": before[-1].id, "applies": item.applies and fits}
    box = figure.region if figure else None
    return Evidence.model_validate(
        {**held, "text": "", "regions": [{"text": "", "start": 0, "end": 0, "page": page, "box": box}]}
    )

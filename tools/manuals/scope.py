"""What a document that the question names is for, where it is not for this machine: its own lines say so, without its values."""

import re

from domain.answers import Evidence, Region
from domain.documents import Document, Line
from stores.passages.applying.applicability import Wanted, applies
from tools.context import ToolContext
from tools.evidence import passage_evidence

SCOPE = "scope"
"""The field of such evidence: the machines in the words of the document's registration."""


def named_for_others(ctx: ToolContext, query: str, machine: Wanted) -> list[Evidence]:
    """The scope of every document in force whose number the query names and that is not for this machine."""
    if not machine.model:
        return []
    found = [
        document
        for document in ctx.passages.documents(ctx.library)
        if document.number
        and re.search(rf"(?<![\w-]){re.escape(document.number)}(?![\w-])", query, re.IGNORECASE)
        and not document.superseded_by
        and not applies(document.applies_to, machine)
    ]
    return [item for document in found if (item := _scope(ctx, document))]


def _scope(ctx: ToolContext, document: Document) -> Evidence | None:
    """The first passage that names all of what the document is for, cut down to those lines."""
    ranges = document.applies_to.serials
    serials = [number for each in ranges for number in (each.first, each.last) if number]
    names = [*document.applies_to.models, *serials]
    for section in ctx.passages.sections(document.id):
        for passage in ctx.passages.passages(section.id):
            lines = [line for line in passage.lines if any(name in line.text for name in (document.number, *names))]
            if names and all(any(name in line.text for line in lines) for name in names):
                regions = _without_values(lines, names)
                whole = passage_evidence(passage, document, section)
                said = [*document.applies_to.models, *(f"{each.first} – {each.last}".strip() for each in ranges)]
                text = "\n".join(region.text for region in regions)
                fields = {**whole.fields, SCOPE: ", ".join(said), "number": document.number}
                return whole.model_copy(update={"text": text, "regions": regions, "fields": fields, "table": ()})
    return None


def _without_values(lines: list[Line], names: list[str]) -> tuple[Region, ...]:
    """Each line up to the colon behind what it names: a value for other machines is no evidence here."""
    regions: list[Region] = []
    position = 0
    for line in lines:
        head, colon, rest = line.text.partition(":")
        text = head if colon and not any(name in rest for name in names) else line.text
        regions.append(Region(text=text, start=position, end=position + len(text), page=line.page, box=line.box))
        position += len(text) + 1
    return tuple(regions)

"""The figures of the manuals that belong beside an answer: their captions are cited, or what is cited names them."""

import re
from collections.abc import Mapping, Sequence

from domain.answers import Citation, Evidence, Figure
from domain.documents import Passage
from domain.errors import NacelleError
from stores.passages.applying.applicability import applies
from tools.context import ToolContext
from tools.machine import wanted_machine
from tools.manuals.pictures import FIGURE as READ

MOST = 3
FIGURE = "Figure "
"""How the reference to a figure is written in `Passage.refs`, in whatever language it is printed."""


def figures_beside(
    ctx: ToolContext, citations: Sequence[Citation], sources: Mapping[int, Evidence]
) -> tuple[Figure, ...]:
    """The first figures that the cited lines are, or point at; none where the store does not answer: the words stand without.

    Args:
        ctx: the world of the turn.
        citations: of the answer, in their order.
        sources: the evidence behind each number; a refused change cites what only its tool has seen.
    """
    found: dict[str, Figure] = {}
    for citation in citations:
        item = sources.get(citation.n)
        if item is None or item.kind not in {"manual", "picture"} or not citation.document_id:
            continue
        labels = _named(item.refs, citation.quote)
        if item.passage_kind != "figure" and not labels:
            continue
        try:
            kept = ctx.passages.figures(citation.document_id)
        except NacelleError:
            continue
        for passage in kept:
            if passage.id in {item.id, item.fields.get(READ)} or (
                labels & set(passage.refs[:1]) and applies(passage.applies_to, wanted_machine(ctx))
            ):
                before = found.get(passage.id)
                numbers = (*(before.citations if before else ()), citation.n)
                found[passage.id] = _figure(passage, citation, numbers)
    return tuple(found.values())[:MOST]


def _named(refs: Sequence[str], quote: str) -> set[str]:
    """Those of a passage's references to figures that stand in the quoted lines."""
    labels = {ref: re.escape(ref.removeprefix(FIGURE)) for ref in refs if ref.startswith(FIGURE)}
    return {ref for ref, label in labels.items() if re.search(rf"(?<![\w.-]){label}(?![\w-]|\.\d)", quote)}


def _figure(passage: Passage, citation: Citation, numbers: tuple[int, ...]) -> Figure:
    return Figure.model_validate(
        {
            "id": passage.id,
            "document_id": passage.document_id,
            "title": citation.title,
            "caption": passage.caption,
            "page": passage.page,
            "box": passage.region,
            "citations": numbers,
            "url": f"/api/documents/{passage.document_id}/figures/{passage.id}",
        }
    )

"""Look things up in the manuals."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, Field

from domain.answers import Evidence
from domain.documents import Passage, SearchHit, Section
from domain.errors import NotFound
from stores.passages.applicability import Wanted
from stores.passages.overriding import bulletin_over, name_of
from tools.context import ToolContext, ToolResult
from tools.evidence import hit_evidence, passage_evidence
from tools.scope import named_for_others

MAX_SECTION_PASSAGES = 40
WHOLE_TABLES = 4
OTHER_MACHINES = 3
_TYPE = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[^\W\d_])\w+(?:-\w+)*")


class SearchManuals(BaseModel):
    """Find passages of the manuals that apply to this machine: procedures, values, tables, warnings, definitions."""

    query: str = Field(description="What to look for, in the words of a manual: component, job, value.")
    limit: int = Field(default=12, ge=1, le=20, description="How many passages.")


class ReadSection(BaseModel):
    """Read one whole section of a manual in order, with its steps, tables and warnings."""

    section_id: str = Field(description="The section id given with a passage that search_manuals found.")


def search_manuals(ctx: ToolContext, args: SearchManuals) -> ToolResult:
    """Search the library of this turn, filtered to the machine's model, serial number and controller."""
    asset = ctx.asset
    try:
        result = ctx.passages.search(
            args.query,
            library=ctx.library,
            model=asset.model if asset else ctx.model,
            serial=asset.serial if asset else "",
            controller=asset.controller if asset else "",
            limit=args.limit,
        )
    except NotFound as error:
        return ToolResult(note=str(error))
    evidence = [hit_evidence(hit) for hit in result.hits]
    for_others = named_for_others(ctx, args.query, _machine(ctx))
    if evidence or for_others:
        whole = [*for_others, *_with_whole_tables(ctx, args.query, result.hits, evidence)]
        return ToolResult((*whole, *(_for_other_machines(ctx, args.query, whole) if result.hidden else ())))
    if result.hidden:
        models = ", ".join(result.hidden_models) or "other machines"
        return ToolResult(note=f"Nothing for this machine; {result.hidden} passages are for {models} only.")
    return ToolResult(note=f"Nothing in the library '{ctx.library}' about: {args.query}")


def _for_other_machines(ctx: ToolContext, query: str, found: list[Evidence]) -> list[Evidence]:
    """What would have been best without the filter: marked as not for this machine, it is never quoted as if it were."""
    known = {item.id for item in found}
    best = ctx.passages.search(query, library=ctx.library, limit=OTHER_MACHINES).hits
    return [
        hit_evidence(hit).model_copy(update={"applies": False, "score": 0.0})
        for hit in best
        if hit.passage.id not in known
    ]


def _with_whole_tables(
    ctx: ToolContext, query: str, hits: Sequence[SearchHit], evidence: list[Evidence]
) -> list[Evidence]:
    """The rows asked for may stand in another passage of the same table: the best tables come whole, behind their hit.

    So does a table of the same section that has a cell for a type which the query names ("VX-20").
    """
    types = {word.casefold() for word in _TYPE.findall(query)}
    out: list[Evidence] = []
    seen = {item.id for item in evidence}
    read: dict[str, Sequence[Passage]] = {}
    for place, (hit, item) in enumerate(zip(hits, evidence, strict=True)):
        out.append(item)
        if place >= WHOLE_TABLES or not (hit.passage.table or types):
            continue
        if hit.section.id not in read:
            read[hit.section.id] = ctx.passages.passages(hit.section.id)
        for passage in read[hit.section.id]:
            same = passage.caption == hit.passage.caption and passage.table[:1] == hit.passage.table[:1]
            if passage.id not in seen and passage.table and (same or _has_cell(passage, types)):
                seen.add(passage.id)
                more = passage_evidence(
                    passage, hit.document, hit.section, score=hit.score, applies=hit.applies, superseded=hit.superseded
                )
                out.append(more)
    return out


def _has_cell(passage: Passage, types: set[str]) -> bool:
    return bool(types) and any(cell.strip().casefold() in types for row in passage.table for cell in row)


def read_section(ctx: ToolContext, args: ReadSection) -> ToolResult:
    """Read a section; where it has sub-sections, theirs follow."""
    try:
        section = ctx.passages.section(args.section_id)
    except NotFound as error:
        return ToolResult(note=str(error))
    document = ctx.passages.document(section.document_id)
    evidence: list[Evidence] = []
    documents, machine = ctx.passages.documents(document.library), _machine(ctx)
    for part in _with_subsections(ctx, section):
        bulletin = bulletin_over(part, document, documents, machine)
        note = {"overridden_by": name_of(bulletin)} if bulletin else {}
        for passage in ctx.passages.passages(part.id):
            if len(evidence) < MAX_SECTION_PASSAGES:
                evidence.append(passage_evidence(passage, document, part).model_copy(update=note))
    return ToolResult(tuple(evidence))


def _machine(ctx: ToolContext) -> Wanted:
    asset = ctx.asset
    return Wanted(asset.model, asset.serial, asset.controller) if asset else Wanted(ctx.model)


def _with_subsections(ctx: ToolContext, section: Section) -> list[Section]:
    depth = len(section.path)
    return [
        other
        for other in ctx.passages.sections(section.document_id)
        if other.id == section.id or (depth and other.path[:depth] == section.path)
    ]

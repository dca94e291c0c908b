"""Search the manuals, and read a section of them."""

from dataclasses import replace

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from domain.documents import SearchResult, Section
from domain.errors import NotFound
from stores.passages.applying.applicability import applies
from stores.passages.applying.overriding import bulletin_over, name_of
from tools.context import ToolContext, ToolResult
from tools.evidence import hit_evidence, passage_evidence
from tools.machine import at_machine, model_of, wanted_machine
from tools.manuals.disagreeing.finding import disagreements
from tools.manuals.scope import named_for_others
from tools.manuals.tables import with_tables

MAX_SECTION_PASSAGES, NEAR_PASSAGES = 40, 24
DISAGREE = (
    "Documents in force disagree (disagrees_with): show both values with their places and say that they disagree."
)


class SearchManuals(BaseModel):
    """Manuals: procedures, values, warnings. machine: tag or model, if another."""

    query: str
    machine: str = ""
    limit: SkipJsonSchema[int] = Field(default=8, ge=1, le=20)


class ReadSection(BaseModel):
    """A whole section: by its id, or as OM-2 7.3."""

    section_id: str
    around: SkipJsonSchema[int] = Field(
        default=-1, description="The order of a passage: of a long section, what stands near it."
    )


def search_manuals(ctx: ToolContext, args: SearchManuals) -> ToolResult:
    """Search the library of this turn, filtered to the machine's model, serial number and controller. Raises NotFound.

    A name that nobody knows filters nothing where no document says what it is for.
    """
    try:
        there = at_machine(ctx, args.machine)
    except NotFound as error:
        if any(one.applies_to.models for one in ctx.passages.documents(ctx.library)):
            raise
        found = search_manuals(ctx, args.model_copy(update={"machine": ""}))
        return replace(
            found, note=f"{error} No document here says for which machine it is: searched all. {found.note}".rstrip()
        )
    wanted = wanted_machine(there)
    try:
        result = ctx.passages.search(
            args.query,
            library=ctx.library,
            model=wanted.model,
            serial=wanted.serial,
            controller=wanted.controller,
            limit=args.limit,
        )
    except NotFound as error:
        return ToolResult(note=str(error))
    hits, more = with_tables(ctx, args.query, result.hits)
    differing = disagreements(args.query, hits)
    found = [hit_evidence(hit).model_copy(update={"disagrees": differing.get(hit.passage.id, ())}) for hit in hits]
    told = [_note(ctx, args, result, there)]
    told += ["Tables have more rows: read_section gives them whole."] if more else []
    told += [DISAGREE] if differing else []
    return ToolResult((*named_for_others(there, args.query, wanted), *found), note=" ".join(filter(None, told)))


def _note(ctx: ToolContext, args: SearchManuals, result: SearchResult, there: ToolContext) -> str:
    """For which machine it was searched where that was asked for, and what is there for others only."""
    told: list[str] = []
    if args.machine.strip():
        told.append(f"Searched for {there.asset.tag + ', ' if there.asset else ''}{model_of(there)}.")
    if result.problem:
        told.append(result.problem)
    if result.hidden:
        others = ", ".join(result.hidden_models) or "other machines"
        told.append(
            f"{'More passages' if result.hits else 'Nothing for this machine; passages'} are for {others} only."
        )
    if not result.hits and not result.hidden:
        told.append(f"Nothing in the library '{ctx.library}' about: {args.query}. Try other words.")
    return " ".join(told)


def read_section(ctx: ToolContext, args: ReadSection) -> ToolResult:
    """Read a section; where it has sub-sections, theirs follow."""
    try:
        section = referred_to(ctx, args.section_id) or ctx.passages.section(args.section_id)
    except NotFound as error:
        return ToolResult(note=f"{error} A section id stands with each passage that search_manuals finds.")
    document = ctx.passages.document(section.document_id)
    documents, machine = ctx.passages.documents(document.library), wanted_machine(ctx)
    held = [(part, one) for part in _with_subsections(ctx, section) for one in ctx.passages.passages(part.id)]
    kept = held[:MAX_SECTION_PASSAGES]
    if args.around >= 0:
        near = {one.id for _, one in sorted(held, key=lambda pair: abs(pair[1].order - args.around))[:NEAR_PASSAGES]}
        kept = [(part, one) for part, one in held if one.id in near]
    bulletins = {part.id: bulletin_over(part, document, documents, machine) for part, _ in kept}
    evidence = [
        passage_evidence(passage, document, part).model_copy(
            update={"overridden_by": name_of(bulletin)} if (bulletin := bulletins[part.id]) else {}
        )
        for part, passage in kept
    ]
    more = len(held) - len(kept)
    cut = f"The section goes on for {more} more passages; search_manuals finds what stands there." if more else ""
    return ToolResult(tuple(evidence), note=cut)


def referred_to(ctx: ToolContext, said: str) -> Section | None:
    """The section of a document in force that is named by both numbers as they are printed ("OM-220 7.3")."""
    name, _, number = said.strip().rpartition(" ")
    wanted = wanted_machine(ctx)
    documents = [
        one
        for one in (ctx.passages.documents(ctx.library) if name else ())
        if name.casefold() in {one.number.casefold(), one.id}
        and not one.superseded_by
        and applies(one.applies_to, wanted)
    ]
    sections = (section for document in documents for section in ctx.passages.sections(document.id))
    return next((section for section in sections if section.number.rstrip(".") == number), None)


def _with_subsections(ctx: ToolContext, section: Section) -> list[Section]:
    depth = len(section.path)
    return [
        other
        for other in ctx.passages.sections(section.document_id)
        if other.id == section.id or (depth and other.path[:depth] == section.path)
    ]

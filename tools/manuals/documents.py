"""Which documents are in force for a machine, of which kind and by what their titles and chapters say."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from domain.documents import Document, Section
from language.words import fold, stems
from stores.passages.applying.applicability import applies
from stores.passages.wording.glossary import ENGLISH
from stores.passages.wording.question import in_english
from tools.context import ToolContext, ToolResult
from tools.findings import written_evidence
from tools.machine import at_machine, wanted_machine
from tools.phrases.saying import label, say, word

LISTED, MOST = "documents", 30
"""The field that says how many documents are listed, and the longest list."""
OUTLINES, DEPTH = 100, 2
"""Documents whose headings are looked at, and how deep: a chapter and its sections say what a manual is about."""


class FindDocuments(BaseModel):
    """Documents in force for the machine. kind: manual, bulletin."""

    about: str = ""
    kind: str = ""
    machine: str = ""


def find_documents(ctx: ToolContext, args: FindDocuments) -> ToolResult:
    """A list as one piece of evidence: behind a 0 those for other machines, else all of the kind. Raises NotFound for a machine that nobody knows."""
    there, language = at_machine(ctx, args.machine), ctx.language
    machine = wanted_machine(there)
    held = [one for one in ctx.passages.documents(ctx.library) if not one.superseded_by]
    kinds = {one.kind for one in held if one.kind in fold(args.kind)}
    of_kind = [one for one in held if not args.kind or one.kind in kinds]
    called = _called(of_kind, args.about, language) if args.about else of_kind
    found = [one for one in called if applies(one.applies_to, machine)]
    here = [one for one in of_kind if applies(one.applies_to, machine)]
    chapters = _with_chapters(ctx, here, args.about, language) if args.about else {}
    found += [one for one in here if one.id in chapters and one not in found]
    said = [say("is", language, field=word("kind", language), values=args.kind)] if args.kind else []
    name = there.asset.tag if there.asset else machine.model
    said += [say("is", language, field=word("asset", language), values=name)] if name else []
    said += [say("texts", language, words=f'"{args.about}"')] if args.about else []
    lines = [say("documents", language, count=len(found), said="; ".join(said) or word("all", language))]
    lines += [
        _line(one, language, None if one in called else chapters.get(one.id))
        for one in (found or called or of_kind)[:MOST]
    ]
    return ToolResult((written_evidence("asset", lines, language, fields={LISTED: str(len(found))}),))


def _called(documents: Sequence[Document], about: str, language: str) -> list[Document]:
    """Those that are named by their number, else those whose number, title and path say most of the words, where any says one."""
    if numbered := _numbered(documents, about):
        return numbered
    said = {one.id: _said(f"{one.number} {one.title} {one.path}", one, about, language) for one in documents}
    most = max(said.values(), default=0)
    return [one for one in documents if most and said[one.id] == most]


def _with_chapters(ctx: ToolContext, documents: Sequence[Document], about: str, language: str) -> dict[str, Section]:
    """Documents that have a section whose heading says as many of the words as any, and half of them: the highest such section."""
    if _numbered(documents, about):
        return {}
    best: dict[str, tuple[int, Section]] = {}
    for one in documents[:OUTLINES]:
        headings = (section for section in ctx.passages.sections(one.id) if len(section.path) <= DEPTH)
        said = [(_said(section.title, one, about, language), section) for section in headings]
        if said:
            best[one.id] = max(said, key=lambda each: (each[0], -len(each[1].path)))
    most = max((count for count, _ in best.values()), default=0)
    enough = 2 * most >= max(map(len, _wanted(about, language)))
    return {name: section for name, (count, section) in best.items() if enough and 0 < count == most}


def _numbered(documents: Iterable[Document], about: str) -> list[Document]:
    return [one for one in documents if one.number and fold(one.number) in fold(about)]


def _wanted(about: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words as asked, and in English."""
    spoken = language or ENGLISH
    return frozenset(stems(about, spoken)), frozenset(stems(in_english(about, spoken), ENGLISH))


def _said(text: str, document: Document, about: str, language: str) -> int:
    """How many of the words a text of the document says."""
    own = stems(text, document.language or ENGLISH)
    spoken = (language or ENGLISH, ENGLISH)
    return max(len(each & (stems(text, one) | own)) for each, one in zip(_wanted(about, language), spoken, strict=True))


def _line(one: Document, language: str, chapter: Section | None = None) -> str:
    ranges = [
        f"{each.first} – {each.last}".strip(" –") if each.last else f"{each.first} –" for each in one.applies_to.serials
    ]
    told = [
        f"{one.number}: {one.title}" if one.number else one.title,
        f"{label('kind', language)}: {one.kind}",
        f"{label('revision', language)}: {one.revision}" if one.revision else "",
        one.issued.isoformat() if one.issued else "",
        f"{label('models', language)}: {', '.join(one.applies_to.models)}" if one.applies_to.models else "",
        f"{label('serial', language)}: {', '.join(ranges)}" if ranges else "",
        f"{label('section', language)}: {chapter.number} {chapter.title}" if chapter else "",
    ]
    return "; ".join(filter(None, told))

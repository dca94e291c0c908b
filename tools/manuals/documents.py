"""Which documents are in force for a machine, of which kind and by what their titles say."""

from collections.abc import Sequence

from pydantic import BaseModel

from domain.documents import Document
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
    said = [say("is", language, field=word("kind", language), values=args.kind)] if args.kind else []
    name = there.asset.tag if there.asset else machine.model
    said += [say("is", language, field=word("asset", language), values=name)] if name else []
    said += [say("texts", language, words=f'"{args.about}"')] if args.about else []
    lines = [say("documents", language, count=len(found), said="; ".join(said) or word("all", language))]
    lines += [_line(one, language) for one in (found or called or of_kind)[:MOST]]
    return ToolResult((written_evidence("asset", lines, language, fields={LISTED: str(len(found))}),))


def _called(documents: Sequence[Document], about: str, language: str) -> list[Document]:
    """Those that are named by their number, else those whose number, title and path say most of the words, where any says one."""
    numbered = [one for one in documents if one.number and fold(one.number) in fold(about)]
    if numbered:
        return numbered
    wanted = [stems(about, language or ENGLISH), stems(in_english(about, language or ENGLISH), ENGLISH)]

    def said(one: Document) -> int:
        text = f"{one.number} {one.title} {one.path}"
        return max(len(each & (stems(text, spoken) | stems(text, one.language or ENGLISH))) for each, spoken in zip(wanted, (language or ENGLISH, ENGLISH), strict=True))  # fmt: skip

    most = max(map(said, documents), default=0)
    return [one for one in documents if most and said(one) == most]


def _line(one: Document, language: str) -> str:
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
    ]
    return "; ".join(filter(None, told))

"""What changed between two revisions of a document: values, steps, warnings, each side with its place."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from domain.answers import Evidence, Region
from domain.documents import Document
from language.vocabulary import ENGLISH
from language.words import is_stop, stem, words
from stores.passages.applying.overriding import name_of
from tools.context import ToolContext, ToolResult
from tools.evidence import passage_evidence
from tools.findings import absence, written_evidence
from tools.manuals.documents import LISTED
from tools.manuals.pieces import Piece, pieces_of, sections_about
from tools.phrases.saying import say

MOST_CHANGES, MOST_OF_SECTION = 12, 24
MOST_SECTIONS = 8
ALIKE = 60.0
"""Likeness (of 100) from which a removed and an added line are the same line, changed."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
Change = tuple[Piece | None, Piece | None]
"""What stood there, and what stands there now."""


class CompareRevisions(BaseModel):
    """What changed between a document's revisions. section: chapter or its number."""

    document: str
    section: str = ""


def compare_revisions(ctx: ToolContext, args: CompareRevisions) -> ToolResult:
    """Pairs of evidence, old and new, marked with the number of the change they belong to."""
    documents = ctx.passages.documents(ctx.library)
    pair = _pair(documents, args.document)
    if alone := _named_better(documents, pair, args.document):
        told = [say("one_revision", ctx.language, title=name_of(one), revision=one.revision or "?") for one in alone]
        return ToolResult((written_evidence("asset", told, ctx.language, fields={LISTED: str(len(told))}),))
    if pair is None:
        return ToolResult(note=f"There are no two revisions of '{args.document}' in the library '{ctx.library}'.")
    older, newer = pair
    held = [(one, ctx.passages.sections(one.id)) for one in pair]
    before, after = (
        [piece for part in parts for passage in ctx.passages.passages(part.id) for piece in pieces_of(passage, part)]
        for parts in sections_about(held, args.section)
    )
    if not before and not after:
        return ToolResult(note=f"Neither revision of {newer.title} has a section about: {args.section}")
    changes = changed(before, after)
    if not changes:
        name = "same_section" if args.section else "same_text"
        values = {"title": newer.title, "older": older.revision, "newer": newer.revision, "section": args.section}
        return ToolResult((absence("manual", say(name, ctx.language, **values), ctx.language),))
    evidence: list[Evidence] = []
    most = MOST_OF_SECTION if args.section else MOST_CHANGES
    for number, (old, new) in enumerate(changes[:most], start=1):
        evidence += [_side(old, older, "older", number)] if old else []
        evidence += [_side(new, newer, "newer", number)] if new else []
    told = [f"Revision {older.revision} is the older one, {newer.revision} the newer one."]
    if more := changes[most:]:
        told.append(_more(more, whole=not args.section))
    return ToolResult(tuple(evidence), note=" ".join(told))


def _more(changes: Sequence[Change], *, whole: bool) -> str:
    """In which chapters, or sections of one, the other changes stand."""
    sections = [piece.section for old, new in changes if (piece := new or old)]
    named = Counter(one.path[0] if whole and one.path else f"{one.number} {one.title}".strip() for one in sections)
    told = ", ".join(f"{name} ({count})" for name, count in named.most_common(MOST_SECTIONS))
    on = "name one of them as section" if len(named) > 1 else "read_section gives it whole"
    return f"{len(changes)} more changes, in {told}: {on}."


def _pair(documents: Sequence[Document], named: str) -> tuple[Document, Document] | None:
    """The two documents meant: a newer one and what it replaces, best named first."""
    by_id = {document.id: document for document in documents}
    pairs = [(old, by_id[old.superseded_by]) for old in documents if old.superseded_by in by_id]
    wanted = _stems(named)
    pairs += [
        (old, new) for old, new in _of_one_number(documents) if wanted & _revision(old) and (old, new) not in pairs
    ]
    likeness = [
        (
            len(wanted & _called(new)),
            len(wanted & (_revision(old) | _revision(new))),
            n,
        )
        for n, (old, new) in enumerate(pairs)
    ]
    best = max(likeness, key=lambda one: (one[0], one[1], -one[2]), default=None)
    if best is None or (best[0] == 0 and len(pairs) > 1):
        return None
    return pairs[best[2]]


def _named_better(documents: Sequence[Document], pair: tuple[Document, Document] | None, named: str) -> list[Document]:
    """Documents without another revision that are named, by number, kind or half of their title, and better than the pair."""
    wanted, replaced = _stems(named), {one.superseded_by for one in documents}
    alone = [one for one in documents if not one.superseded_by and one.id not in replaced and one not in (pair or ())]
    shares = [(len(wanted & _called(one)), one) for one in alone if _is_named(one, wanted, pair)]
    best = max((share for share, _ in shares), default=0)
    return [one for share, one in shares if share == best > (len(wanted & _called(pair[1])) if pair else 0)]


def _is_named(one: Document, wanted: frozenset[str], pair: tuple[Document, Document] | None) -> bool:
    title, number, kind = _stems(one.title), _stems(one.number), _stems(one.kind)
    of_kind = kind <= wanted and not (pair and pair[1].kind == one.kind)
    return of_kind or (bool(number) and number <= wanted) or 2 * len(title & wanted) >= len(title) > 0


def _called(document: Document) -> frozenset[str]:
    """The stems of what it is called: number, title, file and kind."""
    return _stems(f"{document.number} {document.title} {document.path} {document.kind}")


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word, ENGLISH) for word in words(text) if not is_stop(word, ENGLISH))


def _of_one_number(documents: Sequence[Document]) -> Iterable[tuple[Document, Document]]:
    """Every older revision with the one in force."""
    for new in documents:
        if new.number and not new.superseded_by:
            yield from ((old, new) for old in documents if old.number == new.number and old.superseded_by)


def _revision(document: Document) -> set[str]:
    return set(words(document.revision)[-1:])


def changed(before: Sequence[Piece], after: Sequence[Piece]) -> list[Change]:
    """What was replaced, left out or added; those with other numbers first."""
    held_old, held_new = {piece.plain for piece in before}, {piece.plain for piece in after}
    gone = [piece for piece in before if piece.plain not in held_new]
    come = [piece for piece in after if piece.plain not in held_old]
    changes: list[Change] = []
    for piece in gone:
        found = process.extractOne(piece.plain, [one.plain for one in come], scorer=fuzz.ratio, score_cutoff=ALIKE)
        changes.append((piece, come.pop(found[2]) if found else None))
    changes += [(None, piece) for piece in come]
    return sorted(changes, key=lambda change: not _other_numbers(*change))


def _other_numbers(old: Piece | None, new: Piece | None) -> bool:
    figures = [_FIGURE.findall(piece.line) if piece else [] for piece in (old, new)]
    return bool(old and new) and figures[0] != figures[1]


def _side(piece: Piece, document: Document, side: str, change: int) -> Evidence:
    """The line alone, so that nothing else of its passage is taken for what changed; a row under what heads its columns."""
    whole = passage_evidence(piece.passage, document, piece.section)
    head = piece.head
    shift = len(head) + 1 if head else 0
    above = tuple(region for region in whole.regions if region.end <= len(head))
    regions = tuple(clipped for region in whole.regions if (clipped := _within(region, piece, shift)))
    fields = {**whole.fields, "change": str(change), "side": side, "line": piece.line}
    update = {
        "id": f"{whole.id}#{change}",
        "text": f"{head}\n{piece.line}" if head else piece.line,
        "regions": (*above, *regions),
        "table": piece.table,
        "fields": fields,
    }
    return whole.model_copy(update=update)


def _within(region: Region, piece: Piece, shift: int) -> Region | None:
    """The part of a printed line that the piece holds, its span counted from the piece and moved by `shift`."""
    start, end = max(region.start, piece.start), min(region.end, piece.end)
    if start >= end:
        return None
    text = region.text if (start, end) == (region.start, region.end) else piece.passage.text[start:end]
    moved = shift - piece.start
    return region.model_copy(update={"text": text, "start": start + moved, "end": end + moved})

"""What changed between two revisions of a document: values, steps, warnings, each side with its place."""

import difflib
import re
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, Field

from domain.answers import Evidence
from domain.documents import Document, Passage, Section
from tools.context import ToolContext, ToolResult
from tools.evidence import passage_evidence

MOST_CHANGES = 12
ALIKE = 0.55
"""Likeness from which a removed and an added line are the same line, changed."""
Piece = tuple[str, Passage, Section]
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[^\W_])|\n")


class CompareRevisions(BaseModel):
    """Compare two revisions of a manual, bulletin or one of its sections: what changed in values, steps and warnings."""

    document: str = Field(description="Words or the number of the document, for example 'OM-200' or 'pump manual'.")
    section: str = Field(default="", description="Only sections whose heading holds these words; empty: all.")
    older: str = Field(default="", description="The older revision; empty: the one before the newest.")
    newer: str = Field(default="", description="The newer revision; empty: the newest.")


def compare_revisions(ctx: ToolContext, args: CompareRevisions) -> ToolResult:
    """Pairs of evidence, old and new, marked with the number of the change they belong to."""
    pair = _pair(ctx.passages.documents(ctx.library), args)
    if pair is None:
        return ToolResult(note=f"There are no two revisions of '{args.document}' in the library '{ctx.library}'.")
    older, newer = pair
    before, after = _pieces(ctx, older, args.section), _pieces(ctx, newer, args.section)
    if not before and not after:
        return ToolResult(note=f"Neither revision of {newer.title} has a section about: {args.section}")
    changes = _changes(before, after)
    if not changes:
        where = args.section or "the text"
        return ToolResult(note=f"No difference in {where} between revisions {older.revision} and {newer.revision}.")
    evidence: list[Evidence] = []
    for number, (old, new) in enumerate(changes[:MOST_CHANGES], start=1):
        evidence += [_side(old, older, "older", number)] if old else []
        evidence += [_side(new, newer, "newer", number)] if new else []
    return ToolResult(tuple(evidence))


def _pair(documents: Sequence[Document], args: CompareRevisions) -> tuple[Document, Document] | None:
    """The two documents meant: a newer one and what it replaces, best named first."""
    by_id = {document.id: document for document in documents}
    pairs = [(old, by_id[old.superseded_by]) for old in documents if old.superseded_by in by_id]
    if args.older or args.newer:
        same = [(a, b) for a in documents for b in documents if a.id != b.id and a.number and a.number == b.number]
        pairs = [
            (old, new)
            for old, new in same
            if (not args.older or _is(old.revision, args.older)) and (not args.newer or _is(new.revision, args.newer))
        ] or pairs
    wanted = _words(args.document)
    named = [(len(wanted & _words(f"{new.number} {new.title} {new.path}")), old, new) for old, new in pairs]
    best = max(named, key=lambda one: one[0], default=None)
    if best is None or (best[0] == 0 and len(pairs) > 1):
        return None
    return best[1], best[2]


def _is(revision: str, wanted: str) -> bool:
    return revision.casefold().split()[-1:] == wanted.casefold().split()[-1:]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


def _pieces(ctx: ToolContext, document: Document, about: str) -> list[Piece]:
    """Every sentence, step and table row of the sections asked for, in reading order."""
    wanted = {word[:5] for word in _words(about) - _words(f"{document.number} {document.title} the manual bulletin")}
    chosen: list[Section] = []
    for section in ctx.passages.sections(document.id):
        heading = {word[:5] for word in _words(f"{section.number} {section.title} {' '.join(section.path)}")}
        if len(wanted & heading) >= max(1, (len(wanted) + 1) // 2) or not wanted:
            chosen.append(section)
    pieces: list[Piece] = []
    for section in chosen:
        for passage in ctx.passages.passages(section.id):
            pieces += [(line, passage, section) for line in _lines(passage.text)]
    return pieces


def _lines(text: str) -> Iterable[str]:
    return [line for part in _SENTENCE.split(text) if len(line := " ".join(part.split())) > 3]


def _changes(before: list[Piece], after: list[Piece]) -> list[tuple[Piece | None, Piece | None]]:
    """What was replaced, left out or added; those with other numbers first."""
    old, new = [_plain(piece[0]) for piece in before], [_plain(piece[0]) for piece in after]
    held_old, held_new = set(old), set(new)
    gone = [piece for piece, plain in zip(before, old, strict=True) if plain not in held_new]
    come = [piece for piece, plain in zip(after, new, strict=True) if plain not in held_old]
    changes: list[tuple[Piece | None, Piece | None]] = []
    for piece in gone:
        near = max(come, key=lambda other: _likeness(piece, other), default=None)
        if near is not None and _likeness(piece, near) >= ALIKE:
            come.remove(near)
            changes.append((piece, near))
        else:
            changes.append((piece, None))
    changes += [(None, piece) for piece in come]
    return sorted(changes, key=lambda change: not _other_numbers(*change))


def _plain(line: str) -> str:
    return re.sub(r"^\W*\d{1,2}[.)]\s+", "", " ".join(line.casefold().split()))


def _likeness(one: Piece, other: Piece) -> float:
    a, b = set(_plain(one[0]).split()), set(_plain(other[0]).split())
    if not a & b:
        return 0.0
    return difflib.SequenceMatcher(None, _plain(one[0]), _plain(other[0]), autojunk=False).ratio()


def _other_numbers(old: Piece | None, new: Piece | None) -> bool:
    figures = [re.findall(r"\d+(?:[.,]\d+)*", piece[0]) if piece else [] for piece in (old, new)]
    return bool(old and new) and figures[0] != figures[1]


def _side(piece: Piece, document: Document, side: str, change: int) -> Evidence:
    line, passage, section = piece
    evidence = passage_evidence(passage, document, section)
    fields = {**evidence.fields, "change": str(change), "side": side, "line": line}
    return evidence.model_copy(update={"id": f"{evidence.id}#{change}", "fields": fields})

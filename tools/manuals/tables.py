"""The other rows of a table that a search found, where they say what was asked for."""

from collections.abc import Sequence

from domain.documents import Passage, SearchHit
from language.identifiers import identifiers, key
from language.words import stems
from stores.passages.wording.glossary import ENGLISH
from stores.passages.wording.question import in_english
from tools.context import ToolContext

TABLES, ROWS = 3, 3
"""Of so many tables that are found, so many passages beside the one found are given."""


def with_tables(ctx: ToolContext, query: str, hits: Sequence[SearchHit]) -> tuple[list[SearchHit], bool]:
    """Each hit, behind it other passages of its table; and whether there are more of them.

    The rows asked for may stand in another passage of the same table, or in a table of the same section that has a cell for a type
    which the query names ("VX-20").
    """
    types = {one.key for one in identifiers(query) if not one.key.isdecimal()}
    wanted = _wanted(query, ctx.language)
    out: list[SearchHit] = []
    seen = {hit.passage.id for hit in hits}
    more = False
    for place, hit in enumerate(hits):
        out.append(hit)
        if place >= TABLES or not (hit.passage.table or types):
            continue
        whole = [one for one in _beside(ctx, hit, types) if one.id not in seen]
        beside = _telling(whole, hit, types, wanted)[:ROWS]
        more |= len(beside) < len(whole)
        seen |= {one.id for one in whole}
        out += [hit.model_copy(update={"passage": one, "asked_page": None}) for one in beside]
    return out, more


def _beside(ctx: ToolContext, hit: SearchHit, types: set[str]) -> list[Passage]:
    """Passages of the same table, and those that name a type."""
    return [
        one
        for one in ctx.passages.passages(hit.section.id)
        if one.table
        and ((one.caption == hit.passage.caption and one.table[:1] == hit.passage.table[:1]) or _has_cell(one, types))
    ]


def _telling(beside: Sequence[Passage], hit: SearchHit, types: set[str], wanted: frozenset[str]) -> list[Passage]:
    """Those that name a type first, then those with the row that says most, then the nearest.

    What says less than half of what the hit says is left out; where the hit says nothing, it was found by its meaning, and so may they be.
    """
    language = hit.document.language or ENGLISH
    least = (_said(hit.passage, wanted, language) + 1) // 2
    found: list[tuple[bool, int, int, Passage]] = []
    for passage in beside:
        named, said = _has_cell(passage, types), _said(passage, wanted, language)
        if named or said >= least:
            found.append((not named, -said, abs(passage.order - hit.passage.order), passage))
    return [passage for *_, passage in sorted(found, key=lambda one: one[:3])]


def _has_cell(passage: Passage, types: set[str]) -> bool:
    return bool(types) and any(key(cell) in types for row in passage.table for cell in row if cell.strip())


def _wanted(query: str, language: str) -> frozenset[str]:
    """Its words as asked and in English: the manual may be in either."""
    spoken = language or ENGLISH
    return frozenset(stems(query, spoken) | stems(query, ENGLISH) | stems(in_english(query, spoken), ENGLISH))


def _said(passage: Passage, wanted: frozenset[str], language: str) -> int:
    """How many of the words the row says that says most of them."""
    return max((len(wanted & stems(" ".join(row), language)) for row in passage.table[1:]), default=0)

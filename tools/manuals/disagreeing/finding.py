"""Which of the passages that were found disagree: compared at the question, for what each states may change with any document."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from domain.answers import Disagreement
from domain.documents import SearchHit
from language.words import stems
from tools.manuals.disagreeing.comparing import disagree
from tools.manuals.disagreeing.statements import Statement, statements

LEAST_NAMED, HALF = 2, 0.5
Disagreements = Mapping[str, tuple[Disagreement, ...]]


def disagreements(query: str, hits: Sequence[SearchHit]) -> Disagreements:
    """Passage id -> what other passages say otherwise, both sides marked.

    Only documents in force that apply are compared, and only where neither lacks a word of the question that the other has in place of another: an answer would show either.
    """
    documents = {hit.document.id for hit in hits if _stands(hit)}
    if len(documents) < 2:
        return {}
    said = [one for hit in hits if _stands(hit) for one in statements(hit)]
    found: dict[str, dict[tuple[str, str], Disagreement]] = {}
    for one, other in combinations(said, 2):
        if disagree(one, other) and _asked_for(query, one, other):
            for mine, theirs in ((one, other), (other, one)):
                told = _told(mine, theirs)
                found.setdefault(mine.hit.passage.id, {}).setdefault((told.value, told.other), told)
    return {passage: tuple(told.values()) for passage, told in found.items()}


def _told(mine: Statement, theirs: Statement) -> Disagreement:
    return Disagreement(
        value=mine.quantity.written,
        place=_place(mine.hit),
        other=theirs.hit.passage.id,
        other_value=theirs.quantity.written,
        other_line=theirs.line,
        other_place=_place(theirs.hit),
    )


def _stands(hit: SearchHit) -> bool:
    return hit.applies and not hit.superseded and not hit.document.superseded_by and not hit.overridden_by


def _asked_for(query: str, one: Statement, other: Statement) -> bool:
    """Whether both say what is asked: neither knows a word of the question in place of another, and their lines or headings name it."""
    asked = stems(query, one.hit.document.language or "en")
    mine, theirs = ((one.around | set(one.words)) & asked, (other.around | set(other.words)) & asked)
    if not (mine <= theirs or theirs <= mine):
        return False
    named = asked & set(one.words) & set(other.words)
    if len(named) >= LEAST_NAMED:
        return len(named) >= HALF * len(mine | theirs)
    headings = one.heading <= other.heading or other.heading <= one.heading
    return headings and bool(one.heading and other.heading) and bool(named or not mine | theirs)


def _place(hit: SearchHit) -> str:
    page = f" p. {hit.page}" if hit.page is not None else ""
    return f"{hit.document.number or hit.document.title}{page}"

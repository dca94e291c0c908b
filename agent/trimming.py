"""What of the evidence a remote model gets to read: what applies, once, nearest first, within a size."""

from collections.abc import Sequence

from agent.prose import meant
from agent.statement import stems
from domain.answers import Evidence

MIN_SCORE = 0.8
MIN_SHARED = 0.34
ALWAYS = 4


def worth_reading(question: str, evidence: Sequence[Evidence]) -> list[tuple[int, Evidence]]:
    """The evidence worth its tokens, each with its number from 1, in its order.

    Left out: what is for other machines where something is for this one, what another piece says already, and passages far below
    the best in the search's opinion that share little with the question (the gate shows the warnings whatever the model reads).
    """
    numbered = list(enumerate(evidence, start=1))
    fitting = [(n, item) for n, item in numbered if item.applies]
    kept: list[tuple[int, Evidence]] = []
    best = max((item.score for _, item in fitting if item.kind == "manual"), default=0.0)
    near = {item.section_id for _, item in [one for one in fitting if one[1].kind == "manual"][:2]}
    wanted = meant(question)
    for n, item in fitting or numbered:
        if any(item.text in other.text for _, other in kept if other.document_id == item.document_id):
            continue
        passage = item.kind == "manual" and item.section_id not in near
        if passage and len(kept) >= ALWAYS and item.score < MIN_SCORE * best and _shared(wanted, item) < MIN_SHARED:
            continue
        kept.append((n, item))
    return kept


def _shared(wanted: frozenset[str], item: Evidence) -> float:
    return len(wanted & stems(f"{item.section} {item.text}")) / max(len(wanted), 1)

"""Sentences from manuals: the value's row or sentence, the steps of a job in order, or the two or three best sentences."""

from collections.abc import Sequence

from agent.embedded.abstain import answers
from agent.embedded.ranking import Ranker, asks_for_number, stems
from agent.embedded.sentences import Candidate, blocks, candidates, is_step, step_label
from domain.answers import Evidence
from stores.protocols import Embedder

MAX_WORDS = 70
MAX_STEP_WORDS = 250
CLOSE = 0.5


def manual_lines(question: str, evidence: tuple[Evidence, ...], wanted: frozenset[str], embedder: Embedder | None) -> list[str]:
    """Lines with `[n]` markers, or none when the evidence does not answer.

    Args:
        question: The question in the manuals' language, without the machine's tag.
        evidence: All evidence of the turn; markers count it from 1.
        wanted: The question's intents.
        embedder: For nearness in meaning; None ranks by words alone.
    """
    applicable = tuple(item for item in evidence if item.applies)
    ranker = Ranker(question, applicable, embedder)
    ranked = ranker.rank(candidates(evidence))
    if not answers(question, ranker, ranked, applicable):
        return []
    if "procedure" in wanted and not asks_for_number(question):
        steps = _steps(ranker, evidence, ranked[0][1])
        if steps:
            return steps
    return _passages(question, ranked)


def _passages(question: str, ranked: Sequence[tuple[float, Candidate]]) -> list[str]:
    limit = MAX_WORDS
    top = ranked[0][0]
    chosen: list[Candidate] = []
    words = 0
    for score, candidate in ranked[:12]:
        size = len(candidate.text.split())
        if chosen and (words + size > limit or score < CLOSE * top):
            continue
        if any(_same(candidate, other) for other in chosen):
            continue
        chosen.append(candidate)
        words += size
    chosen = _neighbours(chosen, ranked, limit - words)
    return [f"{_bullet(len(chosen))}{_tidy(c.text)} [{c.source + 1}]" for c in chosen]


def _bullet(count: int) -> str:
    return "- " if count > 2 else ""


def _tidy(text: str) -> str:
    return step_label(" ".join(text.split()))[1]


def _same(a: Candidate, b: Candidate) -> bool:
    one, two = set(stems(a.text)), set(stems(b.text))
    return bool(one) and len(one & two) / len(one | two) > 0.75


def _neighbours(chosen: list[Candidate], ranked: Sequence[tuple[float, Candidate]], room: int) -> list[Candidate]:
    """The sentence behind the best one often finishes the thought."""
    best = chosen[0]
    if best.kind == "row":
        return chosen
    for _, candidate in ranked:
        follows = candidate.source == best.source and candidate.place == best.place + 1
        if follows and candidate not in chosen and len(candidate.text.split()) <= room:
            return [best, candidate, *chosen[1:]]
    return chosen


def _steps(ranker: Ranker, evidence: tuple[Evidence, ...], best: Candidate) -> list[str]:
    """The steps of the best section in the manual's order."""
    section = _step_section(ranker, evidence, best)
    if section is None:
        return []
    lines: list[str] = []
    words = 0
    seen: set[str] = set()
    for number, item in enumerate(evidence, start=1):
        if item.section_id != section or item.passage_kind not in {"procedure", "step"} or item.id in seen:
            continue
        seen.add(item.id)
        for block in blocks(item.text):
            if not is_step(block):
                continue
            label, text = step_label(block)
            words += len(text.split())
            if words > MAX_STEP_WORDS:
                return lines
            lines.append(f"{_printed(label)} {text} [{number}]")
    return lines if len(lines) >= 2 else []


def _printed(label: str) -> str:
    if label.isdigit():
        return f"{label}."
    return "-" if label == "-" else f"   {label})"


def _step_section(ranker: Ranker, evidence: tuple[Evidence, ...], best: Candidate) -> str | None:
    scores: dict[str, float] = {}
    for rank, item in enumerate(e for e in evidence if e.kind == "manual" and e.score > 0):
        if item.passage_kind in {"procedure", "step"} and item.section_id and item.applies:
            heading = ranker.coverage(item.section or "")
            value = heading + 0.5 * ranker.coverage(item.text) + 0.4 / (1 + rank)
            scores[item.section_id] = max(value, scores.get(item.section_id, 0.0))
    own = evidence[best.source]
    if own.section_id in scores:
        scores[own.section_id] += 0.3
    return max(scores, key=lambda s: scores[s]) if scores else None

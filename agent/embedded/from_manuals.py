"""Sentences from manuals: the value's row or sentence, the steps of a job in order, or the few sentences that say most."""

from collections.abc import Sequence
from dataclasses import replace

from agent.embedded.abstain import answers
from agent.embedded.models_named import Machine
from agent.embedded.procedures import asks_for_steps, step_lines
from agent.embedded.ranking import Ranker, stems
from agent.embedded.sentences import Candidate, candidates, step_label
from agent.embedded.serials import is_for, only_for
from domain.answers import Evidence
from stores.protocols import Embedder

MAX_WORDS = 75
SMALLEST_SHARE = 0.45
DEPTH = 14
NEW_WORDS = 0.8
NEIGHBOUR = 0.25


def manual_lines(
    question: str,
    evidence: tuple[Evidence, ...],
    wanted: frozenset[str],
    embedder: Embedder | None,
    *,
    machine: Machine,
) -> list[str]:
    """Lines with `[n]` markers, or none when the evidence does not answer.

    Args:
        question: The question in the manuals' language, without the machine's tag.
        evidence: All evidence of the turn; markers count it from 1.
        wanted: The question's intents.
        embedder: For nearness in meaning; None ranks by words alone.
        machine: The machine asked about; rows, columns and sentences for others are left out.
    """
    ranker = Ranker(question, evidence, embedder, serial=machine.serial)
    ranked = ranker.rank([_narrowed(c, machine) for c in candidates(evidence, machine) if _is_for(c, machine)])
    if not answers(question, ranker, ranked, evidence):
        return []
    if asks_for_steps(question, wanted):
        steps = step_lines(ranker, evidence)
        if steps:
            return steps
    chosen = select(ranker, ranked)
    bullet = "- " if len(chosen) > 2 else ""
    return [f"{bullet}{_tidy(c.text)} [{c.source + 1}]" for c in chosen]


def _is_for(c: Candidate, machine: Machine) -> bool:
    return is_for(c.text, machine.serial) and machine.is_meant(c.text) and machine.is_meant(c.context)


def _narrowed(c: Candidate, machine: Machine) -> Candidate:
    return replace(c, text=only_for(c.text, machine.serial)) if machine.serial else c


def select(ranker: Ranker, ranked: Sequence[tuple[float, Candidate]]) -> list[Candidate]:
    """The best piece, then those that add most: new words of the question, the sentence before or behind."""
    top = ranked[0][0]
    chosen = [ranked[0][1]]
    words = len(chosen[0].text.split())
    pool = [(score, c) for score, c in ranked[1:DEPTH] if score >= SMALLEST_SHARE * top]
    if ranker.is_for_serial(chosen[0]):
        # A value that holds for this serial number is not put beside one that names no range.
        pool = [(score, c) for score, c in pool if ranker.is_for_serial(c)]
    while pool:
        said = " ".join(c.text for c in chosen)
        before = ranker.coverage(said)

        def gain(pair: tuple[float, Candidate], said: str = said, before: float = before) -> float:
            score, c = pair
            new = ranker.coverage(f"{said} {c.text}") - before
            beside = any(c.source == o.source and abs(c.place - o.place) == 1 for o in chosen)
            return score + NEW_WORDS * top * new + (NEIGHBOUR * top if beside else 0.0)

        best = max(pool, key=gain)
        pool.remove(best)
        size = len(best[1].text.split())
        if words + size > MAX_WORDS or any(_same(best[1], other) for other in chosen):
            continue
        chosen.append(best[1])
        words += size
    # Sentences of one passage are told in its order; passages in the order of their best sentence.
    order = list(dict.fromkeys(c.source for c in chosen))
    return sorted(chosen, key=lambda c: (order.index(c.source), c.place))


def _tidy(text: str) -> str:
    return step_label(" ".join(text.split()))[1]


def _same(a: Candidate, b: Candidate) -> bool:
    one, two = set(stems(a.text)), set(stems(b.text))
    return bool(one) and len(one & two) / len(one | two) > 0.7

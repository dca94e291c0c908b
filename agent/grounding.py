"""The gate: a sentence leaves the server only if its hard facts stand, as it says them, in the evidence that it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.agreement import agreeing
from agent.facts import markers, strip_markers
from agent.injected import addressed_to_a_model
from agent.polarity import limits
from agent.prose import names_not_held
from agent.statement import Statement, stems
from agent.statements import statements
from agent.steps import out_of_order
from agent.windows import CLAUSE, facts_of, stands_nearest, windows_of
from agent.writing import plain_numbers
from domain.answers import Evidence

_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)+")
_STOPS = re.compile(r"[.;:!?]+(?=\s|$)|\*")
_FROM = re.compile(r"\b(?:from|between|up to|bis zu|op til|hasta|até|range|within)\b", re.IGNORECASE)

_INJECTED = "speaks to the assistant, not to the technician"


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence may be shown; `reason` says why not. `places` are where its source says it: (evidence, row)."""

    passed: bool
    reason: str = ""
    places: tuple[tuple[int, int], ...] = ()


def check(sentence: str, evidence: Sequence[Evidence], *, prose: bool = False, question: str = "") -> Verdict:
    """Check one sentence with `[n]` markers, `n` counting `evidence` from 1.

    Args:
        sentence: What the model wrote.
        evidence: Everything retrieved in this turn.
        prose: Also ask that the content words and names stand in the cited evidence (for free prose).
        question: What was asked: its own names may be said again.
    """
    cited = markers(sentence)
    text = _LIST_NUMBER.sub("", strip_markers(sentence)).replace("*", "").strip()
    if not cited:
        return Verdict(False, "no citation")
    if any(n < 1 or n > len(evidence) for n in cited):
        return Verdict(False, "cites evidence that was not retrieved")
    sources = [(n, evidence[n - 1]) for n in cited if evidence[n - 1].applies]
    if not sources:
        return Verdict(False, "is for another machine")
    held = [(n, one) for n, source in sources for one in statements(source)]
    quoted = _quoted(text, sources, held)
    if quoted:
        return quoted
    if addressed_to_a_model(text) and any(source.kind == "manual" for _, source in sources):
        return Verdict(False, _INJECTED)
    said = [(n, one) for n, one in held if not one.injected]
    missing = _missing(text, [one for _, one in said])
    if missing:
        return Verdict(False, f"value not in evidence: {', '.join(missing)}")
    if not prose:
        # The embedded model copies rows and lines whole; how it strings them together is its own.
        return Verdict(True)
    if name := names_not_held(text, [source for _, source in sources], question):
        return Verdict(False, f"name not in evidence: {name}")
    if out_of_order(text, [one for _, one in said]):
        return Verdict(False, "changes the order of the steps")
    return _said_so(text, said)


def unsupported(text: str, sources: Sequence[Evidence]) -> list[str]:
    """The hard facts of `text` that none of the sources holds, as written for people."""
    return _missing(text, [one for source in sources for one in statements(source)])


def _missing(text: str, held: Sequence[Statement]) -> list[str]:
    bounded = bool(limits(text) or _FROM.search(text))
    found = facts_of(text, held)
    return list(
        dict.fromkeys(fact.shown for fact in found if not any(one.holds(fact, bounded=bounded) for one in held))
    )


def _quoted(
    text: str, sources: Sequence[tuple[int, Evidence]], held: Sequence[tuple[int, Statement]]
) -> Verdict | None:
    """A verdict for whole statements quoted one after the other; None for anything else."""
    wanted = _plain(text)
    for n, source in sources:
        if source.section and wanted in {_plain(source.section), _plain(f"{source.title}: {source.section}")}:
            return Verdict(True)
        own = [one for number, one in held if number == n]
        for first, one in enumerate(own):
            run, at = _plain(one.text), first
            while len(run) < len(wanted) and wanted.startswith(run) and at + 1 < len(own):
                at += 1
                run = f"{run} {_plain(own[at].text)}"
            value = _plain(one.text.partition(": ")[2]) if one.kind == "record" else ""
            if wanted in {run, value}:
                injected = any(part.injected for part in own[first : at + 1])
                if injected and source.kind == "manual":
                    return Verdict(False, _INJECTED)
                return Verdict(True, places=((n, one.row),))
    return None


@lru_cache(maxsize=16_384)
def _plain(text: str) -> str:
    return " ".join(_STOPS.sub("", plain_numbers(text)).split()).casefold()


def _said_so(text: str, held: Sequence[tuple[int, Statement]]) -> Verdict:
    """Whether one place of the evidence says the sentence, or each of its clauses."""
    whole = _one_place(text, held)
    if whole.passed:
        return whole
    clauses = [clause for clause in CLAUSE.split(text) if clause.strip()]
    if len(clauses) < 2 or not all(_stands_alone(clause, held) for clause in clauses):
        return whole
    verdicts = [_one_place(clause, held) for clause in clauses]
    failed = [verdict for verdict in verdicts if not verdict.passed]
    return failed[0] if failed else Verdict(True, places=tuple(p for v in verdicts for p in v.places))


def _stands_alone(clause: str, held: Sequence[tuple[int, Statement]]) -> bool:
    """A clause that names what its value is of: it needs nothing from the rest of the sentence."""
    found = facts_of(clause, [one for _, one in held])
    values = [fact for fact in found if fact.numeric]
    return bool(values) == bool(len(found) > len(values) or stems(clause)) or not values


def _one_place(text: str, held: Sequence[tuple[int, Statement]]) -> Verdict:
    """Whether one statement, or two that follow each other, says the text as it stands."""
    found = facts_of(text, [one for _, one in held])
    bounded = bool(limits(text) or _FROM.search(text))
    values = [fact for fact in found if fact.numeric]
    needed = found if values else []
    windows = [
        w for w in windows_of(held) if all(w.holds(fact, bounded) for fact in needed) and not w.splits(found, bounded)
    ]
    if not windows:
        return Verdict(False, f"not said together in the evidence: {', '.join(fact.shown for fact in found)}")
    singles = [one for _, one in held]
    for fact in values:
        if not stands_nearest(fact, text, singles, windows, bounded):
            return Verdict(False, f"{fact.shown} is said of something else")
    why, place = agreeing(text, windows)
    return Verdict(False, why) if place is None else Verdict(True, places=(place,))

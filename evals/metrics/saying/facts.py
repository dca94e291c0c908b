"""What the answer says: required, forbidden and unsupported facts."""

import re
from collections.abc import Mapping, Sequence

from agent.claims.evidence.support import unsupported
from domain.answers import Answer, Claim, Evidence, SafetyWarning
from evals.datasets.schema import Case
from evals.datasets.words import fold, holds, place_of
from evals.metrics.scores import Score
from evals.running.transcript import Transcript
from language.words import stems

ABSTAINS = {"no_evidence", "refused", "clarify"}
MARKER = re.compile(r"\s?\[\d+(?:\s*,\s*\d+)*\]")
_CLAUSE_END = re.compile(r"[;\n]|(?<=[.!?])\s+(?=[^\W\d_])|,\s+(?=[^\W\d_])")
_BROKEN = re.compile(r"(\w-)\n(?=\w)")
_LIST_SIGN = re.compile(r"^\s*(?:\(?\w{1,2}[.)]|[-•])\s+")
_SIDE_BY_SIDE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def required_words(case: Case, turn: Transcript) -> Score | None:
    """Every group of required words has one alternative in the answer."""
    if not case.must_contain:
        return None
    if turn.answer.status in ABSTAINS and not case.status:
        return Score(0.0, "abstained")
    missing = [group for group in case.must_contain if not any(holds(turn.said, word) for word in group)]
    return Score(0.0, f"missing {missing[0]}") if missing else Score(1.0)


def facts_together(case: Case, turn: Transcript) -> Score | None:
    """Words that belong together stand in one clause: "Van 3" and "1" in two clauses say nothing about Van 3."""
    if not case.together:
        return None
    clauses = [clause for clause in _CLAUSE_END.split(MARKER.sub("", turn.said)) if clause.strip()]
    apart = [group for group in case.together if not any(_all_in(clause, group) for clause in clauses)]
    return Score(1 - len(apart) / len(case.together), f"not together: {apart[0]}" if apart else "")


def reference_words(case: Case, turn: Transcript) -> Score | None:
    """The share of a written answer's content words that this answer has: for data whose answers are only written out."""
    wanted = stems(case.reference) if case.reference and not case.must_contain else frozenset[str]()
    if not wanted:
        return None
    if turn.answer.status in ABSTAINS:
        return Score(0.0, "abstained")
    return Score(len(wanted & stems(turn.said)) / len(wanted))


def _all_in(clause: str, group: Sequence[str]) -> bool:
    """Whether a clause holds each word in a place of its own."""
    rest = fold(clause)
    for word in sorted(group, key=len, reverse=True):
        end = place_of(rest, word)
        if end is None:
            return False
        rest = f"{rest[: end - len(fold(word))]} | {rest[end:]}"
    return True


def forbidden_words(case: Case, turn: Transcript) -> Score | None:
    """Nothing that must not be said is said."""
    if not case.must_not_contain:
        return None
    said = [words for words in case.must_not_contain if holds(turn.answer.text, words)]
    return Score(0.0, f"says {said[0]}") if said else Score(1.0)


def supported_facts(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001  (metrics are called alike)
    """Every hard fact of every claim stands in the quotes that it cites, but for those that code worked out of them.

    A sentence of which code is unsure is shown with its source's line, and is asked no less: a value of its own is a wrong one.
    """
    quotes = quoted(turn.answer)
    claims = [claim for claim in (*turn.answer.claims, *turn.answer.warnings) if not is_derived(claim)]
    for claim in claims:
        missing = lacking(claim, quotes)
        if missing:
            return Score(0.0, f"{missing[0]} is not in the quote of: {claim.text[:80]}")
    return Score(1.0) if claims else None


def is_derived(claim: Claim | SafetyWarning) -> bool:
    """Whether its values were worked out of cited ones: no quote holds them."""
    return isinstance(claim, Claim) and claim.verdict == "derived"


def quoted(answer: Answer) -> Mapping[int, Evidence]:
    """The citations as evidence, by number: only what is quoted, not what was retrieved."""
    return {
        c.n: Evidence(id=str(c.n), kind=c.kind, title=c.title, text=_as_read(c.quote), section=c.section)
        for c in answer.citations
    }


def _as_read(quote: str) -> str:
    """The printed lines, the same as running text (a value may be broken over a line's end), and as cells of a row.

    In a row "all 24" and "820 N m" stand side by side, and 24 820 is no number.
    """
    running = " ".join(_BROKEN.sub(r"\1", quote).split())
    return "\n\n".join(dict.fromkeys((quote, running, _SIDE_BY_SIDE.sub(" | ", running))))


def lacking(claim: Claim | SafetyWarning, quotes: Mapping[int, Evidence]) -> Sequence[str]:
    """The hard facts of a claim that none of its quotes holds."""
    return unsupported(_LIST_SIGN.sub("", claim.text), [quotes[n] for n in claim.citations if n in quotes])

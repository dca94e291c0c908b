"""Where the answer points: each quote stands on its page, in its box, and carries the fact."""

import re
from collections.abc import Mapping

from domain.answers import Claim, Evidence, SafetyWarning
from evals.datasets.schema import Case
from evals.metrics.citing.gold import is_gold
from evals.metrics.saying.facts import ABSTAINS, is_derived, lacking, quoted
from evals.metrics.scores import Score, Unscored
from evals.running.transcript import Found, Transcript

CARRIES = 0.3
"""The least share of a claim's longer words that its quote has to hold."""


def citation_precision(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001
    """The share of citations that are where they say and carry what is claimed."""
    quotes, checks = quoted(turn.answer), {check.n: check for check in turn.quotes}
    used = [(claim, n) for claim in (*turn.answer.claims, *turn.answer.warnings) for n in claim.citations]
    wrong: list[str] = []
    for claim, n in used:
        check = checks.get(n)
        if check and False in {check.in_source, check.in_box}:
            wrong.append(f"[{n}] {check.reason}")
        elif n not in quotes or not _carries(claim, quotes[n]):
            wrong.append(f"[{n}] does not carry: {claim.text[:80]}")
    return Score(1 - len(wrong) / len(used), "; ".join(wrong[:2])) if used else None


def citation_recall(case: Case, turn: Transcript) -> Score | None:  # noqa: ARG001
    """The share of claims that their citations carry whole; of one that code worked out, the places that it was worked out of."""
    quotes = quoted(turn.answer)
    claims = [c for c in (*turn.answer.claims, *turn.answer.warnings) if c.citations or lacking(c, {})]
    bare = [claim for claim in claims if not claim.citations or (lacking(claim, quotes) and not is_derived(claim))]
    return Score(1 - len(bare) / len(claims), f"not carried: {bare[0].text[:80]}" if bare else "") if claims else None


def quotes_in_place(case: Case, turn: Transcript) -> Score | Unscored | None:  # noqa: ARG001
    """The share of quotes found in the source's own text, on the page and in the box that are cited."""
    seen = [check for check in turn.quotes if check.in_source is not None]
    wrong = [check for check in seen if False in {check.in_source, check.in_box}]
    if not seen:
        reasons = [check.reason for check in turn.quotes if check.reason]
        return Unscored(reasons[0]) if reasons else None
    return Score(1 - len(wrong) / len(seen), f"[{wrong[0].n}] {wrong[0].reason}" if wrong else "")


def gold_cited(case: Case, turn: Transcript) -> Score | None:
    """The gold page or section is cited, and every gold record."""
    if not (case.pages or case.sections or case.records) or turn.answer.status in ABSTAINS:
        return None
    cited = {str(c.source_id) for c in turn.answer.citations}
    missing = [record for record in case.records if record not in cited]
    if missing:
        return Score(0.0, f"{missing[0]} is not cited")
    if not (case.pages or case.sections):
        return Score(1.0)
    places = [
        Found(path=c.path or "", page=c.page, title=c.section or "")
        for c in turn.answer.citations
        if c.kind == "manual"
    ]
    right = any(is_gold(case, place) for place in places)
    return (
        Score(1.0) if right else Score(0.0, f"cites {', '.join(dict.fromkeys(p.place for p in places)) or 'no page'}")
    )


def _carries(claim: Claim | SafetyWarning, quote: Evidence) -> bool:
    """Whether the quote has one of the claim's facts; where the claim has none, enough of its words.

    What was worked out is carried by figures, and a sentence of which code is unsure by the line that is shown under it.
    """
    facts = set(lacking(claim, {}))
    if facts - set(lacking(claim.model_copy(update={"citations": (1,)}), {1: quote})):
        return True
    if is_derived(claim) and any(character.isdigit() for character in quote.text):
        return True
    under_it = claim.source if isinstance(claim, Claim) and claim.verdict == "unsure" else ""
    return (not facts or bool(under_it)) and _shared_words(under_it or claim.text, {1: quote}) >= CARRIES


def _shared_words(text: str, quotes: Mapping[int, Evidence]) -> float:
    words: list[str] = re.findall(r"[^\W\d_]{4,}", text.casefold())
    held = {
        w[:5]
        for q in quotes.values()
        for w in re.findall(r"[^\W\d_]{4,}", f"{q.title} {q.section} {q.text}".casefold())
    }
    return sum(word[:5] in held for word in words) / len(words) if words else 1.0

"""Deterministic metrics: each takes a case and what came back, and gives a score with its reason, or None if unscored."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from agent.grounding import unsupported
from domain.answers import Answer, Evidence
from domain.documents import SearchHit
from evals.cases import Case

Score = tuple[float, str]
ABSTAINS = {"no_evidence", "refused", "clarify"}


def holds(answer: str, alternative: str) -> bool:
    """Substring, case and white space ignored; a number does not match inside a longer one."""
    text, wanted = _fold(answer), _fold(alternative)
    before = r"(?<!\d)(?<!\d[.,])" if wanted[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if wanted[-1:].isdigit() else ""
    return re.search(before + re.escape(wanted) + after, text) is not None


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def required_words(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """Every group of required words has one alternative in the answer."""
    if not case.must_contain:
        return None
    if answer.status in ABSTAINS and not case.status:
        return 0.0, "abstained"
    said = answer.text + "\n" + "\n".join(w.text for w in answer.warnings)
    missing = [group for group in case.must_contain if not any(holds(said, alternative) for alternative in group)]
    return (0.0, f"missing {missing[0]}") if missing else (1.0, "")


def forbidden_words(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """Nothing that must not be said is said."""
    if not case.must_not_contain:
        return None
    said = [words for words in case.must_not_contain if holds(answer.text, words)]
    return (0.0, f"says {said[0]}") if said else (1.0, "")


def status(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """The status is one of those expected."""
    if not case.status:
        return None
    return (1.0, "") if answer.status in case.status else (0.0, f"is {answer.status}")


def abstention(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """An unanswerable question is not answered."""
    if case.answerable or case.status:
        return None
    return (1.0, "") if answer.status in ABSTAINS else (0.0, f"answered: {answer.text[:80]}")


def false_abstention(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """An answerable question is not answered (lower is better)."""
    if not case.answerable or (case.status and not set(case.status) & {"answered", "partial"}):
        return None
    return (1.0, answer.status) if answer.status in ABSTAINS else (0.0, "")


def tool_calls(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """The tools that had to be called were."""
    if case.tools is None:
        return None
    missing = set(case.tools) - {call.name for call in answer.tool_calls}
    return (0.0, f"did not call {sorted(missing)[0]}") if missing else (1.0, "")


def shows_warnings(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """Hazardous work comes with its warnings."""
    if not case.warnings:
        return None
    return (1.0, "") if len(answer.warnings) >= case.warnings else (0.0, f"{len(answer.warnings)} warnings")


def supported_facts(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """Every hard fact of every claim stands in the quotes it cites."""
    claims = (*answer.claims, *answer.warnings)
    if not claims:
        return None
    quotes = {
        c.n: Evidence(id=str(c.n), kind=c.kind, title=c.title, text=c.quote, section=c.section)
        for c in answer.citations
    }
    for claim in claims:
        bare = re.sub(r"^\s*(?:\(?\w{1,2}[.)]|[-•])\s+", "", claim.text)
        missing = unsupported(bare, [quotes[n] for n in claim.citations if n in quotes])
        if missing:
            return 0.0, f"{missing[0]} is not in the quote of: {claim.text[:80]}"
    return 1.0, ""


def hit_at(k: int) -> Callable[[Case, Answer, Sequence[SearchHit]], Score | None]:
    """One of the gold pages is among the first `k` hits."""

    def metric(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
        rank = _first_rank(case, hits)
        return None if rank is None else (1.0 if rank <= k else 0.0, f"rank {rank or 'none'}")

    return metric


def reciprocal_rank(case: Case, answer: Answer, hits: Sequence[SearchHit]) -> Score | None:
    """One over the rank of the first gold page."""
    rank = _first_rank(case, hits)
    return None if rank is None else (1.0 / rank if rank < 1_000 else 0.0, f"rank {rank}")


def _first_rank(case: Case, hits: Sequence[SearchHit]) -> int | None:
    if not case.pages:
        return None
    seen: list[tuple[str, int | None]] = []
    for hit in hits:
        place = (hit.document.path, hit.passage.page)
        if place not in seen:
            seen.append(place)
    for rank, (path, page) in enumerate(seen, 1):
        if page in case.pages and (not case.file or path.endswith(case.file)):
            return rank
    return 1_000


METRICS: dict[str, Callable[[Case, Answer, Sequence[SearchHit]], Score | None]] = {
    "required words": required_words,
    "forbidden words": forbidden_words,
    "status": status,
    "abstention on unanswerable": abstention,
    "false abstention": false_abstention,
    "tool calls": tool_calls,
    "warnings shown": shows_warnings,
    "supported facts": supported_facts,
    "hit@1": hit_at(1),
    "hit@5": hit_at(5),
    "MRR": reciprocal_rank,
}
LOWER_IS_BETTER = {"false abstention"}

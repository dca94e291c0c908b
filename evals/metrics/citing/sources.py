"""What an answer turns round: each claim against the whole place that it cites, by a method of its own (`evals.contradiction`)."""

from collections.abc import Iterator
from functools import lru_cache

from domain.answers import Claim, SafetyWarning
from evals.contradiction.inference import second_opinion
from evals.contradiction.verdict import Verdict, contradicts
from evals.datasets.schema import Case
from evals.metrics.saying.facts import MARKER
from evals.metrics.scores import Score, Unscored
from evals.running.transcript import SourceText, Transcript


def contradicts_source(case: Case, turn: Transcript) -> Score | Unscored | None:
    """A claim says something else than its source: another value, subject, limit, condition, polarity or order (1 is a mistake).

    A claim that cannot be told from its own twins (swapped, negated, turned round) is left out: the measure is unfit for it.
    """
    verdicts = list(_verdicts(case, turn))
    wrong = [(claim, verdict) for claim, verdict in verdicts if verdict.says == "contradicts"]
    if wrong:
        claim, verdict = wrong[0]
        return Score(1.0, f"{verdict.kind}: {claim.text[:80]} ({verdict.detail})")
    if not verdicts:
        return None
    if all(verdict.says == "unfit" for _, verdict in verdicts):
        return Unscored(verdicts[0][1].detail)
    return Score(0.0)


def claims_judged(case: Case, turn: Transcript) -> Score | None:
    """The share of claims that could be told from their twins."""
    verdicts = [verdict for _, verdict in _verdicts(case, turn)]
    return Score(sum(v.says != "unfit" for v in verdicts) / len(verdicts)) if verdicts else None


def _verdicts(case: Case, turn: Transcript) -> Iterator[tuple[Claim | SafetyWarning, Verdict]]:
    sources = {source.n: source for source in turn.sources}
    asked = (case.question, case.asset, *(earlier.question for earlier in case.thread))
    for claim in (*turn.answer.claims, *turn.answer.warnings):
        cited = tuple(sources[n] for n in claim.citations if n in sources)
        if cited and not (isinstance(claim, Claim) and claim.verdict == "quoted"):
            yield claim, _verdict(MARKER.sub("", claim.text), cited, asked, case)


def _verdict(text: str, cited: tuple[SourceText, ...], asked: tuple[str, ...], case: Case) -> Verdict:
    places = tuple(
        one for s in cited for one in ((s.heading, s.text, ()), *((s.heading, "", table) for table in s.tables))
    )
    return _judged(text, places, asked, case.now.date() if case.now else None, second_opinion())


_judged = lru_cache(4_096)(contradicts)

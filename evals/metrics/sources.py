"""What an answer turns round: each claim against the whole place that it cites, by a method of its own (`evals.contradiction`)."""

from collections.abc import Iterator
from functools import lru_cache

from domain.answers import Claim
from evals.contradiction.verdict import Verdict, contradicts
from evals.datasets.schema import Case
from evals.metrics.facts import MARKER
from evals.metrics.scores import Score, Unscored
from evals.running.transcript import SourceText, Transcript
from language.folding import words
from language.sentences import sentences


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


def _verdicts(case: Case, turn: Transcript) -> Iterator[tuple[Claim, Verdict]]:
    sources = {source.n: source for source in turn.sources}
    asked = (case.question, case.asset, *(earlier.question for earlier in case.thread))
    for claim in turn.answer.claims:
        cited = tuple(sources[n] for n in claim.citations if n in sources)
        if cited and claim.verdict != "quoted":
            yield claim, _verdict(MARKER.sub("", claim.text), cited, asked, case)


def _verdict(text: str, cited: tuple[SourceText, ...], asked: tuple[str, ...], case: Case) -> Verdict:
    whole = {one for source in cited for one in _sentences(source.text, source.table)}
    if all(_letters(sentence) in whole for sentence in sentences(text)):
        return Verdict(
            "stands"
        )  # word for word, and not a part of a sentence: "loosen the nut" is one of "do not loosen the nut"
    return _judged(
        text, tuple((s.heading, s.text, s.table) for s in cited), asked, case.now.date() if case.now else None
    )


@lru_cache(512)
def _sentences(text: str, table: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    rows = [" ".join(row) for row in table]
    return frozenset(map(_letters, [*sentences(text), *text.splitlines(), *rows]))


def _letters(text: str) -> str:
    return " ".join(words(text))


_judged = lru_cache(4_096)(contradicts)

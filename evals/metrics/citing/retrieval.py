"""What search found: ranks count places (pages, else sections) once each."""

import math
from collections.abc import Sequence

from evals.datasets.schema import Case
from evals.metrics.citing.gold import is_gold
from evals.metrics.scores import Measure, Score
from evals.running.transcript import Found, Transcript

NDCG_DEPTH = 10


def hit_at(k: int) -> Measure:
    """One of the gold places is among the first `k`."""

    def measure(case: Case, turn: Transcript) -> Score | None:
        ranks = gold_ranks(case, turn.hits)
        if ranks is None:
            return None
        return Score(1.0 if ranks and ranks[0] <= k else 0.0, f"rank {ranks[0] if ranks else 'none'}")

    return measure


def reciprocal_rank(case: Case, turn: Transcript) -> Score | None:
    """One over the rank of the first gold place."""
    ranks = gold_ranks(case, turn.hits)
    if ranks is None:
        return None
    return Score(1 / ranks[0], f"rank {ranks[0]}") if ranks else Score(0.0, "rank none")


def ndcg(case: Case, turn: Transcript) -> Score | None:
    """Discounted gain of the first ten places over the best possible (Järvelin and Kekäläinen, 2002), gains 0 or 1."""
    ranks = gold_ranks(case, turn.hits)
    if ranks is None:
        return None
    gold = len(case.pages or case.sections)
    gain = sum(1 / math.log2(rank + 1) for rank in ranks[:gold] if rank <= NDCG_DEPTH)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(gold, NDCG_DEPTH) + 1))
    return Score(gain / ideal, f"ranks {ranks[:gold]}")


def gold_found_at(k: int) -> Measure:
    """The share of the gold places among the first `k`: for questions that need several together."""

    def measure(case: Case, turn: Transcript) -> Score | None:
        ranks = gold_ranks(case, turn.hits)
        gold = len(set(case.pages or case.sections))
        if ranks is None or gold < 2:
            return None
        found = min(gold, sum(rank <= k for rank in ranks))
        return Score(found / gold, f"{found} of {gold}")

    return measure


def sources_allowed(case: Case, turn: Transcript) -> Score | None:
    """No citation of a document that is another machine's or no longer in force."""
    if not case.wrong_sources:
        return None
    cited = [c.path for c in turn.answer.citations if c.path and c.path.endswith(tuple(case.wrong_sources))]
    return Score(0.0, f"cites {cited[0]}") if cited else Score(1.0)


def sources_allowed_at(k: int) -> Measure:
    """The share of the first `k` hits that come from documents the case allows."""

    def measure(case: Case, turn: Transcript) -> Score | None:
        first = turn.hits[:k]
        if not case.wrong_sources or not first:
            return None
        wrong = [hit.place for hit in first if hit.path.endswith(tuple(case.wrong_sources))]
        return Score(1 - len(wrong) / len(first), f"finds {wrong[0]}" if wrong else "")

    return measure


def gold_ranks(case: Case, hits: Sequence[Found]) -> list[int] | None:
    """The ranks, from 1, of the gold places among the distinct places of `hits`; None where the case names none."""
    if not case.pages and not case.sections:
        return None
    places: dict[str, bool] = {}
    for hit in hits:
        place = hit.place if case.pages else f"{hit.path}#{hit.section_id}"
        places[place] = places.get(place, False) or is_gold(case, hit)
    return [rank for rank, right in enumerate(places.values(), 1) if right]

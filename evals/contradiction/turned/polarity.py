"""Negations, opposites, and duties made optional."""

from collections.abc import Sequence
from itertools import pairwise

from evals.contradiction.text.source import Region, Source
from evals.contradiction.text.tokens import Reading, Token, alike
from evals.contradiction.turned.placing import CLEAR, FRAMED, MARGIN, stands_in

OPPOSED = 0.7
"""What a word counts where its opposite stands."""


def turned_round(said: Reading, source: Source, *, same: bool) -> str:
    """Negations, opposites and duties made optional: no place near the best one says a clause the same way round."""
    for clause in said.clauses:
        tokens = said.of_clause(clause)
        hard = [t for t in tokens if t.kind in {"value", "name"} and any(alike(t, one) for one in source.hard)]
        if not hard and (not same or not any(t.kind == "word" for t in tokens)):
            continue
        scored = [
            (_agrees(tokens, region, source), region)
            for region in source.regions
            if region.part and all(stands_in(v, region) for v in hard)
        ]
        best = max((score for score, _ in scored), default=0.0)
        if not scored or (not hard and (best < CLEAR or sum(map(source.has, tokens)) < 2)):
            continue
        top = [region.place for score, region in scored if score >= best - MARGIN / 2]
        near = [
            region
            for region in source.regions
            if region.part
            and any(abs(region.place - place) <= 1 for place in top)
            and _agrees(tokens, region, source) >= (best / 2 if region.place not in top else 0.01)
        ]
        if near and all(_turns(clause in said.negated, clause in said.needless, tokens, region) for region in near):
            return f"the source says the opposite: {near[0].said.text[:80]}"
    return ""


def _turns(negated: bool, needless: bool, tokens: Sequence[Token], region: Region) -> bool:
    turned = (negated or needless) != (region.negated or region.needless)
    against = [
        t for t in tokens if opposed(t, region.tokens) and not opposed(t, [one for one in tokens if one is not t])
    ]
    return turned != (len(against) % 2 == 1)


def opposed(token: Token, theirs: Sequence[Token]) -> bool:
    """Whether the other side of a word stands there, and not the word itself."""
    sides = {side for one in theirs for side in one.opposites}
    return not any(one.key == token.key for one in theirs) and any(
        (pair, 1 - side) in sides and (pair, side) not in sides for pair, side in token.opposites
    )


def _agrees(tokens: Sequence[Token], region: Region, source: Source) -> float:
    """The share of a clause that a place has, and of its neighbours that are neighbours there."""
    whole = sum(source.weight(t.key) for t in tokens)
    own = sum(source.weight(t.key) * _match(t, region) for t in tokens) / whole
    at = {t.key: n for n, t in enumerate(region.tokens)}
    couples = list(pairwise(tokens))
    together = sum(a.key in at and b.key in at and abs(at[a.key] - at[b.key]) <= 2 for a, b in couples)
    return own + (0.3 * together / len(couples) if couples else 0.0)


def _match(token: Token, region: Region) -> float:
    if any(alike(token, one) for one in region.tokens):
        return 1.0
    if opposed(token, region.tokens):
        return OPPOSED
    return FRAMED / 2 if stands_in(token, region) else 0.0

"""Limits on the other side."""

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading, alike
from evals.contradiction.turned.placing import MARGIN, near
from evals.contradiction.turned.subjects import around_of, kin

_AGAINST = {("<", ">"), (">", "<")}


def wrong_limit(said: Reading, source: Source) -> str:
    for token in said.tokens:
        if not token.limit:
            continue
        around = around_of(token, said)
        places = [
            (sum(source.weight(t.key) * near(t, region, [one.start]) for t in around), one.limit)
            for region in source.regions
            for one in (*region.tokens, *region.frame)
            if alike(one, token) and one.kind != "word"
        ]
        best = max((score for score, _ in places), default=0.0)
        limits = {limit[:1] for score, limit in places if limit and score >= best - MARGIN}
        if places and not limits and any(one.limit == token.limit for one in kin(token, source)) and best:
            return f"the source limits another value than {said.text[token.start : token.end]}"
        if limits and all((token.limit[:1], one) in _AGAINST for one in limits):
            return f"the source limits {said.text[token.start : token.end]} on the other side"
    return ""

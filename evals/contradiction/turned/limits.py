"""Limits on the other side, and limits that a sentence leaves out."""

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading, alike
from evals.contradiction.turned.placing import MARGIN, has, near, whole_of
from evals.contradiction.turned.subjects import around_of, kin

SHORT, NEARLY = 3, 0.75
"""The fewest tokens of a sentence that is looked for as a whole, and the share of them that makes it one."""
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


def dropped_condition(said: Reading, source: Source) -> str:
    """A sentence of the source under a limit ("above 8 m/s ...") is said without it, and otherwise whole."""
    whole = whole_of(said.tokens, source)
    if len(said.tokens) < SHORT:
        return ""
    alike_ones = [r for r in source.regions if not r.part and has(said.tokens, r, source) >= NEARLY * whole]
    for region in alike_ones:
        lost = [
            t for t in region.tokens if t.kind == "value" and t.limit and not any(alike(t, one) for one in said.tokens)
        ]
        kept = [t for t in region.tokens if any(alike(t, one) for one in said.tokens)]
        if len(lost) == 1 and len(kept) >= NEARLY * (len(region.tokens) - 1):
            return f"the source says it only under the limit of {region.said.text[lost[0].start : lost[0].end]}"
    return ""

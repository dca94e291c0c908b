"""Limits on the other side, and conditions under which the source gives other values."""

from collections.abc import Sequence

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading, alike
from evals.contradiction.turned.placing import MARGIN, has, near, stands_in, whole_of
from evals.contradiction.turned.subjects import around_of, kin, shaped
from language.folding import words
from language.vocabulary import phrases, vocabulary

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


def wrong_condition(said: Reading, source: Source) -> str:
    """Where the words of a clause stand, the source gives the values that it says."""
    for clause in said.clauses:
        whole_one = len({t.key for t in said.tokens if t.kind == "value"}) <= 2
        tokens = [t for t in said.tokens if t.clause == clause or whole_one]
        words = [t for t in tokens if t.kind == "word"]
        values = [t for t in tokens if t.kind == "value" and t.dimension]
        if not words or not values:
            continue
        whole = sum(source.weight(t.key) for t in words)
        with_them = max(
            (has(words, r, source) for r in source.regions if all(stands_in(v, r) for v in values)), default=0.0
        )
        for region in source.regions:
            lacking = [v for v in values if not stands_in(v, region)]
            instead = [t for t in (*region.tokens, *region.frame) if any(shaped(t, v) for v in lacking)]
            if lacking and instead and with_them and has(words, region, source) > with_them + MARGIN * whole:
                return f"the source says it of {', '.join(dict.fromkeys(t.key for t in instead))}"
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


def cut_condition(said: Reading, source: Source) -> str:
    """A sentence of the source is said word for word but for one stretch, and that stretch is a limit or a time."""
    own = words(said.text)
    for region in source.regions:
        theirs = words(region.said.text)
        lost = _one_stretch(own, theirs) if not region.part and SHORT < len(own) < len(theirs) else ()
        if len(lost) < 2:
            continue
        text, known = " ".join(lost), vocabulary(source.language)
        cues = frozenset[str]().union(*known.limits.values(), *known.order.values())
        if phrases(cues).search(text):
            return f"the source says it only {text}"
    return ""


def _one_stretch(own: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    """What stands in `theirs` between the begin and the end of it that together are `own`."""
    head = next((at for at, (a, b) in enumerate(zip(own, theirs, strict=False)) if a != b), len(own))
    tail = len(own) - head
    return theirs[head : len(theirs) - tail] if list(theirs[len(theirs) - tail :]) == list(own[head:]) else ()

"""What comes first."""

from collections.abc import Iterator, Sequence

from evals.contradiction.text.source import Region, Source
from evals.contradiction.text.tokens import Reading, Token, alike
from evals.contradiction.turned.placing import CLEAR, MARGIN, has, whole_of

HALF = 0.5


def wrong_order(said: Reading, source: Source) -> str:
    for first, later in ordered(said):
        told = [
            region
            for region in source.regions
            if region.said.order
            and not region.part
            and all(has(part, region, source) >= HALF * whole_of(part, source) for part in (first, later))
        ]
        a, b = _places(first, source), _places(later, source)
        if told:
            turned = all(_turned_in(region, first, later, source) for region in told)
        else:
            turned = bool(a and b) and min(a) > max(b)
        if turned:
            return "the source has them in the other order"
    return ""


def _turned_in(region: Region, first: Sequence[Token], later: Sequence[Token], source: Source) -> bool:
    """Whether one sentence of the source says them in the other order, by its own words of order where it has any."""
    told = list(ordered(region.said))
    if not told:
        return False

    def here(mine: Sequence[Token], theirs: Sequence[Token]) -> float:
        return sum(source.weight(t.key) for t in mine if any(alike(t, one) for one in theirs)) / whole_of(mine, source)

    straight = max(here(first, a) + here(later, b) for a, b in told)
    return max(here(first, b) + here(later, a) for a, b in told) > straight + MARGIN


def ordered(said: Reading) -> Iterator[tuple[list[Token], list[Token]]]:
    """What a sentence says comes first, with what comes after it."""
    for name, place in said.order:
        before, after = [t for t in said.tokens if t.start < place], [t for t in said.tokens if t.start > place]
        if after and after[0].kind == "value":
            continue  # "after 500 hours" is a condition
        if name in {"before", "then", "last"} and before and after:
            yield before, after
        elif name == "after" and before and after:
            yield after, before
        elif name in {"before", "after"} and after:
            head = [t for t in after if t.clause == after[0].clause]
            rest = [t for t in after if t.clause != after[0].clause]
            if rest:
                yield (rest, head) if name == "before" else (head, rest)


def _places(tokens: Sequence[Token], source: Source) -> list[int]:
    """The sentences or steps that say it best; none where none says it, or where a field or cell does, which have no order."""
    scored = [
        (has(tokens, region, source) / whole_of(tokens, source), region) for region in source.regions if not region.part
    ]
    best = max((score for score, _ in scored), default=0.0)
    top = [region for score, region in scored if score >= best - 1e-9]
    return [region.place for region in top] if best >= CLEAR and all(region.told for region in top) else []

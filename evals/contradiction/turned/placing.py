"""How much of what is said stands in a place of the source, and how near."""

from collections.abc import Sequence

from evals.contradiction.text.source import Region, Source
from evals.contradiction.text.tokens import Token

MARGIN = 0.12
"""By how much a rival has to stand better."""


CLEAR = 0.34
"""The least share of a clause that a place of it has."""


FRAMED, DECAY = 0.7, 60.0
"""What a token of the frame counts; the distance in characters at which one counts half."""


def stands_in(token: Token, region: Region) -> bool:
    """Whether a place, or what frames it, says the token."""
    return bool(region.places(token)) or region.framed(token)


def has(tokens: Sequence[Token], region: Region, source: Source) -> float:
    """The weight of the tokens that a place says."""
    return sum(source.weight(t.key) for t in tokens if stands_in(t, region))


def whole_of(tokens: Sequence[Token], source: Source) -> float:
    """The weight of all of them."""
    return sum(source.weight(t.key) for t in tokens)


def near(token: Token, region: Region, places: Sequence[int]) -> float:
    """1 beside one of these places of a region, half at a distance of `DECAY`; less for what only frames it."""
    found = region.places(token)
    if not found:
        return FRAMED if region.framed(token) else 0.0
    return 1.0 / (1.0 + min(abs(a - b) for a in found for b in places) / DECAY) if places else 1.0


def _beside(token: Token, around: Sequence[Token], region: Region, source: Source) -> float:
    places = region.places(token)
    if not places and not region.framed(token):
        return 0.0
    return sum(source.weight(one.key) * near(one, region, places) for one in around)


def binding(token: Token, around: Sequence[Token], source: Source) -> float:
    """The best share of what is said of a value that stands beside it in one place of the source."""
    whole = sum(source.weight(one.key) for one in around if source.has(one))
    return (
        max((_beside(token, around, region, source) for region in source.regions), default=0.0) / whole
        if whole
        else 0.0
    )

"""Values that code works out from the evidence: spans of days, and what columns give."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations

from agent.claims.deriving.columns import counts, differences, means, sums
from agent.claims.deriving.together import shares, together
from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import TOLERANCE, Fact
from agent.claims.reading.claim import Said


def derived(
    fact: Fact, said: Said, ground: Ground, near: Sequence[Spot], cites: frozenset[int], today: date | None
) -> str:
    """How a value that no source prints follows from those that they print; "" where it does not."""
    if not fact.numeric or fact.key == TOLERANCE:
        return ""
    for way, values in (
        ("counted", counts(fact, said, ground, cites)),
        ("added up", sums(fact, said, ground, cites)),
        ("on average", means(fact, said, ground, cites)),
        ("put together", together(fact, said, ground, cites)),
        ("a share", shares(fact, said, ground, cites)),
        ("the difference", differences(fact, said, near, ground, cites)),
        ("days between", _days(fact, near, today)),
    ):
        if any(fact.rounds(own, value) for own in fact.values for value in values):
            return way
    return ""


def _days(fact: Fact, near: Sequence[Spot], today: date | None) -> Iterable[Decimal]:
    """Days, weeks, months or years between two dates of a record, or from one of them to today."""
    length = {"day": 1, "week": 7, "month": 30, "year": 365, "d": 1}.get(fact.unit)
    if not length:
        return
    spans = [own.spans[0] for spot in near for own in spot.place.facts if own.kind == "date" and own.spans]
    days = {first for first, last in spans if first == last}
    pairs = [*combinations(sorted(days)[:20], 2), *((day, today) for day in days if today)]
    for first, last in pairs:
        yield Decimal(abs((last - first).days)) if length == 1 else Decimal(round(abs((last - first).days) / length))

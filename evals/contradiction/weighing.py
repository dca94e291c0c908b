"""What a source turns round of a sentence: a value, whose value, two values for each other, a limit, the polarity, the order."""

from collections.abc import Callable, Mapping
from datetime import date

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading
from evals.contradiction.turned.limits import wrong_limit
from evals.contradiction.turned.order import wrong_order
from evals.contradiction.turned.polarity import turned_round
from evals.contradiction.turned.subjects import exchanged, wrong_subject
from evals.contradiction.turned.values import missing

SIGNS = ("value", "subject", "exchanged", "limit", "polarity", "order")
"""What may be found, as `heads.npz` weighs it."""


def weigh(
    said: Reading, source: Source, known: frozenset[str] = frozenset(), today: date | None = None
) -> Mapping[str, str]:
    """What of a sentence its source seems to turn round, each with a word for people; `known` are keys that need no source (the question's, the machine's)."""
    same = said.language == source.language
    checks: tuple[Callable[[], str], ...] = (
        lambda: missing(said, source, known, today),
        lambda: wrong_subject(said, source, known),
        lambda: exchanged(said, source),
        lambda: wrong_limit(said, source),
        lambda: turned_round(said, source, same=same),
        lambda: wrong_order(said, source) if same else "",
    )
    return {name: detail for name, check in zip(SIGNS, checks, strict=True) if (detail := check())}

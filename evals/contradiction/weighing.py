"""What a source turns round of a sentence: a value, whose value, a limit, a condition, the polarity, the order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading
from evals.contradiction.turned.limits import dropped_condition, wrong_limit
from evals.contradiction.turned.order import wrong_order
from evals.contradiction.turned.polarity import turned_round
from evals.contradiction.turned.subjects import exchanged, wrong_subject
from evals.contradiction.turned.values import missing


@dataclass(frozen=True)
class Finding:
    """`wrong` is the way in which a sentence contradicts its source, "" where it does not; `detail` is for people."""

    wrong: str
    detail: str = ""


def weigh(said: Reading, source: Source, known: frozenset[str] = frozenset(), today: date | None = None) -> Finding:
    """What of a sentence its source turns round; `known` are keys that need no source (the question's, the machine's)."""
    same = said.language == source.language
    checks: list[Callable[[], str]] = [
        lambda: missing(said, source, known, today),
        lambda: wrong_subject(said, source, known),
        lambda: exchanged(said, source),
        lambda: wrong_limit(said, source),
        lambda: dropped_condition(said, source) if same else "",
        lambda: turned_round(said, source, same=same),
        lambda: wrong_order(said, source) if same else "",
    ]
    names = ("value", "subject", "subject", "limit", "condition", "polarity", "order")
    for name, check in zip(names, checks, strict=True):
        detail = check()
        if detail:
            return Finding(name, detail)
    return Finding("")

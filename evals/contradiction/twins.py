"""A sentence's twins: swapped, negated, limited the other way, turned in order. What tells no twin from its sentence is not believed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Limit, Reading
from evals.contradiction.turned.order import ordered
from evals.contradiction.turned.subjects import kin

MOST = 4
"""Rivals that one value is swapped with."""
_OTHER: dict[Limit, Limit] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_TURNED = {"before": "after", "after": "before", "then": "after"}


@dataclass(frozen=True)
class Twin:
    """A wrong reading made of a sentence; `kind` is how."""

    kind: str
    reading: Reading


def twins(said: Reading, source: Source) -> Iterator[Twin]:
    """All that apply to the sentence; none where nothing of it can be turned."""
    for at, token in enumerate(said.tokens):
        if token.kind in {"value", "name"}:
            own = {one.key for one in said.tokens}
            for rival in [one for one in kin(token, source) if one.key not in own][:MOST]:
                other = replace(rival, start=token.start, end=token.end, clause=token.clause, limit=token.limit)
                yield Twin("swapped", _with(said, at, other))
        if token.limit:
            yield Twin("limit", _with(said, at, replace(token, limit=_OTHER[token.limit])))
    for clause in said.clauses:
        if any(t.kind == "word" for t in said.of_clause(clause)):
            yield Twin("negated", replace(said, negated=said.negated ^ {clause}))
    if any(True for _ in ordered(said)):
        yield Twin("order", replace(said, order=tuple((_TURNED.get(name, name), place) for name, place in said.order)))


def _with(said: Reading, at: int, token: object) -> Reading:
    return replace(said, tokens=(*said.tokens[:at], token, *said.tokens[at + 1 :]))  # pyright: ignore[reportArgumentType]

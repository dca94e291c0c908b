"""Which value a sentence may say of which thing, by their order."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from agent.claims.pairing.tokens import Thing, Tokens, Value

Pairs = tuple[tuple[Thing, Value], ...]


def readings(tokens: Tokens, values: Sequence[Value], common: Sequence[Value] = ()) -> Iterator[Pairs]:
    """The ways to read some values of the sentence: behind their things, before them, list beside list in one order, of all things alike.

    `common`: the values that all of the things have.
    """
    order = sorted([*tokens.things, *values], key=lambda one: one.start)
    runs = [list(run) for _, run in groupby(order, key=lambda one: isinstance(one, Thing))]
    before = _behind(runs[::-1]) if isinstance(order[0], Value) else ()
    yield from filter(None, (_behind(runs), before, _parted(runs)))
    if len(runs) == 2:
        yield from _beside(tokens.things, values, common)


def _behind(runs: Sequence[Sequence[Thing | Value]]) -> Pairs:
    """Each value of the one thing that stands next before it (or next behind it, the runs turned)."""
    out: list[tuple[Thing, Value]] = []
    thing: Thing | None = None
    for run in runs:
        for one in run:
            if isinstance(one, Thing):
                if len(run) > 1:
                    return ()
                thing = one
            elif thing is None:
                return ()
            else:
                out.append((thing, one))
    return tuple(out)


def _parted(runs: Sequence[Sequence[Thing | Value]]) -> Pairs:
    """Two values in the middle, one of each: "A has 5, and 6 is that of B"."""
    if [len(run) for run in runs] != [1, 2, 1]:
        return ()
    (one,), (x, y), (other,) = runs
    if isinstance(one, Thing) and isinstance(other, Thing) and isinstance(x, Value) and isinstance(y, Value):
        return (one, x), (other, y)
    return ()


def _beside(things: Sequence[Thing], values: Sequence[Value], common: Sequence[Value]) -> Iterator[Pairs]:
    """Things in one run, values in another: one by one but for what all of them have, and all of each."""
    shared = tuple((thing, value) for value in common for thing in things)
    for rest in dict.fromkeys((tuple(values), tuple(value for value in values if value not in common))):
        if rest and len(rest) % len(things) == 0 and len(things) > 1:
            many = len(rest) // len(things)
            each = ((thing, value) for at, thing in enumerate(things) for value in rest[at * many : (at + 1) * many])
            yield (*each, *(pair for pair in shared if pair[1] not in rest))
    yield tuple((thing, value) for thing in things for value in values)

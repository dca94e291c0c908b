"""Facts of two: both figures of a row, or one figure of two rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact


def multi_facts(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Pairs of table facts that one question can ask for: two columns of a row, else two rows of a column."""
    rows: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    columns: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.asks == "cell":
            rows[fact.source.passage.id, fact.slots["row"]].append(fact)
            columns[fact.source.passage.id, fact.slots["column"]].append(fact)
    for first, second, *_ in (group for group in rows.values() if len(group) > 1):
        slots = {"column": first.slots["column"], "other": second.slots["column"], "row": first.slots["row"]}
        yield _both("two_columns", slots, first, second)
    for first, *_, last in (group for group in columns.values() if len(group) > 2):
        slots = {"column": first.slots["column"], "row": first.slots["row"], "other": last.slots["row"]}
        yield _both("two_rows", slots, first, last)


def _both(asks: str, slots: dict[str, str], first: Fact, second: Fact) -> Fact:
    required = tuple(dict.fromkeys((*first.required, *second.required)))
    pages = tuple(sorted({*first.pages, *second.pages}))
    quote = first.quote if first.quote == second.quote else f"{first.quote} / {second.quote}"
    return Fact("multi-fact", asks, slots, required, first.source, pages, quote, first.context)

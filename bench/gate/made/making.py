"""All sentences that are made of some sources, judged, by source and together."""

import random
from collections.abc import Sequence
from pathlib import Path

from agent.claims.evidence.meaning import Embedder
from bench.gate.judged import Case, judged
from bench.gate.made.one_order import of_one_order
from bench.gate.made.one_row import of_one_row
from bench.gate.made.registers import of_registers
from bench.gate.made.saying import Made
from bench.gate.made.sources import records_of, tables_of
from bench.gate.made.two_orders import of_two_orders
from bench.gate.made.two_rows import of_two_rows
from stores.open_stores import Stores, open_stores

TOGETHER = "all of these"
RECORDS = "records"
"""What the records of the home are called."""


def made_cases(sources: Sequence[str], meaning: Embedder | None) -> dict[str, list[Case]]:
    """By source, always the same ones; without sources those of the home."""
    with open_stores() as stores:
        found = {
            Path(name).stem: [
                judged({"truth": one.truth, "kind": one.family}, one.text, one.evidence, meaning)
                for one in made_of(name, stores)
            ]
            for name in sources or (*stores.passages.libraries(), RECORDS)
        }
    return found | ({TOGETHER: [case for cases in found.values() for case in cases]} if len(found) > 1 else {})


def made_of(name: str, stores: Stores) -> list[Made]:
    """The sentences of a library, a file, or the records of the home."""
    chance = random.Random(1)
    tables, records = tables_of(name, stores), records_of(name, stores)
    return [
        *of_one_row(tables, chance), *of_two_rows(tables, chance),
        *of_one_order(records.orders, chance), *of_two_orders(records.orders, chance), *of_registers(records, chance),
    ]  # fmt: skip

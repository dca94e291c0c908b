"""Talk over strangers' exports: a turn keeps what narrowed the orders before it, takes another name for one, or asks anew."""

import asyncio
from pathlib import Path

import pytest

from bench.records.__main__ import RIGHT, WRONG, Records, ask_all, sets_in

_SHORT = {"lifts", "puerto", "dairy"}
SETS = [one for one in sets_in(Path("bench/labels/records/threads/seen.json")) if one.name in _SHORT]


@pytest.mark.parametrize("records", SETS, ids=[one.name for one in SETS])
def test_a_thread_is_followed_from_turn_to_turn(records: Records) -> None:
    counts = asyncio.run(ask_all(records, show=False))
    assert counts[WRONG] == 0
    assert counts[RIGHT] >= len(records.cases) - 1

"""Questions over exports in shapes and languages that no rule was written from: a list answers what was asked or says what it left out."""

import asyncio
from pathlib import Path

import pytest

from bench.records.__main__ import RIGHT, WRONG, Records, ask_all, sets_in

SETS = list(sets_in(Path("bench/labels/records/seen.json")))


@pytest.mark.parametrize("records", SETS, ids=[one.name for one in SETS])
def test_no_list_answers_another_question(records: Records) -> None:
    counts = asyncio.run(ask_all(records, show=False))
    assert counts[WRONG] == 0
    assert counts[RIGHT] >= 0.75 * len(records.cases)

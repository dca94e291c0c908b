"""A measurement is found by its name, wherever it lies."""

import pytest

from bench.__main__ import PARTS, module_of, names


@pytest.mark.parametrize(
    ("name", "module"),
    [("tables", "bench.documents.tables"), ("records", "bench.records"), ("mutants", "bench.mutants")],
)
def test_by_its_name(name: str, module: str) -> None:
    assert module_of(name) == module


def test_what_cannot_run_by_itself_is_none() -> None:
    assert not module_of("report")
    assert not module_of("nothing")


def test_what_runs_in_one_go_is_there() -> None:
    assert set(PARTS) <= set(names())

"""Cases written as a table and read back are the same cases."""

import importlib.util
from pathlib import Path

import pytest

from domain.errors import BadInput
from evals.datasets.cases import BUNDLED, load_suite
from evals.datasets.schema import Case
from evals.datasets.strangers.preparing import prepare
from evals.datasets.strangers.writing import write_cases

ENDINGS = [".csv", *([".parquet"] if importlib.util.find_spec("pyarrow") else [])]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("suite", sorted(BUNDLED.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_bundled_suite_comes_back_as_it_was(suite: Path, ending: str, tmp_path: Path) -> None:
    open_ones = [case for case in load_suite(suite) if not case.holdout]
    table = tmp_path / f"cases{ending}"
    assert write_cases(open_ones, table) == len(open_ones)
    assert load_suite(prepare(f"csv:{table}", tmp_path / "prepared").suite) == open_ones


def test_what_stands_between_lists_may_stand_in_them(tmp_path: Path) -> None:
    case = Case(id="a", question="[1] What; or |what|?", must_contain=[["a|b", "c;d"]], must_not_contain=["x|y"])
    write_cases([case, Case(id="h", question="Held back?", holdout=True)], tmp_path / "c.csv")
    assert load_suite(prepare(f"csv:{tmp_path / 'c.csv'}", tmp_path / "p").suite) == [case]


def test_what_cannot_be_written_or_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.parquet"):
        write_cases([Case(id="a", question="q?")], tmp_path / "c.xls")
    (tmp_path / "no.parquet").write_bytes(b"no table")
    with pytest.raises(BadInput, match="arquet"):
        prepare(f"csv:{tmp_path / 'no.parquet'}", tmp_path / "p")

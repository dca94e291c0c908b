"""Thresholds: what is missed, in words, and what a gates file may not say."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.errors import BadInput
from evals.commands import app
from evals.reports.gates import BUNDLED, missed, read_gates

MEASURED: dict[str, Any] = {
    "metrics": {"required words": {"mean": 0.8, "n": 10}, "false abstention": {"mean": 0.1, "n": 10}},
    "holdout": {"metrics": {"required words": {"mean": 0.5, "n": 2}}},
}


@pytest.mark.parametrize(
    ("suite", "gates", "said"),
    [
        ("demo", {"demo": {"required words": 0.8}}, []),
        ("demo", {"demo": {"required words": 0.9}}, ["demo: required words is 0.800 (n=10), wanted at least 0.9"]),
        ("demo", {"demo": {"false abstention": 0.05}}, ["demo: false abstention is 0.100 (n=10), wanted at most 0.05"]),
        ("demo", {"demo": {"status": 0.5}}, ["demo: status was not measured"]),
        ("demo-alarms", {"demo": {"status": 0.5, "required words": 0.9}}, ["demo-alarms: required words is 0.800 (n=10), wanted at least 0.9"]),
        ("demo", {"demo": {}, "demo-holdout": {"required words": 0.6}}, ["demo (holdout): required words is 0.500 (n=2), wanted at least 0.6"]),
        ("mine", {"demo": {"required words": 1.0}}, []),
    ],
)  # fmt: skip
def test_missed(suite: str, gates: dict[str, dict[str, float]], said: list[str]) -> None:
    assert missed(suite, gates, MEASURED) == said


def test_a_file_of_a_group_is_asked_what_its_group_is_unless_its_own_table_says_otherwise() -> None:
    gates = {"demo": {"required words": 0.9, "false abstention": 0.05}, "demo-alarms": {"required words": 0.7}}
    assert missed("demo-alarms", gates, MEASURED) == [
        "demo-alarms: false abstention is 0.100 (n=10), wanted at most 0.05"
    ]
    assert missed("demo-alarms", gates, MEASURED, of_group=False) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[demo]\n"required words" = 0.8\n"charm" = 1\n', "line 3, \\[demo\\]: there is no metric 'charm'"),
        ('[demo]\nstatus = "high"\n', "line 2, .*'status' is not a number"),
        ("[demo\n", "gates.toml"),
        ("demo = 3\n", "table"),
        ('[demo]\n"RAGAS faithfulness" = 0.8\n', "a gate on RAGAS alone"),
    ],
)
def test_a_gates_file_that_cannot_be_used_is_explained(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "gates.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        read_gates(file)


def test_ragas_is_gated_beside_our_own_and_what_a_judge_did_not_measure_is_missed(tmp_path: Path) -> None:
    file = tmp_path / "gates.toml"
    file.write_text('[demo]\nstatus = 0.5\n"RAGAS faithfulness" = 0.8\n', encoding="utf-8")
    held: dict[str, Any] = {"holdout": {"metrics": {}}}
    low = {"metrics": {"status": {"mean": 1.0, "n": 3}, "RAGAS faithfulness": {"mean": 0.7, "n": 3}}} | held
    none = {"metrics": {"status": {"mean": 1.0, "n": 3}}} | held
    assert missed("demo", read_gates(file), low) == ["demo: RAGAS faithfulness is 0.700 (n=3), wanted at least 0.8"]
    assert missed("demo", read_gates(file), none) == ["demo: RAGAS faithfulness was not measured"]


def test_a_metric_that_is_unfit_is_no_gate(tmp_path: Path) -> None:
    file = tmp_path / "gates.toml"
    file.write_text("[mine]\nstatus = 1.0\nContradictsSource = 0\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"line 3.*unfit"):
        read_gates(file)


@pytest.mark.parametrize(("metric", "stopped"), [("ContradictsSource", 0), ("SkipsLockout", 3)])
def test_what_is_unfit_stops_no_comparison_however_much_worse_it_is(tmp_path: Path, metric: str, stopped: int) -> None:
    for name, value in (("before", 0.0), ("after", 1.0)):
        lines = [{"suite": "s", "id": str(n), "status": "answered", "scores": {metric: value}} for n in range(9)]
        (tmp_path / f"{name}.json").write_text(json.dumps({"outcomes": lines}), encoding="utf-8")
    files = [str(tmp_path / "before.json"), str(tmp_path / "after.json")]
    done = CliRunner().invoke(app, ["compare", *files, "--gate"])
    assert done.exit_code == stopped, done.output
    assert "worse" in done.output


def test_the_bundled_gates_ask_for_metrics_that_exist() -> None:
    assert {"demo", "smoke", "quick"} <= set(read_gates(BUNDLED))

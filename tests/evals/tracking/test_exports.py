"""Outcomes for other tools: a table, RAGAS samples, and a log that Inspect opens."""

import csv
import importlib
import importlib.util
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from evals.datasets.strangers.arrow import read_parquet
from evals.metrics import METRICS
from evals.metrics.scores import Score
from evals.tracking.exports import FIRST, export, ragas_samples, rows_of
from tests.evals.builders import outcome

PARQUET = importlib.util.find_spec("pyarrow") is not None
INSPECT = importlib.util.find_spec("inspect_ai") is not None


def log_of(file: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Header and samples of an Inspect log."""
    with zipfile.ZipFile(file) as log:
        samples = [json.loads(log.read(name)) for name in log.namelist() if name.startswith("samples/")]
        return json.loads(log.read("header.json")), samples


def test_outcomes_as_a_table_as_ragas_samples_and_as_an_inspect_log(tmp_path: Path) -> None:
    outcomes = [
        ("run", outcome("a")),
        ("run", outcome("b", right=False)),
        ("run", outcome("secret", holdout=True, question="Held back?")),
    ]
    for name in ("o.csv", "o.jsonl", "o.eval"):
        export(outcomes, tmp_path / name)
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["required words"], row["failed"]) for row in rows[:2]] == [
        ("a", "1.0", ""),
        ("b", "0.0", "required words"),
    ]
    samples = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert samples == ragas_samples(outcomes)
    assert [sample["reference"] for sample in samples] == ["1250", "1250"]
    header, shown = log_of(tmp_path / "o.eval")
    assert (header["version"], [sample["id"] for sample in shown]) == (2, ["s.a", "s.b", "s.secret"])
    assert shown[1]["scores"]["required words"]["value"] == 0.0
    (mean,) = header["results"]["scores"]
    assert mean["metrics"]["mean"]["value"] == pytest.approx(2 / 3)
    assert "Held back?" not in json.dumps([header, shown])


def test_every_column_of_the_table_holds_one_kind_of_value(tmp_path: Path) -> None:
    assert not set(FIRST) & set(METRICS)
    scores = {name: Score(1.0) for name in METRICS}
    rows = rows_of([("run", outcome("a").model_copy(update={"scores": scores})), ("run", outcome("b"))])
    assert {row["answer status"] for row in rows} == {"answered"}
    if PARQUET:
        export([("run", outcome("a")), ("run", outcome("b", right=False))], tmp_path / "o.parquet")
        assert [row["required words"] for row in read_parquet(tmp_path / "o.parquet")] == [1.0, 0.0]


def test_a_case_played_again_is_another_epoch(tmp_path: Path) -> None:
    export([("1", outcome("a")), ("2", outcome("a"))], tmp_path / "o.eval")
    header, samples = log_of(tmp_path / "o.eval")
    assert [sample["epoch"] for sample in samples] == [1, 2]
    assert header["eval"]["config"]["epochs"] == 2


@pytest.mark.skipif(not INSPECT, reason="inspect_ai is not installed; uv pip install inspect-ai")
def test_inspect_reads_the_log_back_and_lists_it(tmp_path: Path) -> None:
    inspect: Any = importlib.import_module("inspect_ai.log")
    broken = outcome("c").model_copy(update={"transcript": None, "error": "ValueError: x", "scores": {}})
    export([("1", outcome("a")), ("2", outcome("a", right=False)), ("1", broken)], tmp_path / "o.eval")
    log: Any = inspect.read_eval_log(str(tmp_path / "o.eval"))
    samples = {(sample.id, sample.epoch): sample for sample in log.samples}
    assert (log.status, set(samples)) == ("success", {("s.a", 1), ("s.a", 2), ("s.c", 1)})
    assert samples["s.a", 1].output.completion == "1250 Nm"
    assert samples["s.c", 1].error.message == "ValueError: x"
    assert log.results.scores[0].metrics["mean"].value == 0.5
    summaries: Any = inspect.read_eval_log_sample_summaries(str(tmp_path / "o.eval"))
    assert [one.scores["required words"].value for one in summaries[:2]] == [1.0, 0.0]
    assert len(inspect.list_eval_logs(str(tmp_path))) == 1


def test_an_ending_that_nobody_knows_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"\.parquet"):
        export([], tmp_path / "o.xls")

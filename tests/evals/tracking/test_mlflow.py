"""Runs in MLflow, where it is installed (`.venv-evals`): a folder and an SQLite store, both for real."""

import importlib
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput, Unavailable
from evals.running.runner import Outcome
from evals.tracking.mlflow_log import log_run
from tests.evals.builders import outcome

HERE = importlib.util.find_spec("mlflow") is not None
needs_mlflow = pytest.mark.skipif(not HERE, reason="MLflow is not installed; make test-ragas")
REPORT: dict[str, Any] = {
    "settings": {"model": "embedded"},
    "metrics": {"hit@5": {"mean": 0.5}},
    "holdout": {"metrics": {}},
}


def logged(folder: Path, store: str, outcomes: tuple[Outcome, ...] = ()) -> str:
    """The id of a run with a report."""
    (folder / "report").mkdir()
    (folder / "report" / "report.json").write_text("{}", encoding="utf-8")
    return log_run(REPORT, folder / "report", store, outcomes)


@pytest.mark.skipif(HERE, reason="MLflow is installed")
def test_without_mlflow_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="make evals-ragas"):
        log_run({}, tmp_path, str(tmp_path / "runs"))


@needs_mlflow
def test_a_run_is_logged_to_a_folder(tmp_path: Path) -> None:
    run = logged(tmp_path, str(tmp_path / "runs"))
    (metric,) = (tmp_path / "runs").rglob(f"{run}/metrics/*")
    assert metric.name == "hit at 5"
    assert metric.read_text(encoding="utf-8").split()[1] == "0.5"
    assert list((tmp_path / "runs").rglob(f"{run}/artifacts/report.json"))


@needs_mlflow
def test_a_server_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"^No MLflow server answers at http://127.0.0.1:9;"):
        logged(tmp_path, "http://127.0.0.1:9")


@needs_mlflow
@pytest.mark.filterwarnings("default")  # MLflow warns of itself and of pandas; that is not ours to mend
@pytest.mark.parametrize("scheme", ["", "sqlite:///"])
def test_cases_are_artifacts_and_traces(scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # beside an SQLite store MLflow keeps artifacts in the working folder
    said = outcome("a", asset="WTG-01", ms=1234)
    assert said.transcript
    answer = said.transcript.answer.model_copy(update={"tool_calls": tool_calls()})
    called = said.model_copy(update={"transcript": said.transcript.model_copy(update={"answers": (answer,)})})
    secret = outcome("secret", right=False, holdout=True, question="Held back?")
    run = logged(tmp_path, f"{scheme}{tmp_path / 'store'}", (called, secret))
    mlflow: Any = importlib.import_module("mlflow")
    found = {trace.data.spans[0].name: trace for trace in mlflow.search_traces(run_id=run, return_type="list")}
    assert set(found) == {"a", "secret"}
    spans = {span.name: span for span in found["a"].data.spans}
    assert spans["a"].inputs["asset"] == "WTG-01"
    assert spans["a"].outputs == {"status": "answered", "text": "1250 Nm"}
    assert spans["find_parts"].parent_id == spans["a"].span_id
    assert found["a"].info.execution_duration == 1234
    feedback = {one.name: one for one in found["secret"].info.assessments}
    assert (feedback["required words"].value, feedback["required words"].rationale) == (0.0, None)
    assert {one.name: one.value for one in found["a"].info.assessments} == {"required words": 1.0, "must contain": [["1250"]]}  # fmt: skip
    assert found["secret"].info.tags["failed"] == "required words"
    assert "Held back?" not in json.dumps([trace.to_dict() for trace in found.values()], default=str)
    kept = {one.path for one in mlflow.MlflowClient().list_artifacts(run)}
    assert kept == {"report.json", "cases.json", "cases.jsonl", "cases.eval"}


def tool_calls() -> tuple[Any, ...]:
    from domain.answers import ToolCall

    return (ToolCall(name="find_parts", args={"query": "55"}, ms=30),)

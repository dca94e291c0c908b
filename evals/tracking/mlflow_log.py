"""Log a run to MLflow: parameters, means, the report's files, the cases as a table and as traces. Needs the `mlflow` group."""

import importlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from domain.errors import BadInput, Unavailable
from evals.running.runner import Outcome
from evals.tracking.exports import export, rows_of
from evals.tracking.mlflow_traces import log_traces

EXPERIMENT = "nacelle"
_NOT_ALLOWED = re.compile(r"[^\w\-. /]")


def log_run(report: Mapping[str, Any], folder: Path, store: str, outcomes: Sequence[Outcome] = ()) -> str:
    """Log into `store`, a tracking address or a folder; returns the run's id. `folder` holds the report.

    Raises:
        BadInput: MLflow is not installed, or the store cannot be used.
        Unavailable: its server does not answer.
    """
    if "://" not in store or store.startswith("file:"):
        os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"  # noqa: TID251  (MLflow 3 keeps runs in a folder only when told to)
    # MLflow would ask a server that is not there for four minutes.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")  # noqa: TID251
    try:
        mlflow: Any = importlib.import_module("mlflow")
    except ImportError as error:
        raise BadInput("--mlflow needs MLflow; `make evals-ragas` makes .venv-evals with it.") from error
    try:
        mlflow.set_tracking_uri(store if "://" in store else Path(store).absolute().as_uri())
        mlflow.set_experiment(EXPERIMENT)
        with mlflow.start_run() as run:
            mlflow.log_params({key: str(value)[:500] for key, value in report["settings"].items()})
            mlflow.log_metrics(_numbers(report))
            for file in sorted(folder.glob("*.*")):
                mlflow.log_artifact(str(file))
            if outcomes:
                _log_cases(mlflow, [(str(run.info.run_name), outcome) for outcome in outcomes], folder)
                log_traces(mlflow, outcomes)
            return str(run.info.run_id)
    except Exception as error:
        if "Max retries exceeded" in str(error):
            raise Unavailable(f"No MLflow server answers at {store}; start it, or name a folder or a file.") from error
        raise BadInput(f"MLflow cannot log to {store}: {' '.join(str(error).split())[:300]}") from error


def _log_cases(mlflow: Any, outcomes: Sequence[tuple[str, Outcome]], folder: Path) -> None:
    """A table that MLflow's page compares between runs, and the samples as RAGAS and Inspect read them."""
    rows = rows_of(outcomes)
    names = list(dict.fromkeys(name for row in rows for name in row))
    mlflow.log_table({name: [row.get(name) for row in rows] for name in names}, "cases.json")
    for name in ("cases.jsonl", "cases.eval"):
        export(outcomes, folder / name)
        mlflow.log_artifact(str(folder / name))


def _numbers(report: Mapping[str, Any]) -> dict[str, float]:
    """Names as MLflow allows them: "hit@5" is "hit at 5"."""
    tables: dict[str, dict[str, dict[str, float]]] = {
        "": report["metrics"],
        "holdout/": report["holdout"]["metrics"],
    }
    return {
        _NOT_ALLOWED.sub("", f"{prefix}{name.replace('@', ' at ')}"): metric["mean"]
        for prefix, metrics in tables.items()
        for name, metric in metrics.items()
    }

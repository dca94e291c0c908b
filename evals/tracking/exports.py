"""Outcomes for other tools: a CSV or Parquet table with a row a case, a RAGAS `EvaluationDataset`, a log that Inspect's viewer opens."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from evals.datasets.strangers.arrow import library, write_parquet
from evals.running.runner import Outcome
from evals.tracking.inspect_log import write_inspect

Named = tuple[str, Outcome]
"""A run's name, and one outcome of it."""
ENDINGS = frozenset((".csv", ".parquet", ".jsonl", ".eval"))
FIRST = ("run", "suite", "id", "kind", "lang", "answer status", "failed", "ms")


def export(outcomes: Sequence[Named], file: Path) -> None:
    """Write by the file's ending: .csv, .parquet, .jsonl (RAGAS), .eval (Inspect). Holdout cases keep their numbers only.

    Raises BadInput as `check` does.
    """
    check(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".eval":
        write_inspect(outcomes, file)
    elif file.suffix == ".csv":
        write_csv(outcomes, file)
    elif file.suffix == ".parquet":
        write_parquet(rows_of(outcomes), file)
    else:
        lines = (json.dumps(sample, ensure_ascii=False) for sample in ragas_samples(outcomes))
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def check(file: Path) -> None:
    """Before anything is played for it. Raises BadInput: no export ends so, or Parquet's library is not installed."""
    if file.suffix not in ENDINGS:
        raise BadInput(f"{file} ends in none of .csv, .parquet, .jsonl (RAGAS), .eval (Inspect).")
    if file.suffix == ".parquet":
        library()


def write_csv(outcomes: Sequence[Named], file: Path) -> None:
    """A row a case; a column for each metric that scored anywhere."""
    rows = rows_of(outcomes)
    names = list(dict.fromkeys([*FIRST, *(name for row in rows for name in row)]))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(rows)


def rows_of(outcomes: Iterable[Named]) -> list[dict[str, Any]]:
    """A row a case: what it is, what became of it, and the value of each metric; no name of a metric is that of a field."""
    return [
        {
            "run": run,
            "suite": Path(o.suite).stem,
            "id": o.case.id,
            "kind": o.case.kind,
            "lang": o.case.lang,
            "answer status": o.answer.status if o.answer else "skipped" if o.skipped else "errored",
            "failed": " ".join(o.failed),
            "ms": o.answer.timing.total_ms if o.answer else None,
            **{name: score.value for name, score in o.scores.items()},
        }
        for run, o in outcomes
    ]


def ragas_samples(outcomes: Iterable[Named]) -> list[dict[str, Any]]:
    """Single-turn samples: the question, what was retrieved and cited, the answer, and a reference where there is one."""
    return [
        {
            "user_input": o.case.question,
            "retrieved_contexts": [text for found in o.transcript.looked_up for text in found.evidence],
            "reference_contexts": [place.text for place in o.transcript.gold],
            "response": o.transcript.said,
            "reference": o.case.reference or "; ".join(group[0] for group in o.case.must_contain),
        }
        for _, o in outcomes
        if o.transcript and not o.case.holdout
    ]

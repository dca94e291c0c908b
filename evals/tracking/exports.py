"""Outcomes for other tools: a CSV or Parquet table with a row a case, a RAGAS `EvaluationDataset`, a log that Inspect's viewer opens."""

import csv
import importlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from evals.running.runner import Outcome

Named = tuple[str, Outcome]
"""A run's name, and one outcome of it."""
FIRST = ("run", "suite", "id", "kind", "lang", "status", "failed", "words", "ms", "cost_usd")


def export(outcomes: Sequence[Named], file: Path) -> None:
    """Write by the file's ending: .csv, .parquet, .jsonl (RAGAS), .eval.json (Inspect). Holdout cases keep their numbers only.

    Raises:
        BadInput: the ending is none of these, or Parquet's library is not installed.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.name.endswith(".eval.json"):
        file.write_text(json.dumps(_inspect(outcomes), ensure_ascii=False, indent=1), encoding="utf-8")
    elif file.suffix == ".csv":
        write_csv(outcomes, file)
    elif file.suffix == ".parquet":
        _parquet(outcomes, file)
    elif file.suffix == ".jsonl":
        lines = (json.dumps(sample, ensure_ascii=False) for sample in ragas_samples(outcomes))
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    else:
        raise BadInput(f"{file} ends in none of .csv, .parquet, .jsonl (RAGAS), .eval.json (Inspect).")


def write_csv(outcomes: Sequence[Named], file: Path) -> None:
    """A row a case; a column for each metric that scored anywhere."""
    rows = _rows(outcomes)
    names = list(dict.fromkeys([*FIRST, *(name for row in rows for name in row)]))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(rows)


def _rows(outcomes: Iterable[Named]) -> list[dict[str, Any]]:
    return [
        {
            "run": run,
            "suite": Path(o.suite).stem,
            "id": o.case.id,
            "kind": o.case.kind,
            "lang": o.case.lang,
            "status": o.answer.status if o.answer else "skipped" if o.skipped else "errored",
            "failed": " ".join(o.failed),
            "words": len(o.answer.text.split()) if o.answer else None,
            "ms": o.answer.timing.total_ms if o.answer else None,
            "cost_usd": o.answer.usage.cost_usd if o.answer else None,
            **{name: score.value for name, score in o.scores.items()},
        }
        for run, o in outcomes
    ]


def _parquet(outcomes: Sequence[Named], file: Path) -> None:
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise BadInput(
            "Parquet needs pyarrow; `make evals-ragas` makes .venv-evals with it, or write a .csv."
        ) from error
    rows = _rows(outcomes)
    names = list(dict.fromkeys(name for row in rows for name in row))
    parquet.write_table(arrow.Table.from_pylist([{name: row.get(name) for name in names} for row in rows]), file)


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


def _inspect(outcomes: Sequence[Named]) -> dict[str, Any]:
    """An Inspect log, version 2, as JSON; a sample a case, a score a metric."""
    samples = [_sample(o, epoch) for epoch, (_, o) in _epochs(outcomes)]
    created = "1970-01-01T00:00:00+00:00"
    suites = ", ".join(sorted({Path(o.suite).stem for _, o in outcomes}))
    return {
        "version": 2,
        "status": "success",
        "eval": {
            "created": created, "task": suites or "nacelle", "task_id": "nacelle", "task_version": 0, "run_id": "nacelle", "eval_id": "nacelle",
            "dataset": {"name": suites, "samples": len(samples), "sample_ids": list(dict.fromkeys(s["id"] for s in samples))},
            "model": next((o.answer.model for _, o in outcomes if o.answer), "embedded"), "config": {}, "task_attribs": {}, "task_args": {}, "model_args": {}, "packages": {},
        },
        "plan": {"name": "plan", "steps": [], "config": {}},
        "results": {"total_samples": len(samples), "completed_samples": len(samples), "scores": []},
        "stats": {"started_at": created, "completed_at": created, "model_usage": {}},
        "samples": samples,
    }  # fmt: skip


def _epochs(outcomes: Sequence[Named]) -> list[tuple[int, Named]]:
    """A case that was played again is another epoch of the same sample."""
    seen: dict[str, int] = {}
    out: list[tuple[int, Named]] = []
    for one in outcomes:
        key = f"{one[1].suite}#{one[1].case.id}"
        seen[key] = seen.get(key, 0) + 1
        out.append((seen[key], one))
    return out


def _sample(outcome: Outcome, epoch: int) -> dict[str, Any]:
    case, answer = outcome.case, outcome.answer
    said = "" if case.holdout or answer is None else answer.text
    asked = "holdout" if case.holdout else case.question
    turns = [
        {"role": "user", "content": asked, "source": "input"},
        {"role": "assistant", "content": said, "source": "generate"},
    ]
    return {
        "id": case.id,
        "epoch": epoch,
        "input": asked,
        "target": [] if case.holdout else [group[0] for group in case.must_contain] or case.reference,
        "messages": turns,
        "output": {"model": answer.model if answer else "", "choices": [{"message": turns[1], "stop_reason": "stop"}]},
        "scores": {
            name: {"value": score.value, "answer": said[:500], "explanation": "" if case.holdout else score.reason}
            for name, score in outcome.scores.items()
        },
        "metadata": {"kind": case.kind, "suite": Path(outcome.suite).stem, "error": outcome.error, "skipped": outcome.skipped},
        "store": {}, "events": [], "model_usage": {}, "attachments": {},
    }  # fmt: skip

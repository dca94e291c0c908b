"""A log that Inspect's viewer opens: its `.eval` file is a zip of a header, a file a sample, and a summary of all.

Written by hand to version 2 of the format (UKGovernmentBEIS/inspect_ai, `log/_log.py`), so that nothing has to be installed.
"""

import json
import statistics
import zipfile
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from evals.running.runner import Outcome
from stores.clock import utc_now

Named = tuple[str, Outcome]
_EXPLAINED = 500


def write_inspect(outcomes: Sequence[Named], file: Path) -> None:
    """A sample a case, another epoch each time that it was played again, a score a metric. Holdout cases keep their numbers only."""
    samples = [_sample(outcome, epoch) for epoch, (_, outcome) in _epochs(outcomes)]
    header = _header(outcomes, samples)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        _put(out, "_journal/start.json", {name: header[name] for name in ("version", "eval", "plan")})
        for sample in samples:
            _put(out, f"samples/{sample['id']}_epoch_{sample['epoch']}.json", sample)
        _put(out, "summaries.json", [_summary(sample) for sample in samples])
        _put(out, "header.json", header)


def _put(out: zipfile.ZipFile, name: str, content: Any) -> None:
    out.writestr(name, json.dumps(content, ensure_ascii=False))


def _header(outcomes: Sequence[Named], samples: Sequence[dict[str, Any]]) -> dict[str, Any]:
    created = utc_now().isoformat(timespec="seconds")
    suites = ", ".join(sorted({Path(o.suite).stem for _, o in outcomes}))
    ids = list(dict.fromkeys(sample["id"] for sample in samples))
    model = next((o.answer.model for _, o in outcomes if o.answer), "") or "embedded"
    epochs = max((sample["epoch"] for sample in samples), default=1)
    return {
        "version": 2,
        "status": "success",
        "eval": {
            "created": created, "task": suites or "nacelle", "task_id": "nacelle", "task_version": 0, "run_id": "nacelle", "eval_id": "nacelle",
            "dataset": {"name": suites, "samples": len(ids), "sample_ids": ids},
            "tags": list(dict.fromkeys(name for name, _ in outcomes)), "model": model, "config": {"epochs": epochs}, "task_attribs": {}, "task_args": {}, "model_args": {}, "packages": {},
        },
        "plan": {"name": "plan", "steps": [], "config": {}},
        "results": {
            "total_samples": len(samples), "completed_samples": sum(not sample.get("error") for sample in samples), "scores": list(_means(outcomes)),
        },
        "stats": {"started_at": created, "completed_at": created, "model_usage": {}},
    }  # fmt: skip


def _means(outcomes: Sequence[Named]) -> Iterator[dict[str, Any]]:
    """Each metric's mean with its standard error, over the cases that it scored."""
    values: dict[str, list[float]] = {}
    for _, outcome in outcomes:
        for name, score in outcome.scores.items():
            values.setdefault(name, []).append(score.value)
    for name, found in values.items():
        error = statistics.stdev(found) / sqrt(len(found)) if len(found) > 1 else 0.0
        metrics = {
            key: {"name": key, "value": value} for key, value in (("mean", statistics.fmean(found)), ("stderr", error))
        }
        yield {"name": name, "scorer": name, "scored_samples": len(found), "unscored_samples": len(outcomes) - len(found), "metrics": metrics}  # fmt: skip


def _epochs(outcomes: Sequence[Named]) -> list[tuple[int, Named]]:
    """A case that was played again is another epoch of the same sample."""
    seen: dict[str, int] = {}
    out: list[tuple[int, Named]] = []
    for one in outcomes:
        key = _id(one[1])
        seen[key] = seen.get(key, 0) + 1
        out.append((seen[key], one))
    return out


def _id(outcome: Outcome) -> str:
    """Its own, with the suite's: cases of two suites may have one id."""
    return f"{Path(outcome.suite).stem}.{outcome.case.id}"


def _sample(outcome: Outcome, epoch: int) -> dict[str, Any]:
    case, answer = outcome.case, outcome.answer
    said = "" if case.holdout or answer is None else answer.text
    messages = list(_messages(outcome))
    return {
        "id": _id(outcome),
        "epoch": epoch,
        "input": "holdout" if case.holdout else case.question,
        "target": [] if case.holdout else [group[0] for group in case.must_contain] or case.reference,
        "messages": messages,
        "output": {"model": answer.model if answer else "", "choices": [{"message": messages[-1], "stop_reason": "stop"}]},
        "scores": {
            name: {"value": score.value, "answer": said[:_EXPLAINED], "explanation": "" if case.holdout else score.reason}
            for name, score in outcome.scores.items()
        },
        "metadata": {"kind": case.kind, "asset": case.asset, "skipped": outcome.skipped, "unscored": outcome.unscored},
        "error": {"message": outcome.error, "traceback": "", "traceback_ansi": ""} if outcome.error else None,
        "total_time": answer.timing.total_ms / 1000 if answer else None,
        "store": {}, "events": [], "model_usage": {}, "attachments": {},
    }  # fmt: skip


def _messages(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """The whole thread; of the scored turn the tools that were called, with what they brought."""
    case, turn = outcome.case, outcome.transcript
    if case.holdout or turn is None:
        yield {"role": "user", "content": "holdout" if case.holdout else case.question}
        yield {"role": "assistant", "content": ""}
        return
    for earlier, answer in zip(case.thread, turn.answers, strict=False):
        yield {"role": "user", "content": earlier.question}
        yield {"role": "assistant", "content": answer.text}
    yield {"role": "user", "content": case.question}
    calls = [
        {"id": f"call-{n}", "function": call.name, "arguments": call.args, "type": "function"}
        for n, call in enumerate(turn.answer.tool_calls)
    ]
    if calls:
        yield {"role": "assistant", "content": "", "tool_calls": calls}
    for call, found in zip(calls, turn.looked_up, strict=False):
        yield {"role": "tool", "content": found.text, "function": found.tool, "tool_call_id": call["id"]}
    yield {"role": "assistant", "content": turn.answer.text}


def _summary(sample: dict[str, Any]) -> dict[str, Any]:
    kept = ("id", "epoch", "input", "target", "metadata", "scores", "model_usage", "total_time")
    error = {"error": sample["error"]["message"]} if sample["error"] else {}
    return {name: sample[name] for name in kept} | error | {"completed": True, "message_count": len(sample["messages"])}

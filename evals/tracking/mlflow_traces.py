"""Each case as an MLflow trace: what was asked and answered, the tools as spans, every metric as feedback with its reason."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.datasets.schema import Case
from evals.running.runner import Outcome
from evals.running.transcript import LookedUp, Transcript

_NS_PER_MS = 1_000_000
_SHOWN = 2_000
"""Characters of a tool's result in its span: a whole alarm list would make traces slow to open."""


def log_traces(mlflow: Any, outcomes: Sequence[Outcome]) -> int:
    """A trace for each case that was played, under the active run; how many. Holdout cases keep their numbers only."""
    provider: Any = importlib.import_module("mlflow.tracing.provider")
    source = importlib.import_module("mlflow.entities").AssessmentSource(source_type="CODE", source_id="nacelle")
    played = [(outcome, outcome.transcript) for outcome in outcomes if outcome.transcript]
    for outcome, turn in played:
        case = outcome.case
        root = mlflow.start_span_no_context(case.id, span_type="AGENT", inputs=_asked(case))
        with provider.safe_set_span_in_context(
            root
        ):  # what is said of an active trace travels with it, not call by call
            end = _tools(mlflow, root, case, turn)
            mlflow.update_current_trace(tags=_tags(outcome))
            for name, score in outcome.scores.items():
                mlflow.log_feedback(
                    trace_id=root.trace_id, name=name, value=score.value, source=source, rationale=None if case.holdout else score.reason or None,
                )  # fmt: skip
            if case.must_contain and not case.holdout:
                mlflow.log_expectation(trace_id=root.trace_id, name="must contain", value=case.must_contain)
            root.set_outputs({"status": turn.answer.status, "text": "" if case.holdout else turn.answer.text})
            whole = root.start_time_ns + turn.answer.timing.total_ms * _NS_PER_MS
            root.end(end_time_ns=max(end, whole))
    mlflow.flush_trace_async_logging()
    return len(played)


def _asked(case: Case) -> dict[str, Any]:
    if case.holdout:
        return {"question": "holdout"}
    return {"question": case.question, "asset": case.asset, "thread": [turn.question for turn in case.thread]}


def _tools(mlflow: Any, root: Any, case: Case, turn: Transcript) -> int:
    """A span a call, one behind the other as long as each took; where the last ends, in nanoseconds."""
    at = int(root.start_time_ns)
    for number, call in enumerate(turn.answer.tool_calls):
        span = mlflow.start_span_no_context(
            call.name, span_type="TOOL", parent_span=root, start_time_ns=at, inputs=None if case.holdout else call.args
        )
        at += call.ms * _NS_PER_MS
        found = turn.looked_up[number] if number < len(turn.looked_up) else LookedUp(tool=call.name, text="")
        span.end(outputs=None if case.holdout else found.text[:_SHOWN], end_time_ns=at)
    return at


def _tags(outcome: Outcome) -> dict[str, str]:
    failed = ", ".join(outcome.failed)
    return {"suite": Path(outcome.suite).stem, "kind": outcome.case.kind, "lang": outcome.case.lang, "failed": failed or "-"}  # fmt: skip

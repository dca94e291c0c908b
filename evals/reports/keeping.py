"""A run put into the store, where the engineers' page reads it."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

from domain.answers import Answer
from domain.evaluations.nouns import CaseLine, EvaluatedCase, EvaluationRun, Exchange, RunKind, Touched
from evals.metrics import LESS_IS_BETTER
from evals.running.runner import Outcome
from tools.toolbox import TOOLS

_OF_RECORDS = frozenset(name for name, tool in TOOLS.items() if tool.source in {"assets", "work orders", "inventory"})
"""What these answer may be of any site, whatever is cited."""


def kept_run(
    report: dict[str, Any], outcomes: Sequence[Outcome], kind: RunKind = "suites"
) -> tuple[EvaluationRun, list[EvaluatedCase]]:
    """What `Stores.evaluations.keep` takes, of a report and its outcomes."""
    settings = report["settings"]
    run = EvaluationRun(
        id=uuid.uuid4().hex,
        kind=kind,
        finished=datetime.now(UTC),
        suites=settings["suites"],
        library=settings["library"],
        model=settings["model"],
        fingerprint=settings.get("fingerprint", ""),
        tuned=report["tuned"]["on"],
        cases=report["cases"],
        failed=len(report["failed"]),
        errored=len(report["errored"]),
        skipped=len(report["skipped"]),
        metrics=report["metrics"],
        holdout=report["holdout"]["metrics"],
        less_is_better=tuple(name for name in report["metrics"] if name in LESS_IS_BETTER),
        latency_ms=report["timing"]["latency_ms"],
    )
    lines = enumerate(zip(report["outcomes"], outcomes, strict=True), 1)
    return run, [_case(number, line, outcome) for number, (line, outcome) in lines]


def _case(number: int, line: dict[str, Any], outcome: Outcome) -> EvaluatedCase:
    case = outcome.case
    answers = outcome.transcript.answers if outcome.transcript else ()
    asked = [*(turn.question for turn in case.thread), case.question]
    shown = {} if case.holdout else {"question": case.question, "asset": case.asset}
    return EvaluatedCase(
        line=CaseLine.model_validate({**line, **shown, "number": number, "touched": touched(answers)}),
        library=case.library or "main",
        conversation=tuple(Exchange(question=q, answer=a) for q, a in zip(asked, answers, strict=False)),
        expected=_expected(outcome),
        reasons={name: given.reason for name, given in outcome.scores.items() if given.reason},
        unscored=outcome.unscored,
        error=outcome.error or outcome.skipped,
    )


def touched(answers: Sequence[Answer]) -> Touched:
    """The documents and records that the answers lean on."""
    cited = [citation for answer in answers for citation in answer.citations]
    return Touched(
        documents=_once(c.document_id for c in cited),
        assets=_once(c.source_id for c in cited if c.kind == "asset"),
        work_orders=_once(c.source_id for c in cited if c.kind == "work_order"),
        records=any(call.name in _OF_RECORDS for answer in answers for call in answer.tool_calls),
    )


def _once(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _expected(outcome: Outcome) -> dict[str, str]:
    """What the case asks for, as people read it."""
    given = outcome.case.model_dump(
        mode="json",
        exclude_defaults=True,
        include={"must_contain", "must_not_contain", "pages", "file", "sections", "records", "status", "reference", "tools", "steps", "gaps"},
    )  # fmt: skip
    return {name: _words(value) for name, value in given.items()}


def _words(value: str | list[str | list[str]]) -> str:
    if isinstance(value, str):
        return value
    return "; ".join(part if isinstance(part, str) else " | ".join(part) for part in map(_as_text, value))


def _as_text(part: object) -> str | list[str]:
    return [str(each) for each in cast("list[object]", part)] if isinstance(part, list) else str(part)

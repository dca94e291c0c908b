"""Evaluations for engineers: runs, how they went over time, a run with its cases, two side by side, labels, drift."""

import asyncio
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, BeforeValidator, Field

from agent.monitoring.watching import drift_over
from api.http.paging import PAGED, Page, pages_of
from api.sign_in.identity import Engineer, Seen, engineer
from domain.errors import BadInput
from domain.evaluations.comparing import compare_lines
from domain.evaluations.nouns import (
    CaseLabel,
    CaseLine,
    Comparison,
    Drifted,
    EvaluatedCase,
    EvaluationRun,
    LabelVerdict,
    Measured,
    RunKind,
)
from stores.database.paging import Mark
from stores.open_stores import Stores

router = APIRouter(prefix="/api/evaluations", tags=["evaluations"], dependencies=[Depends(engineer)])


def _written_out(value: object) -> object:
    """As RFC 3339 writes it; a bare number is no time."""
    if isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit():
        raise ValueError("give a time like 2026-03-01T12:00:00Z")
    return value


MOST_RUNS = 200


class RunWithCases(BaseModel):
    """A run and its cases as this person may see them; `not_shown` lean on records or documents of others."""

    run: EvaluationRun
    cases: list[CaseLine]
    not_shown: int


class Point(BaseModel):
    """A metric of one run."""

    run_id: str
    finished: datetime
    model: str
    value: Measured


class Trend(BaseModel):
    """A metric over the runs of the same suites, oldest first."""

    suites: str
    metric: str
    less_is_better: bool
    points: list[Point]


class NewLabel(BaseModel):
    """Whether the answer to a case is right, and why."""

    verdict: LabelVerdict
    note: str = Field(default="", max_length=4_000)


CaseNumber = Annotated[int, Path(ge=0, le=1_000_000)]
"""The place of a case in its run; a larger one than any store can hold is refused before it is asked."""


@router.get("/runs", responses=PAGED)
async def list_runs(
    stores: Seen,
    page: Annotated[Page, Depends(pages_of(50))],
    kind: RunKind | None = None,
    before: Annotated[datetime | None, BeforeValidator(_written_out)] = None,
) -> list[EvaluationRun]:
    """What was run, newest first; those that finished `before` then."""
    runs = stores.evaluations.runs
    found = await asyncio.to_thread(runs, kind=kind, limit=page.wanted, before=before, after=page.after)
    return page.of(found, lambda run: Mark(key=run.finished.isoformat(), id=run.id))


@router.get("/runs/{run_id}")
async def get_run(run_id: str, stores: Seen) -> RunWithCases:
    """A run with its cases in short; 404 where there is none."""
    return await asyncio.to_thread(_with_cases, stores, run_id)


@router.get("/runs/{run_id}/cases/{number}")
async def get_case(run_id: str, number: CaseNumber, stores: Seen) -> EvaluatedCase:
    """A case with its conversation, citations, reasons and labels; 404 for one that leans on what is not this person's."""
    return await asyncio.to_thread(stores.evaluations.case, run_id, number)


@router.put("/runs/{run_id}/cases/{number}/label")
async def label_case(run_id: str, number: CaseNumber, body: NewLabel, who: Engineer, stores: Seen) -> CaseLabel:
    """Say whether the answer is right; judges are measured by it. Said again, the last word counts."""
    return await asyncio.to_thread(stores.evaluations.label, run_id, number, body.verdict, by=who.name, note=body.note)


@router.get("/trends")
async def trends(
    stores: Seen,
    metric: Annotated[list[str], Query(max_length=20, default_factory=list)],
    suites: Annotated[str, Query(max_length=1_000)] = "",
) -> list[Trend]:
    """Each metric over the newest runs of the same suites, library and all; by default the share of cases that passed."""
    runs = await asyncio.to_thread(stores.evaluations.runs, limit=MOST_RUNS)
    return _trends([run for run in reversed(runs) if not suites or run.suites == suites], metric or ["cases passed"])


@router.get("/compare")
async def compare(before: str, after: str, stores: Seen) -> Comparison:
    """Two runs over the cases of both; 404 where one is unknown, 400 where they share no case."""
    return await asyncio.to_thread(_compared, stores, before, after)


@router.get("/drift")
async def drift(stores: Seen) -> list[Drifted]:
    """The signals of the sampled live turns: the newest values against the first ones."""
    return await asyncio.to_thread(_drift, stores)


def _with_cases(stores: Stores, run_id: str) -> RunWithCases:
    run, cases = stores.evaluations.run(run_id), list(stores.evaluations.lines(run_id))
    return RunWithCases(run=run, cases=cases, not_shown=run.cases - len(cases))


def _trends(runs: list[EvaluationRun], metrics: list[str]) -> list[Trend]:
    found: dict[tuple[str, str], Trend] = {}
    for run in runs:
        for name in metrics:
            value = run.metrics.get(name)
            if value is None:
                continue
            trend = Trend(suites=run.suites, metric=name, less_is_better=name in run.less_is_better, points=[])
            point = Point(run_id=run.id, finished=run.finished, model=run.model, value=value)
            found.setdefault((run.suites, name), trend).points.append(point)
    return list(found.values())


def _compared(stores: Stores, before: str, after: str) -> Comparison:
    old, new = stores.evaluations.run(before), stores.evaluations.run(after)
    if old.id == new.id:
        raise BadInput("That is one run twice; choose two.")
    about = f"{old.suites} and {new.suites}"
    lines = stores.evaluations.lines(before), stores.evaluations.lines(after)
    return compare_lines(*lines, new.less_is_better, about)


def _drift(stores: Stores) -> list[Drifted]:
    runs = stores.evaluations.runs(kind="online", limit=MOST_RUNS)
    return drift_over([line.scores for run in reversed(runs) for line in stores.evaluations.lines(run.id)])

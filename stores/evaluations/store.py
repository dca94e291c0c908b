"""Runs of evaluations: kept whole, read in parts."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, null, select, update

from domain.errors import BadInput, NotFound
from domain.evaluations.nouns import CaseLabel, CaseLine, EvaluatedCase, EvaluationRun, LabelVerdict, RunKind
from stores.clock import utc_now
from stores.database.paging import Mark, newest_first
from stores.database.schema import storable
from stores.evaluations.tables import CaseRow, LabelRow, RunRow

WHOLE = 20
"""Runs of each kind that keep their conversations; older ones keep their numbers."""


class SqlEvaluations:
    """Runs, newest first, with their cases and labels."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def keep(self, run: EvaluationRun, cases: Sequence[EvaluatedCase]) -> None:
        """Add a run with its cases, all or nothing; the conversations of runs beyond `WHOLE` are let go."""
        with self._engine.begin() as connection:
            held = {"id": run.id, "kind": run.kind, "finished": run.finished, "run": run.model_dump(mode="json")}
            connection.execute(insert(RunRow).values(held))
            rows = [
                {"run_id": run.id, "number": case.line.number, "line": case.line.model_dump(mode="json"), "detail": _detail(case)}
                for case in cases
            ]  # fmt: skip
            if rows:
                connection.execute(insert(CaseRow), rows)
            newest = select(RunRow.id).where(RunRow.kind == run.kind).order_by(RunRow.finished.desc(), RunRow.id)
            old = connection.scalars(newest.offset(WHOLE)).all()
            connection.execute(update(CaseRow).where(CaseRow.run_id.in_(old)).values(detail=null()))

    def runs(
        self, *, kind: RunKind | None = None, limit: int = 50, before: datetime | None = None, after: Mark | None = None
    ) -> Sequence[EvaluationRun]:
        """The newest; those that finished `before` then, from behind `after` on."""
        query = newest_first(select(RunRow.run), RunRow.finished, RunRow.id, limit=limit, after=after)
        query = query.where(RunRow.kind == kind) if kind else query
        query = query.where(RunRow.finished < before) if before else query
        with self._engine.connect() as connection:
            return [EvaluationRun.model_validate(run) for run in connection.scalars(query)]

    def run(self, run_id: str) -> EvaluationRun:
        """Raises NotFound."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(RunRow.run).where(RunRow.id == storable(run_id)))
        if found is None:
            raise NotFound(f"No evaluation run '{run_id}'.")
        return EvaluationRun.model_validate(found)

    def lines(self, run_id: str) -> Sequence[CaseLine]:
        """The cases of a run in short. Raises NotFound."""
        self.run(run_id)
        query = select(CaseRow.line).where(CaseRow.run_id == storable(run_id)).order_by(CaseRow.number)
        with self._engine.connect() as connection:
            return [CaseLine.model_validate(line) for line in connection.scalars(query)]

    def case(self, run_id: str, number: int) -> EvaluatedCase:
        """One case with its conversation and labels. Raises NotFound."""
        with self._engine.connect() as connection:
            return _case(connection, run_id, number)

    def label(self, run_id: str, number: int, verdict: LabelVerdict, *, by: str, note: str = "") -> CaseLabel:
        """Say whether a case's answer is right; said again, the last word counts.

        Raises:
            NotFound: there is no such case.
            BadInput: its answer is not kept.
        """
        with self._engine.begin() as connection:
            case = _case(connection, run_id, number)
            if not case.conversation:
                raise BadInput("Nobody can judge this case: its answer is not kept.")
            label = CaseLabel(
                run_id=run_id,
                number=number,
                suite=case.line.suite,
                case_id=case.line.id,
                answer=digest_of(case.conversation[-1].answer.text),
                verdict=verdict,
                note=storable(note),
                by=by,
                created=self._clock(),
            )
            mine = (LabelRow.run_id == run_id, LabelRow.number == number, LabelRow.by == by)
            connection.execute(delete(LabelRow).where(*mine))
            values = {"run_id": run_id, "number": number, "by": by, "label": label.model_dump(mode="json")}
            connection.execute(insert(LabelRow).values(values))
            return label

    def labels(self) -> Sequence[CaseLabel]:
        """All of them, oldest first."""
        with self._engine.connect() as connection:
            found = [CaseLabel.model_validate(label) for label in connection.scalars(select(LabelRow.label))]
        return sorted(found, key=lambda label: label.created)


def digest_of(text: str) -> str:
    """What a label is bound to: the same case with the same answer text has the same label in any run."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _detail(case: EvaluatedCase) -> dict[str, object] | None:
    return case.model_dump(mode="json", exclude={"line", "labels", "kept"}) if not case.line.holdout else None


def _case(connection: Connection, run_id: str, number: int) -> EvaluatedCase:
    wanted = (CaseRow.run_id == storable(run_id), CaseRow.number == number)
    row = connection.execute(select(CaseRow.line, CaseRow.detail).where(*wanted)).first()
    if row is None:
        raise NotFound(f"No case {number} in the evaluation run '{run_id}'.")
    said = select(LabelRow.label).where(LabelRow.run_id == storable(run_id), LabelRow.number == number)
    labels = tuple(CaseLabel.model_validate(label) for label in connection.scalars(said))
    detail: dict[str, Any] = row.detail or {}
    return EvaluatedCase.model_validate(
        {"line": row.line, **detail, "kept": row.detail is not None, "labels": [each.model_dump() for each in labels]}
    )

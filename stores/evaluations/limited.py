"""Evaluations as somebody may read them who does not hold every site or role: numbers of all, cases of their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.errors import NotFound
from domain.evaluations.nouns import (
    CaseLabel,
    CaseLine,
    EvaluatedCase,
    EvaluationRun,
    LabelVerdict,
    RunKind,
)
from stores.database.paging import Mark
from stores.protocols import PassageStore
from stores.records.identifiers import key_of
from stores.records.store import SqlRecords


class Evaluations(Protocol):
    """Runs, newest first, with their cases and labels; see `SqlEvaluations`."""

    def keep(self, run: EvaluationRun, cases: Sequence[EvaluatedCase]) -> None: ...
    def runs(
        self, *, kind: RunKind | None = None, limit: int = 50, before: datetime | None = None, after: Mark | None = None
    ) -> Sequence[EvaluationRun]: ...
    def run(self, run_id: str) -> EvaluationRun: ...
    def lines(self, run_id: str) -> Sequence[CaseLine]: ...
    def case(self, run_id: str, number: int) -> EvaluatedCase: ...
    def label(self, run_id: str, number: int, verdict: LabelVerdict, *, by: str, note: str = "") -> CaseLabel: ...
    def labels(self) -> Sequence[CaseLabel]: ...


class LimitedEvaluations:
    """`Evaluations` in which the cases that lean on what this person may not read do not exist.

    Who holds only some sites sees a case of a machine there, or one of manuals alone: what was answered from the records of
    no one machine may be of any site. Every document and order that is cited has to be theirs as well.
    """

    def __init__(
        self, whole: Evaluations, *, everywhere: bool, records: SqlRecords, passages: PassageStore, of_all: PassageStore
    ) -> None:
        self._whole = whole
        self._everywhere = everywhere
        self._records, self._passages, self._of_all = records, passages, of_all

    def keep(self, run: EvaluationRun, cases: Sequence[EvaluatedCase]) -> None:
        """See `SqlEvaluations.keep`."""
        self._whole.keep(run, cases)

    def runs(
        self, *, kind: RunKind | None = None, limit: int = 50, before: datetime | None = None, after: Mark | None = None
    ) -> Sequence[EvaluationRun]:
        """The numbers of all."""
        return self._whole.runs(kind=kind, limit=limit, before=before, after=after)

    def run(self, run_id: str) -> EvaluationRun:
        """Raises NotFound."""
        return self._whole.run(run_id)

    def lines(self, run_id: str) -> Sequence[CaseLine]:
        """Those that may be seen. Raises NotFound."""
        lines = self._whole.lines(run_id)
        if not lines:
            return lines
        return self._seen(self._whole.run(run_id).kind, lines)

    def case(self, run_id: str, number: int) -> EvaluatedCase:
        """Raises NotFound, also for one that may not be seen."""
        found = self._whole.case(run_id, number)
        if not self._seen(self._whole.run(run_id).kind, [found.line]):
            raise NotFound(f"No case {number} in the evaluation run '{run_id}'.")
        return found

    def label(self, run_id: str, number: int, verdict: LabelVerdict, *, by: str, note: str = "") -> CaseLabel:
        """Raises NotFound, also for one that may not be seen."""
        self.case(run_id, number)
        return self._whole.label(run_id, number, verdict, by=by, note=note)

    def labels(self) -> Sequence[CaseLabel]:
        """Those of cases that may be seen."""
        return [label for label in self._whole.labels() if self._is_seen(label.run_id, label.number)]

    def _is_seen(self, run_id: str, number: int) -> bool:
        try:
            self.case(run_id, number)
        except NotFound:
            return False
        return True

    def _seen(self, kind: RunKind, lines: Sequence[CaseLine]) -> list[CaseLine]:
        hidden = _documents(self._of_all) - _documents(self._passages)
        if self._everywhere:
            return [line for line in lines if hidden.isdisjoint(line.touched.documents)]
        readable = _documents(self._passages)
        tags = {key_of(asset.tag) for asset in self._records.assets()}
        return [
            line
            for line in lines
            if (key_of(line.asset) in tags if line.asset else kind == "suites" and not line.touched.records)
            and readable.issuperset(line.touched.documents)
            and tags.issuperset(map(key_of, line.touched.assets))
            and all(map(self._reads_order, line.touched.work_orders))
        ]

    def _reads_order(self, number: str) -> bool:
        try:
            self._records.work_order(number)
        except NotFound:
            return False
        return True


def _documents(passages: PassageStore) -> set[str]:
    return {document.id for library in passages.libraries() for document in passages.documents(library)}

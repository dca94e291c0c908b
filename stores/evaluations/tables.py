"""The tables of evaluations. What is only shown stands in JSON; what is asked for has a column."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stores.database.schema import Table


class RunRow(Table):
    """One run in numbers."""

    __tablename__ = "evaluation_runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    finished: Mapped[datetime] = mapped_column(index=True)
    run: Mapped[dict[str, Any]]


class CaseRow(Table):
    """One case; `detail` is its conversation, let go when the run is old."""

    __tablename__ = "evaluation_cases"

    run_id: Mapped[str] = mapped_column(ForeignKey("evaluation_runs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[dict[str, Any]]
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class LabelRow(Table):
    """What a person said of a case's answer; kept when the run is removed."""

    __tablename__ = "evaluation_labels"

    run_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[dict[str, Any]]

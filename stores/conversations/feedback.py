"""What people thought of answers: candidates for test cases."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Engine, insert, select

from domain.errors import NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import FeedbackRow, TurnRow
from stores.database.schema import storable
from stores.records.rows import noun_of
from stores.writes.idempotency import Keyed, keep, known, once

Verdict = Literal["up", "down"]


class Feedback(Noun):
    """One verdict with the question it is about."""

    id: str
    run_id: str
    owner: str
    verdict: Verdict
    reason: str = ""
    correction: str = ""
    question: str = ""
    created: datetime


class SqlFeedback:
    """Feedback on a person's own runs."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def add(
        self,
        run_id: str,
        owner: str,
        verdict: Verdict,
        *,
        reason: str = "",
        correction: str = "",
        keyed: Keyed | None = None,
    ) -> Feedback:
        """Keep it, once for each key.

        Raises:
            NotFound: the run is unknown or another's.
            Conflict: the key was sent with other content.
        """
        own = (TurnRow.id == storable(run_id), TurnRow.owner == owner)

        def add(connection: Connection) -> Feedback:
            before = known(connection, keyed)
            if before:
                return Feedback.model_validate(before.result)
            question = connection.execute(select(TurnRow.question).where(*own)).scalar()
            if question is None:
                raise NotFound(f"No run '{run_id}'.")
            feedback = Feedback(
                id=uuid.uuid4().hex,
                run_id=run_id,
                owner=owner,
                verdict=verdict,
                reason=storable(reason),
                correction=storable(correction),
                question=question,
                created=self._clock(),
            )
            connection.execute(insert(FeedbackRow).values(feedback.model_dump()))
            keep(connection, keyed, feedback.model_dump(mode="json"), feedback.created)
            return feedback

        return once(self._engine, add)

    def all(self, *, verdict: Verdict | None = None) -> Sequence[Feedback]:
        """Oldest first."""
        query = select(FeedbackRow).order_by(FeedbackRow.created, FeedbackRow.id)
        if verdict:
            query = query.where(FeedbackRow.verdict == verdict)
        with self._engine.connect() as connection:
            return [noun_of(Feedback, row) for row in connection.execute(query).mappings()]

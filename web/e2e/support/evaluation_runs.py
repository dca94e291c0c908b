"""Keeps two runs of one suite whose case is answered by a thread's first turn. `python evaluation_runs.py THREAD` fills `NACELLE_HOME`."""

import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from domain.answers import Answer
from domain.evaluations.nouns import CaseLine, EvaluatedCase, EvaluationRun, Exchange, Measured
from stores.conversations.tables import TurnRow
from stores.database.engine import open_engine
from stores.evaluations.store import SqlEvaluations
from stores.settings import StoreSettings


def keep(thread: str) -> None:
    """The second run fails the case that the first one passed."""
    engine = open_engine(StoreSettings())
    with engine.begin() as connection:
        turn = connection.execute(select(TurnRow).where(TurnRow.thread_id == thread)).mappings().first()
    assert turn is not None
    exchange = Exchange(question=turn["question"], answer=Answer.model_validate(turn["answer"]))
    for number, failed in enumerate([(), ("says the value",)]):
        score = 0.0 if failed else 1.0
        line = CaseLine(number=1, suite="own", id="lining", question=exchange.question, status="answered", failed=failed, scores={"says the value": score})  # fmt: skip
        case = EvaluatedCase(line=line, conversation=(exchange,), expected={"must_say": "4.5 mm"}, reasons={"says the value": "4.5 mm"})  # fmt: skip
        passed = Measured(mean=score, n=1, low=score, high=score)
        run = EvaluationRun(id=f"run-{number}", finished=datetime.now(UTC) - timedelta(days=1 - number), suites="own", tuned="no", model="embedded", cases=1, metrics={"cases passed": passed})  # fmt: skip
        SqlEvaluations(engine).keep(run, [case])


if __name__ == "__main__":
    keep(sys.argv[1])

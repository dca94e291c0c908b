"""Runs of evaluations on every database."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.answers import Answer
from domain.errors import BadInput, NotFound
from domain.evaluations.nouns import CaseLine, EvaluatedCase, EvaluationRun, Exchange, Measured
from stores.evaluations.store import WHOLE, digest_of
from stores.open_stores import Stores

START = datetime(2026, 11, 1, tzinfo=UTC)


def run_of(number: int, **fields: object) -> EvaluationRun:
    passed = Measured(mean=0.5, n=2, low=0.1, high=0.9)
    given = {"id": f"run-{number}", "finished": START + timedelta(days=number), "suites": "demo", "cases": 2}
    return EvaluationRun.model_validate({**given, "metrics": {"cases passed": passed}, **fields})


def case_of(number: int, *, holdout: bool = False, text: str = "85 Nm [1].") -> EvaluatedCase:
    answer = Answer(id="a", thread_id="t", status="answered", text=text)
    line = CaseLine(
        number=number, suite="demo", id=f"case {number}", holdout=holdout, status="answered", scores={"words": 3}
    )
    return EvaluatedCase(
        line=line, conversation=(Exchange(question="What torque?", answer=answer),), reasons={"words": "x"}
    )


def test_a_run_comes_back_with_its_cases(stores: Stores) -> None:
    run, cases = run_of(1), [case_of(1), case_of(2)]
    stores.evaluations.keep(run, cases)
    assert stores.evaluations.run("run-1") == run
    assert list(stores.evaluations.lines("run-1")) == [case.line for case in cases]
    assert stores.evaluations.case("run-1", 2) == cases[1]


def test_the_newest_run_comes_first_and_pages_go_on(stores: Stores) -> None:
    for number in range(5):
        stores.evaluations.keep(run_of(number, kind="online" if number == 3 else "suites"), [])
    first = stores.evaluations.runs(limit=2)
    rest = stores.evaluations.runs(before=first[-1].finished)
    assert [run.id for run in (*first, *rest)] == [f"run-{number}" for number in (4, 3, 2, 1, 0)]
    assert [run.id for run in stores.evaluations.runs(kind="online")] == ["run-3"]


def test_what_is_not_there_is_not_found(stores: Stores) -> None:
    stores.evaluations.keep(run_of(1), [case_of(1)])
    for ask in (
        lambda: stores.evaluations.run("none"),
        lambda: stores.evaluations.lines("none"),
        lambda: stores.evaluations.case("run-1", 2),
        lambda: stores.evaluations.label("run-1", 2, "right", by="anna"),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_holdout_case_keeps_its_values_only(stores: Stores) -> None:
    stores.evaluations.keep(run_of(1), [case_of(1, holdout=True)])
    found = stores.evaluations.case("run-1", 1)
    assert found.line.scores == {"words": 3}
    assert not found.conversation
    assert not found.reasons
    with pytest.raises(BadInput):
        stores.evaluations.label("run-1", 1, "right", by="anna")


def test_old_runs_let_go_of_their_conversations_and_keep_their_values(stores: Stores) -> None:
    for number in range(WHOLE + 1):
        stores.evaluations.keep(run_of(number), [case_of(1)])
    oldest, next_one = stores.evaluations.case("run-0", 1), stores.evaluations.case("run-1", 1)
    assert not oldest.kept
    assert oldest.line.scores == {"words": 3}
    assert next_one.kept
    assert next_one.conversation


def test_the_last_word_of_each_person_counts_as_label(stores: Stores) -> None:
    stores.evaluations.keep(run_of(1), [case_of(1)])
    for by, verdict in (("anna", "right"), ("bob", "right"), ("anna", "wrong")):
        stores.evaluations.label("run-1", 1, verdict, by=by, note="page 4 says 90")  # pyright: ignore[reportArgumentType]
    said = {label.by: label.verdict for label in stores.evaluations.labels()}
    assert said == {"anna": "wrong", "bob": "right"}
    assert {label.by for label in stores.evaluations.case("run-1", 1).labels} == {"anna", "bob"}
    assert {label.answer for label in stores.evaluations.labels()} == {digest_of("85 Nm [1].")}

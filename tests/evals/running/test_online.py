"""Turns that people asked: sampled once, scored without a right answer, kept without who asked, watched for drift."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domain.answers import Answer
from evals.commands import app
from evals.online.scoring import sample, score_turns
from stores.open_stores import Stores, open_stores
from tests.api.organisation import write_organisation


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_stores(tmp_path) as opened:
        write_organisation(opened)
        yield opened


def ask(stores: Stores, question: str, text: str = "85 Nm", status: str = "answered", owner: str = "anna") -> str:
    thread = stores.threads.create(owner, asset="CR-01")
    run = uuid.uuid4().hex
    stores.runs.start(run, thread, question)
    cited = {"n": 1, "kind": "manual", "title": "Crane manual", "document_id": "doc", "page": 2}
    cited["quote"] = "3. Tighten the brake cover bolts to a torque of 85 Nm."
    claim = f"Tighten the brake cover bolts to a torque of {text}."
    calls = [{"name": "search_manuals", "args": {"query": question}}]
    answer = Answer.model_validate(
        {"id": run, "tool_calls": calls, "thread_id": thread.id, "status": status, "text": f"{claim} [1]", "model": "m",
         "claims": [{"text": claim, "citations": [1], "verdict": "stated"}], "citations": [cited]}
    )  # fmt: skip
    stores.runs.finish(run, status=status, answer=answer)
    return run


def test_a_turn_is_scored_once_by_what_needs_no_right_answer(stores: Stores) -> None:
    ask(stores, "What torque?")
    ask(stores, "And now?", text="95 Nm")
    run = score_turns(stores, sample(stores, 1.0, 10))
    lines = stores.evaluations.lines(run)
    assert [line.scores["supported facts"] for line in lines] == [1.0, 0.0]
    assert [line.scores["unsupported"] for line in lines] == [0.0, 1.0]
    assert [line.asset for line in lines] == ["CR-01", "CR-01"]
    assert stores.evaluations.run(run).kind == "online"
    assert sample(stores, 1.0, 10) == []
    assert score_turns(stores, []) == ""


def test_who_asked_is_not_kept(stores: Stores) -> None:
    asked = ask(stores, "My name is Ingrid Solberg, call +45 20 30 40 50: what torque?", owner="ingrid.solberg")
    run = score_turns(stores, sample(stores, 1.0, 10))
    case = stores.evaluations.case(run, 1)
    for private in ("Ingrid", "Solberg", "20 30 40 50", asked):
        assert private not in case.model_dump_json()


def test_the_sample_is_a_share_and_no_more_than_asked(stores: Stores) -> None:
    for number in range(40):
        ask(stores, f"Question {number}?")
    assert sample(stores, 0.0, 100) == []
    assert 0 < len(sample(stores, 0.5, 100)) < 40
    newest = sample(stores, 1.0, 3)
    assert [past.turn.question for past in newest] == ["Question 37?", "Question 38?", "Question 39?"]


def test_the_command_alarms_when_answers_stop(stores: Stores, tmp_path: Path) -> None:
    def run(*args: str) -> tuple[int, dict[str, object]]:
        env = {"NACELLE_HOME": str(tmp_path), "NACELLE_MONITOR_BASELINE": "20", "NACELLE_MONITOR_WINDOW": "10"}
        done = CliRunner().invoke(app, ["online", "--share", "1", "--json", *args], env=env)
        return done.exit_code, json.loads(done.stdout)

    for number in range(20):
        ask(stores, f"Question {number}?")
    status, quiet = run("--gate")
    assert (status, quiet["scored"]) == (0, 20)
    for number in range(10):
        ask(stores, f"Later question {number}?", status="no_evidence")
    status, loud = run("--gate")
    assert (status, loud["scored"]) == (3, 10)
    drift = loud["drift"]
    assert isinstance(drift, list)
    assert {one["signal"] for one in drift if one["alert"]} == {"abstained"}
    assert run()[0] == 0

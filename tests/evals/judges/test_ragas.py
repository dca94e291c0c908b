"""RAGAS beside our own metrics. Where it is installed (`.venv-evals`), its numbers come from it and a judge on loopback."""

import importlib.util
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import SettingsError
from domain.evaluations.nouns import CaseLabel
from evals.judges.model_failures import reason_of
from evals.judges.names import WITH_JUDGE, WITHOUT_JUDGE
from evals.judges.ragas_metrics import GIVEN_UP, Ragas
from evals.judges.ragas_run import NO_JUDGE, not_run, run_ragas
from evals.metrics.scores import Score
from evals.running.runner import Outcome
from evals.settings import EvalSettings
from stores.evaluations.store import digest_of
from tests.evals.builders import answer, case, citation, hit, turn
from tests.evals.judge import judging

HERE = importlib.util.find_spec("ragas") is not None
pytestmark = pytest.mark.anyio
needs_ragas = pytest.mark.skipif(not HERE, reason="RAGAS is not installed; make evals-ragas")


def played(
    name: str,
    *,
    text: str = "Fit 55-100 [1].",
    quote: str = "Part 55-100",
    evidence: str = "Part 55-100 fits.",
    result: str = "1 part",
) -> Outcome:
    said = answer(
        text,
        citations=[citation(1, quote)],
        tool_calls=[{"name": "find_parts", "args": {"query": "55"}}],
    )
    wanted = case(
        id=name, must_contain=[["55-100"]], pages=[1], calls=[{"name": "find_parts", "args": {"query": "55"}}]
    )
    found = turn(
        said,
        hits=[hit(1, text="Part 55-100 fits."), hit(2, text="Something else.")],
        gold=[hit(1, text="Part 55-100 fits.")],
        looked_up=[{"tool": "find_parts", "text": result, "evidence": [evidence]}],
    )
    scores = {"required words": Score(1.0), "supported facts": Score(1.0)}
    return Outcome(case=wanted, suite="s", transcript=found, scores=scores)


class Even:
    """Every text is the same vector."""

    name, dimensions = "even", 2

    def embed(self, texts: Any) -> Any:
        return [[1.0, 0.0] for _ in texts]


async def judged(
    manner: str, outcomes: list[Outcome], seconds: float = 20.0, labels: Sequence[CaseLabel] = (), runs: int = 1
) -> dict[str, Any]:
    with judging(manner) as judge:
        settings = EvalSettings(judge="openai:m", openai_base_url=judge.url, judge_timeout_s=seconds, judge_runs=runs)
        return await run_ragas(outcomes, settings, Even(), labels)


def labels_of(outcomes: list[Outcome], verdict: Callable[[int], str]) -> list[CaseLabel]:
    """What a person said of each answer."""
    return [
        CaseLabel.model_validate(
            {"run_id": "r", "number": n, "suite": "elsewhere/s.yaml", "case_id": o.case.id, "by": "anna",
             "answer": digest_of(o.answer.text if o.answer else ""), "verdict": verdict(n), "created": datetime.now(UTC)}
        )
        for n, o in enumerate(outcomes)
    ]  # fmt: skip


@needs_ragas
async def test_without_a_judge_the_fixed_ones_run_and_the_judged_are_listed() -> None:
    result = await run_ragas([played("a")], EvalSettings(judge=""), None)
    means = {name: metric["mean"] for name, metric in result["metrics"].items()}
    assert means == dict(zip(WITHOUT_JUDGE, (0.5, 1.0, 1.0, 1.0, 1.0, 1.0), strict=True))
    assert result["not_run"] == dict.fromkeys(WITH_JUDGE, NO_JUDGE)


@needs_ragas
async def test_a_judge_is_believed_by_peoples_labels_alone_and_then_its_values_are_scores() -> None:
    outcomes = [played(f"c{n}", text="Fit it zarkly [1]." if n % 2 else "Fit it [1].") for n in range(8)]
    labels = labels_of(outcomes, lambda n: "right" if n % 2 else "wrong")
    result = await judged("reads zarkly", outcomes, labels=labels)
    assert result["judge"]["trusted"], result["judge"]
    assert (result["judge"]["n"], result["judge"]["kappa"]) == (16, 1.0)
    assert set(WITH_JUDGE) <= set(result["metrics"])
    assert [o.scores["RAGAS factual correctness"].value for o in outcomes] == [0.0, 1.0] * 4
    assert result["unscored"] == []


@needs_ragas
@pytest.mark.parametrize(
    "verdict",
    [lambda n: "unsure", lambda n: "right", lambda n: "right" if n % 2 else "wrong"],
    ids=["none", "alike", "other"],
)
async def test_a_judge_that_people_cannot_vouch_for_is_not_shown_however_well_it_agrees_with_code(verdict: Any) -> None:
    outcomes = [played(f"c{n}") for n in range(10)]
    result = await judged("yes", outcomes, labels=labels_of(outcomes, verdict))
    assert result["judge"]["deterministic"]["agreement"] == 1.0
    assert not result["judge"]["trusted"]
    assert not set(WITH_JUDGE) & set(result["metrics"])
    assert not any(set(WITH_JUDGE) & set(o.scores) for o in outcomes)
    assert "label" in result["not_run"]["RAGAS faithfulness"]


@needs_ragas
async def test_a_label_of_another_text_says_nothing_of_this_answer() -> None:
    outcomes = [played(f"c{n}") for n in range(10)]
    labels = [
        each.model_copy(update={"answer": digest_of("another answer")})
        for each in labels_of(outcomes, lambda _: "right")
    ]
    assert (await judged("yes", outcomes, labels=labels))["judge"]["n"] == 0


@needs_ragas
async def test_a_judge_of_two_minds_is_told_with_its_flips() -> None:
    result = await judged("by turns", [played("a")], runs=3)
    assert result["judge"]["runs"] == 3
    assert result["judge"]["flips"]["RAGAS factual correctness"] == {"cases": 1, "flipped": 1}
    steady = await judged("yes", [played("a")], runs=3)
    assert steady["judge"]["flips"]["RAGAS factual correctness"] == {"cases": 1, "flipped": 0}


@needs_ragas
async def test_faithfulness_is_asked_of_what_was_looked_up_and_the_goal_with_what_the_tools_brought() -> None:
    one = played("a", quote="words of the quote", evidence="words of the evidence", result="words of the tool")
    with judging("yes") as judge:
        settings = EvalSettings(judge="openai:m", openai_base_url=judge.url)
        given = await Ragas(settings).judged(one)
        asked = "\n".join(judge.heard)
    assert "RAGAS faithfulness" in given
    assert "words of the evidence" in asked
    assert "words of the tool" in asked
    assert "words of the quote" not in asked


@needs_ragas
@pytest.mark.parametrize(
    ("manner", "seconds", "reason"),
    [
        ("prose", 20.0, "cannot be parsed"),
        ("broken", 20.0, "cannot be parsed"),
        ("rate", 20.0, "limits the rate"),
        ("hang", 0.5, "no verdict within 0.5 s"),
    ],
)
async def test_what_is_no_verdict_is_unscored_with_its_reason_and_nothing_else_is_said(
    manner: str, seconds: float, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    result = await judged(manner, [played("a")], seconds)
    assert {row["metric"] for row in result["unscored"]} == set(WITH_JUDGE)
    assert all(reason in row["reason"] for row in result["unscored"]), result["unscored"]
    assert set(WITHOUT_JUDGE) <= set(result["metrics"])
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@needs_ragas
@pytest.mark.parametrize(("manner", "reason"), [("nothing", "is empty"), ("nan", "cannot be parsed")])
async def test_a_verdict_that_is_no_number_and_claims_that_are_none_are_unscored(manner: str, reason: str) -> None:
    result = await judged(manner, [played("a")])
    reasons = {row["metric"]: row["reason"] for row in result["unscored"]}
    assert reason in reasons["RAGAS faithfulness"]
    assert reason in reasons["RAGAS factual correctness"]
    assert not set(WITH_JUDGE) & set(result["metrics"])


@needs_ragas
async def test_a_judge_that_never_gives_a_verdict_is_given_up() -> None:
    with judging("rate") as judge:
        settings = EvalSettings(judge="openai:m", openai_base_url=judge.url, judge_concurrency=1, judge_runs=1)
        result = await run_ragas([played(f"c{n}") for n in range(7)], settings, None)
    reasons = [row["reason"] for row in result["unscored"]]
    assert reasons.count(GIVEN_UP) == 2 * 3
    assert len(reasons) == 7 * 3


@pytest.mark.skipif(HERE, reason="RAGAS is installed")
async def test_without_ragas_everything_is_listed_as_not_run() -> None:
    result = await run_ragas([played("a")], EvalSettings(judge=""), None)
    assert set(result["not_run"]) == {*WITHOUT_JUDGE, *WITH_JUDGE}
    assert all("make evals-ragas" in reason for reason in result["not_run"].values())


def test_not_run_lists_every_metric() -> None:
    assert not_run("because")["not_run"] == dict.fromkeys((*WITHOUT_JUDGE, *WITH_JUDGE), "because")


def test_the_first_cause_that_says_something_is_the_reason() -> None:
    class RateLimitError(Exception):
        pass

    outer = RuntimeError("retries are used up")
    outer.__cause__ = RateLimitError("no")
    assert reason_of(outer) == "the judge limits the rate (429)"
    assert reason_of(ConnectionError("refused")) == "the judge cannot be reached"
    assert reason_of(KeyError("x")).startswith("the judge failed: KeyError")


@pytest.mark.parametrize("name", ["gpt", "openai:", "local:m"])
def test_a_judge_of_another_form_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="NACELLE_JUDGE"):
        _ = EvalSettings(judge=name).judge_model

"""Outcomes as numbers, as a page for people, and as JUnit XML."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from domain.errors import BadInput
from evals.commands import app
from evals.datasets.cases import Problem
from evals.metrics.scores import Score
from evals.reports.comparing import compare, read_report
from evals.reports.junit import junit
from evals.reports.report import summarise, write_page, write_report
from evals.running.runner import Outcome
from tests.evals.builders import answer, case, citation, outcome, turn


@pytest.fixture
def outcomes() -> list[Outcome]:
    said = answer(
        "1250 & more", citations=[citation(1, "1250 <Nm>", page=7, path="om.pdf")], tool_calls=[{"name": "find_parts"}],
        timing={"total_ms": 90},
    )  # fmt: skip
    wrong = Outcome(
        case=case(id="wrong", lang="da", kind="value", question="Moment <b>?"), suite="s.yaml", transcript=turn(said),
        scores={"required words": Score(0.0, "missing 1380"), "MRR": Score(0.5, "rank 2")}, unscored={"quotes in place": "no file"},
    )  # fmt: skip
    broken = Outcome(case=case(id="broken", kind="alarm"), suite="s.yaml", error="SourceDown: inventory")
    skipped = Outcome(case=case(id="skipped", kind="act"), suite="s.yaml", skipped="there is no tool reserve_part here")
    held = outcome("secret", right=False, holdout=True, question="Held back?")
    return [outcome("right"), wrong, broken, skipped, held]


def test_a_broken_turn_is_neither_right_nor_wrong(outcomes: list[Outcome]) -> None:
    summary = summarise(outcomes)
    assert (summary["cases"], summary["ran"]) == (5, 3)
    assert summary["errored"] == [{"suite": "s.yaml", "id": "broken", "error": "SourceDown: inventory"}]
    assert [row["id"] for row in summary["skipped"]] == ["skipped"]
    assert summary["unscored"][0] == {
        "suite": "s.yaml",
        "id": "wrong",
        "metric": "quotes in place",
        "reason": "no file",
    }
    assert summary["metrics"]["required words"] == {"mean": 0.5, "n": 2, "low": 0.0945, "high": 0.9055}
    assert summary["metrics"]["cases passed"]["mean"] == 0.5
    assert summary["by_kind"]["alarm"] == {}
    assert summary["by_language"]["da"]["required words"]["mean"] == 0.0


def test_the_holdout_is_reported_apart_and_without_its_answers(outcomes: list[Outcome]) -> None:
    summary = summarise(outcomes)
    assert summary["holdout"] == {"cases": 1, "metrics": {
        "cases passed": {"mean": 0.0, "n": 1, "low": 0.0, "high": 0.7935}, "required words": {"mean": 0.0, "n": 1, "low": 0.0, "high": 0.7935}}}  # fmt: skip
    assert "Held back?" not in json.dumps(summary)


def test_failures_carry_question_answer_evidence_calls_and_reason(outcomes: list[Outcome]) -> None:
    (failed,) = summarise(outcomes)["failed"]
    assert (failed["id"], failed["status"], failed["why"]) == ("wrong", "answered", {"required words": "missing 1380"})
    assert (failed["citations"][0]["page"], failed["tool_calls"][0]["name"]) == (7, "find_parts")


def test_everything_that_differs_from_run_to_run_is_timing(outcomes: list[Outcome]) -> None:
    said = answer("1250 Nm", id="z", thread_id="y", timing={"total_ms": 999}, tool_calls=[])
    again = [outcomes[0].model_copy(update={"transcript": turn(said)}), *outcomes[1:]]
    first, second = summarise(outcomes), summarise(again)
    assert first.pop("timing") != second.pop("timing")
    assert json.dumps(first) == json.dumps(second)


def test_no_outcome_gives_no_numbers() -> None:
    summary = summarise([])
    assert summary["metrics"] == {}
    assert summary["words_median"] is None
    assert summary["timing"]["latency_ms"] == {"p50": None, "p95": None}


def written(outcomes: list[Outcome], folder: Path, baseline: list[Outcome] | None = None) -> str:
    report = summarise(outcomes, [Problem("s.yaml", 3, "question", "Field required")])
    write_report(report, folder, outcomes, summarise(baseline) if baseline else None)
    return (folder / "report.html").read_text(encoding="utf-8")


def test_the_page_is_whole_by_itself_and_escapes_what_it_shows(tmp_path: Path, outcomes: list[Outcome]) -> None:
    page = written(outcomes, tmp_path / "new")
    assert json.loads((tmp_path / "new" / "report.json").read_text(encoding="utf-8"))["cases"] == 5
    for shown in ("Moment &lt;b&gt;?", "1250 &amp; more", "1250 &lt;Nm&gt;", "om.pdf, page 7", "missing 1380", "find_parts({})",
                  "s.yaml, line 3: question: Field required.", "broken: errored: SourceDown", "there is no tool reserve_part"):  # fmt: skip
        assert shown in page
    assert page.count("<svg") == 3
    assert not any(outside in page for outside in ("src=", "href=", "url(", "<script", "Held back?"))


def test_with_an_earlier_run_the_page_shows_before_and_after(tmp_path: Path, outcomes: list[Outcome]) -> None:
    page = written(outcomes, tmp_path, [outcome("right", right=False), *outcomes[1:]])
    assert page.count("<svg") == 4
    assert "Now passing: right." in page


def test_the_page_can_be_made_anew_from_the_report(tmp_path: Path, outcomes: list[Outcome]) -> None:
    first = written(outcomes, tmp_path)
    write_page(read_report(tmp_path), tmp_path)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == first


def test_junit_has_a_case_for_each_and_hides_the_holdout(outcomes: list[Outcome]) -> None:
    root = ElementTree.fromstring(junit([*outcomes, outcome("odd", right=False, question="\x00\x1b[2J?")]))
    suite = root[0]
    assert {k: suite.get(k) for k in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "s", "tests": "6", "failures": "3", "errors": "1", "skipped": "1"}  # fmt: skip
    failures = {node.get("name"): node.find("failure") for node in suite}
    assert failures["secret"] is not None
    assert (failures["secret"].get("message"), failures["secret"].text) == ("holdout", None)
    assert failures["wrong"] is not None
    assert failures["wrong"].get("message") == "required words: missing 1380"


def test_compare_tells_noise_from_change_and_names_the_flips() -> None:
    before = [outcome(f"c{n}", right=n >= 60) for n in range(100)]
    after = [outcome(f"c{n}", right=n >= 20 and n != 99) for n in range(100)]
    result = compare(summarise(before), summarise([*after, outcome("new")]))
    change = result["metrics"]["required words"]
    assert (change["before"], change["after"], change["n"], change["verdict"]) == (0.4, 0.79, 100, "better")
    assert result["now_failing"] == ["c99"]
    assert result["now_passing"] == sorted(f"c{n}" for n in range(20, 60))
    assert result["cases"]["only_after"] == ["new"]
    same = compare(summarise(before), summarise(before))
    assert same["metrics"]["required words"]["verdict"] == "no clear change"
    assert compare(summarise(before), summarise(after)) == compare(summarise(before), summarise(after))


@pytest.mark.parametrize("text", ["", "[]", '{"metrics": {}}'])
def test_a_report_that_cannot_be_compared_is_explained(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="report"):
        read_report(tmp_path)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"outcomes": {}}, "outcomes: Input should be a valid list"),
        ({"outcomes": [{"suite": "s", "id": "a", "status": "answered", "scores": "five"}]}, "scores of case a: Input"),
        ({"outcomes": ["a"]}, "report.json: 0: Input should be a valid dictionary"),
        ({"metrics": "good"}, "metrics: Input should be a valid dictionary"),
        (
            {"metrics": {"MRR": {"mean": float("nan"), "n": 1, "low": 0, "high": 1}}},
            "MRR.mean: Input should be a finite",
        ),
    ],
)
def test_a_report_of_wrong_types_is_told_in_one_sentence(tmp_path: Path, part: dict[str, Any], told: str) -> None:
    (tmp_path / "report.json").write_text(json.dumps(summarise([outcome("a")]) | part), encoding="utf-8")
    with pytest.raises(BadInput, match=told) as error:
        read_report(tmp_path)
    assert "\n" not in str(error.value)


def test_a_report_that_is_not_whole_gives_no_page(tmp_path: Path) -> None:
    whole = summarise([outcome("a")])
    (tmp_path / "report.json").write_text(json.dumps({"outcomes": whole["outcomes"]}), encoding="utf-8")
    done = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert isinstance(done.exception, BadInput)
    assert "not whole" in str(done.exception)


def test_runs_of_different_suites_are_not_compared() -> None:
    with pytest.raises(BadInput, match="no case in common"):
        compare(summarise([outcome("a")]), summarise([outcome("b")]))


def test_a_score_that_is_no_number_is_named() -> None:
    broken = summarise([outcome("a")])
    broken["outcomes"][0]["scores"]["required words"] = float("nan")
    with pytest.raises(BadInput, match=r"required words.*case a"):
        compare(summarise([outcome("a")]), broken)

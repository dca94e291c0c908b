"""Outcomes as numbers with their intervals, and the report as people read it."""

import json
from pathlib import Path

import pytest

from evals.report import interval, summarise, write_report
from evals.runner import Outcome
from tests.evals.builders import answer, case


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_interval_gives_the_published_values(right: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3; the last row by symmetry."""
    assert interval(right / n, n) == pytest.approx((low, high), abs=1e-4)


def test_nothing_measured_may_be_anything() -> None:
    assert interval(0.0, 0) == (0.0, 1.0)


@pytest.fixture
def outcomes() -> list[Outcome]:
    right = case(id="right", kind="value", must_contain=[["1250"]])
    wrong = case(id="wrong", kind="value", lang="da", question="Moment <b>?", must_contain=[["1380"]])
    broken = case(id="broken", kind="alarm")
    return [
        Outcome(
            case=right,
            suite="s",
            answer=answer("1250 Nm", timing={"total_ms": 20}),
            scores={"required words": (1.0, "")},
        ),
        Outcome(
            case=wrong,
            suite="s",
            answer=answer("1250 & more", timing={"total_ms": 90}),
            scores={"required words": (0.0, "missing")},
        ),
        Outcome(case=broken, suite="s", error="SourceDown: inventory"),
    ]


def test_a_broken_turn_is_neither_right_nor_wrong(outcomes: list[Outcome]) -> None:
    summary = summarise(outcomes)
    assert summary["cases"] == 3
    assert summary["errored"] == [{"id": "broken", "error": "SourceDown: inventory"}]
    assert summary["metrics"]["required words"] == {"mean": 0.5, "n": 2, "low": 0.0945, "high": 0.9055}
    assert summary["by_kind"]["alarm"] == {}
    assert summary["by_language"]["da"]["required words"]["mean"] == 0.0


def test_failures_carry_question_answer_and_reason(outcomes: list[Outcome]) -> None:
    (failed,) = summarise(outcomes)["failed"]
    assert (failed["id"], failed["status"], failed["why"]) == ("wrong", "answered", {"required words": "missing"})


def test_words_and_latency_come_from_the_answers(outcomes: list[Outcome]) -> None:
    summary = summarise(outcomes)
    assert summary["words_median"] == 2.5
    assert summary["latency_ms"] == {"p50": 90, "p95": 90}


def test_no_outcome_gives_no_numbers() -> None:
    summary = summarise([])
    assert summary["metrics"] == {}
    assert summary["words_median"] is None
    assert summary["latency_ms"] == {"p50": None, "p95": None}


def test_a_lower_is_better_metric_fails_above_zero() -> None:
    abstained = Outcome(case=case(), suite="s", scores={"false abstention": (1.0, "clarify"), "status": (1.0, "")})
    assert abstained.failed == ["false abstention"]


def test_the_report_is_written_as_data_and_as_a_page(tmp_path: Path, outcomes: list[Outcome]) -> None:
    summary = summarise(outcomes)
    write_report(summary, tmp_path / "new")
    assert json.loads((tmp_path / "new" / "report.json").read_text(encoding="utf-8")) == summary
    page = (tmp_path / "new" / "report.html").read_text(encoding="utf-8")
    assert "Moment &lt;b&gt;?" in page
    assert "1250 &amp; more" in page
    assert "src=" not in page
    assert "href=" not in page

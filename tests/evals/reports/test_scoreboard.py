"""The scoreboard: honest about what was tuned on, what is missing, and whose figures stand beside ours."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from domain.errors import BadInput
from domain.evaluations.nouns import EvaluationRun, Measured
from evals.commands import app
from evals.scoreboard.beside import NONE_RUN, beside, sentence
from evals.scoreboard.board import Board, read_board, tuned_on
from evals.scoreboard.printing import markdown
from evals.scoreboard.running import NO_DATA, run_board

pytestmark = pytest.mark.anyio
PASSED = Measured(mean=0.4, n=10, low=0.2, high=0.7)


def run_of(suites: str, day: int = 1, mean: float = 0.4) -> EvaluationRun:
    return EvaluationRun(
        id=f"{suites}{day}", finished=datetime(2026, 11, day, tzinfo=UTC), suites=suites, cases=10,
        metrics={"cases passed": PASSED.model_copy(update={"mean": mean})},
    )  # fmt: skip


def report(held: Measured | None = None) -> dict[str, Any]:
    return {"holdout": {"metrics": {"cases passed": held.model_dump()} if held else {}}}


@pytest.mark.parametrize(
    ("suites", "tuned"),
    [
        ("demo", "yes"),
        ("demo-values", "yes"),
        ("quick", "unknown"),
        ("quick demo", "yes"),
        ("mtrag:/data/answerability/mtrag_un_dev.jsonl", "looked at"),
        ("mtrag:/data/another.jsonl", "unknown"),
        ("mine.jsonl", "unknown"),
        ("mine.jsonl mtrag:mtrag_un_dev.jsonl", "unknown"),
    ],
)
def test_the_least_honest_set_decides(suites: str, tuned: str) -> None:
    assert tuned_on(suites) == tuned


def test_a_tuned_figure_has_the_holdout_and_the_newest_run_of_other_sets_beside_it() -> None:
    kept = [
        run_of("mine.jsonl", 3, 0.3),
        run_of("mine.jsonl", 2, 0.9),
        run_of("demo-values"),
        run_of("quick", mean=0.7),
    ]
    found = beside("demo", report(PASSED), kept)
    assert [(row["set"], row["mean"]) for row in found["beside"]] == [
        ("holdout cases", 0.4), ("mine.jsonl", 0.3), ("quick", 0.7),
    ]  # fmt: skip
    told = sentence("demo", found)
    assert "0.300" in told
    assert "0.700" in told


def test_a_tuned_figure_without_any_other_says_so_and_others_say_nothing() -> None:
    assert NONE_RUN in sentence("demo", beside("demo", report(), []))
    assert sentence("quick", beside("quick", report(), [run_of("mine.jsonl")])) == ""


async def test_a_set_whose_data_are_missing_stops_no_other_and_says_why(tmp_path: Path) -> None:
    board = Board.model_validate(
        {"sets": [{"name": "theirs", "suite": "csv:none.csv", "tuned": "no", "metrics": ["hit@5"],
                   "anchors": [{"who": "people", "metric": "hit@5", "value": 0.9, "source": "a paper"}]}],
         "measured": [{"what": "tables", "command": "a command", "tuned_figure": 0.9, "left_out": 0.7}]}
    )  # fmt: skip
    found = await run_board(board, tmp_path, repeats=3)
    [row] = found["rows"]
    assert (row["mean"], row["n"], row["reason"]) == (None, 0, NO_DATA)
    text = markdown(found)
    assert "people 0.900* [a paper]" in text
    assert "| 0.900 | 0.700 |" in text
    assert found["made"]["code"] in text
    assert found["made"]["model"] in text


def test_a_reader_sees_which_metrics_are_better_when_less() -> None:
    row = {
        "set": "theirs",
        "tuned": "no",
        "mean": 0.1,
        "low": 0.0,
        "high": 0.2,
        "n": 9,
        "spread": 0.0,
        "anchors": [],
        "reason": "",
    }
    rows = [row | {"metric": name} for name in ("false abstention", "hit@5")]
    text = markdown({"made": {"finished": "", "model": "", "code": ""}, "repeats": 3, "rows": rows, "measured": []})
    assert "| false abstention ↓ |" in text
    assert "| hit@5 |" in text


def test_the_bundled_board_names_metrics_that_exist_and_a_source_for_every_anchor() -> None:
    from evals.metrics import METRICS

    board = read_board()
    assert {metric for one in board.sets for metric in one.metrics} <= {*METRICS, "cases passed"}
    assert {anchor.metric for one in board.sets for anchor in one.anchors} <= set(METRICS)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sets = 3", "sets"),
        ("[[", "not TOML"),
        ('[[sets]]\nname = "x"\nsuite = "x"\nmetrics = ["hit@5"]\ntuned = "maybe"', "tuned"),
    ],
)
def test_a_board_that_cannot_be_read_says_what_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "board.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=reason):
        read_board(file)
    with pytest.raises(BadInput, match="cannot be read"):
        read_board(tmp_path / "none.toml")


def test_the_command_is_there() -> None:
    assert CliRunner().invoke(app, ["scoreboard", "--help"]).exit_code == 0

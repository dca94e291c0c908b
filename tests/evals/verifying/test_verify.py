"""`nacelle verify`: other people's answers against files, by the command, the library function and the conformance file."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import evals.verifying
from domain.errors import BadInput
from evals.verifying.verify import verify
from nacelle import app

CONFORMANCE = Path(evals.verifying.__file__ or "").parent / "conformance.jsonl"
CASES = [json.loads(line) for line in CONFORMANCE.read_text(encoding="utf-8").splitlines()]
WANTED = {True: {"stands"}, False: {"does not stand"}, None: {"cites nothing"}}


def written(folder: Path, texts: list[str]) -> list[Path]:
    files = [folder / f"evidence-{n}.md" for n, _ in enumerate(texts)]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def run(*args: object) -> Any:
    return CliRunner().invoke(app, ["verify", *map(str, args)])


@pytest.mark.parametrize("case", [c for c in CASES if True not in c["stands"]], ids=lambda case: case["id"])
def test_nothing_wrong_of_the_conformance_file_stands(case: dict[str, Any], tmp_path: Path) -> None:
    report = verify(case["answer"], written(tmp_path, case["files"]))
    assert [one.stands in WANTED[right] for one, right in zip(report.sentences, case["stands"], strict=True)] == [True]


def test_what_is_right_of_the_conformance_file_stands_but_for_what_the_check_is_too_strict_for(tmp_path: Path) -> None:
    right = [case for case in CASES if True in case["stands"]]
    standing = [not verify(case["answer"], written(tmp_path, case["files"])).fails for case in right]
    assert sum(standing) >= 0.8 * len(right), [
        case["id"] for case, good in zip(right, standing, strict=True) if not good
    ]


def test_the_conformance_file_holds_right_and_wrong_of_each_kind() -> None:
    stands = [right for case in CASES for right in case["stands"]]
    assert stands.count(True) >= 10
    assert stands.count(False) >= 10


@pytest.fixture
def pump(tmp_path: Path) -> Path:
    return written(tmp_path, [CASES[0]["files"][0]])[0]


def answer(folder: Path, text: str, name: str = "answer.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("said", "status"), [("Tighten the cover bolts to 45 Nm [1].", 0), ("Tighten the cover bolts to 54 Nm [1].", 3)]
)
def test_exit_statuses(pump: Path, tmp_path: Path, said: str, status: int) -> None:
    assert run(answer(tmp_path, said), "--evidence", pump).exit_code == status


@pytest.mark.parametrize("args", [["missing.txt", "--evidence", "{pump}"], ["{answer}"], ["{answer}", "--evidence", "missing.pdf"], ["{empty}", "--evidence", "{pump}"], ["{json}", "--evidence", "{pump}"]])  # fmt: skip
def test_wrong_usage_is_one_sentence_and_2(pump: Path, tmp_path: Path, args: list[str]) -> None:
    names = {
        "pump": pump,
        "answer": answer(tmp_path, "x [1]."),
        "empty": answer(tmp_path, " \n", "empty.txt"),
        "json": answer(tmp_path, '{"a": 1}', "a.json"),
    }
    result = run(*(arg.format(**names) for arg in args))
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_several_files_behind_one_option_count_on(pump: Path, tmp_path: Path) -> None:
    (other,) = written(tmp_path / "b" if (tmp_path / "b").mkdir() is None else tmp_path, ["The reservoir holds 12 l."])
    said = answer(tmp_path, "Tighten the cover bolts to 45 Nm [1]. The reservoir holds 12 l [2].")
    assert run(said, "--evidence", pump, other).exit_code == 0
    assert run(said, "--evidence", pump, "--evidence", other).exit_code == 0
    assert run(said, "--evidence", other, pump).exit_code == 3
    assert run(said, other, "--evidence", pump, "--evidence", other).exit_code == 2


def test_json_says_which_sentence_and_why(pump: Path, tmp_path: Path) -> None:
    said = answer(
        tmp_path, json.dumps({"text": "Loosen the nut while the pump runs [1]. The pump is red."}), "answer.json"
    )
    told = json.loads(run(said, "--evidence", pump, "--json").stdout)
    assert told["stands"] is False
    first, second = told["sentences"]
    assert (first["stands"], first["cites"]) == ("does not stand", [1])
    assert "Do not loosen the nut" in first["source"]
    assert second["stands"] == "cites nothing"


def test_a_reply_of_an_endpoint_is_read(pump: Path, tmp_path: Path) -> None:
    reply = {"choices": [{"message": {"content": "Tighten the cover bolts to 45 Nm [1]."}}]}
    assert run(answer(tmp_path, json.dumps(reply), "reply.json"), "--evidence", pump).exit_code == 0


def test_what_the_check_cannot_tell_fails_only_when_strict(pump: Path, tmp_path: Path) -> None:
    said = answer(tmp_path, "A scored shaft is exchanged once the score is deep enough [1].")
    statuses = [run(said, "--evidence", pump, *more).exit_code for more in ([], ["--strict"])]
    assert statuses in ([0, 3], [3, 3])


def test_a_file_that_holds_nothing_is_said_to(tmp_path: Path) -> None:
    (empty,) = written(tmp_path, [" "])
    with pytest.raises(BadInput, match="evidence-0"):
        verify("x [1].", [empty])

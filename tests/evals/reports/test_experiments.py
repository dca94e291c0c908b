"""Experiments: the matrix, what passes every time, and what is wrong with a file."""

from pathlib import Path
from typing import Any

import pytest

from agent.settings import AgentSettings
from domain.errors import BadInput
from evals.experiments.matrix import Arm, Experiment, arms, read_experiment
from evals.experiments.page import cells, page
from evals.experiments.running import Tried, run
from evals.experiments.summary import passes, summarise
from tests.evals.builders import outcome


def tried(name: str, *repeats: str) -> Tried:
    """An arm; of each repeat a letter a case: `+` passed, `-` did not."""
    runs = [[outcome(f"c{n}", right=sign == "+") for n, sign in enumerate(signs)] for signs in repeats]
    return Tried(Arm(name, AgentSettings()), runs)


def test_every_combination_is_an_arm() -> None:
    wanted = Experiment(suites=["quick"], models=["embedded", "openai:m"], settings={"max_steps": [4, 8]})
    found = arms(wanted, AgentSettings())
    assert [arm.name for arm in found] == [
        "embedded max_steps=4",
        "embedded max_steps=8",
        "openai:m max_steps=4",
        "openai:m max_steps=8",
    ]
    assert [(arm.settings.model, arm.settings.max_steps) for arm in found][1:3] == [("embedded", 8), ("openai:m", 4)]


def test_prompts_are_an_axis_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "agent.md").write_text("Be brief.", encoding="utf-8")
    wanted = Experiment(
        suites=["quick"], models=["openai:m"], prompts=["bundled", str(tmp_path)], settings={"max_steps": [4, 8]}
    )
    found = arms(wanted, AgentSettings())
    assert [arm.settings.prompts for arm in found] == [None, None, tmp_path, tmp_path]
    assert len({arm.name for arm in found}) == 4
    with pytest.raises(BadInput, match="holds no prompt"):
        arms(Experiment(suites=["quick"], prompts=[str(tmp_path / "none")]), AgentSettings())


def test_what_passes_once_need_not_pass_every_time() -> None:
    steady, shaky = tried("a", "++--", "++--"), tried("b", "+++-", "-++-")
    first, second = summarise([steady, shaky])["arms"]
    assert (first["passed"]["mean"], first["passed_every_time"]["mean"]) == (0.5, 0.5)
    assert (second["passed"]["mean"], second["passed_every_time"]["mean"]) == (0.625, 0.5)
    assert first["change"] is None
    assert (second["change"]["mean"], second["change"]["n"]) == (0.125, 4)


def test_a_case_that_broke_in_one_repeat_is_left_out() -> None:
    one = tried("a", "++", "++")
    one.repeats[1][0] = one.repeats[1][0].model_copy(update={"transcript": None, "error": "x"})
    assert list(passes(one)) == ["s.yaml#c1"]
    assert summarise([one])["arms"][0]["errored"] == 1


def test_the_page_is_whole_and_the_table_has_a_row_an_arm() -> None:
    found = summarise([tried("<a>", "+-"), tried("b", "++")])
    assert [row[0] for row in cells(found)] == ["<a>", "b"]
    shown = page(found)
    assert "&lt;a&gt;" in shown
    assert shown.count("<svg") == 2
    assert not any(outside in shown for outside in ("src=", "href=", "<script"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("suites = [", "not TOML"),
        ("models = ['embedded']", "suites"),
        ("suites = ['quick']\nrepeats = 0", "repeats"),
        ("suites = ['quick']\nrepeat = 2", "repeat"),
        ("suites = 'quick'", "suites"),
    ],
)
def test_a_file_that_is_wrong_is_one_sentence(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says) as caught:
        read_experiment(file)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "settings", [{"charm": [1]}, {"max_steps": []}, {"max_steps": ["many"]}, {"max_steps": list(range(1, 99))}]
)
def test_settings_that_do_not_exist_or_fit_are_said_to(settings: dict[str, list[Any]]) -> None:
    with pytest.raises(BadInput):
        arms(Experiment(suites=["quick"], settings=settings), AgentSettings())


@pytest.mark.anyio
async def test_an_experiment_goes_on_where_it_was(
    hoists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    home = shutil.copytree(hoists, tmp_path / "home")
    monkeypatch.setenv("NACELLE_HOME", str(home))
    suite = tmp_path / "two.jsonl"
    suite.write_text('{"id": "a", "question": "Stock of 55-100?", "must_contain": ["Van"]}\n', encoding="utf-8")
    wanted = Experiment(suites=[str(suite)], repeats=2)
    (first,) = await run(wanted)
    assert [o.cached for repeat in first.repeats for o in repeat] == [False, False], "each repeat is played by itself"
    (again,) = await run(wanted)
    assert [o.cached for repeat in again.repeats for o in repeat] == [True, True]

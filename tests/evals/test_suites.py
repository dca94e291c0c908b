"""The bundled suites: they load, agree with the demo's records, and hold enough of each kind."""

from collections import Counter
from pathlib import Path

import pytest

import evals
from demo.records import load_facts
from domain.errors import BadInput
from evals.cases import Case, find_suite, load_suite
from tools.toolbox import TOOLS

SUITES = sorted((Path(evals.__file__).parent / "suites").glob("*.yaml"))
KINDS = {
    "alarm", "value", "procedure", "multi-hop", "work-order", "history", "part", "asset", "applicability", "clarification",
    "unknown", "unanswerable", "out-of-scope", "unsafe", "injection", "language", "shorthand",
}  # fmt: skip
STATUSES = {"answered", "partial", "no_evidence", "clarify", "refused"}
MIN_CASES = 150


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for suite in SUITES for case in load_suite(suite)]


def test_every_case_has_its_own_id(cases: list[Case]) -> None:
    assert [name for name, times in Counter(case.id for case in cases).items() if times > 1] == []


def test_every_asset_is_one_of_the_demo(cases: list[Case]) -> None:
    tags = {asset.tag for asset in load_facts().assets}
    assert {case.asset for case in cases if case.asset} <= tags


def test_there_are_enough_cases_of_every_kind(cases: list[Case]) -> None:
    assert len(cases) >= MIN_CASES
    assert {case.kind for case in cases} == KINDS


def test_the_demo_is_asked_in_its_five_languages(cases: list[Case]) -> None:
    assert {case.lang for case in cases} == {"en", "da", "de", "pt", "es"}


def test_about_a_tenth_is_held_out_over_most_kinds(cases: list[Case]) -> None:
    held = [case for case in cases if case.holdout]
    assert 0.07 <= len(held) / len(cases) <= 0.15
    assert {case.kind for case in held} == KINDS


def test_statuses_and_tools_exist(cases: list[Case]) -> None:
    assert {status for case in cases for status in case.status} <= STATUSES
    assert {tool for case in cases for tool in case.tools or []} <= set(TOOLS)


def test_every_case_can_fail(cases: list[Case]) -> None:
    can_fail = {"unanswerable"}
    idle = [
        c.id for c in cases if not (c.must_contain or c.must_not_contain or c.status or c.tools or c.kind in can_fail)
    ]
    assert idle == []


def test_no_group_of_alternatives_is_empty_or_forbidden_too(cases: list[Case]) -> None:
    broken = [
        c.id
        for c in cases
        if any(
            not group or not all(word.strip() for word in group) or set(group) <= set(c.must_not_contain)
            for group in c.must_contain
        )
    ]
    assert broken == []


def test_a_bundled_suite_is_found_by_its_name() -> None:
    assert find_suite("smoke") in SUITES


def test_a_path_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.touch()
    assert find_suite(str(path)) == path


def test_jsonl_lines_and_yaml_lists_are_read_alike(tmp_path: Path) -> None:
    lines, listed = tmp_path / "a.jsonl", tmp_path / "b.yaml"
    lines.write_text('{"id": "x", "question": "309?", "extra": 1}\n\n', encoding="utf-8")
    listed.write_text('- {id: x, question: "309?"}\n', encoding="utf-8")
    assert load_suite(lines) == load_suite(listed) == [Case(id="x", question="309?")]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.yaml", "cases:\n- {id: x, question: q}\n- {id: y}\n", ["a.yaml", "case 2", "question"]),
        ("a.yaml", "cases:\n- {id: x, question: q, must_contain: [1250]}\n", ["a.yaml", "case 1", "must_contain.0"]),
        ("a.yaml", "cases:\n- just words\n", ["a.yaml", "case 1", "the case"]),
        ("a.yaml", "cases: [\n", ["a.yaml", "YAML"]),
        ("a.yaml", "cases: []\n", ["a.yaml", "no case"]),
        ("a.jsonl", '{"id": "x", "question": "q"}\n{"id": 1}\n', ["a.jsonl", "line 2", "id"]),
        ("a.jsonl", "{", ["a.jsonl", "JSONL"]),
    ],
)
def test_a_wrong_suite_is_named_with_case_and_field(tmp_path: Path, name: str, text: str, says: list[str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as raised:
        load_suite(path)
    assert [word for word in says if word not in str(raised.value)] == []


def test_a_missing_suite_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_suite(tmp_path / "none.yaml")

"""Suites as people write them: what is well formed runs, what is not is named by file, line, field and reason."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from evals.datasets.cases import Case, find_suite, load_suite, read_suite, suite_files


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_path_is_taken_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, "mine.jsonl", "")
    assert find_suite(str(path)) == path
    assert suite_files(str(path)) == [path]


def test_jsonl_lines_and_yaml_lists_are_read_alike(tmp_path: Path) -> None:
    lines = written(tmp_path, "a.jsonl", '{"id": "x", "question": "309?", "extra": 1}\n\n')
    listed = written(tmp_path, "b.yaml", '- {id: x, question: "309?"}\n')
    assert load_suite(lines) == load_suite(listed) == [Case(id="x", question="309?")]


def test_other_peoples_fields_are_understood(tmp_path: Path) -> None:
    row = (
        '{"id": 7, "query": "How\u2028far?", "answer": "Two metres.", "gold_sections": ["section_145", 12], "gold_url_sections": [], "title": "t", "hierarchy": "A>B",'
        ' "must_contain": ["two", ["metre", "m"]], "gold_pages": [3]}\n'
    )
    (case,) = load_suite(written(tmp_path, "a.jsonl", row))
    assert (case.id, case.question, case.reference) == ("7", "How\u2028far?", "Two metres.")
    assert (case.sections, case.pages, case.must_contain) == (["section_145", "12"], [3], [["two"], ["metre", "m"]])
    assert case.answerable


def test_one_value_stands_for_a_list_and_null_for_nothing(tmp_path: Path) -> None:
    row = '{"question": "q", "page": 7, "section": 2.1, "must_contain": "two", "status": "answered", "asset": null, "steps": null}'
    (case,) = load_suite(written(tmp_path, "a.jsonl", row))
    assert (case.pages, case.sections, case.must_contain, case.status) == ([7], ["2.1"], [["two"]], ["answered"])
    assert (case.asset, case.steps) == ("", [])


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"question": "one"}\r\n\r\n{"question": "two"}\r\n{"quest\r\n')
    suite = read_suite(file)
    assert [case.question for case in suite.cases] == ["one", "two"]
    assert [str(problem) for problem in suite.problems] == [
        f"{file}, line 4: is not JSON: Unterminated string starting at character 2."
    ]


def test_a_case_without_an_id_gets_one_from_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "mine.jsonl", '{"question": "a"}\n{"question": "b"}\n')
    assert [case.id for case in load_suite(path)] == ["mine-1", "mine-2"]


def test_a_thread_is_questions_or_questions_of_an_asset(tmp_path: Path) -> None:
    path = written(tmp_path, "a.yaml", "- {id: x, question: q, thread: [first, {question: second, asset: T-1}]}\n")
    (case,) = load_suite(path)
    assert [(turn.question, turn.asset) for turn in case.thread] == [("first", ""), ("second", "T-1")]


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("a.yaml", "cases:\n- {id: x, question: q}\n- {id: y}\n", 3, ["case y", "question", "Field required"]),
        ("a.yaml", "cases:\n- id: x\n  question: q\n  pages: [one]\n", 4, ["case x", "pages.0"]),
        ("a.yaml", "cases:\n- {id: x, question: q, must_contain: [1250]}\n", 2, ["must_contain.0"]),
        ("a.yaml", "cases:\n- just words\n", 2, ["the case"]),
        ("a.yaml", "cases:\n- {id: x, question: q}\n- {id: x, question: r}\n", 3, ["id", "'x'", "line 2"]),
        ("a.yaml", "- id: x\n  question: q\n  must_contian: [a]\n", 3, ["must_contian", "must_contain?"]),
        ("a.yaml", "- {id: x, question: q, sources_down: [internet]}\n", 1, ["sources_down.0", "inventory"]),
        ("a.yaml", "- {id: x, question: q, state_after: [{record: a, field: b}]}\n", 1, ["state_after.0", "equals, contains"]),
        ("a.yaml", "cases: 3\n", 1, ["list of cases"]),
        ("a.yaml", "cases: [\n", 2, ["not YAML"]),
        ("a.jsonl", '{"id": "x", "question": "q"}\n{"id": \n', 2, ["not JSON"]),
        ("a.jsonl", '[1]\n', 1, ["the case"]),
        ("a.yaml", "", 1, ["list of cases"]),
        ("a.jsonl", "\n", None, ["no case"]),
    ],
)  # fmt: skip
def test_what_is_malformed_is_named(tmp_path: Path, name: str, text: str, line: int | None, says: list[str]) -> None:
    (problem,) = read_suite(written(tmp_path, name, text)).problems
    assert problem.line == line
    assert all(part in str(problem) for part in [name, *says]), str(problem)


def test_the_rest_of_the_suite_can_be_run(tmp_path: Path) -> None:
    suite = read_suite(written(tmp_path, "a.jsonl", '{"question": "q"}\nnot json\n{"id": "y", "question": 5}\n'))
    assert [case.question for case in suite.cases] == ["q"]
    assert [problem.line for problem in suite.problems] == [2, 3]


def test_a_suite_that_has_to_be_right_raises_its_first_problem(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.jsonl, line 1: is not JSON"):
        load_suite(written(tmp_path, "a.jsonl", "x\n"))


def test_a_file_that_is_no_text_or_not_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in str(read_suite(tmp_path / "a.yaml").problems[0])
    assert "cannot be read" in str(read_suite(tmp_path / "none.yaml").problems[0])


def test_an_unknown_suite_names_the_bundled_ones() -> None:
    with pytest.raises(BadInput, match="demo"):
        suite_files("nonsense")

"""Other people's data as suites, and what is said of data that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.errors import BadInput
from evals.datasets.cases import read_suite
from evals.datasets.strangers.preparing import ingest_documents, is_strange, prepare
from evals.running.evaluating import Wish, evaluate
from stores.open_stores import open_stores

MTRAG = [
    {"task_id": "t1", "input": [{"speaker": "user", "text": "What is a hoist?"}, {"speaker": "agent", "text": "A lift."}, {"speaker": "user", "text": "How thick is its rope?"}],
     "contexts": [{"document_id": "d/1-2", "title": "Rope", "text": "The rope of the hoist is 12 mm thick."}], "targets": [{"speaker": "agent", "text": "12 mm."}], "answerability": ["ANSWERABLE"]},
    {"task_id": "t2", "input": [{"speaker": "user", "text": "What does it weigh?"}], "contexts": [], "targets": [], "answerability": ["UNANSWERABLE"]},
    {"task_id": "t3", "input": [{"speaker": "user", "text": "How long?"}], "contexts": [], "targets": [], "answerability": ["UNDERSPECIFIED"]},
]  # fmt: skip
HOTPOT = [{"_id": "h1", "question": "Which colour has the lamp of the hoist with the 12 mm rope?", "answer": "green", "supporting_facts": [["Rope", 0], ["Lamp", 1]], "context": [["Rope", ["HX-20 has a 12 mm rope."]], ["Lamp", ["Lamps.", "HX-20 has a green lamp."]]]}]  # fmt: skip
RAGAS = [{"user_input": "How thick is the rope?", "reference": "12 mm", "reference_contexts": ["The rope is 12 mm thick."]}, {"user_input": [{"type": "human", "content": "Hello"}, {"type": "ai", "content": "Hi"}, {"type": "human", "content": "How thick?"}], "reference": "12 mm"}]  # fmt: skip


def lines(folder: Path, rows: list[Any], name: str = "set.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def cases_of(name: str, folder: Path) -> list[Any]:
    suite = read_suite(prepare(name, folder).suite)
    assert suite.problems == []
    return suite.cases


def test_mtrag_asks_to_answer_to_be_silent_and_to_ask_back(tmp_path: Path) -> None:
    answer, silent, asks = cases_of(f"mtrag:{lines(tmp_path, MTRAG)}", tmp_path / "home")
    assert (answer.question, [turn.question for turn in answer.thread]) == (
        "How thick is its rope?",
        ["What is a hoist?"],
    )
    assert (answer.sections, answer.reference, answer.answerable) == (["d_1_2"], "12 mm.", True)
    assert not silent.answerable
    assert not silent.status
    assert asks.status == ["clarify"]
    assert len({case.library for case in (answer, silent, asks)}) == 1


def test_a_library_whose_making_was_broken_off_is_finished(tmp_path: Path) -> None:
    name, data = f"hotpot:{lines(tmp_path, HOTPOT)}", tmp_path / "data"
    half = prepare(name, data)
    assert half.documents
    sorted(half.documents.iterdir())[-1].unlink()
    with open_stores(tmp_path / "home") as stores:
        ingest_documents(half, stores)
        assert len(stores.passages.documents(half.library)) == 1
        ingest_documents(prepare(name, data), stores)
        assert len(stores.passages.documents(half.library)) == 2


def test_hotpot_needs_its_paragraphs_together(tmp_path: Path) -> None:
    (case,) = cases_of(f"hotpot:{lines(tmp_path, HOTPOT)}", tmp_path / "home")
    assert (case.sections, case.must_contain) == (["Rope", "Lamp"], [["green"]])


def test_ragas_samples_of_one_turn_and_of_several(tmp_path: Path) -> None:
    single, several = cases_of(f"ragas:{lines(tmp_path, RAGAS)}", tmp_path / "home")
    assert (single.question, single.reference, single.sections) == ("How thick is the rope?", "12 mm", ["context_1_1"])
    assert (several.question, [turn.question for turn in several.thread]) == ("How thick?", ["Hello"])


def test_a_table_with_names_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "set.csv"
    file.write_text(
        "Question;Answer;must_contain;page\nHow thick is the rope?;12 mm;12 mm|12 millimetres;7\n", encoding="utf-8"
    )
    (case,) = cases_of(f"csv:{file}", tmp_path / "home")
    assert (case.question, case.reference, case.must_contain, case.pages) == (
        "How thick is the rope?",
        "12 mm",
        [["12 mm", "12 millimetres"]],
        [7],
    )


def test_a_manual_with_its_questions(tmp_path: Path) -> None:
    (tmp_path / "x_corpus.json").write_text(
        json.dumps({"section_1": {"title": "Rope", "text": ["Rope", "12 mm."]}}), encoding="utf-8"
    )
    lines(
        tmp_path,
        [{"id": "q1", "question": "How thick?", "answer": "12 mm", "gold_sections": "['section_1']"}],
        "x_parsed.jsonl",
    )
    prepared = prepare(f"emanual:{tmp_path}", tmp_path / "home")
    assert prepared.documents is not None
    assert (prepared.documents / "section_1.md").read_text(encoding="utf-8") == "# Rope\n\n12 mm.\n"
    assert read_suite(prepared.suite).cases[0].sections == ["section_1"]


def test_the_same_data_is_one_library_and_other_data_another(tmp_path: Path) -> None:
    one, again = (prepare(f"mtrag:{lines(tmp_path, MTRAG)}", tmp_path / "home") for _ in range(2))
    other = prepare(f"mtrag:{lines(tmp_path, MTRAG[:1])}", tmp_path / "home")
    assert one == again
    assert other.library != one.library


@pytest.mark.parametrize(
    ("kind", "rows", "says"),
    [
        ("mtrag", [{"input": "What?"}], "input is str"),
        ("mtrag", [{"input": [{"speaker": "user"}]}], "no text"),
        ("mtrag", [{**MTRAG[0], "answerability": ["MAYBE"]}], "MAYBE"),
        ("mtrag", [["no object"]], "no object"),
        ("hotpot", [{"question": "q", "answer": 3, "context": []}], "answer is int"),
        ("hotpot", [{"question": "q", "answer": "a", "context": [3]}], "context"),
        ("ragas", [{"reference": "x"}], "user_input"),
        ("ragas", [{"user_input": "q", "reference_contexts": "one"}], "reference_contexts is str"),
        ("csv", [{"answer": "x"}], "no question"),
        ("mtrag", [], "holds no case"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(kind: str, rows: list[Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        prepare(f"{kind}:{lines(tmp_path, rows)}", tmp_path / "home")
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ['{"question": NaN}\n', "{broken\n"])
def test_lines_that_are_no_json_are_named(text: str, tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="line 1"):
        prepare(f"ragas:{file}", tmp_path / "home")


def test_data_that_are_not_there_are_said_to_be(tmp_path: Path) -> None:
    for name in (f"mtrag:{tmp_path}/none.jsonl", f"emanual:{tmp_path}/none", f"emanual:{tmp_path}", "mtrag:"):
        with pytest.raises(BadInput):
            prepare(name, tmp_path / "home")


def test_a_path_of_another_system_is_no_kind() -> None:
    assert is_strange("mtrag:x.jsonl")
    assert not is_strange("C:\\data\\set.jsonl")
    assert not is_strange("demo")


@pytest.mark.anyio
async def test_a_strangers_set_runs_over_its_own_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACELLE_HOME", str(tmp_path))
    done = await evaluate(Wish(suites=(f"mtrag:{lines(tmp_path, MTRAG)}",)))
    assert done.problems == []
    assert {line["id"]: line["status"] for line in done.report["outcomes"]}["t1"] in {
        "answered",
        "no_evidence",
        "partial",
    }
    assert done.report["metrics"]["hit@1"]["n"] == 1


def test_marked_regions_are_cases_about_documents_that_are_there(tmp_path: Path) -> None:
    marked = [
        {"question": "How thick is the rope?", "document": "hoist.pdf", "page": 3, "box": [72, 100, 300, 112], "library": "hoists"},
        {"question": "How thick is the rope?", "document": "hoist.pdf", "page": 9, "box": [72, 400, 300, 412], "library": "hoists"},
        {"question": "How thick is the lamp?", "document": "hoist.pdf", "page": 4, "box": [72, 100, 300, 112]},
    ]  # fmt: skip
    rope, lamp = cases_of(f"regions:{lines(tmp_path, marked)}", tmp_path / "home")
    assert [(region.page, region.box[1]) for region in rope.regions] == [(3, 100.0), (9, 400.0)]
    assert (rope.file, rope.pages, rope.library, lamp.library) == ("hoist.pdf", [3, 9], "hoists", "")
    with pytest.raises(BadInput, match="case 1: has no document"):
        prepare(f"regions:{lines(tmp_path, [{'question': 'Where?'}])}", tmp_path / "home")

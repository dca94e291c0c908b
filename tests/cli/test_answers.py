"""What the command line prints when all is well: one JSON document, or one line for each line."""

import json
from pathlib import Path

from tests.cli.running import Run


def test_ask_prints_one_answer(run: Run, home: Path) -> None:
    result = run("ask", "How much grease does the yaw bearing take?", "--json", home=home)
    assert result.returncode == 0, result.stderr.decode()
    answer = json.loads(result.stdout)
    assert "350 g" in answer["text"]
    assert {c["n"] for c in answer["citations"]} == {n for claim in answer["claims"] for n in claim["citations"]}


def test_the_thread_that_an_answer_names_goes_on(run: Run, home: Path) -> None:
    first = json.loads(run("ask", "How much grease does the yaw bearing take?", "--json", home=home).stdout)
    more = run("ask", "and how often?", "--thread", first["thread_id"], "--json", home=home)
    assert more.returncode == 0, more.stderr.decode()
    answer = json.loads(more.stdout)
    assert answer["thread_id"] == first["thread_id"]
    assert "6 months" in answer["text"]


def test_search_prints_one_list_of_hits(run: Run, home: Path) -> None:
    result = run("search", "grease the yaw bearing", "-k", "2", "--json", home=home)
    assert result.returncode == 0, result.stderr.decode()
    hits = json.loads(result.stdout)
    assert hits[0]["path"].endswith("yaw.md")
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))


def test_documents_lists_both(run: Run, home: Path) -> None:
    result = run("documents", "--json", home=home)
    assert result.returncode == 0, result.stderr.decode()
    assert {Path(d["path"]).name for d in json.loads(result.stdout)} == {"yaw.md", "brake.md"}


def test_ingesting_again_changes_nothing(run: Run, home: Path, tmp_path: Path) -> None:
    paper = tmp_path / "own.md"
    paper.write_text("# Own\n\nThe hatch opens to the left.\n", encoding="utf-8")
    first, second = (run("ingest", str(paper), "--library", "own", "--json", home=home) for _ in range(2))
    assert (json.loads(first.stdout)["added"], json.loads(second.stdout)["unchanged"]) == (1, 1)


def test_a_batch_keeps_ids_and_order_and_survives_odd_questions(run: Run, home: Path, tmp_path: Path) -> None:
    questions = [
        "How do I bleed the brake?",
        "",
        "\x00\x1b[2J\ufffd\ud83d\ude00",
        "Alarm 77 on T-1?",
        "grease " * 150_000,
        "How much grease does the yaw bearing take?",
    ]
    ids = ["b", 7, "z", "a", "huge", "last"]
    batch = tmp_path / "batch.jsonl"
    lines = (json.dumps({"id": i, "question": q}) for i, q in zip(ids, questions, strict=True))
    batch.write_text("\n".join(lines), encoding="utf-8")
    result = run("ask", "--batch", str(batch), "--concurrency", "3", home=home)
    assert result.returncode == 0, result.stderr.decode()[-2000:]
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ids
    answers = {row["id"]: row["answer"] for row in rows}
    assert "12 bar" in answers["b"]["text"]
    assert "350 g" in answers["last"]["text"]
    assert {answers[i]["status"] for i in (7, "z")}.isdisjoint({"answered", "partial"})
    assert answers["huge"]["status"] != "failed"


def test_a_batch_is_asked_at_the_machine_and_by_the_person_that_are_given(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": 1, "question": "Create a work order: check the yaw motor"}', encoding="utf-8")
    result = run("ask", "--batch", str(batch), "--asset", "T-1", "--as", "Kim", "--json", home=home)
    assert result.returncode == 0, result.stderr.decode()[-2000:]
    (waits,) = json.loads(result.stdout)["answer"]["approvals"]
    assert "T-1" in waits["summary"]
    listed = json.loads(run("approvals", "list", "--json", home=home).stdout)
    assert [one["requested_by"] for one in listed if one["id"] == waits["id"]] == ["Kim"]
    run("approvals", "reject", waits["id"], "--as", "Kim", home=home)


def test_a_search_batch_keeps_ids_and_order(run: Run, home: Path, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": "2", "query": "brake"}\n\n{"id": "1", "query": "yaw"}\n', encoding="utf-8")
    result = run("search", "--batch", str(batch), "-k", "1", home=home)
    assert result.returncode == 0, result.stderr.decode()
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["id"], Path(row["hits"][0]["path"]).name) for row in rows] == [("2", "brake.md"), ("1", "yaw.md")]
    assert [(row["hidden"], row["hidden_models"]) for row in rows] == [(0, []), (0, [])]

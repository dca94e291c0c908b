"""Sets of questions about manuals of strangers and our own."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.answering.answer_data import Question, with_evidence
from bench.answering.answer_libraries import SINGLE_DOCUMENTS, fill
from bench.shared_data import shared
from evals.datasets.cases import find_suite, load_suite
from stores.open_stores import open_stores

SUITES = ("demo-values", "demo-procedures", "demo-silence")


def neets() -> Iterator[Question]:
    """A Navy training manual."""
    for row in _rows("neets/questions.jsonl"):
        yield Question(
            "neets", row["id"], row["question"], row["lang"], _groups(row["must_contain"]), pages=tuple(row["pages"])
        )


def manual_s10() -> Iterator[Question]:
    """A phone manual with people's questions and answers."""
    for row in _rows("manual_s10/s10_qa_parsed.jsonl"):
        yield Question("s10", row["id"], row["question"], said=row["answer"], sections=tuple(row["gold_sections"]))


def field_documents() -> Iterator[Question]:
    """Small documents that failed, one kind of table or layout each."""
    files = sorted((shared() / "field" / "min").glob("q*.jsonl"))
    for row in (row for file in files for row in _rows(file)):
        if row.get("library") in SINGLE_DOCUMENTS:
            yield _of_field(row, row["library"])
    for row in _rows("field/layouts/questions.jsonl"):
        yield _of_field(row, "layouts")


def _of_field(row: dict[str, Any], library: str) -> Question:
    return Question(
        library,
        row["id"],
        row["question"],
        groups=_groups(row["must_contain"]),
        unwanted=tuple(row.get("must_not", ())),
    )


def demo() -> Iterator[Question]:
    """Our own wind farm's manuals, without the cases held out."""
    for case in (case for name in SUITES for case in load_suite(find_suite(name))):
        known = case.must_contain or case.kind == "unanswerable"
        if known and not (case.holdout or case.thread or case.sources_down):
            tag = case.asset or next(iter(re.findall(r"\b[A-Z]{2,5}-\d{2,3}\b", case.question)), "")
            unwanted = tuple(case.must_not_contain)
            yield Question(
                "main", case.id, case.question, case.lang or "en", _groups(case.must_contain), unwanted, tag=tag
            )


SETS: dict[str, Callable[[], Iterator[Question]]] = {
    "neets": neets, "manual_s10": manual_s10, "field": field_documents, "demo": demo,
}  # fmt: skip


def questions(name: str, home: Path) -> list[Question]:
    """The questions of a set with their evidence; its libraries are read into `home` where they are not there yet."""
    fill(name, home)
    with open_stores(home) as stores:
        return [with_evidence(question, stores) for question in SETS[name]()]


def _rows(file: str | Path) -> Iterator[dict[str, Any]]:
    path = file if isinstance(file, Path) else shared() / file
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _groups(given: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in given)

"""When to answer and when to say that nothing does: MTRAG-UN turns with the contexts that come with them.

`python -m bench mtrag`: each turn's contexts are the evidence of `find`. The turns' contexts can also be one library, in which the
question is searched (`in_library`): there a turn without an answer has something near it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.models.embedded.writing.finding import find
from agent.models.embedded.writing.meaning import Embedder
from agent.models.embedded.writing.rivals import choices_left
from agent.question.header import Header
from bench.answer_data import TODAY, Question, ingested, with_evidence
from bench.report import table
from bench.retrieval_data import shared
from domain.answers import Evidence
from stores.embedders.multilingual import MultilingualEmbedder
from stores.open_stores import open_stores

FILE = "answerability/mtrag_un_dev.jsonl"


def turns() -> Iterator[dict[str, Any]]:
    """The turns as they stand in the file; none where it is absent."""
    path = shared() / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    yield from map(json.loads, lines)


def asked(turn: dict[str, Any]) -> Question:
    """The last question of a turn with its contexts as evidence; an answerable one has the answer that was given."""
    question = [said["text"] for said in turn["input"] if said["speaker"] == "user"][-1]
    said = turn["targets"][0]["text"] if turn["answerability"] == ["ANSWERABLE"] else ""
    evidence = {
        n: Evidence(
            id=one["document_id"],
            kind="manual",
            title=one.get("title") or "",
            section=one.get("title") or "",
            text=one["text"],
            document_id=one["document_id"],
            section_id=one["document_id"],
        )
        for n, one in enumerate(turn["contexts"], start=1)
    }
    return Question(turn["Collection"], turn["task_id"], question, said=said, evidence=evidence)


def in_library(home: Path) -> list[Question]:
    """Turns that are answerable or not, each searched in all contexts of its collection."""
    known = [turn for turn in turns() if turn["answerability"][0] in {"ANSWERABLE", "UNANSWERABLE"}]
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for turn in turns():
        for one in turn["contexts"]:
            name = re.sub(r"\W+", "_", one["document_id"])[-60:]
            texts[turn["Collection"]][name] = f"# {one.get('title') or 'Untitled'}\n\n{one['text']}\n"
    for library, documents in texts.items():
        folder = home / library
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in documents.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        ingested(home, library, [folder])
    with open_stores(home) as stores:
        return [with_evidence(replace(asked(turn), evidence={}), stores) for turn in known]


def measure(embedder: Embedder) -> list[list[str]]:
    """For each collection and kind of turn: how many, and which share is answered and asked back."""
    told: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for turn in turns():
        question = asked(turn)
        places = find(question.text, question.evidence, Header(today=TODAY), embedder)
        back = places.answer and bool(choices_left(places))
        told[turn["Collection"], turn["answerability"][0].lower()].append((places.answer and not back, back))
    return [
        [*key, str(len(each)), *(f"{_share(shares):.2f}" for shares in zip(*each, strict=True))]
        for key, each in sorted(told.items())
    ]


def _share(told: Sequence[bool]) -> float:
    return sum(told) / len(told)


def main() -> None:
    """Print the table."""
    rows = measure(MultilingualEmbedder())
    print(
        table(["collection", "turn", "n", "answered", "asked back"], rows)
        if rows
        else f"Skipped: no {FILE} (set NACELLE_SHARED)."
    )


if __name__ == "__main__":
    main()

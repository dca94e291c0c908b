"""When to answer and when to say that nothing does: MTRAG-UN turns with the contexts that come with them.

`python -m bench mtrag [--learn]`: each turn's contexts are the evidence of `find`, and which turns are vague is told by a head that was
learned from the other collection; `--learn` writes the shipped one, of both. The turns' contexts can also be one library, in which
the question is searched (`in_library`): there a turn without an answer has something near it.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from agent.models.embedded.frames import undressed
from agent.models.embedded.training.fit import logistic
from agent.models.embedded.training.phrases import phrases
from agent.models.embedded.vagueness import WEIGHTS, Head, is_vague, middle
from agent.models.embedded.writing.finding import find
from agent.models.embedded.writing.rivals import choices_left
from agent.question.header import Header
from bench.answering.answer_data import TODAY, Question, with_evidence
from bench.answering.answer_libraries import ingested
from bench.report import table
from bench.shared_data import shared
from domain.answers import Evidence
from stores.embedders.multilingual import MultilingualEmbedder
from stores.open_stores import open_stores

FILE = "answerability/mtrag_un_dev.jsonl"
EVERY, PHRASE, VAGUE, SHARE = 4, 0.3, 2.0, 0.1
"""Of the phrases every few, and every other one about manuals; how much one counts and how much a vague turn; and how much all count beside the ridge."""


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


def filed(document: str) -> str:
    """The name of the file that a context becomes."""
    return re.sub(r"\W+", "_", document)[-60:]


def in_library(home: Path) -> list[Question]:
    """Turns that are answerable or not, each searched in all contexts of its collection."""
    known = [turn for turn in turns() if turn["answerability"][0] in {"ANSWERABLE", "UNANSWERABLE"}]
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for turn in turns():
        for one in turn["contexts"]:
            texts[turn["Collection"]][filed(one["document_id"])] = (
                f"# {one.get('title') or 'Untitled'}\n\n{one['text']}\n"
            )
    for library, documents in texts.items():
        folder = home / library
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in documents.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")
        ingested(home, library, [folder])
    with open_stores(home) as stores:
        return [with_evidence(replace(asked(turn), evidence={}), stores) for turn in known]


def learn_vague(collections: Collection[str], embedder: MultilingualEmbedder) -> Head:
    """A head that tells underspecified turns of these collections from their others, and from phrases about machines in ten languages."""
    told = [(asked(turn), turn["answerability"][0]) for turn in turns() if turn["Collection"] in collections]
    told = [(question, kind) for question, kind in told if kind != "PARTIAL"]
    known = list(phrases())
    chosen = known[::EVERY] + [one for one in known if "manual" in one.frames][::2]
    others = [phrase.masked() for phrase in chosen]
    vectors = embedder.embed_deep([*(undressed(question.text) for question, _ in told), *others])
    vague = np.array([kind == "UNDERSPECIFIED" for _, kind in told] + [False] * len(others))
    weight = np.where(vague, VAGUE, np.array([1.0] * len(told) + [PHRASE] * len(others))) * SHARE
    mean = vectors[:, vectors.shape[1] // 2 :].mean(axis=0)
    weights, bias = logistic(middle(vectors, mean), vague[:, None], weight.astype(np.float32)[:, None])
    return Head(weights[:, 0], float(bias[0]), mean)


def measure(embedder: MultilingualEmbedder) -> list[list[str]]:
    """For each collection and kind of turn: how many, and which share is answered and asked back."""
    names = sorted({turn["Collection"] for turn in turns()})
    heads = {name: learn_vague(set(names) - {name}, embedder) for name in names}
    told: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for turn in turns():
        question = asked(turn)
        places = find(question.text, question.evidence, Header(today=TODAY), embedder)
        several = places.answer and bool(choices_left(places))
        vague = is_vague(question.text, embedder, head=heads[question.library])
        back = several or vague
        told[turn["Collection"], turn["answerability"][0].lower()].append((places.answer and not back, back))
    return [
        [*key, str(len(each)), *(f"{_share(shares):.2f}" for shares in zip(*each, strict=True))]
        for key, each in sorted(told.items())
    ]


def _share(told: Sequence[bool]) -> float:
    return sum(told) / len(told)


def main() -> None:
    """Print the table, or write the head."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true")
    given = parser.parse_args()
    if not any(turns()):
        print(f"Skipped: no {FILE} (set NACELLE_SHARED).")
    elif given.learn:
        np.savez(WEIGHTS, **learn_vague({turn["Collection"] for turn in turns()}, MultilingualEmbedder())._asdict())
    else:
        print(table(["collection", "turn", "n", "answered", "asked back"], measure(MultilingualEmbedder())))


if __name__ == "__main__":
    main()

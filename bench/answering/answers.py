"""How often the embedded model's answer holds what is required, in how many words, beside passages shown whole.

`python -m bench answers [--library neets ...] [--home FOLDER] [--left-out] [--learn]`. Baselines: the best passage, the three best
passages, the best block. `--left-out` learns the weights without the library that is measured; `--learn` writes the shipped weights.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import gettempdir

from agent.models.embedded.writing.finding import find
from agent.models.embedded.writing.quoting import write
from agent.models.embedded.writing.weights import LEARNED, Weights, learned
from agent.question.header import Header, Machine
from agent.turn.found import NO_EVIDENCE
from bench.answering.answer_data import TODAY, Question
from bench.answering.answer_learning import Example, asked_elsewhere, example, learn_answer, learn_order, without_answer
from bench.answering.answer_sets import SETS, questions
from bench.answering.mtrag import in_library
from bench.report import table
from bench.shared_data import shared
from domain.answers import Evidence
from stores.embedders.multilingual import MultilingualEmbedder

Method = Callable[[Question], str]
_MARKER = re.compile(r"\s*\[\d+\]$")


def passages(count: int) -> Method:
    """The first passages that the search found, whole, each under its heading."""
    return lambda question: "\n".join(_whole(item) for item in list(question.evidence.values())[:count])


def _whole(item: Evidence) -> str:
    return f"{item.section or ''}\n{item.text}"


def best_block(weights: Weights, known: dict[str, Example]) -> Method:
    """The first block alone."""

    def method(question: Question) -> str:
        ranked = known[question.id].ranked(weights.blocks)
        return f"{ranked[0].block.heading}\n{ranked[0].block.text}" if ranked else ""

    return method


def ours(weights: Weights, embedder: MultilingualEmbedder) -> Method:
    """What the embedded model writes."""

    def method(question: Question) -> str:
        asset = question.machine
        machine = Machine(tag=asset.tag, model=asset.model, serial=asset.serial) if asset else None
        header = Header(today=TODAY, language=question.language, machine=machine)
        read = partial(find, question.text, question.evidence, header, embedder, weights)
        lines = write(question.text, question.evidence, header, (), read)
        return "\n".join(_MARKER.sub("", line) for line in lines)

    return method


def measure(method: Method, asked: Sequence[Question], *, may_abstain: bool) -> list[str]:
    """Questions, right, words, silent though answerable, silent where nothing answers."""
    told = [(question, method(question)) for question in asked]
    given = [(question, text) for question, text in told if question.answerable]
    none = [text for question, text in told if not question.answerable]
    right = [question.is_right(text) and not _is_silent(text) for question, text in given]
    words = [len(text.split()) for _, text in given]
    silent = [_is_silent(text) for _, text in given]
    row = [str(len(given)), f"{_mean(right):.3f}", f"{_mean(words):.0f}"]
    if not may_abstain:
        return [*row, "", ""]
    return [*row, f"{_mean(silent):.3f}", f"{_mean([_is_silent(text) for text in none]):.2f} of {len(none)}"]


def _is_silent(text: str) -> bool:
    return text.startswith(NO_EVIDENCE)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def learn(examples: Sequence[Example], near: Sequence[Example]) -> Weights:
    """Blocks are ordered as manuals teach it; when to answer is told from other people's text as well."""
    order = learn_order(examples)
    return Weights(blocks=order, answer=learn_answer([*examples, *near], order))


def run(names: Sequence[str], home: Path, *, left_out: bool, teach: bool) -> str:
    """Every method on every library, as Markdown."""
    embedder = MultilingualEmbedder()
    every = list(SETS) if left_out or teach else names
    asked = {name: questions(name, home) for name in every}
    known = {name: [example(name, one, embedder) for one in asked[name]] for name in every}
    near = [example(one.library, one, embedder) for one in in_library(home)] if left_out or teach else []
    if near:
        asked_of_all = [one for name in every for one in known[name]]
        near += asked_elsewhere(asked_of_all, embedder) + without_answer(asked_of_all, embedder)
    if teach:
        weights = learn([one for name in every for one in known[name]], near)
        LEARNED.write_text(weights.model_dump_json(indent=1) + "\n", encoding="utf-8")
    rows: list[list[str]] = []
    for name in names:
        others = [one for other in every if other != name for one in known[other]]
        weights = learn(others, near) if left_out else learned()
        methods = {
            "best passage whole": passages(1),
            "three best passages whole": passages(3),
            "best block": best_block(weights, {one.question.id: one for one in known[name]}),
            "Nacelle": ours(weights, embedder),
        }
        for label, method in methods.items():
            rows.append([name, label, *measure(method, asked[name], may_abstain=label == "Nacelle")])
    return table(["library", "shown", "n", "right", "words", "false silence", "silent where nothing answers"], rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", nargs="+", choices=list(SETS), default=list(SETS))
    parser.add_argument("--home", type=Path, default=Path(gettempdir()) / "nacelle-bench-answers")
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--learn", action="store_true")
    given = parser.parse_args()
    if not shared().is_dir():
        print(f"Skipped: no data in {shared()} (set NACELLE_SHARED).")
        return
    given.home.mkdir(parents=True, exist_ok=True)
    print(run(given.library, given.home, left_out=given.left_out, teach=given.learn))


if __name__ == "__main__":
    main()

"""How well passages are found: `python -m bench retrieval [--without-glossary]`; how fast by size, `python -m bench retrieval_scale`."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
from sqlalchemy import create_engine

from bench.finding.retrieval_data import (
    Question,
    QuestionSet,
    manual_s10,
    neets_read,
    notes,
    reports,
)
from bench.report import table
from bench.shared_data import shared
from domain.documents import Passage
from language.words import is_stop
from stores.embedders.bundled import BundledEmbedder
from stores.embedders.multilingual import shared_multilingual
from stores.passages.finding.narrowing import Narrowed
from stores.passages.store import Passages
from stores.passages.wording import glossary
from stores.passages.wording.text import words as index_words
from stores.protocols import Embedder

Method = Callable[[str], Sequence[Passage]]
DEPTH = 40


def methods(store: Passages, embedder: Embedder, asked: QuestionSet) -> dict[str, Method]:
    """What is compared: stemmed BM25 and the vectors of the English embedder, plain, by reciprocal rank, and Nacelle's search."""
    library = asked.library
    held = store.shelf.library(library)
    by_id = {passage.id: passage for _, _, passages in asked.written for passage in passages}

    def words(question: str) -> list[str]:
        terms = {word.term for word in index_words(question) if not is_stop(word.surface, "en")}
        found = held.words.best([((term, 1.0),) for term in terms if held.words.holds(term)], Narrowed(), DEPTH)
        return [one.passage for one in found]

    def meaning(question: str) -> list[str]:
        vector = np.asarray(embedder.embed([question]), dtype=np.float32)
        found = store.vectors.nearest(embedder.name, library, vector, DEPTH)[0]
        return [one.partition(":")[2] for one in found]

    def fused(question: str) -> list[str]:
        scores: dict[str, float] = {}
        for found in (words(question), meaning(question)):
            for place, one in enumerate(found, start=1):
                scores[one] = scores.get(one, 0.0) + 1 / (60 + place)
        return sorted(scores, key=lambda one: -scores[one])

    def best(found: Callable[[str], Sequence[str]]) -> Method:
        return lambda question: [by_id[one] for one in found(question)]

    def ours(question: str) -> list[Passage]:
        hits = store.search(question, library=library, limit=DEPTH).hits
        return [hit.passage.model_copy(update={"page": hit.page}) for hit in hits]

    return {"words": best(words), "vectors": best(meaning), "reciprocal rank": best(fused), "Nacelle": ours}


def measure(method: Method, asked: QuestionSet, questions: Sequence[Question]) -> list[str]:
    """Questions, hit@1, hit@5, mean reciprocal rank of the first gold key among ten, and milliseconds at p50 and p95."""
    ranks: list[int] = []
    times: list[float] = []
    for question in questions:
        start = perf_counter()
        found = method(question.text)
        times.append((perf_counter() - start) * 1000)
        keys = list(dict.fromkeys(map(asked.key, found)))[:10]
        ranks.append(next((place for place, key in enumerate(keys, 1) if key in question.gold), 0))
    reciprocal = [1 / rank if rank else 0.0 for rank in ranks]
    hits = [np.mean([0 < rank <= depth for rank in ranks]) for depth in (1, 5)]
    low, high = np.percentile(times, [50, 95])
    return [str(len(ranks)), *(f"{share:.3f}" for share in (*hits, np.mean(reciprocal))), f"{low:.1f}", f"{high:.1f}"]


def quality(home: Path) -> str:
    """Every method on every question set."""
    embedder = BundledEmbedder()
    store = Passages(create_engine(f"sqlite:///{home / 'rows.db'}"), home, None, embedder, shared_multilingual())
    rows: list[list[str]] = []
    for make in (manual_s10, neets_read, reports):
        asked = make()
        start = perf_counter()
        for document in asked.written:
            store.write(*document)
        middle = perf_counter()
        store.embed_further(asked.library)
        count = sum(len(passages) for _, _, passages in asked.written)
        rates = [f"{count / seconds:.0f}" for seconds in (middle - start, perf_counter() - middle)]
        print(f"{asked.name}: {count} passages, {' and '.join(rates)} a second", file=sys.stderr)
        kinds = {
            "English": [one for one in asked.questions if one.language == "en"],
            "others": [one for one in asked.questions if one.language != "en"],
            "notes": notes(asked) if make in (manual_s10, neets_read) else [],
        }
        for name, method in methods(store, embedder, asked).items():
            method("warm up")
            for kind, questions in kinds.items():
                if questions:
                    rows.append([asked.name, kind, name, *measure(method, asked, questions)])
    return table(["set", "questions", "method", "n", "hit@1", "hit@5", "MRR", "p50 ms", "p95 ms"], rows)


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--without-glossary",
        action="store_true",
        help="without trade terms of other languages: the second embedder alone",
    )
    if parser.parse_args().without_glossary:
        glossary.SUBJECTS = ()
    with tempfile.TemporaryDirectory() as folder:
        if shared().is_dir():
            print(quality(Path(folder)))
        else:
            print(f"No data in {shared()}: set NACELLE_SHARED.")


if __name__ == "__main__":
    main()

"""How well and how fast passages are found: `python -m bench.retrieval [--scale 5000 50000 200000]`."""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import cast

import numpy as np
from sqlalchemy import create_engine

from bench.retrieval_data import QuestionSet, made_up, manual_s10, neets_read, neets_windows, shared
from domain.documents import Passage
from stores.embedders.bundled import BundledEmbedder
from stores.passages.image import Image
from stores.passages.question import read
from stores.passages.ranking import by_meaning, by_words
from stores.passages.segments import Floats
from stores.passages.store import Passages

Method = Callable[[str], Sequence[Passage]]
DEPTH = 40


class RandomEmbedder:
    """Random unit vectors: for the scale curve only the amount counts."""

    name = "random"
    dimensions = 384

    def __init__(self) -> None:
        self._chance = np.random.default_rng(7)

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        vectors = self._chance.standard_normal((len(texts), self.dimensions), dtype=np.float32)
        return cast("Sequence[Sequence[float]]", vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def methods(store: Passages, embedder: BundledEmbedder, asked: QuestionSet) -> dict[str, Method]:
    """What is compared; `image` is the library as the store's own search sees it."""
    image = store.image(asked.written[0].library)
    by_id = {passage.id: passage for passage in asked.written[2]}

    def words(question: str) -> Floats:
        return by_words(read(question, image), image)

    def meaning(question: str) -> Floats:
        return by_meaning(np.asarray(embedder.embed([question]))[0], image)

    def fused(question: str) -> Floats:
        return (1 / (60 + _places(words(question))) + 1 / (60 + _places(meaning(question)))).astype(np.float32)

    def best(scores: Callable[[str], Floats]) -> Method:
        return lambda question: _top(scores(question), image, by_id)

    def ours(question: str) -> list[Passage]:
        return [hit.passage for hit in store.search(question, library=asked.written[0].library, limit=DEPTH).hits]

    return {"words": best(words), "vectors": best(meaning), "reciprocal rank": best(fused), "Nacelle": ours}


def _places(scores: Floats) -> Floats:
    places = np.empty(len(scores), dtype=np.float32)
    places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return places


def _top(scores: Floats, image: Image, by_id: dict[str, Passage]) -> list[Passage]:
    return [by_id[image.passage_ids[int(at)]] for at in np.argsort(-scores, kind="stable")[:DEPTH]]


def measure(method: Method, asked: QuestionSet, *, english: bool) -> str:
    """hit@1, hit@5, mean reciprocal rank of the first gold key among ten, and milliseconds."""
    ranks: list[int] = []
    times: list[float] = []
    for question in asked.questions:
        if (question.language == "en") != english:
            continue
        start = perf_counter()
        found = method(question.text)
        times.append((perf_counter() - start) * 1000)
        keys = list(dict.fromkeys(map(asked.key, found)))[:10]
        ranks.append(next((place for place, key in enumerate(keys, 1) if key in question.gold), 0))
    reciprocal = [1 / rank if rank else 0.0 for rank in ranks]
    hits = [np.mean([0 < rank <= depth for rank in ranks]) for depth in (1, 5)]
    low, high = np.percentile(times, [50, 95])
    return f"n {len(ranks):3}  hit@1 {hits[0]:.3f}  hit@5 {hits[1]:.3f}  MRR {np.mean(reciprocal):.3f}  p50 {low:5.1f} ms  p95 {high:5.1f} ms"


def quality(home: Path) -> None:
    """Every method on every question set."""
    embedder = BundledEmbedder()
    store = Passages(create_engine(f"sqlite:///{home / 'rows.db'}"), home, None, BundledEmbedder())
    for make in (manual_s10, neets_windows, neets_read):
        asked = make()
        start = perf_counter()
        store.write(*asked.written)
        passages = len(asked.written[2])
        print(f"\n{asked.name}: {passages} passages, indexed at {passages / (perf_counter() - start):.0f} a second")
        for name, method in methods(store, embedder, asked).items():
            method("warm up")
            for english in (True, False):
                if any((question.language == "en") == english for question in asked.questions):
                    print(
                        f"  {name:16}{'English' if english else 'others':8} {measure(method, asked, english=english)}"
                    )


def scale(home: Path, sizes: Sequence[int]) -> None:
    """Search time over made-up passages with random vectors."""
    for size in sizes:
        folder = home / str(size)
        folder.mkdir()
        store = Passages(create_engine(f"sqlite:///{folder / 'rows.db'}"), folder, None, RandomEmbedder())
        start = perf_counter()
        queries = [
            " ".join(written[2][5].text.split()[:8]) for written in made_up(size) if store.write(*written) is None
        ]
        wrote, start = perf_counter() - start, perf_counter()
        store.search(queries[0], library=f"made-{size}")
        opened, times = perf_counter() - start, list[float]()
        for query in (queries * 50)[:50]:
            start = perf_counter()
            store.search(query, library=f"made-{size}")
            times.append((perf_counter() - start) * 1000)
        low, high = np.percentile(times, [50, 95])
        print(
            f"{size:7} passages: written in {wrote:.0f} s, first search {opened:.2f} s, then p50 {low:.1f} ms, p95 {high:.1f} ms"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--scale", nargs="*", type=int, metavar="PASSAGES", help="the scale curve instead of the quality"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.scale is not None:
            scale(Path(folder), chosen.scale or [5_000, 50_000, 200_000])
        elif shared().is_dir():
            quality(Path(folder))
        else:
            print(f"No data in {shared()}: set NACELLE_SHARED.")


if __name__ == "__main__":
    main()

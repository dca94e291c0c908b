"""How long a search takes by size of the library: `python -m bench retrieval_scale HOME [5000 200000]`.

Passages are those of two real manuals with other figures and every seventh word another; their vectors are the real ones, moved by a
random step. Each document is for one of ten models and two sites. Made in HOME, document by document: stopped, the same command goes on.
Questions are the real ones, embedded for real.
"""

import argparse
import random
import re
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import numpy as np
from sqlalchemy import create_engine

from bench.finding.retrieval_data import manual_s10, neets_read
from bench.report import table
from domain.documents import Applicability, Document, Passage, PassageKind, Section
from stores.embedders.bundled import BundledEmbedder
from stores.passages.store import Passages

BASE, DOCUMENT, SECTIONS, BRIEF = 800, 1000, 50, 20
MODELS, SITES = 10, ("North", "South")
KINDS: tuple[PassageKind, ...] = ("prose", "prose", "procedure", "table")
LATE = 50
"""Passages of the document that is written into a library of full size."""
FILTERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "model": {"model": "V-3"},
    "kinds": {"kinds": ("procedure", "table")},
    "model, kinds, site": {"model": "V-3", "kinds": ("table",), "sites": ("North",)},
}
OTHER, STEP = 7, 0.35
SIZES = (5_000, 200_000)
Vectors = Sequence[Sequence[float]]


class Varying:
    """The bundled embedder, but for varied passages, whose vectors are those of what they were made of, moved."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._real = BundledEmbedder()
        self.name, self.dimensions = self._real.name, self._real.dimensions
        self._base = np.asarray(self._real.embed(texts), dtype=np.float32)
        self._chance = np.random.default_rng(7)
        self.made_of: dict[str, int] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        places = [self.made_of.get(text.rpartition("\n")[2], -1) for text in texts]
        if min(places, default=-1) < 0:
            return self._real.embed(texts)
        step = self._chance.standard_normal((len(texts), self.dimensions), dtype=np.float32)
        moved = self._base[places] + STEP * step / np.linalg.norm(step, axis=1, keepdims=True)
        return cast("Vectors", moved / np.linalg.norm(moved, axis=1, keepdims=True))


def varied(
    texts: Sequence[str], number: int, count: int, embedder: Varying
) -> tuple[Document, list[Section], list[Passage]]:
    """One document of `count` passages."""
    chance = random.Random(number)
    words = [word for text in texts for word in text.split()]
    document = Document(
        id=f"varied-{number}",
        title=f"Varied {number}",
        path=f"{number}.txt",
        language="en",
        applies_to=Applicability(models=(f"V-{number // DOCUMENT % MODELS}",)),
        sites=(SITES[number // DOCUMENT % len(SITES)],),
    )
    sections = [
        Section(id=f"{document.id}/{at}", document_id=document.id, title=f"Part {at}") for at in range(SECTIONS)
    ]
    passages: list[Passage] = []
    embedder.made_of.clear()
    for at in range(count):
        place = chance.randrange(len(texts))
        said = [chance.choice(words) if chance.randrange(OTHER) == 0 else word for word in texts[place].split()]
        text = re.sub(r"\d", lambda _: str(chance.randrange(10)), " ".join(said))
        embedder.made_of[text] = place
        section = sections[at % SECTIONS].id
        kind = KINDS[at % len(KINDS)]
        one = Passage(id=f"{document.id}-{at}", document_id=document.id, section_id=section, text=text, kind=kind)
        passages.append(one)
    return document, sections, passages


def missing(store: Passages, size: int) -> Iterator[int]:
    """The numbers of the documents that are not there yet."""
    known = {document.id for document in store.documents()}
    return (number for number in range(0, size, DOCUMENT) if f"varied-{number}" not in known)


def cpu() -> float:
    """Seconds of all threads of this process."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def timed(store: Passages, questions: Sequence[str], filters: dict[str, Any]) -> list[float]:
    """Milliseconds of the questions asked with filters: p50 and p95 of the wall, then of the CPU."""
    walls, busy = list[float](), list[float]()
    for question in questions:
        start, before = perf_counter(), cpu()
        store.search(question, **filters)
        walls.append((perf_counter() - start) * 1000)
        busy.append((cpu() - before) * 1000)
    return [float(one) for one in (*np.percentile(walls, [50, 95]), *np.percentile(busy, [50, 95]))]


def main() -> None:
    """Make what lacks, then print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    given = parser.parse_args()
    asked, other = neets_read(), manual_s10()
    texts = [one.text for _, _, passages in (*asked.written, *other.written) for one in passages]
    texts = random.Random(1).sample([text for text in texts if len(text.split()) > BRIEF], BASE)
    questions = [one.text for one in (*asked.questions, *other.questions) if one.language == "en"]
    embedder = Varying(texts)
    rows: list[list[str]] = []
    for size in given.sizes:
        folder = given.home / str(size)
        folder.mkdir(parents=True, exist_ok=True)
        store = Passages(create_engine(f"sqlite:///{folder / 'rows.db'}"), folder, None, embedder)
        for number in missing(store, size):
            start = perf_counter()
            store.write(*varied(texts, number, min(DOCUMENT, size - number), embedder))
            print(f"{number}: {perf_counter() - start:.1f} s", file=sys.stderr, flush=True)
        start, before = perf_counter(), cpu()
        store.search(questions[0])
        print(f"opened in {perf_counter() - start:.1f} s, CPU {cpu() - before:.1f} s", flush=True)
        for name, filters in FILTERS.items():
            figures = timed(store, questions, filters)
            rows.append([f"{size:,}", name, str(len(questions)), *(f"{one:.0f}" for one in figures)])
        late, start, before = size + random.randrange(10**9), perf_counter(), cpu()
        store.write(*varied(texts, late, LATE, embedder))
        print(f"{LATE} passages written in {perf_counter() - start:.1f} s, CPU {cpu() - before:.1f} s", flush=True)
        start, before = perf_counter(), cpu()
        store.search(questions[1])
        print(f"the search after it {perf_counter() - start:.1f} s, CPU {cpu() - before:.1f} s", flush=True)
        store.remove(f"varied-{late}")
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"peak {held:.0f} MB", flush=True)
    print(table(["passages", "narrowed to", "n", "p50 ms", "p95 ms", "CPU p50 ms", "CPU p95 ms"], rows), flush=True)


if __name__ == "__main__":
    main()

"""A library of several languages: what is said in another language than the question's is not behind for that alone."""

from typing import Any, cast

import numpy as np

from domain.documents import Document
from stores.passages.finding.asking import Asking
from stores.passages.finding.mixed import Middles, meaning
from stores.passages.finding.ranking import Meaning, Weights, rank
from stores.passages.finding.shelf import Library
from stores.passages.finding.words import Held
from stores.passages.wording.question import Concept, Reading

READING = Reading("oil quantity", (Concept((("oil", 1.0),), 1.0),), ("oil quantity",), "en", False, 1.0, 1.0)


class Spaces:
    """Stands for an embedder's space, and for the vectors in it."""

    name = "e5"

    def __init__(self) -> None:
        self.asked = 0

    def middle(self, _space: str, _library: str, documents: frozenset[str]) -> Any:
        self.asked += 1
        return np.asarray([0.8, 0.0] if "english" in documents else [0.5, 0.0], dtype=np.float32)


def held(key: str, document: str, text: tuple[str, ...] = (), words: float = 0.0) -> Held:
    return Held(key, key, key, document, "", key, frozenset(), text, words)


def library(spaces: Any) -> Library:
    documents = {one: Document(id=one, title=one, path=one, language=one[:2]) for one in ("english", "svensk")}
    return Library("main", 1, documents, cast("Any", None), [cast("Any", object()), spaces])


def test_what_passages_of_a_language_have_in_common_with_the_question_is_taken_off() -> None:
    spaces = Spaces()
    both, middles = library(spaces), Middles(cast("Any", spaces))
    pool = {"a": held("a", "english"), "b": held("b", "svensk")}
    asking = Asking(cast("Any", spaces), np.asarray([1.0, 0.0], dtype=np.float32), 1.0)
    for _ in range(2):
        said = meaning(asking, both, {"a": 0.85, "b": 0.7}, pool, middles)
    assert said.cosines["b"] > said.cosines["a"]
    assert spaces.asked == 2, "the means are kept"


def test_words_that_a_language_has_not_are_not_held_against_it() -> None:
    pool = [held(f"e{n}", "english", ("oil",) if n > 2 else ("belt",) * 20, float(n)) for n in range(6)]
    pool.append(held("s", "svensk", ("olja",) * 20))
    cosines = {**{f"e{n}": 0.1 * n for n in range(6)}, "s": 0.55}
    best = rank(READING, pool, [Meaning(cosines, 1.0)], Weights(), {"svensk"})
    assert best[0].held.key == "s"
    assert rank(READING, pool, [Meaning(cosines, 1.0)], Weights())[0].held.key != "s"

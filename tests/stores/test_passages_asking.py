"""A page that asks stands behind one that answers, however many of the question's words it has."""

from stores.passages.finding.ranking import Meaning, Weights, rank
from stores.passages.finding.words import Held
from stores.passages.wording.question import Concept, Reading

READING = Reading("oil pressure", (Concept((("oil", 1.0),), 1.0), Concept((("pressur", 1.0),), 1.0)), ("oil pressure",), "en", False, 1.0, 1.0)  # fmt: skip


def held(key: str, text: tuple[str, ...], words: float, *, asks: bool = False) -> Held:
    return Held(key, key, key, "manual", "", key, frozenset(), text * 10, words, asks)


def test_the_answer_comes_before_the_exam() -> None:
    pool = [
        held("exam", ("oil", "pressur"), 2.0, asks=True),
        held("answer", ("oil", "bar"), 1.0),
        held("other", ("belt",), 0.0),
    ]
    cosines = Meaning({"exam": 0.7, "answer": 0.6, "other": 0.1}, 1.0)
    assert [one.held.key for one in rank(READING, pool, [cosines], Weights())] == ["answer", "exam", "other"]

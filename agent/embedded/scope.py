"""Whether a question is no service work at all: words first, then a linear classifier that has to be sure (decision 12)."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from agent.embedded.classifier import likely
from agent.embedded.intents import out_of_scope
from stores.passages import glossary
from stores.passages.question import in_english
from stores.passages.text import fold, stem
from stores.protocols import Embedder

WEIGHTS = Path(__file__).parent / "scope.npz"
OTHER = "other"
SURE = 0.8
NEAR = 0.4
"""Cosine from which on a passage of the library is about what is asked: then it is looked up, whatever the classifier says."""
PASSAGE = 400


def is_no_service_work(question: str, embedder: Embedder | None, nearest: Callable[[], Sequence[str]]) -> bool:
    """Whether a question has nothing to do with machines.

    Args:
        question: as asked, in any language.
        embedder: that the classifier was trained on; without it the words decide alone.
        nearest: the library's passages for the question; asked for only where the classifier is sure.
    """
    if out_of_scope(question):
        return True
    if embedder is None or likely(question, embedder, WEIGHTS).get(OTHER, 0.0) < SURE:
        return False
    return not _names_a_part(question) and not _is_near(question, embedder, nearest())


def _names_a_part(question: str) -> bool:
    words = {stem(fold(word)) for word in re.findall(r"[^\W\d_]+", in_english(question))}
    return bool(words & glossary.machine_words())


def _is_near(question: str, embedder: Embedder, passages: Sequence[str]) -> bool:
    if not passages:
        return False
    texts = [question, in_english(question), *(passage[:PASSAGE] for passage in passages)]
    vectors = np.asarray(embedder.embed(texts), dtype=np.float32)
    return float((vectors[:2] @ vectors[2:].T).max()) >= NEAR

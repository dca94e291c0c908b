"""Which quotable piece answers a question best: rare words covered, the kind of value asked for, meaning."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import snowballstemmer

from agent.embedded.sentences import Candidate
from domain.answers import Evidence
from stores.protocols import Embedder

_STEMMER = snowballstemmer.stemmer("english")
_STOP = frozenset(
    "a an and any are as at be been but by can could did do does doing for from get gets give given had has have he her here how i if in into is it "
    "its just like many may me more most much must my need no not of off on one only or other our out over own please same shall she should so "
    "some such tell than that the their them then there these they this those through to too under up us use used using very was we were what "
    "when where which while who whom why will with within would you your about after also before between both during each say says said mean means "
    "show know want let find make made".split()
)
_NUMBER_QUESTION = re.compile(
    r"\b(how (?:many|much|long|often|far|high|hot|cold|heavy|thick|wide|deep|big|large|small|fast|old|tall|close)|what (?:is the )?(?:torque|pressure|voltage|"
    r"temperature|size|weight|distance|value|interval|limit|diameter|length|width|rating|resistance|current|speed|capacity|clearance|gap|angle)|"
    r"max(?:imum)?|min(?:imum)?|at least|at most|which (?:size|gauge|torque)|ohms?|volts?|amps?|inches|percent|degrees)\b",
    re.IGNORECASE,
)
TOP_FOR_MEANING = 16


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """Content words, stemmed; numbers stay as they are."""
    words = re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", text.casefold())
    return [_stem(word) for word in words if word not in _STOP]


def asks_for_number(question: str) -> bool:
    """Whether the question wants a figure."""
    return _NUMBER_QUESTION.search(question) is not None


class Ranker:
    """Scores candidates for one question. Scores are about 0 to 3, comparable between questions only roughly."""

    def __init__(self, question: str, evidence: Sequence[Evidence], embedder: Embedder | None) -> None:
        self.question = question
        self.words = list(dict.fromkeys(stems(question)))
        self.numeric = asks_for_number(question)
        self._embedder = embedder
        texts = [set(stems(f"{e.section or ''} {e.text}")) for e in evidence if e.kind == "manual"]
        df = Counter(word for text in texts for word in text)
        total = len(texts) + 1
        self._idf = {word: math.log(1 + total / (df[word] + 0.5)) for word in self.words}
        self._total = sum(self._idf.values()) or 1.0
        self._evidence = evidence

    def coverage(self, text: str, *, within: Sequence[str] | None = None) -> float:
        """The share of the question's rare-word weight that stands in `text`, 0 to 1."""
        have = set(stems(text)) if within is None else set(within)
        return sum(self._idf[word] for word in self.words if word in have) / self._total

    def rank(self, items: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
        """Candidates with their scores, best first."""
        scored = sorted(((self._score(c), c) for c in items), key=lambda pair: -pair[0])
        if not scored or self._embedder is None:
            return scored
        top, rest = scored[:TOP_FOR_MEANING], scored[TOP_FOR_MEANING:]
        framed = [self.question, *(f"{c.context[:120]}: {c.text[:400]}" for _, c in top)]
        vectors = np.asarray(self._embedder.embed(framed), dtype=np.float32)
        nearness = vectors[1:] @ vectors[0]
        blended = [(score + 1.0 * float(near), c) for (score, c), near in zip(top, nearness, strict=True)]
        return sorted(blended, key=lambda pair: -pair[0]) + rest

    def _score(self, c: Candidate) -> float:
        own = set(stems(c.text))
        frame = own | set(stems(c.context))
        around = frame | set(stems(c.passage))
        score = self.coverage("", within=list(own)) + 0.35 * self.coverage("", within=list(frame))
        score += 0.25 * self.coverage("", within=list(around)) + self._prior(c)
        if self.numeric:
            fresh = [n for n in re.findall(r"\d+(?:[.,]\d+)*", c.text) if n not in self.question]
            score += 0.2 if fresh else -0.15
        if len(own) < 3 or c.text.endswith("?"):
            score -= 0.4
        if c.kind in {"figure", "heading"}:
            score -= 0.15
        return score

    def _prior(self, c: Candidate) -> float:
        rank = sum(1 for e in self._evidence[: c.source] if e.kind == "manual")
        return 0.35 / (1 + 0.5 * rank)

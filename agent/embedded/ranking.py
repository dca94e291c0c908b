"""Which quotable piece answers a question best: rare words covered, the kind of value asked for, meaning."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from agent.embedded.sentences import Candidate
from agent.embedded.serials import names_range_of
from domain.answers import Evidence
from stores.passages import glossary
from stores.passages.question import language_of
from stores.passages.text import fold, stem
from stores.protocols import Embedder

TOP_FOR_MEANING = 12
MEANING_WEIGHT = 1.2
UNKNOWN_WEIGHT = 0.5
_CHATTY = frozenset(
    "tell show give want need know say says said mean means meaning find please pls new guy somebody someone something anything thing things way kind sort right "
    "good bad many much often also just like still really exactly actually book manual document here there now get got goes going put take use used using make made let "
    "long far happens happen work works step steps order".split()
)
_NUMBER_QUESTION = re.compile(
    r"\b(how (?:many|much|long|often|far|high|hot|cold|heavy|thick|wide|deep|big|large|small|fast|old|tall|close|tight|cool|warm)|(?:what|which) (?:is the |are the )?(?:\w+ )?"
    r"(?:torque|pressure|voltage|temperature|size|weight|distance|value|interval|limit|diameter|length|width|rating|resistance|current|speed|capacity|clearance|gap|angle|gauge)|"
    r"max(?:imum)?|min(?:imum)?|at least|at most|ohms?|volts?|amps?|inches|percent|degrees)\b",
    re.IGNORECASE,
)

_PAGE_NUMBER = re.compile(r"(?<![\w.])(?:[A-Z]-)?\d{1,2}-\d{1,3}(?![\w-])|\.{4,}")
_TEST = re.compile(r"\?.*\b1\. .*\b2\. |\b3\. .*\b4\. |^Q\d+\.")
_REFERS = re.compile(
    r"\b(?:see|siehe|se|ver|véase)\s+(?:[A-Z]{2,}-|table|section|chapter|tabelle|kapitel|tabel|afsnit)", re.IGNORECASE
)
_COVER = re.compile(
    r"\b(?:Document number|Dokumentnummer|Applies to:|Gilt für:|Table of contents|Original instructions)", re.IGNORECASE
)
KEY_CELL = 0.45
OWN_SERIAL = 0.3
LONG = 60


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return stem(fold(word), "en")


def stems(text: str) -> list[str]:
    """Content words, stemmed; numbers stay as they are."""
    function = glossary.function_words()["en"]
    words = re.findall(r"\.?\d+(?:[.,]\d+)*(?:/\d+)?|[^\W\d_]+", text.casefold())
    return [_stem(word) for word in words if word not in function]


def asks_for_number(question: str) -> bool:
    """Whether the question wants a figure."""
    return _NUMBER_QUESTION.search(question) is not None


def concepts(question: str) -> list[frozenset[str]]:
    """What the question is about: for each content word its stem, and those of its plain or English meanings."""
    language = language_of(question)
    function = glossary.function_words()[language] | glossary.function_words()["en"]
    found: dict[str, frozenset[str]] = {}
    for token in re.findall(r"\.?\d+(?:[.,]\d+)*(?:/\d+)?|[^\W\d_]+(?:[/'][^\W\d_]+)?", question):
        word = fold(token)
        if word in function or word in _CHATTY:
            continue
        plain = glossary.shorthand().get(word)
        meanings = glossary.translate(word, language) if language != "en" else (plain,) if plain else ()
        forms = {_stem(word)} | {s for meaning in meanings if meaning for s in stems(meaning)}
        found.setdefault(word, frozenset(forms))
    return list(found.values())


class Ranker:
    """Scores candidates for one question. Scores are about 0 to 3, comparable between questions only roughly."""

    def __init__(
        self, question: str, evidence: Sequence[Evidence], embedder: Embedder | None, *, serial: str = ""
    ) -> None:
        self.question = question
        self.numeric = asks_for_number(question)
        self._serial = serial
        self._keys = {_cell(k) for k in re.findall(r"#?\w+(?:[-./]\w+)*", question) if any(x.isdigit() for x in k)}
        self._embedder = embedder
        texts = [set(stems(f"{e.section or ''} {e.title} {e.text}")) for e in evidence if e.kind == "manual"]
        self._pool = set[str]().union(*texts) if texts else set[str]()
        df = Counter(word for text in texts for word in text)
        total = len(texts) + 1
        self._concepts = [(_near(forms, self._pool), forms) for forms in concepts(question)]
        weights: list[float] = []
        for near, _ in self._concepts:
            seen = max((df[word] for word in near), default=0)
            weights.append(math.log(1 + total / (seen + 0.5)) if seen else 0.0)
        self._weights = weights
        known = [weight for weight in weights if weight]
        self._unknown = [forms for (_, forms), weight in zip(self._concepts, weights, strict=True) if not weight]
        self._known_total = sum(known) or 1.0
        mean = self._known_total / len(known) if known else 1.0
        self._total = self._known_total + UNKNOWN_WEIGHT * mean * len(self._unknown)
        self._evidence = evidence

    @property
    def unknown(self) -> list[frozenset[str]]:
        """Words of the question of which the evidence has no trace."""
        return self._unknown

    @property
    def unknown_share(self) -> float:
        """How much of the question's words has no trace, short fragments aside."""
        words = [forms for forms in self._unknown if all(len(form) >= 4 for form in forms)]
        return len(words) / (len(self._concepts) or 1)

    def coverage(self, text: str) -> float:
        """The share of the question's weight that stands in `text`, 0 to 1; unknown words count half."""
        return self._covered(set(stems(text))) / self._total

    def _covered(self, have: set[str]) -> float:
        return sum(w for (near, _), w in zip(self._concepts, self._weights, strict=True) if w and near & have)

    def rank(self, items: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
        """Candidates with their scores, best first."""
        scored = sorted(((self._score(c), c) for c in items), key=lambda pair: -pair[0])
        if not scored or self._embedder is None:
            return scored
        top, rest = scored[:TOP_FOR_MEANING], scored[TOP_FOR_MEANING:]
        framed = [self.question, *(f"{c.context[:60]}: {c.text[:260]}" for _, c in top)]
        vectors = np.asarray(self._embedder.embed(framed), dtype=np.float32)
        nearness = vectors[1:] @ vectors[0]
        blended = [(s + MEANING_WEIGHT * float(near), c) for (s, c), near in zip(top, nearness, strict=True)]
        return sorted(blended, key=lambda pair: -pair[0]) + rest

    def is_for_serial(self, c: Candidate) -> bool:
        """Whether a piece names a range of serial numbers that holds this machine's."""
        return names_range_of(c.text, self._serial)

    def nearness(self, texts: Sequence[str]) -> list[float]:
        """How near in meaning each text is to the question, cosine; zeros without an embedder."""
        if self._embedder is None or not texts:
            return [0.0] * len(texts)
        vectors = np.asarray(self._embedder.embed([self.question, *texts]), dtype=np.float32)
        return [float(value) for value in vectors[1:] @ vectors[0]]

    def _score(self, c: Candidate) -> float:
        own = set(stems(c.text))
        frame = own | set(stems(c.context))
        around = frame | set(stems(c.passage))
        score = sum(
            weight * self._covered(have) / self._known_total
            for weight, have in ((0.9, own), (0.4, frame), (0.35, around))
        )
        score += self._prior(c)
        if self.numeric:
            fresh = [n for n in re.findall(r"\d+(?:[.,]\d+)*", c.text) if n not in self.question]
            score += 0.2 if fresh else -0.15
            score -= 0.5 if _REFERS.search(c.text) else 0.0
        if c.kind == "row":
            score += KEY_CELL * any(_cell(cell) in self._keys for cell in c.cells)
        if self.is_for_serial(c):
            score += OWN_SERIAL
        return score - _poor(c, own)

    def _prior(self, c: Candidate) -> float:
        rank = sum(1 for e in self._evidence[: c.source] if e.kind == "manual")
        return 0.4 / (1 + 0.5 * rank)


def _poor(c: Candidate, own: set[str]) -> float:
    """What does not answer: captions, lead-ins, questions, indexes and contents, multiple-choice tests."""
    minus = 0.0
    if len(own) < 3 or c.text.endswith("?") or _TEST.search(c.text):
        minus += 0.6
    if c.kind in {"figure", "heading"}:
        minus += 0.6
    if len(c.text.split()) > LONG:
        minus += 0.3
    if _COVER.search(c.text):
        minus += 2.0
    if c.text.endswith(":"):
        minus += 0.3
    if c.kind != "row" and len(_PAGE_NUMBER.findall(c.passage)) >= 4:
        minus += 0.6
    return minus


def _near(forms: frozenset[str], pool: set[str]) -> frozenset[str]:
    """The pool's words that a word of the question means: itself, a compound half, or its right spelling."""
    held = forms & pool
    if held:
        return frozenset(held)
    found: set[str] = set()
    for form in forms:
        if len(form) >= 5 and form.isalpha():
            found |= {word for word in pool if _alike(form, word)}
    return frozenset(found)


def _cell(text: str) -> str:
    return text.strip(" #.").casefold().replace(",", "")


@lru_cache(maxsize=100_000)
def _alike(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 2 or a[0] != b[0] or not b.isalpha():
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    return OSA.distance(a, b, score_cutoff=2) <= (1 if len(a) < 8 else 2)

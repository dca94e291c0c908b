"""Which quotable piece answers a question best: rare words covered, the kind of value asked for, meaning."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from agent.embedded import signs
from agent.embedded.concepts import concepts, measured, near, parts_of, stems
from agent.embedded.names_asked import Keys
from agent.embedded.places import Places
from agent.embedded.sentences import Candidate
from agent.embedded.serials import names_range_of
from agent.facts import fold, identifiers
from domain.answers import Evidence
from stores.passages.question import in_english
from stores.protocols import Embedder

TOP_FOR_MEANING = 8
MEANING_WEIGHT = 1.2
PART_WEIGHT = 0.4
UNKNOWN_WEIGHT = 0.5
OWN, FRAME, AROUND, BESIDE = 0.9, 0.4, 0.35, 0.2
SECTION = 0.4
NAMED = 0.3
KEY_CELL = 0.45
OWN_SERIAL = 0.3
OTHER_KIND = 0.25
DEFINITION = 1.0
PLAINLY_NEAR = 0.65
"""From here on a text says the same in other words, though another machine's manual has more of the question's own."""


class Ranker:
    """Scores candidates for one question. Scores are about 0 to 4, comparable between questions only roughly."""

    def __init__(
        self, question: str, evidence: Sequence[Evidence], embedder: Embedder | None, *, serial: str = ""
    ) -> None:
        self.question = question
        self._asked = list(dict.fromkeys((question, in_english(question))))
        self.numeric = signs.asks_for_number(question)
        self._rule = signs.asks_for_rule(question)
        self._term = signs.term_defined(question)
        self._serial = serial
        self.keys = Keys(question)
        self._codes = identifiers(question)
        self._embedder = embedder
        self._evidence = evidence
        texts = [set(stems(f"{e.section or ''} {e.title} {e.text}")) for e in evidence if e.kind == "manual"]
        pool = set[str]().union(*texts, *(measured(e.text) for e in evidence if e.kind == "manual"))
        self._pool = pool
        df = Counter(word for text in texts for word in text)
        total = len(texts) + 1
        self._concepts = [(near(forms, pool), forms) for forms in concepts(question)]
        self._weights = [
            math.log(1 + total / (max((df[word] for word in held), default=0) + 0.5)) if held else 0.0
            for held, _ in self._concepts
        ]
        known = [weight for weight in self._weights if weight]
        self._unknown = [forms for (_, forms), weight in zip(self._concepts, self._weights, strict=True) if not weight]
        self._known_total = sum(known) or 1.0
        mean = self._known_total / len(known) if known else 1.0
        self._total = self._known_total + UNKNOWN_WEIGHT * mean * len(self._unknown)
        self.places = Places(evidence)

    @property
    def size(self) -> int:
        """How many content words the question has."""
        return len(self._concepts)

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

    def holds_rarest(self, text: str) -> bool:
        """Whether a text has the word of the question that the fewest passages have."""
        most = max(self._weights, default=0.0)
        held = self._concepts[self._weights.index(most)][0] if most else frozenset[str]()
        return bool(held & set(stems(text)))

    def coverage_with_units(self, text: str) -> float:
        """The same, where "410 L" stands for the litres and the volume that the question names."""
        return self._covered({*stems(text), *measured(text)}) / self._total

    def _covered(self, have: set[str]) -> float:
        return sum(w for (held, _), w in zip(self._concepts, self._weights, strict=True) if w and held & have)

    def rank(self, items: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
        """Candidates with their scores, best first."""
        beside = self._beside(items)
        scored = sorted(
            ((self._score(c) + near_by, c) for c, near_by in zip(items, beside, strict=True)), key=lambda pair: -pair[0]
        )
        if not scored or self._embedder is None:
            return scored
        top, rest = scored[:TOP_FOR_MEANING], scored[TOP_FOR_MEANING:]
        whole, parts = self._asked, parts_of(self.question)
        framed = [f"{c.context[:60]}: {c.text[:260]}" for _, c in top]
        vectors = np.asarray(self._embedder.embed([*whole, *parts, *framed]), dtype=np.float32)
        asked = len(whole) + len(parts)
        nearness = vectors[asked:] @ vectors[:asked].T
        meaning = MEANING_WEIGHT * nearness[:, : len(whole)].max(axis=1) + PART_WEIGHT * nearness.max(axis=1)
        blended = [(s + float(value), c) for (s, c), value in zip(top, meaning, strict=True)]
        return sorted(blended, key=lambda pair: -pair[0]) + rest

    def is_for_serial(self, c: Candidate) -> bool:
        """Whether a piece names a range of serial numbers that holds this machine's."""
        return names_range_of(c.text, self._serial)

    def is_named(self, item: Evidence) -> bool:
        """Whether the question names the document of an evidence by its number ("by SB-031")."""
        written = fold(f"{item.path or ''} {item.title}")
        return any(code in written for code in self._codes)

    def nearness(self, texts: Sequence[str]) -> list[float]:
        """How near in meaning each text is to the question, cosine; zeros without an embedder."""
        if self._embedder is None or not texts:
            return [0.0] * len(texts)
        asked = len(self._asked)
        vectors = np.asarray(self._embedder.embed([*self._asked, *texts]), dtype=np.float32)
        return [float(value) for value in (vectors[asked:] @ vectors[:asked].T).max(axis=1)]

    def share(self, name: str) -> float:
        """How much of the question's weight stands in the name of a table's column."""
        return self._covered(set(stems(name))) / self._known_total

    def share_of(self, thing: str, text: str) -> float:
        """The share of a thing's words (of the question) that stand in a text, whatever they weigh."""
        have, named = set(stems(text)), self.forms_of(thing)
        return sum(bool(forms & have) for forms in named) / len(named) if named else 1.0

    def forms_of(self, thing: str) -> list[frozenset[str]]:
        """For each word of a thing, the words of the evidence that mean it; its own where none does."""
        return [near(forms, self._pool) or forms for forms in concepts(thing)]

    def _beside(self, items: Sequence[Candidate]) -> list[float]:
        """What the sentences before and behind a piece cover: an answer seldom stands alone."""
        shares = [self._covered(set(stems(c.text))) / self._known_total for c in items]
        sums = [0.0] * len(items)
        for (at, a), (after, b) in pairwise(enumerate(items)):
            if a.source == b.source:
                sums[at] += BESIDE * shares[after]
                sums[after] += BESIDE * shares[at]
        return sums

    def _score(self, c: Candidate) -> float:
        words = set(stems(c.text))
        # What all rows have in the names of their columns tells none of them from the others.
        own = (set(stems(" ".join(c.cells))) if c.kind == "row" and c.cells else words) | measured(c.text)
        frame = own | words | set(stems(c.context))
        around = frame | set(stems(c.passage))
        share = sum(weight * self._covered(have) for weight, have in ((OWN, own), (FRAME, frame), (AROUND, around)))
        score = share / self._known_total + self._prior(c)
        if self.numeric:
            score += signs.figure(c.text, self.question)
        if self._rule:
            score += signs.rule(c.text)
        if c.kind == "row":
            score += KEY_CELL * any(map(self.keys.names_row, c.cells))
            score -= OTHER_KIND * self._is_another_kind(c.cells[0] if c.cells else "")
        if self.is_for_serial(c):
            score += OWN_SERIAL
        if self._term and c.place == 0 and self.places.open_on(self._term, c.source):
            score += DEFINITION
        return score - signs.poor(c, len(words))

    def _is_another_kind(self, name: str) -> bool:
        """Whether a row is of a kind of what is asked for that was not asked for: the "pitch gearbox" where the gearbox is."""
        *kind, head = stems(name.split(",")[0]) or ("",)
        asked = frozenset[str]().union(*(held | forms for held, forms in self._concepts))
        return head in asked and not asked & set(kind) and bool(kind)

    def _prior(self, c: Candidate) -> float:
        """The search's own opinion: the place of the passage, and how its section scored beside the best."""
        rank = sum(1 for e in self._evidence[: c.source] if e.kind == "manual")
        section = self.places.share_of_best(c.source)
        named = NAMED * self.is_named(self._evidence[c.source])
        return 0.4 / (1 + 0.5 * rank) + SECTION * section + named

"""Which quotable piece answers a question best: rare words covered, the kind of value asked for, meaning."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from agent.embedded import signs
from agent.embedded.concepts import measured, parts_of, stems
from agent.embedded.coverage import Coverage
from agent.embedded.kinds import asked_kinds, asked_sides, is_another_kind, is_kind_not_asked, is_opposite
from agent.embedded.names_asked import Keys
from agent.embedded.places import Places
from agent.embedded.sentences import Candidate
from agent.embedded.serials import names_range_of
from agent.facts import fold, identifiers, quantities
from domain.answers import Evidence
from stores.passages import glossary
from stores.passages.languages import language_of
from stores.passages.question import in_english
from stores.protocols import Embedder

TOP_FOR_MEANING = 8
MEANING_WEIGHT = 1.2
PART_WEIGHT = 0.4
OWN, FRAME, AROUND, BESIDE = 0.9, 0.4, 0.35, 0.2
SECTION = 0.4
NAMED = 0.3
KEY_CELL = 0.45
OWN_SERIAL = 0.3
OTHER_KIND = 0.25
DEFINITION = 1.0
PLAINLY_NEAR = 0.65
"""From here on a text says the same in other words, though another machine's manual has more of the question's own."""


class Ranker(Coverage):
    """Scores candidates for one question. Scores are about 0 to 4, comparable between questions only roughly."""

    def __init__(
        self, question: str, evidence: Sequence[Evidence], embedder: Embedder | None, *, serial: str = ""
    ) -> None:
        super().__init__(question, evidence)
        self._asked = list(dict.fromkeys((question, in_english(question))))
        self.numeric = signs.asks_for_number(question)
        self._rule = signs.asks_for_rule(question)
        self._term = signs.term_defined(question)
        self._serial = serial
        self.keys = Keys(question)
        self._codes = identifiers(question)
        self._quantities = quantities(question)
        self._embedder = embedder
        self._evidence = evidence
        # Only English words stand beside one another as they do in an English table.
        kinds = asked_kinds(question, self._pool) if language_of(question) == "en" else []
        self._kinds = kinds if self.numeric else [pair for pair in kinds if pair[0] & glossary.machine_words()]
        self._sides = asked_sides(self.in_english) if self.numeric else []
        self.places = Places(evidence)

    @property
    def in_english(self) -> str:
        """The question in plain English, as far as the glossary goes."""
        return self._asked[-1]

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

    def is_another_kind(self, c: Candidate) -> bool:
        """Whether a piece is the row of another kind of the thing asked for, or has a figure for its other side."""
        return is_opposite(c.text, self._sides) or (c.kind == "row" and is_another_kind(c.cells, self._kinds))

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

    def is_at_another(self, name: str) -> bool:
        """Whether the name of a column has another value than the question in a unit that both have."""
        own = quantities(name)
        shared = {quantity.unit for quantity in self._quantities if quantity.unit} & {one.unit for one in own}
        return bool(shared) and not any(one in self._quantities for one in own if one.unit in shared)

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
            score -= OTHER_KIND * is_kind_not_asked(c.cells[0] if c.cells else "", self.asked_words)
        if self.is_for_serial(c):
            score += OWN_SERIAL
        if self._term and c.place == 0 and self.places.open_on(self._term, c.source):
            score += DEFINITION
        return score - signs.poor(c, len(words))

    def _prior(self, c: Candidate) -> float:
        """The search's own opinion: the place of the passage, and how its section scored beside the best."""
        rank = sum(1 for e in self._evidence[: c.source] if e.kind == "manual")
        section = self.places.share_of_best(c.source)
        named = NAMED * self.is_named(self._evidence[c.source])
        return 0.4 / (1 + 0.5 * rank) + SECTION * section + named

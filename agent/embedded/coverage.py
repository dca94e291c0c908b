"""How much of a question stands in a text: its content words, weighed by how few passages have them."""

import math
from collections import Counter
from collections.abc import Sequence

from agent.embedded.concepts import concepts, measured, near, stems
from domain.answers import Evidence

UNKNOWN_WEIGHT = 0.5


class Coverage:
    """The words of one question, as the evidence of its turn spells them."""

    def __init__(self, question: str, evidence: Sequence[Evidence]) -> None:
        self.question = question
        texts = [set(stems(f"{e.section or ''} {e.title} {e.text}")) for e in evidence if e.kind == "manual"]
        self._pool = set[str]().union(*texts, *(measured(e.text) for e in evidence if e.kind == "manual"))
        df = Counter(word for text in texts for word in text)
        total = len(texts) + 1
        self._concepts = [(near(forms, self._pool), forms) for forms in concepts(question)]
        self._weights = [
            math.log(1 + total / (max((df[word] for word in held), default=0) + 0.5)) if held else 0.0
            for held, _ in self._concepts
        ]
        known = [weight for weight in self._weights if weight]
        self._unknown = [forms for (_, forms), weight in zip(self._concepts, self._weights, strict=True) if not weight]
        self._known_total = sum(known) or 1.0
        mean = self._known_total / len(known) if known else 1.0
        self._total = self._known_total + UNKNOWN_WEIGHT * mean * len(self._unknown)
        self.asked_words = frozenset[str]().union(*(held | forms for held, forms in self._concepts))

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

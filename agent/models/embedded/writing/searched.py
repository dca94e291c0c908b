"""What the search thought of the evidence: its hits, their sections, and what stands beside them."""

from collections.abc import Mapping

from agent.models.embedded.writing.blocks import section_of
from domain.answers import Evidence

HITS = 8
"""So many places are what the search found; others stand beside them."""


class Searched:
    """Passages, their sections and their neighbours by rank and share of the best score."""

    def __init__(self, evidence: Mapping[int, Evidence]) -> None:
        self._evidence = evidence
        found = [n for n, item in evidence.items() if item.score > 0] or list(evidence)
        hits = list(enumerate(sorted(found, key=lambda n: -evidence[n].score)[:HITS]))
        top = max((evidence[n].score for _, n in hits), default=0.0) or 1.0
        self._ranks = {n: 1 / (1 + place) for place, n in hits}
        self._sections: dict[str, float] = {}
        self._beside: dict[str, list[tuple[int, float]]] = {}
        for place, n in hits:
            section = section_of(evidence[n])
            self._sections.setdefault(section, 1 / (1 + place))
            self._beside.setdefault(section, []).append((evidence[n].order, max(evidence[n].score, 0.0) / top))

    def of_passage(self, n: int) -> float:
        return self._ranks.get(n, 0.0)

    def of_section(self, item: Evidence) -> float:
        return self._sections.get(section_of(item), 0.0)

    def near(self, n: int) -> float:
        """The best share of the top score among the hits of its section, less by how far they are."""
        item = self._evidence[n]
        hits = self._beside.get(section_of(item), ())
        return max((share / (1 + abs(order - item.order)) for order, share in hits), default=0.0)

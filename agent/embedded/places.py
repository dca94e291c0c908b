"""Where the passages of the evidence stand: in which section, how good it is, and what is right before them."""

from collections.abc import Sequence

from agent.embedded.concepts import stems
from domain.answers import Evidence


class Places:
    """The manuals' passages of one turn's evidence, by section. A source counts the evidence from 0."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = evidence
        self._by_section: dict[str, list[int]] = {}
        for at, item in enumerate(evidence):
            if item.kind == "manual" and item.section_id:
                self._by_section.setdefault(item.section_id, []).append(at)
        scores = {
            section: max((0.0, *(evidence[at].score for at in found))) for section, found in self._by_section.items()
        }
        best = max(scores.values(), default=0.0)
        self._shares = {section: score / best for section, score in scores.items()} if best > 0 else {}

    def share_of_best(self, source: int) -> float:
        """The best score of a passage's section, as a share of the best of all."""
        return self._shares.get(self._evidence[source].section_id or "", 0.0)

    def open_on(self, term: frozenset[str], source: int) -> bool:
        """Whether a passage is the first found of a section, such as an entry of a glossary, that is titled with a term."""
        item = self._evidence[source]
        title = frozenset(word for word in stems(item.section or "") if not word.isdigit())
        return title == term and all(item.order <= self._evidence[at].order for at in self._beside(source))

    def before(self, source: int) -> int | None:
        """The passage right before one in its section, where it was found as well."""
        order = self._evidence[source].order
        return next((at for at in self._beside(source) if order and self._evidence[at].order == order - 1), None)

    def _beside(self, source: int) -> Sequence[int]:
        return self._by_section.get(self._evidence[source].section_id or "", ())

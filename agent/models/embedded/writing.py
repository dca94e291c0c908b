"""What the embedded model writes: until its writer is here, the first pieces of evidence as they are."""

from collections.abc import Mapping, Sequence

from agent.models.embedded.conversation import Call
from agent.question.header import Header
from domain.answers import Evidence
from stores.protocols import Embedder


def write(
    question: str, evidence: Mapping[int, Evidence], header: Header, calls: Sequence[Call], embedder: Embedder | None
) -> list[str]:
    """Lines with their markers, or `NO_EVIDENCE`."""
    del question, header, calls, embedder
    return [f"{item.text} [{number}]" for number, item in list(evidence.items())[:3]] or ["NO_EVIDENCE"]

"""A language model that writes what a case says: the gate must hold back its lies, whoever writes them."""

from langchain_core.messages import BaseMessage
from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import Assistant
from agent.embedded.model import EmbeddedModel
from agent.messages import brief_of
from evals.standing_in import StandIn

EVERYTHING = "[*]"
"""Stands for the markers of all the evidence of the turn."""


class Liar(StandIn):
    """Writes the given sentences; asked to repair one, it says it again."""

    says: tuple[str, ...]

    def written(self, messages: list[BaseMessage]) -> str:
        """The sentences, each with the markers that it asks for."""
        known = range(1, len(brief_of(messages).work.evidence) + 1)
        markers = "".join(f"[{n}]" for n in known) or "[1]"
        return "\n".join(sentence.replace(EVERYTHING, markers) for sentence in self.says)


def with_liar(assistant: Assistant, says: list[str]) -> Assistant:
    """The same stores and settings, served by a language model that writes `says` to every question."""
    embedded = EmbeddedModel(embedder=getattr(assistant.stores.passages, "embedder", None))
    return Assistant(
        assistant.stores,
        settings=assistant.settings.model_copy(update={"model": "liar"}),
        model=Liar(inner=embedded, says=tuple(says)),
        checkpointer=InMemorySaver(),
    )

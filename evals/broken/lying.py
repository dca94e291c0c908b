"""A language model that writes what a case says: the gate must hold back its lies, whoever writes them."""

from langchain_core.messages import BaseMessage
from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import Assistant
from evals.broken.evidence_read import numbers
from evals.broken.standing_in import StandIn, embedded_of

EVERYTHING = "[*]"
"""Stands for the markers of all the evidence of the turn."""


class Liar(StandIn):
    """Writes the given sentences, whatever was found."""

    says: tuple[str, ...]

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """The sentences, each with the markers that it asks for."""
        del own
        markers = "".join(f"[{n}]" for n in numbers(messages)) or "[1]"
        return "\n".join(sentence.replace(EVERYTHING, markers) for sentence in self.says)


def with_liar(assistant: Assistant, says: list[str]) -> Assistant:
    """The same stores and settings, served by a language model that writes `says` to every question."""
    return Assistant(
        assistant.stores,
        settings=assistant.settings.model_copy(update={"model": "liar"}),
        model=Liar(inner=embedded_of(assistant.stores), says=tuple(says)),
        checkpointer=InMemorySaver(),
    )

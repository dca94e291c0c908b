"""Chat models that misbehave over any conversation. They read messages and the tools bound, and nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from agent.turn.found import this_turn
from evals.broken.evidence_read import blocks
from evals.broken.lies import lies
from evals.broken.standing_in import StandIn
from language.sentences import sentences

PIECE = 40
RAMBLED_TOKENS = 100_000
SAME_CALLS = 30


class Broken(StandIn):
    """Plans as the embedded model does, unless it does not; its text comes in pieces."""

    finish_reason: str = "stop"

    def at_once(self, messages: list[BaseMessage]) -> AIMessage | None:
        """What it replies before it has looked at anything; nothing where it plans first."""
        del messages

    def reply(self, messages: list[BaseMessage]) -> AIMessage:
        """At once, or after it looked; its end says why it ended."""
        reply = self.at_once(messages) or super().reply(messages)
        return reply.model_copy(update={"response_metadata": {"finish_reason": self.finish_reason}})

    def pieces(self, text: str) -> Iterator[str]:
        """What it writes, bit by bit."""
        return (text[at : at + PIECE] for at in range(0, len(text), PIECE))


class Liar(Broken):
    """Writes what the evidence says with wrong values, turned round, or of something else, and cites it."""

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """Lies, one a line."""
        del own
        return "\n".join(lies(blocks(messages))) or "It is 4711 Nm [1]."


class Silent(Broken):
    """Says nothing."""

    def at_once(self, messages: list[BaseMessage]) -> AIMessage:
        """Not even a call."""
        del messages
        return AIMessage("")


class SilentAtLast(Broken):
    """Looks everything up and says nothing."""

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """Nothing."""
        del messages, own
        return ""


class CutOff(Broken):
    """Stops in the middle of a sentence at the limit of its length."""

    finish_reason: str = "length"

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """True sentences, the last one half."""
        del own
        true = _true_sentences(messages, 2)
        return "\n".join(true)[: -len(true[-1]) // 2] if true else "The answer is that"


class Breaks(Broken):
    """Fails with status 500 after its first words."""

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """A true sentence, the beginning of another."""
        del own
        return "\n".join(_true_sentences(messages, 2))[: -PIECE // 2]

    def pieces(self, text: str) -> Iterator[str]:
        """The text; calls of tools come without any, and whole."""
        if text:
            yield text
            raise RuntimeError(
                "Error code: 500 - {'error': {'message': 'Internal Server Error', 'type': <class 'ValueError'>}}"
            )


class UnknownTools(Broken):
    """Calls tools that do not exist, for ever."""

    def at_once(self, messages: list[BaseMessage]) -> AIMessage:
        """Two of them."""
        at = len(messages)
        return _calling(("browse_internet", {"url": "https://example.org"}), ("run_python", {"code": "1+1"}), at=at)


class NoEvidence(Broken):
    """Says that there is no evidence, without having looked."""

    def at_once(self, messages: list[BaseMessage]) -> AIMessage:
        """The word for it."""
        del messages
        return AIMessage("NO_EVIDENCE")


class Looper(Broken):
    """Makes the same call over and over, side by side and one after the other."""

    def at_once(self, messages: list[BaseMessage]) -> AIMessage:
        """Thirty times the same."""
        asked = next((m.text for m in this_turn(messages) if isinstance(m, HumanMessage)), "?")
        call = ("search_manuals", {"query": asked.splitlines()[0][:200] if asked.strip() else "?"})
        return _calling(*[call] * SAME_CALLS, at=len(messages))


class Vacuous(Broken):
    """Writes sentences that say nothing and cites them."""

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """As small models do."""
        del own
        number = next(iter(blocks(messages)), 1)
        return f"You need to use the tool. [{number}]\nIt is done in the following steps: [{number}]"


class Rambler(Broken):
    """Does not stop."""

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """A hundred thousand tokens about nothing in particular."""
        del own
        number = next(iter(blocks(messages)), 1)
        said = f"It is worth mentioning that there is more to be said about this in general [{number}]. "
        return said * (RAMBLED_TOKENS * 4 // len(said))


BROKEN: dict[str, Callable[..., Broken]] = {
    "liar": Liar,
    "silent": Silent,
    "silent at last": SilentAtLast,
    "cut off": CutOff,
    "breaks": Breaks,
    "unknown tools": UnknownTools,
    "no evidence": NoEvidence,
    "looper": Looper,
    "vacuous": Vacuous,
    "rambler": Rambler,
}


def broken_model(name: str, planner: BaseChatModel) -> Broken:
    """The broken model of that name; `planner` calls the tools for those that call any."""
    return BROKEN[name](inner=planner)


def _true_sentences(messages: list[BaseMessage], most: int) -> list[str]:
    told = [f"{said.rstrip(' .')} [{n}]." for n, text in blocks(messages).items() for said in sentences(text)[:1]]
    return told[:most]


def _calling(*calls: tuple[str, dict[str, Any]], at: int) -> AIMessage:
    made = [{"name": name, "args": args, "id": f"b{at:04d}{n:04d}", "type": "tool_call"} for n, (name, args) in enumerate(calls)]  # fmt: skip
    return AIMessage("", tool_calls=made)

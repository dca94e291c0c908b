"""What a model says of its own proposals. The approval's line says it, exactly and in the person's language: what a model wrote into a proposal proves nothing."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from agent.claims.evidence.support import markers, unsupported
from agent.turn.found import found_in, said_by_person
from domain.answers import Evidence

TOLD = "the line of what waits for approval, or of why it was not proposed, says it"


@dataclass(frozen=True)
class Writes:
    """The changes that were proposed, or not let through, in a turn: their numbers, and all that the model read and wrote of them."""

    numbers: frozenset[int] = frozenset()
    text: str = ""

    def without(self, sentence: str) -> str:
        """A sentence without the numbers of changes."""
        marks = "|".join(rf"\s*\[{n}\]" for n in self.numbers)
        return re.sub(marks, "", sentence) if marks else sentence

    def may_be_told(self, sentence: str) -> bool:
        """Whether a sentence can be one about a change: it cites changes alone; or nothing, and has only their values and names."""
        if not self.numbers:
            return False
        if cited := set(markers(sentence)):
            return cited <= self.numbers
        return not unsupported(sentence, [Evidence(id="writes", kind="work_order", title="", text=self.text)])


def writes_in(messages: Sequence[BaseMessage]) -> Writes:
    """Those since a person spoke last."""
    spoken = max((at for at, message in enumerate(messages) if said_by_person(message)), default=0)
    messages = messages[spoken:]
    results: dict[str, tuple[int, str]] = {}
    for message in messages:
        found = found_in(message)
        if found and found.write and isinstance(message, ToolMessage):
            results[message.tool_call_id] = (found.write, message.text)
    calls = [call for message in messages if isinstance(message, AIMessage) for call in message.tool_calls]
    asked = [json.dumps(call["args"], ensure_ascii=False) for call in calls if call["id"] in results]
    text = "\n".join([*(text for _, text in results.values()), *asked])
    return Writes(frozenset(number for number, _ in results.values()), text)


def has_proposed(messages: Sequence[BaseMessage]) -> bool:
    """Whether a change among these messages waits for a person."""
    return any(found.proposal for message in messages if (found := found_in(message)))

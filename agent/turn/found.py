"""What tools found, as it stands in the conversation: numbered evidence that every model reads and every claim cites."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from langchain_core.messages import BaseMessage, HumanMessage, ToolMessage
from pydantic import BaseModel, ConfigDict

from domain.answers import Evidence
from tools.proposals import Proposal, Refused

NO_EVIDENCE = "NO_EVIDENCE"
OUT_OF_SCOPE = "OUT_OF_SCOPE"
SMALL_TALK = "SMALL_TALK"
PERHAPS = "PERHAPS"
MISSING = "MISSING:"
"""What a model writes, alone in a line: where the evidence says nothing, where no service work or nothing is asked, before what may be no answer (the embedded one alone), for a part that is open."""
ASK = "ask_person"
MACHINE = "nacelle_machine"
"""Where a HumanMessage keeps the record of the machine in question, which its header numbers."""


class Found(BaseModel):
    """A tool's result: `numbers[i]` is the number of `evidence[i]` in the thread; `machine` the one that it was looked up for.

    `write` is the number of what it proposes, or of why it does not.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    status: Literal["ok", "empty", "error", "timeout", "rejected"] = "ok"
    machine: str = ""
    numbers: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    nearest: tuple[str, ...] = ()
    proposal: Proposal | None = None
    refused: Refused | None = None
    write: int = 0


def this_turn(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """From the person's last question on."""
    last = max((at for at, message in enumerate(messages) if isinstance(message, HumanMessage)), default=0)
    return list(messages[last:])


def found_in(message: BaseMessage) -> Found | None:
    """What a tool's message holds, whether it is this turn's or was read back from where threads are kept."""
    if not isinstance(message, ToolMessage) or not message.artifact:
        return None
    return message.artifact if isinstance(message.artifact, Found) else Found.model_validate(message.artifact)


def said_by_person(message: BaseMessage) -> bool:
    """Whether it holds a person's words under their header: a question, or the reply to one that a model asked."""
    found = found_in(message)
    return isinstance(message, HumanMessage) or (found is not None and found.name == ASK and found.status == "ok")


def evidence_of(messages: Sequence[BaseMessage], *, machine: str | None = None) -> dict[int, Evidence]:
    """Number -> evidence of the conversation, in the order of numbers.

    Args:
        messages: The thread, or a part of it.
        machine: Only what was found for this machine (or for none): what applies to one does not apply to another.
    """
    evidence: dict[int, Evidence] = {}
    for message in messages:
        kept: Mapping[str, Any] = message.additional_kwargs.get(MACHINE) or {}
        for number, item in kept.items():
            record = item if isinstance(item, Evidence) else Evidence.model_validate(item)
            if machine in {None, "", record.source_id}:
                evidence[int(number)] = record
        found = found_in(message)
        if found and (machine is None or found.machine in {"", machine}):
            for number, item in zip(found.numbers, found.evidence, strict=True):
                # Found again by another call it has no score of the search any more: the first time counts.
                evidence.setdefault(number, item)
    return dict(sorted(evidence.items()))

"""What the graph keeps between turns (messages), and what one turn carries from node to node."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypedDict

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from pydantic import BaseModel

from agent.models.embedded.model import EmbeddedModel
from agent.question.header import Header
from agent.question.naming.catalogue import Catalogue
from agent.settings import AgentSettings
from agent.tracing.trace import Trace
from agent.turn.release import Release
from domain.answers import Answer, AnswerEvent, Gap, Status, ToolCall, Usage
from domain.callers import LOCAL, Caller
from domain.records import Asset
from stores.writes.approvals import SqlApprovals
from tools.context import ToolContext
from tools.findings import is_absence
from tools.proposals import Proposal, Refused
from tools.toolbox import TOOLS, Tool

Emit = Callable[[AnswerEvent], None]


class TurnState(TypedDict):
    """The thread, kept by the checkpointer. `numbered` is the highest evidence number given so far."""

    messages: Annotated[list[AnyMessage], add_messages]
    numbered: int


Update = dict[str, object]
"""What a node changed: some of the state's keys."""


class AskRequest(BaseModel):
    """One turn. `asset` is a tag; `library` the documents to search; `thread_id` continues a conversation; `caller` asks.

    `earlier` are questions and answers of a conversation that only the client keeps; a thread that has its own goes before it.
    """

    question: str
    asset: str = ""
    library: str = "main"
    thread_id: str = ""
    run_id: str = ""
    caller: Caller = LOCAL
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass
class Turn:
    """The work of one turn so far. One graph run writes to it, one node at a time.

    `standing` gaps hold whatever is found; `empty` are look-ups that found nothing, by their tool's name.
    When the embedded model takes over, it begins anew: `handed_over` claims were shown and `set_aside` calls made by then,
    and it reads none of the messages of `unread`: a look-up for a misread name would be quoted as if it had been asked. `denied` are
    the numbers of what the other had looked up and read when it said that nothing answers.
    `kinds` of evidence can answer, as far as that is known; `beside` are sentences that cite none of them.
    `asks` is a question to the person with its choices; `stop` ends the turn before any model is asked.
    """

    release: Release
    driver: Literal["remote", "embedded"] = "embedded"
    question: str = ""
    header: Header | None = None
    asset: Asset | None = None
    calls: list[ToolCall] = field(default_factory=list[ToolCall])
    standing: list[Gap] = field(default_factory=list[Gap])
    empty: list[tuple[str, Gap]] = field(default_factory=list[tuple[str, Gap]])
    proposals: list[Proposal] = field(default_factory=list[Proposal])
    refusals: list[tuple[str, Refused]] = field(default_factory=list[tuple[str, Refused]])
    usage: Usage = field(default_factory=Usage)
    degraded: str | None = None
    handed_over: int = 0
    set_aside: int = 0
    unread: frozenset[str] = frozenset()
    denied: frozenset[int] = frozenset()
    kinds: frozenset[str] | None = None
    beside: list[str] = field(default_factory=list[str])
    steps: int = 0
    repeats: int = 0
    stop: tuple[Status, str] | None = None
    asks: tuple[str, tuple[str, ...]] | None = None
    answer: Answer | None = None

    @property
    def own_calls(self) -> list[ToolCall]:
        """Those of the model that drives the turn now."""
        return self.calls[self.set_aside :]

    @property
    def answered_before(self) -> bool:
        """Whether sentences stand of the model that handed over, which say more than a few words or that nothing is there."""
        release = self.release
        told = [claim for claim in release.claims[: self.handed_over] if claim.verdict != "quoted"]
        told = [claim for claim in told if not all(is_absence(release.shown[n]) for n in claim.citations)]
        return bool(told) and not release.thin

    @property
    def language(self) -> str:
        """Of the answer: that of the question."""
        return self.header.language if self.header else "en"

    @property
    def model(self) -> str:
        """Of the machine in question, or the model named without a machine."""
        if self.asset:
            return self.asset.model
        return self.header.machine.model if self.header and self.header.machine else ""


@dataclass(frozen=True)
class TurnContext:
    """Collaborators of a turn, handed to every node, and the turn's own work.

    `more` are tools that only some turns have, by name: those of other servers, and a look at pictures where the endpoint sees.
    """

    asked: AskRequest
    turn: Turn
    tools: ToolContext
    catalogue: Catalogue
    chat_model: BaseChatModel
    embedded: EmbeddedModel
    settings: AgentSettings
    model_name: str
    approvals: SqlApprovals
    trace: Trace
    more: Mapping[str, Tool]
    started: float = field(default_factory=time.monotonic)

    def tool(self, name: str) -> Tool | None:
        """The tool of that name."""
        return TOOLS.get(name) or self.more.get(name)

"""What a turn carries from node to node. Only `history` outlives the turn."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, NotRequired, TypedDict

from langchain_core.language_models import BaseChatModel
from langgraph.channels import UntrackedValue
from pydantic import BaseModel

from agent.entities import Catalogue, Entities
from agent.settings import AgentSettings
from domain.answers import Answer, Evidence, Gap, ToolCall, Usage
from domain.records import Asset
from stores.approvals import SqlApprovals
from stores.protocols import Embedder
from tools.context import ToolContext
from tools.proposals import Proposal, Refused

# What a model writes where the evidence says nothing, or not all; see prompts/answer.md.
NO_EVIDENCE = "NO_EVIDENCE"
MISSING = "MISSING:"


class WriteRequest(BaseModel):
    """A change of the records that the person asks for, with the arguments that were said."""

    tool: str
    args: dict[str, Any] = {}


class Situation(BaseModel):
    """The question understood: language, machine, identifiers, intents.

    `asked` is as typed; `question` is completed from the thread; `asks` is the text whose intents count (`wanted`);
    `subject` is what the talk is about. `all_choices`: a reply left a choice open, all of it is answered.
    `guessed`: an intent is the classifier's opinion, no cue word's; the manuals are searched too.
    `may_ask`: a clarifying question may be asked, because the turn before asked none.

    `requests` are changes that it asks for, `may_write` the kinds of change that its words hold; `question` is then what is
    asked besides, and with `only_writes` nothing is. `is_reply`: it completes a request that lacked something.
    """

    question: str
    search_text: str
    language: str = "en"
    asset: Asset | None = None
    model: str = ""
    entities: Entities = Entities()
    asked: str = ""
    asks: str = ""
    subject: str = ""
    wanted: list[str] = []
    guessed: bool = False
    previous: str = ""
    requests: list[WriteRequest] = []
    may_write: frozenset[str] = frozenset()
    only_writes: bool = False
    is_reply: bool = False
    all_choices: bool = False
    may_ask: bool = True


class Choice(TypedDict):
    """One of the answers to a clarifying question."""

    label: str
    model: str
    asset: str


class Memory(TypedDict):
    """What a later question of the thread may lean on. `shown` are the records that the answer cited ("part:12-3").

    `wrote` is the thread, and `run` the run, where writes were asked for.
    """

    question: str
    search_text: str
    asset: str
    model: str
    alarms: list[str]
    parts: list[str]
    clarify: bool
    run: NotRequired[str]
    wrote: NotRequired[str]
    orders: NotRequired[list[str]]
    language: NotRequired[str]
    asks: NotRequired[str]
    subject: NotRequired[str]
    shown: NotRequired[list[str]]
    choices: NotRequired[list[Choice]]


@dataclass(frozen=True)
class TurnContext:
    """Collaborators of a turn, handed to every node."""

    tools: ToolContext
    catalogue: Catalogue
    chat_model: BaseChatModel
    embedded: BaseChatModel
    settings: AgentSettings
    now: Callable[[], datetime]
    embedder: Embedder | None = None
    model_name: str = "embedded"
    known_models: Sequence[str] = ()
    approvals: SqlApprovals | None = None
    person: str = "local"
    started: float = field(default_factory=time.monotonic)


@dataclass
class Round:
    """What the tools of this turn have brought so far. `standing` gaps hold whatever they bring."""

    evidence: tuple[Evidence, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    gaps: tuple[Gap, ...] = ()
    standing: tuple[Gap, ...] = ()
    nearest: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    refusals: tuple[Refused, ...] = ()
    rounds: int = 0
    usage: Usage = field(default_factory=Usage)
    degraded: str | None = None


Update = dict[str, object]
"""What a node changed: some of the state's keys."""


class TurnState(TypedDict):
    """The graph's state. Untracked parts never reach the checkpoint."""

    history: list[Memory]
    question: Annotated[str, UntrackedValue]
    asset_tag: Annotated[str, UntrackedValue]
    thread_id: Annotated[str, UntrackedValue]
    run_id: Annotated[str, UntrackedValue]
    situation: Annotated[Situation, UntrackedValue]
    work: Annotated[Round, UntrackedValue]
    wanted: Annotated[list[dict[str, object]], UntrackedValue]
    answer: Annotated[Answer, UntrackedValue]

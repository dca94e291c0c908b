"""What a turn carries from node to node. Only `history` outlives the turn."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, TypedDict

from langchain_core.language_models import BaseChatModel
from langgraph.channels import UntrackedValue
from pydantic import BaseModel

from agent.entities import Catalogue, Entities
from agent.settings import AgentSettings
from domain.answers import Answer, Evidence, Gap, ToolCall, Usage
from domain.records import Asset
from tools.context import ToolContext

# What a model writes where the evidence says nothing, or not all; see prompts/answer.md.
NO_EVIDENCE = "NO_EVIDENCE"
MISSING = "MISSING:"


class Situation(BaseModel):
    """The question understood: language, machine, identifiers. `asked` is as typed; `question` is completed from the thread."""

    question: str
    search_text: str
    language: str = "en"
    asset: Asset | None = None
    model: str = ""
    entities: Entities = Entities()
    asked: str = ""
    previous: str = ""
    notes: list[str] = []


class Memory(TypedDict):
    """What a later question of the thread may lean on."""

    question: str
    search_text: str
    asset: str
    model: str
    alarms: list[str]
    parts: list[str]
    clarify: bool


@dataclass(frozen=True)
class TurnContext:
    """Collaborators of a turn, handed to every node."""

    tools: ToolContext
    catalogue: Catalogue
    chat_model: BaseChatModel
    embedded: BaseChatModel
    settings: AgentSettings
    now: Callable[[], datetime]
    model_name: str = "embedded"
    known_models: Sequence[str] = ()
    started: float = field(default_factory=time.monotonic)


@dataclass
class Round:
    """What the tools of this turn have brought so far."""

    evidence: tuple[Evidence, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    gaps: tuple[Gap, ...] = ()
    nearest: tuple[str, ...] = ()
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

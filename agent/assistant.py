"""The one place that builds the agent. The server, the command line and the evaluations all open the same."""

import asyncio
import copy
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AnyMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command

from agent.claims.reading.injection import without_orders
from agent.graph import build_graph, serializer
from agent.models.embedded.model import EmbeddedModel
from agent.models.endpoint.opening import chat_model
from agent.question.naming.catalogues import Catalogues
from agent.safety.guarding import Guard
from agent.settings import AgentSettings, agent_settings
from agent.tracing.opening import Tracing, open_tracing
from agent.tracing.settings import tracing_settings
from agent.tracing.trace import UNSEEN, Trace
from agent.turn.release import Release
from agent.turn.state import AskRequest, Turn, TurnContext
from agent.turn.timing import timed
from domain.answers import Answer, AnswerEvent
from domain.callers import Caller
from stores.open_stores import Stores, open_stores
from tools.context import ToolContext
from tools.manuals.pictures import READ_PICTURE
from tools.others.offering import OtherTools
from tools.others.settings import OtherSettings, other_settings
from tools.tool import Tool

MOST_STEPS = 60
"""Nodes of one graph run: an end to loops behind the budgets of the settings."""


class Assistant:
    """Answers questions over opened stores; safe to use from many tasks at once."""

    def __init__(
        self,
        stores: Stores,
        *,
        settings: AgentSettings | None = None,
        model: BaseChatModel | None = None,
        checkpointer: Any = None,
        now: Callable[[], datetime] | None = None,
        tracing: Tracing | None = None,
        others: OtherTools | None = None,
    ) -> None:
        self.stores = stores
        self.tracing = tracing or Tracing()
        self.settings = settings or agent_settings()
        self.now = now or (lambda: datetime.now(UTC))
        self.others = others or OtherTools(OtherSettings(servers=()), without_orders)
        self._embedded = EmbeddedModel(multilingual=stores.multilingual)
        self._model = model or (self._embedded if self.settings.model == "embedded" else chat_model(self.settings))
        self._checkpointer = checkpointer or InMemorySaver(serde=serializer())
        self._graph = build_graph(self._checkpointer)
        self._catalogues = Catalogues()

    @property
    def model_name(self) -> str:
        """What `Answer.model` says."""
        return "embedded" if self._model is self._embedded else self.settings.model

    @property
    def model_is_resting(self) -> bool:
        """Whether the endpoint failed so often that the embedded model answers in its place just now."""
        return bool(getattr(getattr(self._model, "connection", None), "is_resting", False))

    async def ask(self, request: AskRequest) -> Answer:
        """One turn, whole."""
        answer: Answer | None = None
        async for event in self.stream(request):
            if event.kind == "answer":
                answer = event.data["answer"]
        assert answer is not None, "every turn ends in an answer"
        return answer

    async def stream(self, request: AskRequest) -> AsyncIterator[AnswerEvent]:
        """The turn's events as they happen; the last is the answer."""
        started = time.perf_counter()
        thread, run = request.thread_id or uuid.uuid4().hex, request.run_id or uuid.uuid4().hex
        asked = request.model_copy(update={"thread_id": thread, "run_id": run})
        trace = self.tracing.of(asked)
        async for event in trace.until_ended(timed(self._events(asked, trace), started)):
            yield event

    async def _events(self, asked: AskRequest, trace: Trace) -> AsyncGenerator[AnswerEvent]:
        config: RunnableConfig = {"configurable": {"thread_id": asked.thread_id}, "recursion_limit": MOST_STEPS}
        context = await asyncio.to_thread(self._context, asked, trace)
        # A new turn, or the reply that the thread waits for.
        waiting = (await self._graph.aget_state(config)).interrupts
        told: Any = Command(resume=asked.question) if waiting else {"messages": []}
        async for event in self._graph.astream(told, config, context=context, stream_mode="custom", durability="exit"):
            yield cast("AnswerEvent", event)

    async def messages(self, thread_id: str) -> list[AnyMessage]:
        """A thread as it is kept: what was asked, called, found and answered; empty for one that is unknown."""
        config: RunnableConfig = {"configurable": {"thread_id": thread_id}}
        return list((await self._graph.aget_state(config)).values.get("messages", []))

    async def forget(self, thread_id: str) -> None:
        """Keep nothing of what the agent knows of a conversation."""
        await self._checkpointer.adelete_thread(thread_id)

    def over(self, stores: Stores) -> "Assistant":
        """The same agent, model and conversations over other stores."""
        other = copy.copy(self)
        other.stores = stores
        other._catalogues = Catalogues()
        return other

    def warm_up(self) -> None:
        """Load what the first question would wait for: the embedders and the index."""
        self._context(AskRequest(question=""))
        for embedder in (getattr(self.stores.passages, "embedder", None), self.stores.multilingual):
            if embedder is not None:
                embedder.embed(["warm up"])

    def world_of(self, caller: Caller, library: str) -> ToolContext:
        """What the tools work on, as `caller` may read it."""
        stores = self.stores.seen_by(caller)
        records = stores.records
        return ToolContext(
            fleet=records,
            work_orders=records,
            inventory=records,
            passages=stores.passages,
            now=self.now,
            library=library,
            cases=stores.cases,
            last_good=stores.last_good,
            picture=stores.picture,
        )

    def _more_tools(self, caller: Caller) -> dict[str, Tool]:
        """What only some turns of a language model are offered."""
        dialect = getattr(getattr(self._model, "connection", None), "dialect", None)
        sees = self.settings.model_sees and (dialect is None or dialect.sees)
        return {**self.others.offered(caller), **({READ_PICTURE.name: READ_PICTURE} if sees else {})}

    def _context(self, asked: AskRequest, trace: Trace = UNSEEN) -> TurnContext:
        stores = self.stores.seen_by(asked.caller)
        tools = self.world_of(asked.caller, asked.library)
        remote = self._model is not self._embedded
        return TurnContext(
            asked=asked,
            turn=Turn(
                release=Release(guard=Guard(tools.passages, asked.library)), driver="remote" if remote else "embedded"
            ),
            tools=tools,
            catalogue=self._catalogues.of(stores, asked.library),
            chat_model=self._model,
            embedded=self._embedded,
            settings=self.settings,
            model_name=self.model_name,
            approvals=self.stores.approvals,
            trace=trace,
            more=self._more_tools(asked.caller) if remote else {},
        )


@asynccontextmanager
async def open_assistant(
    home: Path | None = None, *, settings: AgentSettings | None = None, checkpointer: Any = None
) -> AsyncGenerator[Assistant]:
    """Open the stores and the conversations under `home` and build the agent on them.

    With a `checkpointer` of the caller's, conversations go there and the kept ones are left alone.

    Raises:
        Unavailable: the data folder or a database cannot be used.
        SettingsError: `NACELLE_MODEL` or its key, or `NACELLE_MCP_SERVERS`, is unusable.
    """
    from stores.conversations.checkpoints import open_checkpointer  # noqa: PLC0415  (langgraph's savers are slow to import)

    others = OtherTools(other_settings(), without_orders)
    with open_stores(home) as stores:
        async with AsyncExitStack() as opened:
            tracing = await opened.enter_async_context(open_tracing(tracing_settings()))
            if checkpointer is None:
                checkpointer = await opened.enter_async_context(open_checkpointer(stores.settings, serializer()))
            yield Assistant(stores, settings=settings, checkpointer=checkpointer, tracing=tracing, others=others)

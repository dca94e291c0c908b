"""The embedded model as a LangChain chat model, so that the graph cannot tell it from another."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, cast

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolCall
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from agent.embedded.planner import next_calls
from agent.embedded.writer import write
from agent.messages import Brief, brief_of
from stores.protocols import Embedder


class EmbeddedModel(BaseChatModel):
    """Plans when tools are bound, writes when they are not. Deterministic; nothing leaves the machine."""

    embedder: Any = None
    planning: bool = False

    @property
    def _llm_type(self) -> str:
        return "nacelle-embedded"

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The same model in planning mode; it knows the tools by name."""
        del tools, tool_choice, kwargs
        return self.model_copy(update={"planning": True})

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        brief = brief_of(messages)
        message = self._plan(brief) if self.planning else AIMessage("\n".join(self._write(brief)))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        if self.planning:
            message = self._generate(messages, stop, run_manager, **kwargs).generations[0].message
            chunk = AIMessageChunk(content="", tool_calls=cast("AIMessage", message).tool_calls)
            yield ChatGenerationChunk(message=chunk)
            return
        for line in self._write(brief_of(messages)):
            yield ChatGenerationChunk(message=AIMessageChunk(content=line + "\n"))

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        del run_manager
        for chunk in await asyncio.to_thread(lambda: list(self._stream(messages, stop, None, **kwargs))):
            yield chunk

    def _plan(self, brief: Brief) -> AIMessage:
        calls = [
            ToolCall(name=name, args=args, id=f"call_{uuid.uuid4().hex[:12]}", type="tool_call")
            for name, args in next_calls(brief.situation, brief.work, brief.catalogue)
        ]
        return AIMessage(content="", tool_calls=calls)

    def _write(self, brief: Brief) -> list[str]:
        return write(brief, cast("Embedder | None", self.embedder))

"""A model that plans as the embedded one does and writes something else: for lies, and for faults put in on purpose."""

from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from stores.open_stores import Stores


class StandIn(BaseChatModel):
    """Calls the tools that `inner` calls; what `written` gives is the model's text."""

    inner: Any

    @property
    def _llm_type(self) -> str:
        return "stand-in"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        """The same model, whose planner has these tools."""
        return self.model_copy(update={"inner": self.inner.bind_tools(tools, **kwargs)})

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """The text that answers these messages, where the planner itself would write `own`."""
        del messages
        return own

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        return ChatResult(generations=[ChatGeneration(message=self._reply(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del stop, run_manager, kwargs
        reply = self._reply(messages)
        yield ChatGenerationChunk(message=AIMessageChunk(content=reply.content, tool_calls=reply.tool_calls))

    def _reply(self, messages: list[BaseMessage]) -> AIMessage:
        reply: AIMessage = self.inner.invoke(messages)
        return reply if reply.tool_calls else AIMessage(self.written(messages, reply.text))


def embedded_of(stores: Stores) -> BaseChatModel:
    """The embedded model as the assistant has it over these stores."""
    from agent.models.embedded.model import EmbeddedModel  # noqa: PLC0415  (its data take a while to load)

    return EmbeddedModel(multilingual=stores.multilingual)

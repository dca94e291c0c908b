"""What every chat model that replies in this process has in common, so that one of them only says what it replies."""

from collections.abc import Iterable, Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


class ReplyingModel(BaseChatModel):
    """A chat model without an endpoint: a subclass has `reply`; in a stream its text comes in `pieces`, then its tool calls."""

    @property
    def _llm_type(self) -> str:
        return type(self).__name__

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        """The same model: it knows by itself what it calls."""
        del tools, kwargs
        return self

    def reply(self, messages: list[BaseMessage]) -> AIMessage:
        """The answer to these messages: text, tool calls or both."""
        raise NotImplementedError

    def pieces(self, text: str) -> Iterable[str]:
        """The text of a reply as it is streamed; whole unless a subclass cuts it."""
        return (text,)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        return ChatResult(generations=[ChatGeneration(message=self.reply(messages))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del stop, run_manager, kwargs
        reply = self.reply(messages)
        for piece in self.pieces(reply.text):
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        last = AIMessageChunk(content="", tool_calls=reply.tool_calls, response_metadata=reply.response_metadata)
        yield ChatGenerationChunk(message=last)

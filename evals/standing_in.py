"""A model that plans as the embedded one does and writes something else: for lies, and for faults put in on purpose."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult


class StandIn(BaseChatModel):
    """What `written` gives is the model's text; the tools are called by `inner`."""

    inner: Any

    @property
    def _llm_type(self) -> str:
        return "stand-in"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        """Planning is left to the embedded model."""
        return self.inner.bind_tools(tools, **kwargs)

    def written(self, messages: list[BaseMessage]) -> str:
        """The text that answers these messages: the embedded model's own, where nothing else is said."""
        return str(self.inner.invoke(messages).text)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.written(messages)))])

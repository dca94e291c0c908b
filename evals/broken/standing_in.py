"""A model that plans as the embedded one does and writes something else: for lies, and for faults put in on purpose."""

from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage

from agent.models.replying import ReplyingModel
from stores.open_stores import Stores


class StandIn(ReplyingModel):
    """Calls the tools that `inner` calls; what `written` gives is the model's text."""

    inner: Any

    @property
    def multilingual(self) -> Any:
        """The embedder that `inner` reads with, which the turn reads with too."""
        return self.inner.multilingual

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        """The same model, whose planner has these tools."""
        return self.model_copy(update={"inner": self.inner.bind_tools(tools, **kwargs)})

    def written(self, messages: list[BaseMessage], own: str) -> str:
        """The text that answers these messages, where the planner itself would write `own`."""
        del messages
        return own

    def reply(self, messages: list[BaseMessage]) -> AIMessage:
        """The planner's calls alone, or the text."""
        planned: AIMessage = self.inner.invoke(messages)
        return AIMessage(
            "" if planned.tool_calls else self.written(messages, planned.text), tool_calls=planned.tool_calls
        )


def embedded_of(stores: Stores) -> BaseChatModel:
    """The embedded model as the assistant has it over these stores."""
    from agent.models.embedded.model import EmbeddedModel  # noqa: PLC0415  (its data take a while to load)

    return EmbeddedModel(multilingual=stores.multilingual)

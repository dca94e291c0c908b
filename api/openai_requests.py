"""What OpenAI clients send, as far as Nacelle reads it."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from domain.errors import BadInput

MODEL = "nacelle"
NO_QUESTION = "There is no user message with text to answer."


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str = "text"
    text: str | None = None


class Message(BaseModel):
    """A message of a chat, or an input item of a response."""

    role: str = ""
    content: str | list[Part] | None = None

    def text(self) -> str:
        """The text of all its parts."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or [] if part.text)


class StreamOptions(BaseModel):
    """Whether the last chunk counts tokens."""

    include_usage: bool = False


class Common(BaseModel):
    """What both kinds of request share. `metadata` may hold `thread_id`, `asset` and `library`."""

    model: str = MODEL
    stream: bool | None = False
    metadata: dict[str, Any] | None = None

    def told(self, name: str, default: str = "") -> str:
        """A value of `metadata`."""
        return str((self.metadata or {}).get(name) or default)[:100]


class ChatRequest(Common):
    """`POST /v1/chat/completions`: the last user message is the question."""

    messages: list[Message] = Field(min_length=1)
    n: Literal[1] | None = None
    stream_options: StreamOptions | None = None

    def question(self) -> str:
        """Raises BadInput when nobody asked anything."""
        return last_question(self.messages)


class ResponseRequest(Common):
    """`POST /v1/responses`: a text, or items of which the last user message is the question."""

    input: str | list[Message]

    def question(self) -> str:
        """Raises BadInput when nobody asked anything."""
        return last_question([Message(role="user", content=self.input)] if isinstance(self.input, str) else self.input)


def last_question(messages: list[Message]) -> str:
    """The text of the last user message; raises BadInput where there is none."""
    text = next((message.text() for message in reversed(messages) if message.role == "user"), "")
    if not text.strip():
        raise BadInput(NO_QUESTION)
    return text

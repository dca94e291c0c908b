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

    def questions(self) -> list[str]:
        """What the user asked before, and asks now. Raises BadInput when nobody asked anything."""
        return questions_of(self.messages)


class ResponseRequest(Common):
    """`POST /v1/responses`: a text, or items of which the last user message is the question."""

    input: str | list[Message]
    previous_response_id: str | None = Field(default=None, max_length=100)

    def questions(self) -> list[str]:
        """What the user asked before, and asks now. Raises BadInput when nobody asked anything."""
        return questions_of([Message(role="user", content=self.input)] if isinstance(self.input, str) else self.input)


def questions_of(messages: list[Message]) -> list[str]:
    """The texts of the user's messages; raises BadInput where the last one, or all, have none."""
    texts = [message.text() for message in messages if message.role == "user"]
    if not texts or not texts[-1].strip():
        raise BadInput(NO_QUESTION)
    return texts

"""What OpenAI clients send, as far as Nacelle reads it."""

from typing import Any, Literal, NamedTuple

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


class Talk(NamedTuple):
    """A question, and the questions and answers before it, oldest first."""

    question: str
    earlier: tuple[tuple[str, str], ...] = ()


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

    def talk(self) -> Talk:
        """What is asked, and what was said before. Raises BadInput when nobody asks anything."""
        return talk_of(self.messages)


class ResponseRequest(Common):
    """`POST /v1/responses`: a text, or items of which the last user message is the question."""

    input: str | list[Message]
    previous_response_id: str | None = Field(default=None, max_length=100)

    def talk(self) -> Talk:
        """What is asked, and what was said before. Raises BadInput when nobody asks anything."""
        return talk_of([Message(role="user", content=self.input)] if isinstance(self.input, str) else self.input)


def talk_of(messages: list[Message]) -> Talk:
    """The last message of the user, and the questions before it, each with what was answered.

    Raises:
        BadInput: the last message of the user, or all, have no text.
    """
    last = max((at for at, message in enumerate(messages) if message.role == "user"), default=-1)
    if last < 0 or not messages[last].text().strip():
        raise BadInput(NO_QUESTION)
    earlier: list[tuple[str, str]] = []
    for message in messages[:last]:
        if message.role == "user" and message.text().strip():
            earlier.append((message.text(), ""))
        elif message.role == "assistant" and earlier:
            earlier[-1] = (earlier[-1][0], message.text())
    return Talk(messages[last].text(), tuple(earlier))

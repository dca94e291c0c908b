"""What OpenAI clients send, as far as Nacelle reads it."""

from typing import Any, NamedTuple, cast

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


class NotHonoured(BadInput):
    """A client asks for what it would not get; `param` is where it asks."""

    def __init__(self, message: str, param: str, code: str = "unsupported_value") -> None:
        super().__init__(message)
        self.param = param
        self.code = code


class Common(BaseModel):
    """What both kinds of request share. `metadata` may hold `thread_id`, `asset` and `library`; `user` tells apart the people behind one key."""

    model: str = MODEL
    stream: bool | None = False
    metadata: dict[str, Any] | None = None
    user: str | None = Field(default=None, max_length=200)
    tools: list[Any] | None = None
    tool_choice: Any = None

    def check(self) -> None:
        """Raises NotHonoured for what an answer would silently ignore."""
        if self.model != MODEL:
            raise NotHonoured(f"There is no model '{self.model[:60]}'; use '{MODEL}'.", "model", "model_not_found")
        if self.tools and self.tool_choice not in (None, "auto", "none"):
            raise NotHonoured("Nacelle uses its own tools and calls none of the client's.", "tool_choice")

    def told(self, name: str, default: str = "") -> str:
        """A value of `metadata`."""
        return str((self.metadata or {}).get(name) or default)[:100]


class ChatRequest(Common):
    """`POST /v1/chat/completions`: the last user message is the question."""

    messages: list[Message] = Field(min_length=1)
    n: int | None = None
    stream_options: StreamOptions | None = None
    response_format: dict[str, Any] | None = None
    logprobs: bool | None = None
    modalities: list[str] | None = None

    def check(self) -> None:
        """Raises NotHonoured."""
        super().check()
        if self.n not in {None, 1}:
            raise NotHonoured("Nacelle gives one answer; leave out `n`.", "n")
        _check_format(self.response_format, "response_format")
        if self.logprobs:
            raise NotHonoured("Answers have no log probabilities.", "logprobs")
        if "audio" in (self.modalities or []):
            raise NotHonoured("Answers are text.", "modalities")

    def talk(self) -> Talk:
        """What is asked, and what was said before. Raises BadInput when nobody asks anything."""
        return talk_of(self.messages)


class ResponseRequest(Common):
    """`POST /v1/responses`: a text, or items of which the last user message is the question."""

    input: str | list[Message]
    previous_response_id: str | None = Field(default=None, max_length=100)
    text: dict[str, Any] | None = None
    store: bool | None = None
    background: bool | None = None
    conversation: Any = None

    def check(self) -> None:
        """Raises NotHonoured."""
        super().check()
        _check_format((self.text or {}).get("format"), "text.format")
        if self.store is False:
            raise NotHonoured("Answers are kept, so that their sources can be shown again; leave out `store`.", "store")
        if self.background:
            raise NotHonoured("Answers are not made in the background; stream them.", "background")
        if self.conversation:
            raise NotHonoured("Go on with `previous_response_id`.", "conversation")

    def talk(self) -> Talk:
        """What is asked, and what was said before. Raises BadInput when nobody asks anything."""
        return talk_of([Message(role="user", content=self.input)] if isinstance(self.input, str) else self.input)


def _check_format(given: Any, param: str) -> None:
    kind = cast("dict[str, Any]", given).get("type", "text") if isinstance(given, dict) else "text"
    if kind != "text":
        raise NotHonoured("Answers are text with sources; the whole of them as data is in `nacelle`.", param)


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

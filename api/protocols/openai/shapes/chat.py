"""What models and chat completions look like, for the description of the API: as OpenAI's own clients read it, and `nacelle` beside it."""

from typing import Literal

from pydantic import BaseModel

from api.http.described import OpenAIError
from domain.answers import Answer


class ModelCard(BaseModel):
    """The one model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelList(BaseModel):
    """Of one model."""

    object: Literal["list"]
    data: list[ModelCard]


class UrlCitation(BaseModel):
    """Where a marker of the text leads."""

    start_index: int
    end_index: int
    url: str
    title: str


class ChatAnnotation(BaseModel):
    """A citation as chat messages hold it."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class ChatMessage(BaseModel):
    """The answer."""

    role: Literal["assistant"]
    content: str
    refusal: str | None
    annotations: list[ChatAnnotation]


class ChatChoice(BaseModel):
    """The only one."""

    index: int
    message: ChatMessage
    finish_reason: Literal["stop"]
    logprobs: None


class ChatUsage(BaseModel):
    """Tokens of the language model; none with the embedded one."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(BaseModel):
    """The whole answer; `nacelle` is missing where a title or tags of a chat were asked for."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChatChoice]
    usage: ChatUsage
    nacelle: Answer | None = None


class ChatDelta(BaseModel):
    """What is added."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[ChatAnnotation] | None = None


class ChunkChoice(BaseModel):
    """The only one."""

    index: int
    delta: ChatDelta
    finish_reason: Literal["stop"] | None
    logprobs: None


class ChatChunk(BaseModel):
    """A part of the answer; the last one with a choice holds annotations and `nacelle`."""

    id: str
    object: Literal["chat.completion.chunk"]
    created: int
    model: str
    choices: list[ChunkChoice]
    usage: ChatUsage | None = None
    nacelle: Answer | None = None


class StreamFailed(BaseModel):
    """The last part where the answer failed after the stream had begun."""

    error: OpenAIError

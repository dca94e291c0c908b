"""What responses and their events look like, for the description of the API."""

from typing import Any, Literal

from pydantic import BaseModel

from api.protocols.openai.shapes.chat import UrlCitation
from domain.answers import Answer


class TextAnnotation(UrlCitation):
    """A citation as responses hold it."""

    type: Literal["url_citation"]


class TextPart(BaseModel):
    """The text of a message."""

    type: Literal["output_text"]
    text: str
    annotations: list[TextAnnotation]
    logprobs: list[Any]


class OutputMessage(BaseModel):
    """The answer."""

    id: str
    type: Literal["message"]
    role: Literal["assistant"]
    status: Literal["in_progress", "completed"]
    content: list[TextPart]


class ResponseUsage(BaseModel):
    """Tokens of the language model; none with the embedded one."""

    input_tokens: int
    output_tokens: int
    total_tokens: int
    input_tokens_details: dict[str, int]
    output_tokens_details: dict[str, int]


class ResponseError(BaseModel):
    """Why there is no answer."""

    code: str
    message: str


class ModelResponse(BaseModel):
    """A response, begun, whole or failed; `nacelle` is the Answer of a whole one."""

    id: str
    object: Literal["response"]
    created_at: int
    status: Literal["in_progress", "completed", "failed"]
    model: str
    output: list[OutputMessage]
    error: ResponseError | None
    usage: ResponseUsage | None
    nacelle: Answer | None = None


class ResponseEvent(BaseModel):
    """One event of a response; which fields it has, its type says."""

    type: Literal[
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.annotation.added",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
        "response.failed",
    ]
    sequence_number: int
    response: ModelResponse | None = None
    item: OutputMessage | None = None
    part: TextPart | None = None
    delta: str | None = None
    text: str | None = None
    annotation: TextAnnotation | None = None


class DeletedResponse(BaseModel):
    """It is gone."""

    id: str
    object: Literal["response"]
    deleted: Literal[True]

"""What the description of the API (OpenAPI) says of every route: that errors are problems, and how streams look."""

from collections.abc import Sequence
from typing import Any

from ag_ui.core import Event
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

REF = "#/components/schemas/{model}"


class OpenAIError(BaseModel):
    """The same as clients of the OpenAI protocols read it."""

    message: str
    type: str
    param: str | None
    code: str | None


class Problem(BaseModel):
    """An error (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "about:blank",
                "title": "Not Found",
                "status": 404,
                "detail": "No thread '7c1f'.",
                "request_id": "4f0c1e6d2b5a4c0b9f6f0d8a3a1e2b7c",
            }
        }
    )

    type: str
    title: str
    status: int
    detail: str
    """One sentence for people."""
    request_id: str
    """Under this id the request stands in the server's log."""
    error: OpenAIError | None = Field(default=None, description="On `/v1` only.")


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": REF.format(model=Problem.__name__)}}},
    }


ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": _problem("What was asked for cannot be had; `detail` says why and what to do."),
    "5XX": _problem("The server, or something that it needs, is not able to answer just now."),
}


def stream_of(*models: str, end: str = "", numbered: bool = False) -> dict[str, Any]:
    """The content of a response that is a stream of these shapes; before OpenAPI 3.2 the schema of a stream is that of each event."""
    shapes: list[dict[str, Any]] = [{"$ref": REF.format(model=model)} for model in models]
    held: dict[str, Any] = {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": shapes[0] if len(shapes) == 1 else {"anyOf": shapes},
    }
    if end:
        held["description"] = f"The last one is `{end}`."
    number = {"id": {"type": "string", "description": "What `Last-Event-ID` gives back."}} if numbered else {}
    frame = {"type": "object", "properties": {**number, "data": held}}
    return {"text/event-stream": {"schema": frame}}


EVENTS = stream_of("AguiEvent", numbered=True)
"""The content of a response that is a stream of AG-UI events."""


def describe(app: FastAPI, streamed: Sequence[type[BaseModel]] = ()) -> None:
    """Let the description hold the shapes that it refers to by name: those of `streamed` among them."""
    named = [("Problem", TypeAdapter(Problem)), ("AguiEvent", TypeAdapter(Event))]
    named += [(shape.__name__, TypeAdapter(shape)) for shape in streamed]
    plain = app.openapi

    def described() -> dict[str, Any]:
        schema = plain()
        models = schema["components"]["schemas"]
        for name, shape in named:
            own: dict[str, Any] = shape.json_schema(ref_template=REF, by_alias=True)
            models.update({each: model for each, model in own.pop("$defs", {}).items() if each not in models})
            models[name] = own
        return schema

    app.openapi = described

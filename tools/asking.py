"""Ask the person: the one tool that no code runs, for the turn ends with it."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, WithJsonSchema

from tools.context import ToolContext, ToolResult


def _listed(given: Any) -> Any:
    return [one.strip() for one in re.split(r"[|;\n]", given) if one.strip()] if isinstance(given, str) else given


Choices = Annotated[list[str], BeforeValidator(_listed), WithJsonSchema({"type": "array", "items": {"type": "string"}})]


class AskPerson(BaseModel):
    """Ask back when the answer depends on it."""

    question: str
    choices: Choices = []


def ask_person(ctx: ToolContext, args: AskPerson) -> ToolResult:  # noqa: ARG001
    """What is asked; who embeds the tools elsewhere hands it to the person."""
    return ToolResult(note=" / ".join([args.question, *args.choices]))

"""Ask the person: the one tool that no code runs, for the turn ends with it."""

from pydantic import BaseModel

from tools.context import ToolContext, ToolResult


class AskPerson(BaseModel):
    """Ask back when the answer depends on it."""

    question: str
    choices: list[str] = []


def ask_person(ctx: ToolContext, args: AskPerson) -> ToolResult:  # noqa: ARG001
    """What is asked; who embeds the tools elsewhere hands it to the person."""
    return ToolResult(note=" / ".join([args.question, *args.choices]))

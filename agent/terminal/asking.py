"""`nacelle ask`: one turn of the agent, or a file of them."""

import asyncio
import json
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from agent.assistant import Assistant
    from domain.answers import Answer
    from domain.callers import Caller

MAX_BATCH_LINES = 100_000


def register(app: typer.Typer) -> None:
    """Add `ask` to the command line."""
    app.command()(ask)
    app.command()(brief)


def ask(
    question: Annotated[str, typer.Argument(help="What you want to know; '-' reads it from standard input.")] = "",
    asset: Annotated[str, typer.Option(help="The machine's tag.")] = "",
    library: Annotated[str, typer.Option(help="Which set of documents.")] = "main",
    thread: Annotated[str, typer.Option(help="Continue this conversation; not with --batch.")] = "",
    user: Annotated[str, typer.Option("--as", help="Who asks; keeps people's conversations apart.")] = "local",
    batch: Annotated[
        Path | None, typer.Option(help="A JSONL file of questions; --asset is that of the lines without their own.")
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="Questions at the same time, with --batch.")] = 2,
    as_json: Annotated[
        bool, typer.Option("--json", help="The whole Answer as JSON, as --batch always prints it.")
    ] = False,
) -> None:
    """Ask the agent. Each step and value is followed by the number of the page or record it came from."""
    if batch is None and not question.strip():
        raise typer.BadParameter("Give a question, or --batch FILE.")
    if batch is not None:
        if question or thread:
            raise typer.BadParameter("With --batch each line is a question and a conversation of its own.")
        asyncio.run(_batch(_read_batch(batch), asset, library, user, concurrency))
        return
    if question == "-":
        question = sys.stdin.buffer.read().decode("utf-8", "replace")
    thread = thread or uuid.uuid4().hex
    answer = asyncio.run(_one(question, asset, library, f"{user}:{thread}", user))
    # As `--thread` takes it: the person before it is given by `--as`.
    answer = answer.model_copy(update={"thread_id": thread})
    if as_json:
        typer.echo(answer.model_dump_json())
    else:
        from agent.terminal.printing import print_answer  # noqa: PLC0415

        print_answer(answer)


def brief(
    user: Annotated[str, typer.Option("--as", help="The technician's name as the work orders write it.")],
    library: Annotated[str, typer.Option(help="Which set of documents.")] = "main",
    as_json: Annotated[bool, typer.Option("--json", help="The whole Answer as JSON.")] = False,
) -> None:
    """Today's jobs of a technician: machine, what was done before, hazards, manual pages, parts to take."""
    ask(question=f"Shift brief for {user}", library=library, user=user, as_json=as_json)


async def _one(question: str, asset: str, library: str, thread_id: str, person: str) -> "Answer":
    from agent.assistant import AskRequest, open_assistant  # noqa: PLC0415

    caller = _caller(person)
    async with open_assistant() as assistant:
        _known_library(assistant, library)
        return await assistant.ask(
            AskRequest(question=question, asset=asset, library=library, thread_id=thread_id, caller=caller)
        )


def _caller(person: str) -> "Caller":
    from domain.callers import Caller  # noqa: PLC0415

    return Caller(name=person, roles=("admin",))


def _known_library(assistant: "Assistant", library: str) -> None:
    """A misspelt library would only look like missing evidence. Raises NotFound."""
    from domain.errors import NotFound  # noqa: PLC0415

    known = assistant.stores.passages.libraries()
    if library != "main" and library not in known:
        raise NotFound(
            f"There is no library '{library}'; there is {', '.join(known) or 'none yet, ingest documents first'}."
        )


def _read_batch(path: Path) -> list[dict[str, Any]]:
    from domain.errors import BadInput  # noqa: PLC0415

    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error
    lines: list[dict[str, Any]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if number > MAX_BATCH_LINES:
            raise BadInput(f"{path} has more than {MAX_BATCH_LINES} lines: ask it in parts.")
        try:
            row = json.loads(line)
            lines.append({**row, "id": row["id"], "question": str(row["question"])})
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f'{path}, line {number}: each line needs {{"id", "question"}} as JSON.') from error
    return lines


async def _batch(lines: list[dict[str, Any]], asset: str, library: str, person: str, concurrency: int) -> None:
    from agent.assistant import AskRequest, open_assistant  # noqa: PLC0415

    caller = _caller(person)

    async with open_assistant() as assistant:
        _known_library(assistant, library)
        for start in range(0, len(lines), concurrency):
            chunk = lines[start : start + concurrency]
            requests = [
                AskRequest(
                    question=row["question"],
                    asset=row.get("asset") or asset,
                    library=row.get("library") or library,
                    caller=caller,
                )
                for row in chunk
            ]
            answers = await asyncio.gather(*(_answer(assistant, request) for request in requests))
            for row, answer in zip(chunk, answers, strict=True):
                typer.echo(json.dumps({"id": row["id"], "answer": answer}, ensure_ascii=False))


async def _answer(assistant: "Assistant", request: Any) -> dict[str, Any]:
    """One line's answer; a turn that breaks is `failed` and the others go on."""
    try:
        return (await assistant.ask(request)).model_dump(mode="json")
    except Exception as error:  # noqa: BLE001  one line must not stop the file
        from domain.answers import Answer  # noqa: PLC0415

        failed = Answer(id="", thread_id="", status="failed", text=f"The turn failed: {error}")
        return failed.model_dump(mode="json")

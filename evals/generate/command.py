"""`nacelle eval generate`."""

import json
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from evals.generate.drafts import DraftCase
    from evals.generate.library import LibraryText


def register(app: typer.Typer) -> None:
    """Add `generate` to the evaluation commands."""
    app.command()(generate)


def generate(
    library: Annotated[str, typer.Option(help="The library to ask about.")],
    out: Annotated[Path | None, typer.Option(help="The review file; default: LIBRARY-cases.jsonl.")] = None,
    per_kind: Annotated[
        int, typer.Option(min=1, max=1000, help="Facts of each kind; each is asked in up to two ways.")
    ] = 20,
    seed: Annotated[int, typer.Option(help="Of the choice and the phrasings; the same seed gives the same file.")] = 1,
    model: Annotated[
        str, typer.Option(help="`openai:<name>` words the paraphrases; the gold stays the library's.")
    ] = "",
    ragas: Annotated[
        bool, typer.Option("--ragas", help="Add questions of RAGAS's TestsetGenerator; needs --model.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False,
) -> None:
    """Make test cases from a library: questions with their gold places and required facts, for a person to review."""
    from domain.errors import BadInput, Unavailable  # noqa: PLC0415
    from evals.generate.drafts import by_kind, write_drafts  # noqa: PLC0415
    from evals.generate.generating import generate as generated_from  # noqa: PLC0415
    from evals.generate.library import read_library  # noqa: PLC0415
    from evals.generate.wording.rewording import Reworder  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    if ragas and not model:
        raise BadInput("--ragas asks a language model; give one with --model openai:<name>.")
    reword = Reworder(_chat_model(model)) if model else None
    with open_stores() as stores, closing(reword) if reword else nullcontext():
        text = read_library(stores.passages, library)
        made = generated_from(
            text, per_kind=per_kind, seed=seed, reword=reword, others=_others(stores.passages, library)
        )
        drafts, failure = list(made.drafts), None
        if ragas:
            try:
                more = _by_ragas(text, _chat_model(model), getattr(stores.passages, "embedder", None), per_kind)
                drafts += more
                if not more:
                    typer.echo("RAGAS gave no question whose answer stands in the library.", err=True)
            except Unavailable as error:
                failure = error
    if reword:
        typer.echo(reword.told, err=True)
    if not drafts:
        raise BadInput(
            f"The library '{library}' gives no question: no table, procedure, definition or warning was found."
        )
    path = out or Path(f"{library}-cases.jsonl")
    write_drafts(path, drafts)
    summary = {"file": str(path), "cases": len(drafts), "kinds": by_kind(drafts), "refused": len(made.refused)}
    _tell(summary, as_json=as_json)
    if failure:
        raise failure


def _others(passages: Any, library: str) -> "list[LibraryText]":
    """The other libraries that hold text."""
    from domain.errors import NotFound  # noqa: PLC0415
    from evals.generate.library import read_library  # noqa: PLC0415

    found: list[LibraryText] = []
    for name in passages.libraries():
        with suppress(NotFound):
            found += [read_library(passages, name)] if name != library else []
    return found


def _chat_model(name: str) -> Any:
    from agent.models.endpoint.opening import chat_model  # noqa: PLC0415
    from agent.settings import agent_settings  # noqa: PLC0415

    return chat_model(agent_settings().model_copy(update={"model": name}))


def _by_ragas(text: Any, chat: Any, embedder: Any, size: int) -> "list[DraftCase]":
    from evals.generate.ragas_testset import ragas_drafts  # noqa: PLC0415

    return ragas_drafts(text, chat, embedder, size=size)


def _tell(summary: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(summary))
        return
    for kind, count in summary["kinds"].items():
        typer.echo(f"{kind:14} {count}")
    typer.echo(f"{summary['cases']} cases in {summary['file']}; {summary['refused']} facts made no fair question.")
    typer.echo(f"They count after `nacelle eval review {summary['file']}`.", err=True)

"""`nacelle verify`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from evals.verifying.verify import Report

USAGE, FAILED = 2, 3
_SIGNS = {"stands": "+", "does not stand": "-", "cannot tell": "?", "cites nothing": " "}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(verify)


def verify(
    answer: Annotated[
        Path, typer.Argument(metavar="ANSWER_FILE", help="Text, or JSON with `text`; - is standard input.")
    ],
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="More evidence.", show_default=False)
    ] = None,
    evidence: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE...", help="The files that the answer cites; the first is [1], and so on."),
    ] = None,
    question: Annotated[str, typer.Option(help="What was asked: its own names may be said again.")] = "",
    strict: Annotated[
        bool, typer.Option(help="Also a sentence of which the check cannot tell does not stand.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Check the cited sentences of any answer against files. Exit status: 0 all stand, 3 something does not, 2 wrong usage."""
    from domain.errors import BadInput  # noqa: PLC0415
    from evals.verifying import verify as checking  # noqa: PLC0415
    from stores.embedders.multilingual import MultilingualEmbedder  # noqa: PLC0415

    files = _in_order(evidence or [], more or [])
    try:
        text = read_answer(answer)
        embedder = MultilingualEmbedder() if MultilingualEmbedder.installed() else None
        report = checking.verify(text, files, question=question, embedder=embedder)
    except BadInput as error:
        typer.echo(f"nacelle: {error}", err=True)
        raise typer.Exit(USAGE) from error
    unsure = strict and any(one.stands == "cannot tell" for one in report.sentences)
    typer.echo(
        json.dumps(report.as_json() | {"stands": not (report.fails or unsure)}, ensure_ascii=False)
        if as_json
        else _told(report)
    )
    if report.fails or unsure:
        raise typer.Exit(FAILED)


def _in_order(named: list[Path], behind: list[Path]) -> list[Path]:
    """`--evidence a b c` and `--evidence a --evidence b`; of both at once nobody could tell the order."""
    if not named:
        raise typer.BadParameter("give the files that the answer cites.", param_hint="--evidence")
    if len(named) > 1 and behind:
        raise typer.BadParameter("give all files behind one --evidence, or one behind each.", param_hint="--evidence")
    return [*named, *behind]


def read_answer(file: Path) -> str:
    """The words of an answer: a text file, our Answer as JSON, or a reply of an OpenAI-compatible endpoint.

    Raises:
        BadInput: it is not there, holds nothing, or is JSON of another kind.
    """
    from domain.errors import BadInput  # noqa: PLC0415

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The answer {file} cannot be read: {getattr(error, 'strerror', '') or 'it is not UTF-8 text'}."
        ) from error
    if text.lstrip().startswith("{"):
        try:
            text = _words_of(json.loads(text))
        except ValueError as error:
            raise BadInput(f"{file} is neither text nor JSON: {error}.") from error
        except (KeyError, IndexError, TypeError) as error:
            raise BadInput(f"{file} is JSON without `text`.") from error
    if not text.strip():
        raise BadInput(f"{file} holds no answer.")
    return text


def _words_of(given: dict[str, Any]) -> str:
    if "choices" in given:
        return str(given["choices"][0]["message"]["content"])
    held = given.get("answer", given)
    return str(cast("dict[str, Any]", held)["text"] if isinstance(held, dict) else held)


def _told(report: "Report") -> str:
    lines: list[str] = []
    for one in report.sentences:
        lines.append(f"{_SIGNS[one.stands]} {one.sentence} {''.join(f'[{n}]' for n in one.cites)}".rstrip())
        if one.stands != "stands" and one.cites:
            lines.append(f"    {one.stands}: {one.reason or 'said in other words than the source'}")
            lines += [f"    the source: {' '.join(one.source.split())}"] if one.source else []
    counted = sum(bool(one.cites) for one in report.sentences)
    standing = sum(one.stands == "stands" for one in report.sentences)
    left = counted - standing - len(report.fails)
    told = f"{counted} cited sentences: {standing} stand, {len(report.fails)} do not, of {left} the check cannot tell."
    return "\n".join([*lines, told])

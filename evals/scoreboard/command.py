"""`nacelle eval scoreboard`."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add `scoreboard` to the evaluation commands."""
    app.command()(scoreboard)


def scoreboard(
    out: Annotated[Path | None, typer.Option(help="Folder for scoreboard.md and scoreboard.json.")] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of other people's data; else NACELLE_SHARED's data.")
    ] = None,
    board: Annotated[Path | None, typer.Option(help="A board of your own (TOML), in place of the bundled one.")] = None,
    repeats: Annotated[int, typer.Option(min=1, max=20, help="How often each set is played.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="The board as JSON.")] = False,
) -> None:
    """Our figures beside published ones; of each set, whether it was tuned on. Interrupted, the same command goes on."""
    from domain.errors import Unavailable  # noqa: PLC0415
    from evals.scoreboard.board import BUNDLED, read_board  # noqa: PLC0415
    from evals.scoreboard.printing import markdown  # noqa: PLC0415
    from evals.scoreboard.running import run_board  # noqa: PLC0415
    from evals.settings import eval_settings  # noqa: PLC0415

    chosen = data or eval_settings().data
    try:
        found = asyncio.run(
            run_board(read_board(board or BUNDLED), chosen, repeats, lambda text: typer.echo(text, err=True))
        )
    except KeyboardInterrupt as error:
        raise Unavailable("Interrupted; what was played is kept, and the same command goes on from there.") from error
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / "scoreboard.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (out / "scoreboard.md").write_text(markdown(found), encoding="utf-8")
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else markdown(found))

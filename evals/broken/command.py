"""`nacelle eval broken`."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.broken.trying import Count

GATE_FAILED = 3
SUITES = ("demo-values", "demo-procedures", "demo-alarms", "demo-records", "demo-silence", "demo-limits")


def register(app: typer.Typer) -> None:
    """Add `broken` to the evaluation commands."""
    app.command()(broken)


def broken(
    suite: Annotated[list[str] | None, typer.Option(help="A suite or group of suites; repeat it for more.")] = None,
    model: Annotated[
        list[str] | None, typer.Option(help="A broken model by part of its name; repeat it for more.")
    ] = None,
    most: Annotated[int, typer.Option(min=0, help="Cases of each suite, evenly of every kind; 0 plays all.")] = 10,
    library: Annotated[str, typer.Option(help="The library of cases that name none.")] = "main",
    as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False,
) -> None:
    """Play suites with language models that misbehave; exit status 3 where any is worse than the embedded model alone."""
    from domain.errors import BadInput  # noqa: PLC0415
    from evals.broken.models import BROKEN  # noqa: PLC0415

    chosen = [name for name in BROKEN if not model or any(part.casefold() in name for part in model)]
    if not chosen:
        raise BadInput(f"There is no broken model like that; there are: {', '.join(BROKEN)}.")
    counts = asyncio.run(_try(suite or SUITES, chosen, most, library))
    worse = [count for count in counts if count.is_worse]
    if as_json:
        typer.echo(json.dumps([asdict(count) for count in counts]))
    else:
        typer.echo(f"{len(chosen)} broken models; worse than none in {len(worse)} of {len(counts)} counts.")
    if worse:
        raise typer.Exit(GATE_FAILED)


async def _try(suites: Sequence[str], chosen: Sequence[str], most: int, library: str) -> "list[Count]":
    from evals.broken.trying import cases_to_play, try_models  # noqa: PLC0415
    from evals.datasets.cases import load_suite, suite_files  # noqa: PLC0415
    from stores.open_stores import open_stores  # noqa: PLC0415

    files = [file for name in suites for file in suite_files(name)]
    cases = cases_to_play([(str(file), load_suite(file)) for file in files], most)
    with open_stores() as stores:
        return await try_models(stores, cases, chosen, library, _tell)


def _tell(name: str, counts: "Sequence[Count]") -> None:
    """One line a model, and one for each count that is worse."""
    alone, with_it = sum(count.alone for count in counts), sum(count.with_it for count in counts)
    typer.echo(f"{name:16} {with_it} passed, {alone} without it", err=True)
    for count in counts:
        if count.is_worse:
            named = ", ".join(count.spoilt)
            typer.echo(
                f"  WORSE {count.suite} {count.metric}: {count.with_it} < {count.alone} of {count.cases}: {named}",
                err=True,
            )

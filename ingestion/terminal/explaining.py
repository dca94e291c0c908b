"""Errors on the command line: one sentence on stderr and exit status 1."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from domain.errors import NacelleError

if TYPE_CHECKING:
    from stores.passages.opening import OpenPassages


@contextmanager
def explained(interrupted: str = "Stopped.") -> Generator[None]:
    """Turn a Nacelle error into its sentence and exit status 1; so with Ctrl-C and the sentence `interrupted`."""
    try:
        yield
    except NacelleError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        typer.echo(interrupted, err=True)
        raise typer.Exit(1) from error


@contextmanager
def opened_passages(interrupted: str = "Stopped.") -> "Generator[OpenPassages]":
    """The passages that the environment's settings name, with errors explained."""
    from stores.passages.opening import passages_alone  # noqa: PLC0415  (`nacelle --help` loads nothing that works)

    with explained(interrupted), passages_alone() as stores:
        yield stores

"""Errors on the command line: one sentence on stderr and exit status 1."""

from collections.abc import Generator
from contextlib import contextmanager

import typer

from domain.errors import NacelleError


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

"""Errors on the command line: one sentence on stderr and exit status 1."""

from collections.abc import Generator
from contextlib import contextmanager

import typer

from domain.errors import NacelleError


@contextmanager
def explained() -> Generator[None]:
    """Turn a Nacelle error into its sentence and exit status 1."""
    try:
        yield
    except NacelleError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error

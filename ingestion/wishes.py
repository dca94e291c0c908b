"""What the person who ingests says about the files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """What the person who ingests says about the files; empty means "as printed"."""

    library: str = "main"
    models: tuple[str, ...] = ()
    revision: str = ""

"""What the person who ingests says about the files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wishes:
    """What the person who ingests says about the files; empty means "as printed".

    `sites` and `roles`: who may read them; empty means everybody.
    """

    library: str = "main"
    models: tuple[str, ...] = ()
    revision: str = ""
    sites: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

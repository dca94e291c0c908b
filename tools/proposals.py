"""What a write tool gives back: a proposal that a person decides, or why there is none."""

from dataclasses import dataclass, field
from typing import Any

from domain.answers import Evidence


@dataclass(frozen=True)
class Proposal:
    """One write, checked against the records, with its exact arguments; nothing is written yet.

    `site` is where the machine stands. `told` holds further words for the summary that people read.
    """

    tool: str
    args: dict[str, Any]
    site: str = ""
    told: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Refused:
    """Why a write was not proposed: the name of a phrase and its values, the nearest records, what shows it.

    With `asks`, the person can mend it by naming one of `choices`.
    """

    why: str
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    nearest: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    asks: bool = False
    evidence: Evidence | None = None

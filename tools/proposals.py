"""What a write tool gives back: a proposal that a person decides, or why there is none."""

from dataclasses import dataclass, field
from typing import Any

from domain.answers import Evidence


@dataclass(frozen=True)
class Proposal:
    """One write, checked against the records, with its exact arguments; nothing is written yet.

    `site` is where the machine stands; `alike` are open records that it would repeat.
    """

    tool: str
    args: dict[str, Any]
    site: str = ""
    alike: tuple[Evidence, ...] = ()


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

"""What an experiment compares, from TOML."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.settings import AgentSettings
from domain.errors import BadInput
from evals.toml_files import read_toml

MOST = 64
"""Arms of one experiment."""
BUNDLED = "bundled"
"""The prompts that Nacelle brings."""


class Experiment(BaseModel):
    """`models` x `prompts` (folders, or "bundled") x every combination of `settings`, `repeats` times over `suites`."""

    model_config = ConfigDict(extra="forbid")

    suites: list[str] = Field(min_length=1)
    library: str = "main"
    models: list[str] = Field(default=["embedded"], min_length=1)
    prompts: list[str] = []
    settings: dict[str, list[Any]] = {}
    repeats: int = Field(default=1, ge=1, le=20)
    kinds: list[str] = []


@dataclass(frozen=True)
class Arm:
    """One configuration: its name for people, and what it sets."""

    name: str
    settings: AgentSettings


def read_experiment(file: Path) -> Experiment:
    """Read it. Raises BadInput: the file is not there, is no TOML, or a field of it is wrong."""
    return read_toml(Experiment, file, "The experiment")


def arms(wanted: Experiment, own: AgentSettings) -> list[Arm]:
    """Every configuration, the first is what the others are compared with.

    Raises:
        BadInput: a setting does not exist or has a value that it cannot have, or there are too many.
    """
    unknown = [name for name in wanted.settings if name not in AgentSettings.model_fields]
    if unknown:
        raise BadInput(f"There is no setting '{unknown[0]}'; known: {', '.join(AgentSettings.model_fields)}.")
    if any(not values for values in wanted.settings.values()):
        raise BadInput("Every setting of an experiment is a list of the values to try.")
    tried = {"prompts": wanted.prompts} if wanted.prompts else {}
    tried |= wanted.settings
    combinations = list(product(wanted.models, *tried.values()))
    if len(combinations) > MOST:
        raise BadInput(f"{len(combinations)} configurations are too many; {MOST} at most.")
    return [_arm(model, dict(zip(tried, values, strict=True)), own) for model, *values in combinations]


def _arm(model: str, values: Mapping[str, Any], own: AgentSettings) -> Arm:
    name = " ".join([model, *(f"{key}={value}" for key, value in values.items())])
    try:
        held = own.model_dump() | {"model": model, **values}
        held["prompts"] = None if held["prompts"] == BUNDLED else held["prompts"]
        return Arm(name, AgentSettings.model_validate(cast("dict[str, Any]", held)))
    except ValidationError as error:
        raise BadInput(f"{name}: {error.errors()[0]['msg'].removeprefix('Value error, ')}.") from error

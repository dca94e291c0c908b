"""Run every arm as often as asked; what was played is kept, so an interrupted experiment goes on where it was."""

from collections.abc import Callable
from dataclasses import dataclass, field

from agent.settings import agent_settings
from evals.experiments.matrix import Arm, Experiment, arms
from evals.running.evaluating import Wish, evaluate
from evals.running.runner import Outcome


@dataclass
class Tried:
    """One arm: the outcomes of each repeat."""

    arm: Arm
    repeats: list[list[Outcome]] = field(default_factory=list[list[Outcome]])


async def run(wanted: Experiment, progress: Callable[[str], None] = lambda _: None) -> list[Tried]:
    """Every arm, one after the other.

    Raises:
        BadInput: a suite is unknown, nothing ran, or a setting is wrong.
        SettingsError: a model cannot be used.
    """
    tried: list[Tried] = []
    for arm in arms(wanted, agent_settings()):
        tried.append(Tried(arm))
        for number in range(1, wanted.repeats + 1):
            progress(f"{arm.name}, {number} of {wanted.repeats}")
            wish = Wish(wanted.suites, wanted.library, kinds=wanted.kinds, settings=arm.settings, repeat=number)
            tried[-1].repeats.append((await evaluate(wish)).outcomes)
    return tried

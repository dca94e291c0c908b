"""All of it in one go: the run without a fault, the runs in which nothing may alarm, and each fault."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import Assistant
from evals.datasets.cases import load_suite
from evals.faults.seams import Fault
from evals.faults.trying import LabelledCase, Trial, Trials, cases_for, core_of, falls, paired
from evals.running.cache import Cache
from evals.running.runner import Outcome, Progress, Runner
from stores.open_stores import open_stores

SUITES = Path(__file__).parents[1] / "datasets" / "suites"
TOUCHABLE = 80
"""Cases of every kind, among which those are found whose answers a fault changes."""


@dataclass(frozen=True)
class Told:
    """Who hears of it: `runs` and `cases` are told what is done of how many, `trial` each trial once it is over."""

    runs: Progress = lambda _done, _all: None
    cases: Progress = lambda _done, _all: None
    trial: Callable[[Trial], None] = lambda _: None


async def try_all(
    chosen: Sequence[Fault], no_fault: int, library: str, told: Told, *, fresh: bool = False
) -> tuple[list[Trial], list[Trial]]:
    """The trials of the faults, and the runs without a fault in which something seemed to fall.

    Every case is kept as soon as it is played: the same call goes on where an earlier one was broken off, unless `fresh`.
    """
    suites = [(str(file), case) for file in sorted(SUITES.glob("demo-*.yaml")) for case in load_suite(file)]
    cases = _wanted(chosen, suites)
    with open_stores() as stores:
        assistant = Assistant(stores, checkpointer=InMemorySaver())
        kept = None if fresh else Cache(stores.settings.home / "evals" / "cache")
        known = "" if fresh else Runner(assistant, library).fingerprint([case for _, case in cases])
        trials, runs = Trials(assistant, library, kept, known, told.cases), 1 + no_fault + len(chosen)
        base = await trials.without_fault(cases)
        told.runs(1, runs)
        alarms: list[Trial] = []
        for number in range(1, no_fault + 1):
            control = await _control(trials, cases, base, number)
            alarms += [control] if control.falls else []
            told.runs(1 + number, runs)
        tried: list[Trial] = []
        for fault in chosen:
            tried.append(await trials.with_fault(fault, suites, base))
            told.runs(1 + no_fault + len(tried), runs)
            told.trial(tried[-1])
    return tried, alarms


def _wanted(chosen: Sequence[Fault], suites: Sequence[LabelledCase]) -> list[LabelledCase]:
    """Every case that any of the faults is tried on, once."""
    wanted = [one for fault in chosen for one in cases_for(fault, suites)]
    wanted += [] if all(fault.kinds for fault in chosen) else core_of(suites, most=TOUCHABLE)
    return list({id(one): one for one in wanted}.values())


async def _control(trials: Trials, cases: Sequence[LabelledCase], base: Sequence[Outcome], number: int) -> Trial:
    """A run without a fault; it plays its cases anew, once."""
    core = core_of(cases)
    again = await trials.without_fault(core, number)
    return Trial(f"no fault, run {number}", len(core), falls(paired(base, again)))

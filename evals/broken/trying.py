"""Play suites with each broken model and without one, and say where the broken one was worse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import Assistant
from domain.errors import BadInput
from evals.broken.models import broken_model
from evals.broken.standing_in import embedded_of
from evals.datasets.cases import Case
from evals.faults.trying import LabelledCase, core_of
from evals.metrics import METRICS
from evals.running.runner import Outcome, Runner
from stores.open_stores import Stores

COUNTED = ("required words", "forbidden words", "status")
"""What a case has to pass: says what it must, nothing that it must not, and ends as it should."""


@dataclass(frozen=True)
class Count:
    """Of one suite and metric: how many cases passed alone and with the broken model, and which ones it spoilt."""

    model: str
    suite: str
    metric: str
    cases: int
    alone: int
    with_it: int
    spoilt: tuple[str, ...]

    @property
    def is_worse(self) -> bool:
        """Whether fewer cases passed than without a language model."""
        return self.with_it < self.alone


def cases_to_play(suites: Sequence[tuple[str, Sequence[Case]]], most: int) -> list[LabelledCase]:
    """Of each suite up to `most` cases of every kind, evenly (0: all); those that bring a model of their own are left out."""
    chosen: list[LabelledCase] = []
    for file, cases in suites:
        playable = [(file, case) for case in cases if not case.says and not case.acts]
        chosen += core_of(playable, most) if most else playable
    return chosen


async def try_models(
    stores: Stores,
    cases: Sequence[LabelledCase],
    models: Sequence[str],
    library: str = "main",
    told: Callable[[str, Sequence[Count]], None] = lambda _name, _counts: None,
) -> list[Count]:
    """Every count of every model; `told` hears of each model as soon as it is done.

    Raises:
        BadInput: without a language model no case could be scored, so that there is nothing to compare with.
    """
    alone = Assistant(stores, checkpointer=InMemorySaver())
    base = await Runner(alone, library).run(cases)
    if not compared("", base, base):
        first = next((outcome.error for outcome in base if outcome.error), "no case asks for words or a status")
        raise BadInput(f"Nothing could be compared: {first.rstrip('.')}.")
    counts: list[Count] = []
    for name in models:
        broken = Assistant(
            stores,
            settings=alone.settings.model_copy(update={"model": f"broken:{name}"}),
            model=broken_model(name, embedded_of(stores)),
            checkpointer=InMemorySaver(),
        )
        found = compared(name, base, await Runner(broken, library).run(cases))
        told(name, found)
        counts += found
    return counts


def compared(model: str, alone: Sequence[Outcome], with_it: Sequence[Outcome]) -> list[Count]:
    """Passes by suite and metric, over the cases that the run without a model could score; a turn that breaks passes nothing."""
    pairs = list(zip(alone, with_it, strict=True))
    counts: list[Count] = []
    for suite in dict.fromkeys(outcome.suite for outcome in alone):
        for metric in COUNTED:
            both = [(a, b) for a, b in pairs if a.suite == suite and metric in a.scores]
            if not both:
                continue
            before = [_passes(a, metric) for a, _ in both]
            after = [_passes(b, metric) for _, b in both]
            spoilt = [b.case.id for (_, b), was, now in zip(both, before, after, strict=True) if was and not now]
            counts.append(Count(model, Path(suite).stem, metric, len(both), sum(before), sum(after), tuple(spoilt)))
    return counts


def _passes(outcome: Outcome, metric: str) -> bool:
    given = outcome.scores.get(metric)
    return given is not None and not METRICS[metric].failed(given.value)

"""How long a turn takes with the embedded model: wall time and CPU of each demo question, and the share of each part."""

import asyncio
import statistics
import sys
import time
from dataclasses import dataclass, field

from agent.assistant import AskRequest, open_assistant
from bench.serving.parts import Meter, metered
from evals.datasets.cases import Case, find_suite, load_suite

SUITES = ("demo-values", "demo-procedures", "demo-alarms", "demo-records")
MODEL = ("reading the thread", "telling frames", "planning", "writing")
"""What the embedded model itself takes, and what is embedded for it: a turn's own time is the rest."""


@dataclass
class Turn:
    """Milliseconds of one turn; `parts` are CPU."""

    wall: float
    cpu: float
    parts: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def own(self) -> float:
        """CPU without the model."""
        own = (spent for name, spent in self.parts.items() if name.rpartition(" for ")[2] not in MODEL)
        return self.cpu - sum(self.parts.values()) + sum(own)


def _cases() -> list[Case]:
    return [case for name in SUITES for case in load_suite(find_suite(name)) if not case.holdout]


async def _run(cases: list[Case]) -> list[Turn]:
    turns: list[Turn] = []
    async with open_assistant() as assistant:
        assistant.warm_up()
        await assistant.ask(AskRequest(question="warm up"))
        for case in cases:
            meter = Meter()
            started, cpu = time.perf_counter(), time.process_time()
            with metered(meter):
                await assistant.ask(AskRequest(question=case.question, asset=case.asset))
            wall, spent = (time.perf_counter() - started) * 1000, (time.process_time() - cpu) * 1000
            turns.append(Turn(wall, spent, dict(meter.ms)))
    return turns


def _line(name: str, values: list[float]) -> str:
    cuts = statistics.quantiles(values, n=20)
    return f"{name:<24} p50 {cuts[9]:6.0f}  p95 {cuts[18]:6.0f}  mean {statistics.fmean(values):6.0f} ms"


def main() -> None:
    """Ask every case of the demo suites; needs the demo in NACELLE_HOME. An argument n asks every n-th only."""
    step = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    turns = asyncio.run(_run(_cases()[::step]))
    print(f"{len(turns)} turns, one after the other")
    print(_line("wall", [turn.wall for turn in turns]))
    print(_line("CPU", [turn.cpu for turn in turns]))
    print(_line("CPU without the model", [turn.own for turn in turns]))
    print("\nCPU by part, each without the parts within it:")
    names = {name for turn in turns for name in turn.parts}
    every = {name: [turn.parts.get(name, 0.0) for turn in turns] for name in names}
    every["graph, events, the rest"] = [turn.cpu - sum(turn.parts.values()) for turn in turns]
    for name in sorted(every, key=lambda name: -sum(every[name])):
        print(_line(name, every[name]))


if __name__ == "__main__":
    main()

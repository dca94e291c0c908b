"""Run the suites with and without each fault, and say what noticed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from pathlib import Path

from agent.assistant import Assistant
from domain.evaluations.statistics import bootstrap
from evals.datasets.cases import Case
from evals.faults.retelling import retold
from evals.faults.seams import Fault, FaultyAssistant
from evals.metrics import LESS_IS_BETTER, MEASURES
from evals.running.cache import Cache
from evals.running.fingerprint import digest
from evals.running.runner import Outcome, Progress, Runner

MOST_CASES = 12
CORE_CASES = 40
BROKEN = "errored"
INFORMATIVE = MEASURES | {"claims judged"}
"""Metrics that say nothing about right or wrong by themselves."""
COMPARING = frozenset({"command.py", "retelling.py", "trying.py", "whole.py"})
LabelledCase = tuple[str, Case]


@dataclass(frozen=True)
class Fall:
    """A metric that fell beyond noise over the cases that both runs scored."""

    metric: str
    suites: tuple[str, ...]
    before: float
    after: float
    n: int


@dataclass
class Trial:
    """What became of one fault."""

    fault: str
    cases: int
    falls: list[Fall] = field(default_factory=list[Fall])

    @property
    def caught(self) -> bool:
        """Whether any metric fell; a turn that breaks says that the wrapper is wrong, not that the suites are right."""
        return any(fall.metric != BROKEN for fall in self.falls)


def cases_for(fault: Fault, cases: Sequence[LabelledCase], most: int = MOST_CASES) -> list[LabelledCase]:
    """Those written for the fault, and of its kinds as many others, evenly spread, as make `most`."""
    own = [one for one in cases if fault.focus and one[1].id.startswith(fault.focus)][:most]
    others = [one for one in cases if one[1].kind in fault.kinds and one not in own]
    room = most - len(own)
    step = max(1, -(-len(others) // room)) if room else 1
    return own + others[::step][:room]


def changed_by(fault: Fault, base: Sequence[Outcome], most: int = MOST_CASES) -> list[LabelledCase]:
    """Cases whose answers the fault changes, evenly spread: what it leaves as it is can show nothing."""
    touched = [
        (outcome.suite, outcome.case)
        for outcome in base
        if fault.told and outcome.answer and fault.told(outcome.answer).claims != outcome.answer.claims
    ]
    return touched[:: max(1, -(-len(touched) // most))][:most]


def core_of(cases: Sequence[LabelledCase], most: int = CORE_CASES) -> list[LabelledCase]:
    """Cases of every kind, evenly: what the runs without a fault play again."""
    kinds: dict[str, list[LabelledCase]] = {}
    for one in cases:
        kinds.setdefault(one[1].kind, []).append(one)
    by_turns = [one for turn in zip_longest(*kinds.values()) for one in turn if one]
    return by_turns[:most]


@dataclass
class Trials:
    """The runs over one assistant. `cache` and `fingerprint` (of all but case and fault) let a run go on where it was; `progress` is told the cases of each."""

    assistant: Assistant
    library: str = "main"
    cache: Cache | None = None
    fingerprint: str = ""
    progress: Progress = lambda _done, _all: None

    async def without_fault(self, cases: Sequence[LabelledCase], again: int = 0) -> list[Outcome]:
        """One run of the assistant as it is; a control counts `again`, and each plays its cases anew once."""
        return await self._run(self.assistant, cases, "", again)

    async def with_fault(self, fault: Fault, cases: Sequence[LabelledCase], base: Sequence[Outcome]) -> Trial:
        """Run the fault's cases with the fault and compare with the run without it."""
        chosen = cases_for(fault, cases) if fault.kinds else changed_by(fault, base)
        told = await self._retold(fault, chosen, base)
        left = [one for one in chosen if _key(*one) not in told]
        played = await self._run(FaultyAssistant(self.assistant, fault), left, fault.name)
        after = told | {_key(outcome.suite, outcome.case): outcome for outcome in played}
        return Trial(fault.name, len(chosen), falls(paired(base, [after[_key(*one)] for one in chosen])))

    async def _retold(
        self, fault: Fault, chosen: Sequence[LabelledCase], base: Sequence[Outcome]
    ) -> dict[tuple[str, str], Outcome]:
        """What needs no turn of its own, by case."""
        if fault.told is None:
            return {}
        wanted = {_key(*one) for one in chosen}
        right = [outcome for outcome in base if _key(outcome.suite, outcome.case) in wanted]
        found = [await retold(fault.told, outcome, self.assistant.stores) for outcome in right]
        return {_key(outcome.suite, outcome.case): outcome for outcome in found if outcome}

    async def _run(
        self, assistant: Assistant, cases: Sequence[LabelledCase], fault: str, again: int = 0
    ) -> list[Outcome]:
        known = digest(self.fingerprint, fault, code_of_faults()) if fault and self.fingerprint else self.fingerprint
        runner = Runner(assistant, self.library, cache=self.cache, known=known, repeat=again, progress=self.progress)
        return await runner.run(cases)


def _key(suite: str, case: Case) -> tuple[str, str]:
    return suite, case.id


@cache
def code_of_faults() -> str:
    """Of the source of what breaks the assistant, so that a changed fault is tried anew; choosing and comparing play no part."""
    files = (file for file in sorted(Path(__file__).parent.glob("*.py")) if file.name not in COMPARING)
    return digest([file.read_text(encoding="utf-8") for file in files])


def paired(base: Sequence[Outcome], after: Sequence[Outcome]) -> list[tuple[Outcome, Outcome]]:
    """Each outcome behind that of the same case in the run without a fault."""
    before = {_key(outcome.suite, outcome.case): outcome for outcome in base}
    return [(before[_key(outcome.suite, outcome.case)], outcome) for outcome in after]


def falls(pairs: Sequence[tuple[Outcome, Outcome]]) -> list[Fall]:
    """The metrics that are worse beyond noise in the second runs; broken turns count as one metric more."""
    names = dict.fromkeys(name for _, after in pairs for name in after.scores if name not in INFORMATIVE)
    found: list[Fall] = []
    for name in names:
        both = [(a, b) for a, b in pairs if name in a.scores and name in b.scores]
        sign = -1.0 if name in LESS_IS_BETTER else 1.0
        changes = [sign * (b.scores[name][0] - a.scores[name][0]) for a, b in both]
        if worse_beyond_noise(changes):
            worse = [b for (_, b), change in zip(both, changes, strict=True) if change < 0]
            found.append(
                Fall(
                    name,
                    _suites(worse),
                    _mean([a.scores[name][0] for a, _ in both]),
                    _mean([b.scores[name][0] for _, b in both]),
                    len(both),
                )
            )
    errors = [float(bool(a.error)) - float(bool(b.error)) for a, b in pairs]
    if worse_beyond_noise(errors):
        found.append(Fall(BROKEN, _suites([b for _, b in pairs if b.error]), 0.0, -_mean(errors), len(pairs)))
    return found


def worse_beyond_noise(changes: Sequence[float]) -> bool:
    """Whether the mean change is negative and its paired bootstrap 95 % interval lies below zero."""
    return bool(changes) and min(changes) < 0 and bootstrap(changes)[1] < 0


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


def _suites(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    return tuple(sorted({outcome.suite.rsplit("/", 1)[-1].rsplit(".", 1)[0] for outcome in outcomes}))

"""One evaluation from suite names to a report: read, run, score, summarise. The command line only asks for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langgraph.checkpoint.memory import InMemorySaver

from agent.assistant import Assistant, open_assistant
from agent.settings import AgentSettings
from domain.errors import BadInput
from evals.datasets.cases import Problem, Suite, read_suite, suite_files
from evals.datasets.schema import Case
from evals.datasets.strangers.preparing import ingest_documents, is_strange, prepare
from evals.judges.ragas_run import NOT_ASKED, not_run, run_ragas
from evals.metrics import METRICS
from evals.reports.summary import summarise
from evals.review.counting import reviewed
from evals.running.cache import Cache
from evals.running.retrieving import unknown_libraries
from evals.running.runner import Outcome, Progress, Runner
from evals.scoreboard.beside import beside
from evals.settings import eval_settings
from stores.settings import StoreSettings

DEFAULT_SUITE = "demo"
MAIN = "main"


@dataclass(frozen=True)
class Wish:
    """What to evaluate."""

    suites: Sequence[str] = (DEFAULT_SUITE,)
    library: str = MAIN
    concurrency: int = 2
    kinds: Sequence[str] = ()
    ids: Sequence[str] = ()
    metrics: Sequence[str] = ()
    fresh: bool = False
    unreviewed: bool = False
    ragas: bool = False
    settings: AgentSettings | None = None
    repeat: int = 0
    """Which of several repeats: each plays its cases anew once, and is kept by itself."""


@dataclass
class Evaluation:
    """What came of it. For the gates: `by_suite` sums up each suite asked for, `by_file` each file of a group."""

    report: dict[str, Any]
    outcomes: list[Outcome]
    problems: list[Problem]
    by_suite: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    by_file: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    @property
    def broken(self) -> bool:
        """Whether something could not be evaluated at all."""
        return bool(self.problems or self.report["errored"])


async def evaluate(wish: Wish, progress: Progress = lambda _done, _all: None) -> Evaluation:
    """Run the suites.

    Raises:
        BadInput: a suite or metric is unknown, or nothing ran.
        SettingsError: the model or the judge is set wrongly.
    """
    settings = eval_settings()
    _ = settings.judge_model if wish.ragas else ""
    _known_metrics(wish.metrics)
    strangers = {
        name: prepare(name, StoreSettings().home / "evals" / "strangers") for name in wish.suites if is_strange(name)
    }
    files = {
        name: [str(strangers[name].suite)] if name in strangers else [str(file) for file in suite_files(name)]
        for name in wish.suites
    }
    suites = [read_suite(Path(file)) for file in dict.fromkeys(f for found in files.values() for f in found)]
    problems = [problem for suite in suites for problem in suite.problems] + _unknown_metrics(suites)
    cases = [(s.file, _narrowed(c, wish.metrics)) for s in suites for c in s.cases if _wanted(c, wish)]
    cases = reviewed(cases, unreviewed=wish.unreviewed)
    async with open_assistant(settings=wish.settings, checkpointer=InMemorySaver()) as assistant:
        for prepared in strangers.values():
            await asyncio.to_thread(ingest_documents, prepared, assistant.stores)
        cases, missing = _with_library(assistant, suites, cases, wish.library)
        problems += missing
        if not cases:
            more = f" ({len(problems)} problems in all)" if len(problems) > 1 else ""
            raise BadInput(
                f"Nothing ran: {problems[0]}{more}" if problems else "Nothing ran: no case is of that kind or id."
            )
        cache = None if wish.fresh else Cache(assistant.stores.settings.home / "evals" / "cache")
        runner = Runner(assistant, wish.library, wish.concurrency, cache, progress, repeat=wish.repeat)
        outcomes = await runner.run(cases)
        embedder = getattr(assistant.stores.passages, "embedder", None)
        labels = assistant.stores.evaluations.labels() if wish.ragas else ()
        ragas = await run_ragas(outcomes, settings, embedder, labels) if wish.ragas else not_run(NOT_ASKED)
        report = summarise(outcomes, problems) | {"ragas": ragas}
        report["settings"] = {
            "suites": " ".join(wish.suites),
            "library": wish.library,
            "model": assistant.model_name,
            "fingerprint": runner.fingerprint([case for _, case in cases])[:16],
        }
        report["tuned"] = beside(" ".join(wish.suites), report, assistant.stores.evaluations.runs(kind="suites"))
    report["timing"]["finished"] = datetime.now(UTC).isoformat(timespec="seconds")
    report["timing"] = report.pop("timing")
    if not report["ran"]:
        first = next((o.error or f"skipped: {o.skipped}" for o in outcomes), "")
        raise BadInput(f"Nothing ran: {len(outcomes)} cases, the first: {first}")
    by_suite = {name: summarise([o for o in outcomes if o.suite in found]) for name, found in files.items()}
    grouped = {file for found in files.values() if len(found) > 1 for file in found}
    by_file = {Path(file).stem: summarise([o for o in outcomes if o.suite == file]) for file in sorted(grouped)}
    return Evaluation(report, outcomes, problems, by_suite, by_file)


def _known_metrics(names: Sequence[str]) -> None:
    unknown = [name for name in names if name not in METRICS]
    if unknown:
        raise BadInput(f"There is no metric '{unknown[0]}'; known: {', '.join(METRICS)}.")


def _unknown_metrics(suites: Sequence[Suite]) -> list[Problem]:
    """Cases that ask for a metric that does not exist are taken out of their suite."""
    problems: list[Problem] = []
    for suite in suites:
        for case in list(suite.cases):
            unknown = [name for name in case.metrics if name not in METRICS]
            if unknown:
                reason = f"there is no metric '{unknown[0]}'; known: {', '.join(METRICS)}"
                problems.append(Problem(suite.file, suite.lines.get(case.id), "metrics", reason, case.id))
                suite.cases.remove(case)
    return problems


def _wanted(case: Case, wish: Wish) -> bool:
    return (not wish.kinds or case.kind in wish.kinds) and (not wish.ids or case.id in wish.ids)


def _narrowed(case: Case, metrics: Sequence[str]) -> Case:
    return case.model_copy(update={"metrics": list(metrics)}) if metrics else case


def _with_library(
    assistant: Assistant, suites: Sequence[Suite], cases: Sequence[tuple[str, Case]], default: str
) -> tuple[list[tuple[str, Case]], list[Problem]]:
    """The cases whose library is there; questions about records alone need none."""
    unknown = unknown_libraries(assistant.stores, [case for _, case in cases], default)
    lines = {suite.file: suite.lines for suite in suites}
    kept: list[tuple[str, Case]] = []
    problems: list[Problem] = []
    for file, case in cases:
        library = case.library or default
        by_records = library == MAIN and not (case.pages or case.sections)
        if library not in unknown or by_records:
            kept.append((file, case))
        elif case.library:
            problems.append(Problem(file, lines[file].get(case.id), "library", unknown[library], case.id))
        elif not any(problem.file == "--library" for problem in problems):
            problems.append(Problem("--library", None, "", unknown[library]))
    return kept, problems

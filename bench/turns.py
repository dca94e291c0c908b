"""How long a turn takes with the embedded model: wall time and CPU of each demo question, one after the other."""

import asyncio
import statistics
import time

from agent.assistant import AskRequest, open_assistant
from evals.cases import Case, find_suite, load_suite

SUITES = ("demo-values", "demo-procedures", "demo-alarms", "demo-records")


def _cases() -> list[Case]:
    return [case for name in SUITES for case in load_suite(find_suite(name)) if not case.holdout]


async def _run(cases: list[Case]) -> tuple[list[float], float]:
    times: list[float] = []
    async with open_assistant() as assistant:
        assistant.warm_up()
        await assistant.ask(AskRequest(question="warm up"))
        cpu = time.process_time()
        for case in cases:
            started = time.perf_counter()
            await assistant.ask(AskRequest(question=case.question, asset=case.asset))
            times.append((time.perf_counter() - started) * 1000)
        return times, (time.process_time() - cpu) * 1000 / len(cases)


def main() -> None:
    """Ask every case of the demo suites; needs the demo in NACELLE_HOME."""
    times, cpu = asyncio.run(_run(_cases()))
    cuts = statistics.quantiles(times, n=20)
    print(f"{len(times)} turns: p50 {statistics.median(times):.0f} ms, p95 {cuts[18]:.0f} ms, CPU {cpu:.0f} ms a turn")


if __name__ == "__main__":
    main()

"""What a configured chat model does with our tools: planned, shown, replaced, handed over; 20 questions of the demo and 10 of `neets`.

`NACELLE_MODEL=openai:NAME OPENAI_BASE_URL=... NACELLE_HOME=/path/to/home python -m bench real_model [--demo 20] [--neets 10]`. The home
holds the demo and, in its library `neets`, the shared manual. A weak model on two cores takes minutes: NACELLE_TURN_TIMEOUT_S.
"""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Sequence

from agent.assistant import AskRequest, Assistant, open_assistant
from bench.report import table
from bench.shared_data import shared
from domain.answers import Answer
from evals.datasets.cases import Case, find_suite, load_suite
from evals.datasets.words import holds

SUITES = ("demo-values", "demo-procedures", "demo-alarms", "demo-records", "demo-counting", "demo-languages")


def questions(demo: int, neets: int) -> list[tuple[str, Case]]:
    """Spread evenly over the demo's suites without their holdout, then the manual's first ones; with the library of each."""
    ours = [case for name in SUITES for case in load_suite(find_suite(name)) if not case.holdout]
    theirs = load_suite(shared() / "neets" / "questions.jsonl") if neets else []
    step = max(1, len(ours) // max(1, demo))
    return [("main", case) for case in ours[::step][:demo]] + [("neets", case) for case in theirs[:neets]]


def has_all(answer: Answer, case: Case) -> bool:
    """Whether every required word stands in the answer."""
    return all(any(holds(answer.text, each) for each in words) for words in case.must_contain)


async def _ask(assistant: Assistant, library: str, case: Case, told: Counter[str]) -> None:
    answer = await assistant.ask(AskRequest(question=case.question, asset=case.asset or "", library=library))
    print(f"\n### {case.id}: {case.question} [{case.asset or ''}]", file=sys.stderr)
    for call in answer.tool_calls:
        print(f"    {call.name} {call.args} {call.status}", file=sys.stderr)
    for claim in answer.claims:
        print(f"    {claim.verdict:8} {claim.text[:160]!r}", file=sys.stderr)
    for held in answer.withheld:
        print(f"    withheld {held.text[:120]!r}: {held.reason}", file=sys.stderr)
    print(f"    {answer.status}, {answer.degraded}, {answer.usage.model_calls} calls", file=sys.stderr, flush=True)
    told["questions"] += 1
    told["handed over"] += answer.degraded is not None
    told["every required word"] += has_all(answer, case)
    told["calls of the model"] += answer.usage.model_calls
    told["tokens read"] += answer.usage.input_tokens
    told["tools called"] += len(answer.tool_calls)
    told["tools that found nothing or failed"] += sum(call.status != "ok" for call in answer.tool_calls)
    told["withheld"] += len(answer.withheld)
    if answer.degraded is None:
        told.update(f"shown by itself: {claim.verdict}" for claim in answer.claims)


async def _all(demo: int, neets: int) -> dict[str, Counter[str]]:
    told: dict[str, Counter[str]] = {"main": Counter(), "neets": Counter()}
    async with open_assistant() as assistant:
        for library, case in questions(demo, neets):
            await _ask(assistant, library, case, told[library])
    return told


def main(arguments: Sequence[str] = ()) -> None:
    """Each question with what was called and shown goes to stderr, the sums to stdout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", type=int, default=20)
    parser.add_argument("--neets", type=int, default=10)
    asked = parser.parse_args(arguments)
    told = asyncio.run(_all(asked.demo, asked.neets))
    names = list(dict.fromkeys(name for each in told.values() for name in each))
    print(table(["", "demo", "neets"], [[name, *(str(each[name]) for each in told.values())] for name in names]))


if __name__ == "__main__":
    main(sys.argv[1:])

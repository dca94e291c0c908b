"""How often the embedded model's plan has the tools that the demo's cases expect: reading, planning and tools, no answer written.

`NACELLE_HOME=/path/to/home python -m bench planning [--suite NAME]... [--show]`
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import yaml
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.models.embedded.frames import frames
from agent.models.embedded.planning import next_calls
from agent.models.embedded.talk.conversation import ASK, Conversation
from agent.models.embedded.talk.thread import conversation_of
from agent.models.embedded.telling import told
from agent.question.header import Header, with_header
from agent.question.naming.catalogue import Catalogue
from agent.question.reading import read_question
from agent.turn.found import Found
from evals.datasets.case_parts import either
from stores.embedders.multilingual import MultilingualEmbedder
from stores.open_stores import Stores, open_stores
from tools.context import ToolContext, ToolResult
from tools.toolbox import TOOLS

SUITES = Path(__file__).parents[2] / "evals" / "datasets" / "suites"
ROUNDS = 4


class Planner:
    """One thread: each question is read, planned and looked up; what was called is kept."""

    def __init__(self, stores: Stores, now: datetime, library: str = "main") -> None:
        records = stores.records
        self.now = now
        self.tools = ToolContext(
            fleet=records, work_orders=records, inventory=records, passages=stores.passages, now=lambda: now,
            library=library, cases=stores.cases,
        )  # fmt: skip
        documents = stores.passages.documents(library)
        self.catalogue = Catalogue.of(records.entity_patterns(), records.assets(), documents)
        self.embedder = MultilingualEmbedder()
        self.messages: list[AnyMessage] = []
        self.header: Header | None = None
        self.numbered = 0

    def ask(self, question: str, asset: str = "") -> list[tuple[str, dict[str, Any]]]:
        """The calls of one turn; a question to the person ends it."""
        text, self.header = read_question(
            question, asset, self.header, self.catalogue, self.tools.fleet, self.now.date()
        )
        self.messages.append(HumanMessage(with_header(text, self.header)))
        made: list[tuple[str, dict[str, Any]]] = []
        for _ in range(ROUNDS):
            talk = conversation_of(self.messages)
            calls = next_calls(talk, self._frames(talk))
            made += calls
            if not calls or any(name == ASK for name, _ in calls):
                break
            self._look_up(calls)
        self.messages.append(AIMessage("."))
        return made

    def _frames(self, talk: Conversation) -> Mapping[str, float]:
        return told(talk, lambda text: frames(text, self.embedder, talk.header.named))

    def _look_up(self, calls: Sequence[tuple[str, dict[str, Any]]]) -> None:
        asked = [
            {"name": name, "args": args, "id": f"{len(self.messages)}_{n}"} for n, (name, args) in enumerate(calls)
        ]
        self.messages.append(AIMessage("", tool_calls=asked))
        machine = self.header.machine if self.header else None
        asset = self.tools.fleet.asset(machine.tag) if machine and machine.tag else None
        context = replace(
            self.tools,
            asset=asset,
            model=machine.model if machine else "",
            language=cast("Header", self.header).language,
        )
        for call in asked:
            status, result = _run(str(call["name"]), cast("dict[str, Any]", call["args"]), context)
            numbers = tuple(range(self.numbered + 1, self.numbered + 1 + len(result.evidence)))
            self.numbered += len(numbers)
            found = Found(
                name=str(call["name"]), status=cast("Any", status), numbers=numbers, evidence=result.evidence,
                note=result.note, nearest=result.nearest,
            )  # fmt: skip
            self.messages.append(ToolMessage(result.note, tool_call_id=str(call["id"]), artifact=found))


def _run(name: str, args: dict[str, Any], context: ToolContext) -> tuple[str, ToolResult]:
    tool = TOOLS[name]
    try:
        result = tool.run(context, tool.args.model_validate(args))
    except Exception as error:  # noqa: BLE001  as in a turn: a tool that breaks does not end it
        return "error", ToolResult(note=str(error))
    return ("ok" if result.evidence else "empty"), result


def cases(suites: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The cases of the suites that are not held out."""
    for path in sorted([*SUITES.glob("demo-*.yaml"), SUITES / "smoke.yaml"]):
        if not suites or path.stem in suites:
            for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
                if not case.get("holdout") and "question" in case:
                    yield {"suite": path.stem} | case


def main() -> None:
    """Print each case whose expected tools were not all called, and the share of those that were."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", action="append", default=[])
    parser.add_argument("--show", action="store_true", help="print every case")
    wanted = parser.parse_args()
    right, total = 0, 0
    with open_stores(None) as stores:
        for case in cases(wanted.suite):
            calls: list[dict[str, str]] = case.get("calls") or []
            expected: list[str] = case.get("tools") or [call["name"] for call in calls]
            if not expected and not wanted.show:
                continue
            now = datetime.fromisoformat(str(case.get("now", "2026-11-29"))).replace(tzinfo=UTC)
            planner = Planner(stores, now)
            thread: list[str | dict[str, str]] = case.get("thread") or []
            for before in thread:
                turn = before if isinstance(before, dict) else {"question": before}
                planner.ask(turn["question"], turn.get("asset", ""))
            made = planner.ask(case["question"], case.get("asset", ""))
            names = {name for name, _ in made}
            missing = [tools for tools in expected if names.isdisjoint(either(tools))]
            total, right = total + bool(expected), right + bool(expected and not missing)
            if wanted.show or missing:
                print(f"{'MISS' if missing else '    '} {case['id']}: {case['question']!r} {case.get('asset', '')}")
                print(f"       {made}")
    print(f"expected tools called in {right} of {total} cases ({right / max(total, 1):.3f})")


if __name__ == "__main__":
    main()

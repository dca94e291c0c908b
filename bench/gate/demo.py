"""The shared sentences: each question's scripted tool calls are played against the demo home, and its sentences judged."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.claims.evidence.meaning import Embedder
from bench.gate.judged import NOW, Case, cited, judged
from domain.answers import Evidence
from stores.open_stores import Stores, open_stores
from tools.context import ToolContext
from tools.evidence import asset_evidence
from tools.toolbox import TOOLS


def demo_cases(folder: Path, meaning: Embedder | None) -> Iterator[Case | None]:
    """Its sentences; None for one whose place the evidence lacks: a document that this home has not."""
    with open_stores() as stores:
        for name in ("true", "false"):
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                evidence = evidence_of(row, stores)
                for sentence in row["sentences"]:
                    text = cited(sentence["text"], evidence)
                    yield (text and judged(row | sentence, text, evidence, meaning)) or None


def evidence_of(row: dict[str, Any], stores: Stores) -> dict[int, Evidence]:
    """What the scripted calls find, numbered; the machine's record with it."""
    records = stores.records
    asset = records.asset(row["asset"]) if row["asset"] else None
    context = ToolContext(
        fleet=records,
        work_orders=records,
        inventory=records,
        passages=stores.passages,
        now=lambda: NOW,
        asset=asset,
        cases=stores.cases,
        last_good=stores.last_good,
    )
    found: dict[str, Evidence] = {}
    for calls in row["plan"]:
        for name, args in (_today(name, dict(args)) for name, args in calls):
            if str(args.get("section_id", "")).startswith("$SEC:"):
                heading = args["section_id"].removeprefix("$SEC:")
                args["section_id"] = next(
                    (e.section_id for e in found.values() if e.section and e.section.startswith(heading)), ""
                )
            if args.get("section_id") != "":
                tool = TOOLS[name]
                for item in tool.run(context, tool.args.model_validate(args)).evidence:
                    found.setdefault(item.id, item)
    if asset:
        machine = asset_evidence(asset)
        found.setdefault(machine.id, machine)
    return dict(enumerate(found.values(), start=1))


def _today(name: str, args: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A call of the scripts as the tools of today take it."""
    if name == "find_work_orders" and "asset" in args:
        args = {"where": {"asset": args.pop("asset")}, **args}
    if name != "query_work_orders":
        return name, args
    where = {"asset": args["assets"][0]} if args.get("assets") else {}
    where |= {"status": args["status"]} if args.get("status") else {}
    given: dict[str, Any] = {"where": where, "by": args.get("by", "")}
    given |= {"since": "2026-01-01", "until": "2026-12-31"} if args.get("period") == "this year" else {}
    if args.get("measure", "count") == "count":
        return "count_work_orders", given
    return "total_work_orders", given | {"of": args["of"], "how": args["measure"]}

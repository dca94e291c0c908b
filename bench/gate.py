"""The gate on sentences of known truth: how many true ones are lost, how many false ones are shown.

Plays each question's scripted tool calls against the demo home and judges every sentence. `python -m bench gate`, with
`NACELLE_HOME` at a home that holds the demo and `NACELLE_SHARED` at the shared data. `--show` lists what went wrong.
"""

import json
import os
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.claims.evidence.meaning import Embedder
from agent.claims.judging import judge
from agent.claims.reading.stream import SentenceReader
from agent.claims.verdict import Judgement
from bench.report import table
from domain.answers import Evidence
from stores.open_stores import Stores, open_stores
from tools.context import ToolContext
from tools.evidence import asset_evidence
from tools.toolbox import TOOLS

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
"""The day on which the demo plays; "open for 46 days" is true of it."""
WORST_FIRST = ("stated", "derived", "frame", "unsure", "quoted", "withheld")
SHOWN = {"stated", "derived", "frame"}
LOST = {"quoted", "withheld"}
PLACE = re.compile(r"\[\[(.*?)\]\](?!\])")


@dataclass(frozen=True)
class Case:
    """A sentence, judged."""

    truth: bool
    kind: str
    text: str
    judgement: Judgement
    milliseconds: float


def main() -> int:
    """Print the figures; 0 always: the tests hold the limits."""
    folder = Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data/sentences"  # noqa: TID251
    if not folder.exists():
        print("skipped: NACELLE_SHARED has no data/sentences")
        return 0
    absent = 0
    cases: list[Case] = []
    with open_stores() as stores:
        embedder = _embedder()
        for name in ("true", "false"):
            for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                judged, left_out = _judged(row, evidence_of(row, stores), embedder)
                cases += judged
                absent += left_out
    _report(cases, absent)
    return 0


def _embedder() -> Embedder | None:
    from stores.embedders.multilingual import MultilingualEmbedder  # noqa: PLC0415

    return MultilingualEmbedder() if MultilingualEmbedder.installed() else None


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


def _judged(row: dict[str, Any], evidence: dict[int, Evidence], embedder: Embedder | None) -> tuple[list[Case], int]:
    """Its sentences; those whose place the evidence lacks (documents that this home has not) are only counted."""
    cases: list[Case] = []
    absent = 0
    for sentence in row["sentences"]:
        places = [place_of(pattern, evidence) for pattern in PLACE.findall(sentence["text"])]
        if not all(places):
            absent += 1
            continue
        numbers = iter(places)
        text = PLACE.sub(lambda _, numbers=numbers: f"[{next(numbers)}]", sentence["text"])
        started = time.perf_counter()
        pieces = [
            judge(piece, evidence, question=row["question"], today=NOW.date(), embedder=embedder)
            for piece in _read(text, evidence)
        ]
        spent = (time.perf_counter() - started) * 1000
        order = WORST_FIRST[::-1]
        verdict = min(pieces, key=lambda one: order.index(one.verdict))
        cases.append(Case(sentence["truth"], sentence["kind"], text, verdict, spent))
    return cases, absent


def _read(text: str, evidence: dict[int, Evidence]) -> Iterator[str]:
    reader = SentenceReader(evidence)
    yield from reader.feed(text)
    yield from reader.finish()


def place_of(pattern: str, evidence: dict[int, Evidence]) -> int | None:
    """The first piece of evidence that the pattern finds; a record of a count is found by its figures."""
    return next((n for n, item in evidence.items() if re.search(pattern, item.text, re.DOTALL)), None)


def _report(cases: list[Case], absent: int) -> None:
    counted: defaultdict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for case in cases:
        for kind in (case.kind, "all"):
            counted[case.truth, kind][case.judgement.verdict] += 1
    rows = [
        [str(truth).lower(), kind, *(str(held[verdict] or "") for verdict in WORST_FIRST)]
        for (truth, kind), held in sorted(
            counted.items(), key=lambda pair: (not pair[0][0], pair[0][1] == "all", pair[0][1])
        )
    ]
    print(table(["said", "kind", *WORST_FIRST], rows))
    true, false = counted[True, "all"], counted[False, "all"]
    print(f"\ntrue, quoted or withheld: {_share(true, LOST)}; withheld: {_share(true, {'withheld'})}")
    print(
        f"false, shown as if true: {_share(false, SHOWN)}; with the source's line under it too: {_share(false, SHOWN | {'unsure'})}"
    )
    times = sorted(case.milliseconds for case in cases)
    if times:
        print(
            f"milliseconds a sentence: median {statistics.median(times):.1f}, 95 % {times[int(0.95 * (len(times) - 1))]:.1f}"
        )
    if absent:
        print(f"{absent} sentences cite a document that this home has not: left out")
    for case in cases if "--show" in sys.argv else ():
        if case.judgement.verdict in (LOST if case.truth else SHOWN | {"unsure"}):
            print(
                f"{case.truth} {case.kind}: {case.text}\n    {case.judgement.verdict}: {case.judgement.reason} | {case.judgement.text}",
                file=sys.stderr,
            )


def _share(held: Counter[str], verdicts: set[str]) -> str:
    whole = sum(held.values())
    part = sum(held[verdict] for verdict in verdicts)
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "none"


if __name__ == "__main__":
    raise SystemExit(main())

"""Questions about strangers' records: each set is imported into a fresh home and asked with the embedded model.

`python -m bench records [--sets FILE.json]... [--show] [--only NAME]`; without `--sets` the field set of `NACELLE_SHARED`, and the demo where
`NACELLE_HOME` holds it. A file of sets is a list of {"name", "imports": [[KIND, FILE]...], "questions": FILE.jsonl, "today"?: "2025-07-01"}, paths beside it.
A question with a `thread` is asked in it, behind those that stand before it.
"""

import argparse
import asyncio
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from agent.assistant import AskRequest, Assistant
from bench.shared_data import shared
from domain.answers import Answer
from domain.errors import NacelleError
from ingestion.records.fields import Kind
from ingestion.records.importing import ImportOrder, import_records
from language.vocabulary import all_languages
from language.words import fold
from stores.open_stores import open_stores
from tools.phrases.saying import say

SHARED = shared() / "field"
SILENT = frozenset({"no_evidence", "clarify", "refused", "failed"})
_SAYING_SO = ("unused", "unsaid", "not_the_list", "not_of_machines", "nobody_tells")
"""What the tools say where a word of the question narrows nothing (`tools.phrases`)."""
RIGHT, WRONG, QUIET = "right", "wrong", "silent"


@dataclass(frozen=True)
class Case:
    """A question: every group of `there` has an alternative that the answer says, and it says none of `absent`, nor another match of `only`."""

    id: str
    question: str
    there: Sequence[Sequence[str]]
    absent: Sequence[str]
    only: str = ""
    thread: str = ""


@dataclass(frozen=True)
class Records:
    """Files of one company and what is asked of them; `home` is copied first."""

    name: str
    imports: Sequence[tuple[Kind, Path]]
    cases: Sequence[Case]
    home: Path | None = None
    today: datetime | None = None


FIELD: tuple[tuple[str, tuple[tuple[Kind, str], ...], str], ...] = (
    ("min", (("assets", "min/as.csv"), ("work-orders", "min/wo.csv")), "min/q3.jsonl"),
    ("min-names", (("assets", "min/as2.csv"), ("work-orders", "min/wo2.csv")), "min/q4.jsonl"),
    ("min-described", (("assets", "min/as4.csv"), ("work-orders", "min/wo2.csv")), "min/q4.jsonl"),
    ("min-system", (("work-orders", "min/wo_sys.csv"), ("alarms", "min/al_sys.csv")), "min/q6.jsonl"),
    ("sap", (("work-orders", "exports/sap_iw39.csv"),), "exports/q_sap.jsonl"),
    ("sap-machines", (("assets", "min/as5.csv"), ("work-orders", "exports/sap_iw39.csv")), "exports/q_sap.jsonl"),
    ("odoo", (("work-orders", "exports/odoo.csv"),), "exports/q_odoo.jsonl"),
    ("stock-de", (("stock", "exports/stock_de.csv"),), "exports/q_stock_de.jsonl"),
    ("two-headers", (("work-orders", "exports/twoheader.xlsx"),), "exports/q_twoheader.jsonl"),
)  # fmt: skip


def cases_of(path: Path) -> list[Case]:
    """The questions of a JSONL file that say what is right."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Case(
            row["id"],
            row["question"],
            row["must_contain"],
            row.get("must_not", ()),
            row.get("only", ""),
            row.get("thread", ""),
        )
        for row in rows
        if row["must_contain"] or row.get("must_not")
    ]


def field_sets() -> Iterator[Records]:
    """The sets of the shared data, and the demo."""
    for name, imports, questions in FIELD:
        yield Records(name, [(kind, SHARED / file) for kind, file in imports], cases_of(SHARED / questions))
    demo = os.environ.get("NACELLE_HOME")  # noqa: TID251
    if demo:
        yield Records("demo", [], cases_of(SHARED / "demo/questions.jsonl"), home=Path(demo))


def sets_in(path: Path) -> Iterator[Records]:
    """The sets that a file lists."""
    for one in cast("list[dict[str, Any]]", json.loads(path.read_text(encoding="utf-8"))):
        imports: list[tuple[Kind, Path]] = [(kind, path.parent / file) for kind, file in one["imports"]]
        today = datetime.fromisoformat(one["today"]).replace(hour=10, tzinfo=UTC) if "today" in one else None
        yield Records(one["name"], imports, cases_of(path.parent / one["questions"]), today=today)


def judged(case: Case, answer: Answer) -> str:
    """Right; silent, asking, or saying which word of the question could not be used; else wrong."""
    said = fold(answer.text)
    plain = re.sub(r"\s*\[\d+\]|\*\*", "", said)
    told = all(any(_says(one, plain) for one in group) for group in case.there)
    others = (
        set(re.findall(case.only, plain)) - {fold(one) for group in case.there for one in group} if case.only else ()
    )
    if told and not others and not any(_says(one, plain) for one in case.absent):
        return RIGHT
    return QUIET if answer.status in SILENT or _says_what_is_unused(plain) else WRONG


def _says(one: str, plain: str) -> bool:
    """Whether it stands there; a number is not the end of a longer one."""
    return (
        re.search(rf"(?<!\d){re.escape(fold(one))}" if one[:1].isdigit() else re.escape(fold(one)), plain) is not None
    )


def _says_what_is_unused(plain: str) -> bool:
    """Whether an answer says, in any language, which word of the question it could not use."""
    gap = dict.fromkeys(("word", "words", "said", "of"), "\n")
    said = (fold(say(name, language, **gap)) for name in _SAYING_SO for language in all_languages())
    return any(all(part.strip() in plain for part in each.split("\n")) for each in said)


async def ask_all(records: Records, *, show: bool) -> Counter[str]:
    """The verdicts of one set."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if records.home:
            shutil.copytree(records.home, home)
        with open_stores(home) as stores:
            for kind, path in records.imports:
                try:
                    import_records(ImportOrder(kind=kind, path=path), stores.records, home / "rejected")
                except NacelleError as error:
                    print(f"{records.name}: {path.name}: {error}", file=sys.stderr)
            today = records.today
            assistant = Assistant(stores, now=(lambda: today) if today else None)
            for case in records.cases:
                answer = await assistant.ask(AskRequest(question=case.question, thread_id=case.thread))
                verdict = judged(case, answer)
                counts[verdict] += 1
                if show and verdict != RIGHT:
                    calls = [(call.name, call.args) for call in answer.tool_calls]
                    print(f"\n--- {records.name} {case.id} {verdict} [{answer.status}] {case.question}\n{calls}")
                    print(f"want {case.there} not {case.absent}\n{answer.text[:900]}", flush=True)
    return counts


def main() -> int:
    """Print a row a set; the exit status says whether a list was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, action="append", default=[])
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    sets = [one for path in options.sets for one in sets_in(path)] or list(field_sets())
    total: Counter[str] = Counter()
    print("| set | questions | right | silent or asking | wrong |\n|---|---|---|---|---|")
    for records in sets:
        if options.only and options.only not in records.name:
            continue
        counts = asyncio.run(ask_all(records, show=options.show))
        total += counts
        print(_row(records.name, counts), flush=True)
    print(_row("all", total))
    return total[WRONG] > 0


def _row(name: str, counts: Counter[str]) -> str:
    n = counts.total()
    return f"| {name} | {n} | {counts[RIGHT] / max(n, 1):.2f} ({counts[RIGHT]}) | {counts[QUIET]} | {counts[WRONG]} |"


if __name__ == "__main__":
    raise SystemExit(main())

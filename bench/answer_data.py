"""Questions with what a right answer holds, and the evidence that a turn would have for them: manuals of strangers and our own."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bench.retrieval_data import shared
from domain.answers import Evidence
from domain.errors import NotFound
from domain.records import Asset
from evals.datasets.cases import find_suite, load_suite
from stores.open_stores import Stores, open_stores
from tools.context import ToolContext
from tools.manuals.searching import ReadSection, SearchManuals, read_section, search_manuals

SUITES = ("demo-values", "demo-procedures", "demo-silence")
SINGLE_DOCUMENTS = {
    "sys": "system-col.md", "instr": "instruction.md", "rows": "rowspan.html", "br": "brackets.md", "warn": "warnlevel.txt",
    "ft1": "faulttab.md", "ft2": "faulttab2.md", "roles": "roles.md", "rng": "ranges.md", "rng2": "ranges2.md",
    "stk": "stacked.pdf", "ber": "bereiche.md",
}  # fmt: skip
HANDS_ON = frozenset({"procedure", "step"})
SECTIONS = 2
TODAY = date(2026, 11, 29)
RECALLED = 0.75
"""So much of a person's answer in its own words counts as right, where no required words are given."""
_SMALL = frozenset(
    "the a an of to in is are and or for on it its be by with from this that you your can may as at".split()
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Question:
    """`groups`: each needs one of its alternatives in the answer; or `said`, a person's answer. Neither: nothing answers it.

    `evidence` has the search's hits first; `pages` and `sections` are where the answer stands, where that is known.
    """

    library: str
    id: str
    text: str
    language: str = "en"
    groups: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()
    said: str = ""
    pages: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    tag: str = ""
    machine: Asset | None = None
    evidence: dict[int, Evidence] = field(default_factory=dict[int, Evidence])

    @property
    def answerable(self) -> bool:
        """Whether something answers it."""
        return bool(self.groups or self.said)

    def is_right(self, text: str) -> bool:
        """Whether a text holds every required word and none that must not stand in it."""
        return self.share(text) >= 1 and not any(_stands(one, _plain(text)) for one in self.unwanted)

    def share(self, text: str) -> float:
        """How much of what is required a text holds."""
        plain = _plain(text)
        if self.groups:
            return sum(any(_stands(one, plain) for one in group) for group in self.groups) / len(self.groups)
        wanted, have = content(self.said), set(content(plain))
        return min(sum(word in have for word in wanted) / max(len(wanted), 1) / RECALLED, 1.0)


def content(text: str) -> list[str]:
    """The words of a text that are not small."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _SMALL]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("**", "").split())


def _stands(wanted: str, plain: str) -> bool:
    """Whether it stands there, and not inside a longer number."""
    said = _plain(wanted)
    before = r"(?<!\d)(?<!\d[.,])" if said[:1].isdigit() else ""
    behind = r"(?!\d)(?![.,]\d)" if said[-1:].isdigit() else ""
    return re.search(f"{before}{re.escape(said)}{behind}", plain) is not None


def neets() -> Iterator[Question]:
    """A Navy training manual."""
    for row in _rows("neets/questions.jsonl"):
        yield Question(
            "neets", row["id"], row["question"], row["lang"], _groups(row["must_contain"]), pages=tuple(row["pages"])
        )


def manual_s10() -> Iterator[Question]:
    """A phone manual with people's questions and answers."""
    for row in _rows("manual_s10/s10_qa_parsed.jsonl"):
        yield Question("s10", row["id"], row["question"], said=row["answer"], sections=tuple(row["gold_sections"]))


def field_documents() -> Iterator[Question]:
    """Small documents that failed, one kind of table or layout each."""
    files = sorted((shared() / "field" / "min").glob("q*.jsonl"))
    for row in (row for file in files for row in _rows(file)):
        if row.get("library") in SINGLE_DOCUMENTS:
            yield _of_field(row, row["library"])
    for row in _rows("field/layouts/questions.jsonl"):
        yield _of_field(row, "layouts")


def _of_field(row: dict[str, Any], library: str) -> Question:
    return Question(
        library,
        row["id"],
        row["question"],
        groups=_groups(row["must_contain"]),
        unwanted=tuple(row.get("must_not", ())),
    )


def demo() -> Iterator[Question]:
    """Our own wind farm's manuals, without the cases held out."""
    for case in (case for name in SUITES for case in load_suite(find_suite(name))):
        known = case.must_contain or case.kind == "unanswerable"
        if known and not (case.holdout or case.thread or case.sources_down):
            tag = case.asset or next(iter(re.findall(r"\b[A-Z]{2,5}-\d{2,3}\b", case.question)), "")
            unwanted = tuple(case.must_not_contain)
            yield Question(
                "main", case.id, case.question, case.lang or "en", _groups(case.must_contain), unwanted, tag=tag
            )


SETS: dict[str, Callable[[], Iterator[Question]]] = {
    "neets": neets, "manual_s10": manual_s10, "field": field_documents, "demo": demo,
}  # fmt: skip


def questions(name: str, home: Path) -> list[Question]:
    """The questions of a set with their evidence; its libraries are read into `home` where they are not there yet."""
    _fill(name, home)
    with open_stores(home) as stores:
        return [with_evidence(question, stores) for question in SETS[name]()]


def with_evidence(question: Question, stores: Stores) -> Question:
    """What a turn of the embedded model would have found: a search, then the sections of the best places."""
    asset = None
    with suppress(NotFound):
        asset = stores.records.asset(question.tag) if question.tag else None
    ctx = ToolContext(
        fleet=stores.records,
        work_orders=stores.records,
        inventory=stores.records,
        passages=stores.passages,
        now=lambda: datetime.combine(TODAY, time(12), UTC),
        library=question.library,
        asset=asset,
        language=question.language,
    )
    query = " ".join(question.text.replace(question.tag, " ").split()) if question.tag else question.text
    found = list(search_manuals(ctx, SearchManuals(query=query)).evidence)
    seen = {item.id for item in found}
    for section in _sections(found):
        for item in read_section(ctx, ReadSection(section_id=section)).evidence:
            if item.id not in seen:
                seen.add(item.id)
                found.append(item)
    return replace(question, machine=asset, evidence=dict(enumerate(found, start=1)))


def _sections(found: Sequence[Evidence]) -> list[str]:
    """As the plan has it: the best passage's section, the best job's, then the next."""
    best = [str(item.section_id) for item in found if item.applies and item.section_id]
    jobs = [str(item.section_id) for item in found[:6] if item.passage_kind in HANDS_ON]
    return list(dict.fromkeys([*best[:1], *jobs[:1], *best]))[:SECTIONS]


def _fill(name: str, home: Path) -> None:
    if name == "neets":
        ingested(home, "neets", [shared() / "neets" / "neets-module-04.pdf"])
    elif name == "manual_s10":
        ingested(home, "s10", [_phone_manual(home)])
    elif name == "field":
        folder = shared() / "field"
        for library, file in SINGLE_DOCUMENTS.items():
            ingested(home, library, [folder / "min" / file])
        layouts = [file for file in sorted((folder / "layouts").iterdir()) if file.suffix in {".pdf", ".docx", ".md"}]
        ingested(home, "layouts", layouts)
    elif "main" not in _libraries(home):
        _nacelle(home, "demo", "build")


def ingested(home: Path, library: str, files: Sequence[Path]) -> None:
    """Read files into a library where it is not there yet."""
    if library not in _libraries(home):
        _nacelle(home, "ingest", *map(str, files), "--library", library)


def _libraries(home: Path) -> frozenset[str]:
    with open_stores(home) as stores:
        return frozenset(stores.passages.libraries())


def _phone_manual(home: Path) -> Path:
    """One file a section."""
    folder = home / "manual_s10"
    folder.mkdir(parents=True, exist_ok=True)
    corpus = json.loads((shared() / "manual_s10" / "s10_manual_corpus.json").read_text(encoding="utf-8"))
    for key, one in corpus.items():
        lines = one["text"][1:] if one["text"][:1] == [one["title"]] else one["text"]
        (folder / f"{key}.md").write_text(f"# {one['title']}\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _nacelle(home: Path, *command: str) -> None:
    environment = {**os.environ, "NACELLE_HOME": str(home)}  # noqa: TID251  the child's own home
    subprocess.run([sys.executable, "-m", "nacelle", *command], check=True, env=environment, stdout=subprocess.DEVNULL)


def _rows(file: str | Path) -> Iterator[dict[str, Any]]:
    path = file if isinstance(file, Path) else shared() / file
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _groups(given: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in given)

"""`ContradictsSource` against labels by hand: how often it agrees where it holds itself fit, and how often it does.

`python -m bench contradiction`, with `NACELLE_SHARED` at the shared data and `NACELLE_HOME` at a home that holds the demo. Labels: the true and false sentences of `data/sentences` (the
method was written while looking at them), and of `bench/labels/contradiction.jsonl` those that were looked at afterwards (`seen`),
those that never were, and sixty each of a second and a third author in two halves. `--show` lists disagreements; `--sealed` opens the halves that nothing is mended for.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from bench.gate.demo import evidence_of
from bench.gate.judged import NOW, PLACE, place_of
from bench.gate.strangers import shared_sentences
from bench.report import table
from bench.shared_data import shared
from domain.answers import Evidence
from domain.evaluations.statistics import kappa
from evals.contradiction.inference import second_opinion
from evals.contradiction.text.source import Text
from evals.contradiction.verdict import contradicts
from stores.open_stores import open_stores

ROOT = Path(__file__).parents[2]
LABELS = Path(__file__).parents[1] / "labels" / "contradiction.jsonl"


class Label(NamedTuple):
    """A sentence, what it cites, what needs no source, and whether it is true."""

    text: str
    sources: tuple[Text, ...]
    context: tuple[str, ...]
    truth: bool


def main() -> int:
    """Print the table; 0 always."""
    if not shared().exists():
        print("Skipped: no shared data (set NACELLE_SHARED).")
        return 0
    own = list(_own())
    sets = {
        "demo evidence (written while looking)": list(_demo()),
        "other documents, looked at afterwards": [label for label, seen in own if seen == "yes"],
        "other documents, never looked at": [label for label, seen in own if seen == "no"],
        "a second author's, half to look at": [label for label, seen in own if seen == "a"],
        "a second author's, sealed half": [label for label, seen in own if seen == "b"],
        "a third author's, half to look at": [label for label, seen in own if seen == "c"],
        "a third author's, sealed half": [label for label, seen in own if seen == "d"],
        "over shared documents, sealed": list(_over_shared()) if "--sealed" in sys.argv else [],
    }
    sets = {name: labels for name, labels in sets.items() if "--sealed" in sys.argv or "sealed" not in name}
    rows = [_row(name, labels) for name, labels in sets.items()]
    rows.append(_row("all", [label for labels in sets.values() for label in labels]))
    print(table(["sentences", "labelled", "fit", "kappa", "true flagged", "false missed"], rows))
    return 0


def _row(name: str, labels: list[Label]) -> list[str]:
    pairs: list[tuple[bool, bool]] = []
    for label in labels:
        verdict = contradicts(label.text, label.sources, label.context, NOW.date(), second_opinion())
        if verdict.says == "unfit":
            continue
        pairs.append((verdict.says == "stands", label.truth))
        if pairs[-1][0] != label.truth and "--show" in sys.argv:
            print(f"{label.truth}: {label.text} -> {verdict}", file=sys.stderr)
    agreed = kappa([a for a, _ in pairs], [b for _, b in pairs]) if pairs else None
    wrong = [sum(truth and not stands for stands, truth in pairs), sum(stands and not truth for stands, truth in pairs)]
    return [name, str(len(labels)), str(len(pairs)), "-" if agreed is None else f"{agreed:.2f}", *map(str, wrong)]


def _own() -> Iterator[tuple[Label, str]]:
    """Our own sentences with the text that their source points at."""
    pdfs = cache(pdfium.PdfDocument)
    sections = json.loads((shared() / "manual_s10/s10_manual_corpus.json").read_text(encoding="utf-8"))
    turns = (shared() / "answerability/mtrag_un_dev.jsonl").read_text(encoding="utf-8").splitlines()
    contexts = {one["document_id"]: one["text"] for turn in turns for one in json.loads(turn)["contexts"]}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        file, _, place = row["source"].partition("#")
        if file.endswith(".pdf"):
            text = str(pdfs(shared() / file)[int(place) - 1].get_textpage().get_text_range())
        elif not place:
            text = (ROOT / file if file.startswith("bench/") else shared() / file).read_text(encoding="utf-8")
        else:
            text = "\n".join(sections[place]["text"]) if "manual_s10" in file else contexts[place]
        seen = row.get("half") or ("yes" if row["seen"] else "no")
        yield Label(row["text"], (("", text, ()),), (), row["truth"]), seen


def _over_shared() -> Iterator[Label]:
    """The gate's sealed sentences over layouts, wind reports and a phone manual."""
    rows, found = shared_sentences()
    for row in rows:
        yield from _label(row, found[row["source"]], ())


def _label(sentence: dict[str, Any], evidence: dict[int, Evidence], context: tuple[str, ...]) -> Iterator[Label]:
    """A sentence with what it cites; nothing where the evidence lacks a place of it."""
    cited = [place_of(pattern, evidence) for pattern in PLACE.findall(sentence["text"])]
    found = [evidence[n] for n in cited if n]
    if found and len(found) == len(cited):
        texts = tuple((f"{e.title}\n{e.section or ''}", e.text, e.table) for e in found)
        yield Label(
            " ".join(PLACE.sub("", sentence["text"]).split()).replace(" .", "."), texts, context, sentence["truth"]
        )


def _demo() -> Iterator[Label]:
    """The gate's sentences with what their scripted calls find."""
    with open_stores() as stores:
        for name in ("true", "false"):
            for line in (shared() / "sentences" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                evidence = evidence_of(row, stores)
                for sentence in row["sentences"]:
                    yield from _label(sentence, evidence, (row["question"], row["asset"]))


if __name__ == "__main__":
    raise SystemExit(main())

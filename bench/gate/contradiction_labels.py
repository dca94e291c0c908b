"""Sentences that people labelled, with what each cites: the gate's own sets and those of the contradiction metric."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium

from bench.gate.demo import evidence_of as demo_evidence
from bench.gate.judged import PLACE, place_of
from bench.gate.strangers import evidence_of, is_own, rows_of, shared_sentences
from bench.shared_data import shared
from domain.answers import Evidence
from evals.contradiction.text.source import Text
from stores.open_stores import open_stores

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "bench" / "labels" / "contradiction.jsonl"
AUTHORS = {
    True: "other documents, looked at",
    False: "other documents, never looked at",
    "a": "a second author's, half to look at",
    "b": "a second author's, sealed half",
    "c": "a third author's, half to look at",
    "d": "a third author's, sealed half",
}
GATE = {"a": "the gate's, looked at", "d": "the gate's, looked at later", "b": "the gate's, sealed half"}
SEALED = frozenset({AUTHORS[False], AUTHORS["b"], AUTHORS["d"], GATE["b"], "over shared documents, sealed", "of twelve other sources, sealed"})  # fmt: skip
WHOLE = ("neets", "manual_s10", "mtrag", "care")
"""Sources of which sentences cite parts under several names."""


class Label(NamedTuple):
    """A sentence, what it cites, what needs no source, whether it is true; the set that it is of and the source's name."""

    text: str
    sources: tuple[Text, ...]
    context: tuple[str, ...]
    truth: bool
    of: str
    source: str


def labels() -> list[Label]:
    """All of them; a sentence whose place is not found is left out."""
    return [*_own(), *_gate(), *_demo()]


def _own() -> Iterator[Label]:
    """Sentences with the text that their source points at."""
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
        of = AUTHORS[row.get("half") or row["seen"]]
        yield Label(row["text"], (("", text, ()),), (), row["truth"], of, _named(file))


def _gate() -> Iterator[Label]:
    """The gate's sentences over small sources of our own and over shared documents."""
    for name, of in (("sentences.jsonl", ""), ("fresh.jsonl", "of twelve other sources, sealed")):
        for row in filter(is_own, rows_of(name)):
            yield from _label(
                row, evidence_of(row["source"]), (row.get("question", ""),), of or GATE[row["half"]], row["source"]
            )
    for name, of in (
        ("shared.jsonl", "over shared documents, sealed"),
        ("fresh.jsonl", "of twelve other sources, sealed"),
    ):
        rows, found = shared_sentences(name)
        for row in rows:
            yield from _label(row, found[row["source"]], (row.get("question", ""),), of, row["source"])


def _demo() -> Iterator[Label]:
    """The gate's sentences with what their scripted calls find."""
    with open_stores() as stores:
        for name in ("true", "false"):
            for line in (shared() / "sentences" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                evidence = demo_evidence(row, stores)
                for sentence in row["sentences"]:
                    yield from _label(sentence, evidence, (row["question"], row["asset"]), "demo evidence", "demo")


def _label(
    row: Mapping[str, Any], evidence: Mapping[int, Evidence], context: tuple[str, ...], of: str, source: str
) -> Iterator[Label]:
    """A sentence with what it cites; nothing where the evidence lacks a place of it."""
    cited = [place_of(pattern, evidence) for pattern in PLACE.findall(row["text"])]
    found = [evidence[n] for n in cited if n]
    if found and len(found) == len(cited):
        texts = tuple((f"{e.title}\n{e.section or ''}", e.text, e.table) for e in found)
        said = " ".join(PLACE.sub("", row["text"]).split()).replace(" .", ".")
        yield Label(said, texts, context, row["truth"], of, _named(source))


def _named(source: str) -> str:
    return next((name for name in WHOLE if name in source), Path(source.partition("#")[0]).stem)

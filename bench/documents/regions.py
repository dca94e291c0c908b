"""Is the cited region the one that answers? Regions marked by hand on two documents: `python -m bench regions HOME [--show]`.

The regions are in `labels/regions.jsonl`: page and box (points from the top left) of the row, step or sentences that answer, measured with
PDFium's own character boxes. A cited region is the box round a citation's lines; it is the marked one from an IoU of .5.
HOME keeps what was read; an unchanged document costs nothing the next time.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.report import table
from bench.shared_data import shared
from evals.metrics.citing.regions import SAME, around, overlap
from ingestion.pipeline import ingest
from stores.open_stores import open_stores

LABELS = Path(__file__).parents[1] / "labels" / "regions.jsonl"


def marked(folder: Path) -> list[dict[str, Any]]:
    """The labels, each with its question and library."""
    worded: dict[str, str] = {}
    for line in (folder / "neets" / "questions.jsonl").read_text("utf-8").splitlines():
        asked = json.loads(line)
        worded[asked["id"]] = asked["question"]
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    return [{"question": worded.get(one["id"]), "library": Path(one["file"]).stem, **one} for one in labels]


def answered(labels: list[dict[str, Any]], home: Path, folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Read the documents, ask everything; each label with its answer."""
    with open_stores(home) as stores:
        for file in sorted({one["file"] for one in labels}):
            ingest([folder / file], passages=stores.passages, library=Path(file).stem, further=True, workers=1)
    questions = home / "regions.jsonl"
    asked = [{"id": one["id"], "question": one["question"], "library": one["library"]} for one in labels]
    questions.write_text("\n".join(map(json.dumps, asked)), "utf-8")
    command = [sys.executable, "-m", "nacelle", "ask", "--batch", str(questions)]
    environment = {**os.environ, "NACELLE_HOME": str(home)}  # noqa: TID251
    told = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8").stdout
    answers = {row["id"]: row["answer"] for row in map(json.loads, told.splitlines())}
    for one in labels:
        yield one, answers[one["id"]]


def overlaps(label: dict[str, Any], answer: dict[str, Any]) -> list[float]:
    """The IoU of each cited region with the marked one, in the answer's order; 0 on another page."""
    cited = [(one["page"], around([tuple(box) for box in one["boxes"]])) for one in answer["citations"] if one["boxes"]]
    return [overlap(box, tuple(label["box"])) if page == label["page"] else 0.0 for page, box in cited]


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--show", action="store_true", help="every question with its overlaps")
    given = parser.parse_args()
    found: dict[str, list[list[float]]] = {}
    for label, answer in answered(marked(shared()), given.home, shared()):
        seen = overlaps(label, answer)
        found.setdefault(label["library"], []).append(seen)
        if given.show:
            print(label["id"], answer["status"], [round(one, 2) for one in seen])
    rows: list[list[str]] = []
    for name, seen in {**found, "all": [one for part in found.values() for one in part]}.items():
        hits = [any(one >= SAME for one in each) for each in seen]
        shares = [sum(one >= SAME for one in each) / len(each) if each else 0.0 for each in seen]
        f1 = [2 * share * hit / (share + hit) if hit else 0.0 for share, hit in zip(shares, hits, strict=True)]
        best = [max(each, default=0.0) for each in seen]
        first = [each[0] if each else 0.0 for each in seen]
        n = len(seen)
        rows.append([name, str(n), *(f"{sum(part) / n:.3f}" for part in (hits, shares, f1, best, first))])
    print(table(["document", "n", "found", "precision", "F1", "IoU of the best", "IoU of the first"], rows))


if __name__ == "__main__":
    main()

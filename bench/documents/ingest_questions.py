"""Small documents with their questions: are the answers, as the embedded model quotes them, right? `python -m bench ingest_questions [--show]`.

Every file of `field/min` is a library of its own, those of `field/layouts` are one together. A question is right when each group of
`must_contain` has one alternative in the answer and none of `must_not` is; where no group is given, nothing is judged.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.report import table
from bench.shared_data import shared
from ingestion.pipeline import ingest
from stores.open_stores import open_stores

_FILES = {
    "sys": "system-col.md", "instr": "instruction.md", "rows": "rowspan.html", "br": "brackets.md", "warn": "warnlevel.txt",
    "ft1": "faulttab.md", "ft2": "faulttab2.md", "roles": "roles.md", "rng": "ranges.md", "rng2": "ranges2.md",
    "stk": "stacked.pdf", "ber": "bereiche.md",
}  # fmt: skip
_SUFFIXES = {".pdf", ".docx", ".md", ".html", ".txt"}


def libraries(folder: Path) -> dict[str, list[Path]]:
    """The files of each library."""
    layouts = [path for path in sorted((folder / "layouts").iterdir()) if path.suffix in _SUFFIXES]
    return {"layouts": layouts} | {name: [folder / "min" / file] for name, file in _FILES.items()}


def questions(folder: Path) -> Iterator[dict[str, Any]]:
    """All questions about documents, each with its library."""
    for path in sorted(folder.glob("*/q*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            asked = json.loads(line)
            asked.setdefault("library", "layouts" if path.parent.name == "layouts" else "")
            if asked["library"] in {"layouts", *_FILES} and path.parent.name in {"min", "layouts"}:
                yield asked


def is_right(asked: dict[str, Any], text: str) -> bool:
    """Whether an answer's text holds what it must and nothing that it must not."""
    said = text.lower()
    held = all(any(one.lower() in said for one in group) for group in asked["must_contain"])
    return held and not any(one.lower() in said for one in asked.get("must_not", ()))


def run(folder: Path, home: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Read all files into `home`, ask all questions; each with its answer's text."""
    environment = {**os.environ, "NACELLE_HOME": str(home)}  # noqa: TID251
    command = [sys.executable, "-m", "nacelle"]
    with open_stores(home) as stores:
        for library, files in libraries(folder).items():
            ingest(files, passages=stores.passages, library=library, workers=1)
    asked = {one["id"]: one for one in questions(folder)}
    batch = home / "asked.jsonl"
    batch.write_text("\n".join(json.dumps(one) for one in asked.values()), "utf-8")
    done = subprocess.run(
        [*command, "ask", "--batch", str(batch)], env=environment, check=True, capture_output=True, text=True
    )
    for line in done.stdout.splitlines():
        row = json.loads(line)
        yield asked[row["id"]], row["answer"]["text"]


def main() -> None:
    """Print the share that is right, and with `--show` every wrong answer to stderr."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    counts: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory(prefix="nacelle-bench-") as home:
        for asked, text in run(
            shared() / "data" / "field" if (shared() / "data").is_dir() else shared() / "field", Path(home)
        ):
            if not asked["must_contain"]:
                continue
            right = is_right(asked, text)
            counts.setdefault("layouts" if asked["library"] == "layouts" else "min", []).append(right)
            if given.show and not right:
                sys.stderr.write(
                    f"\n{asked['id']} {asked['question']}  {asked['must_contain']} not {asked.get('must_not', [])}\n{text}\n"
                )
    print(
        table(
            ["questions on", "right", "of"],
            [[name, str(sum(found)), str(len(found))] for name, found in counts.items()],
        )
    )


if __name__ == "__main__":
    main()

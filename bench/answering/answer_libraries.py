"""The libraries that the sets of questions are about, read where they are not there yet."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.shared_data import shared
from stores.open_stores import open_stores

SINGLE_DOCUMENTS = {
    "sys": "system-col.md", "instr": "instruction.md", "rows": "rowspan.html", "br": "brackets.md", "warn": "warnlevel.txt",
    "ft1": "faulttab.md", "ft2": "faulttab2.md", "roles": "roles.md", "rng": "ranges.md", "rng2": "ranges2.md",
    "stk": "stacked.pdf", "ber": "bereiche.md",
}  # fmt: skip


def fill(name: str, home: Path) -> None:
    """Read the libraries of a set into a home."""
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

"""The whole ingest: pages a second with embedding, the second run, a long file's memory; and peers on the same file.

`python -m bench ingest [FILE]... [--pages 500] [--peers PYTHON]`; PYTHON is an interpreter that has `markitdown` and `unstructured`,
by default that of `.venv-peers`.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.report import table
from bench.serving.watching import cost_of
from bench.shared_data import shared

_LONG = 500
_PEERS_HOME = ".venv-peers/bin/python"
"""They want hundreds of packages, so an environment of their own: `pip install 'markitdown[pdf]' 'unstructured[pdf]'` in it."""
_SAY = "; print(json.dumps(dict(words=words, tables=tables, pages=pages)))"
_PEERS = {
    "markitdown": (
        "import json, re; from markitdown import MarkItDown; text = MarkItDown().convert({path!r}).text_content; "
        "words, tables, pages = len(text.split()), len(re.findall(r'^ *[|] *:?--', text, re.M)), text.count(chr(12))"
    )
    + _SAY,
    "unstructured (fast)": (
        "import json; from unstructured.partition.pdf import partition_pdf; "
        "found = partition_pdf({path!r}, strategy='fast'); words = sum(len(str(one).split()) for one in found); "
        "tables = sum(one.category == 'Table' for one in found); "
        "pages = len(set(one.metadata.page_number for one in found))"
    )
    + _SAY,
}
_OURS = (
    "import json; from pathlib import Path; from ingestion.documents import make_document; "
    "from ingestion.library.originals import sha256_of; from ingestion.processes.reading import readers; from ingestion.wishes import Wishes\n"
    "path = Path({path!r})\n"
    "with readers(2) as reading: made = make_document(reading, path, path.name, sha256_of(path), Wishes())\n"
    "words = sum(len(one.text.split()) for one in made.passages); "
    "tables = len(set((one.section_id, one.caption) for one in made.passages if one.kind == 'table')); "
    "pages = len(set(line.page for one in made.passages for line in one.lines))"
) + _SAY


class Run(NamedTuple):
    """What a process took: seconds of the clock and of the processors, peak megabytes; `pages` of its work."""

    what: str
    pages: int
    seconds: float
    cpu: float
    peak: float
    note: str = ""


def whole(files: Sequence[Path]) -> Iterator[Run]:
    """The first ingest and the same again, in a home of their own."""
    with tempfile.TemporaryDirectory(prefix="nacelle-bench-") as folder:
        command = [sys.executable, "-m", "nacelle", "ingest", *map(str, files), "--json"]
        first = 0.0
        for what in ("ingest, first", "ingest, unchanged"):
            cost = cost_of(command, Path(folder))
            if cost.status:
                yield Run(what, 0, cost.seconds, cost.cpu, cost.peak, f"failed: {cost.said.strip()[-80:]}")
                return
            report = json.loads(cost.printed)
            note = f"{report['passages']} passages" if not first else f"{cost.cpu / first:.1%} of the first's CPU"
            yield Run(what, report["pages"], cost.seconds, cost.cpu, cost.peak, note)
            first = first or cost.cpu


def read_alone(file: Path, python: str | None) -> Iterator[Run]:
    """Nacelle's reading and splitting without the index, and other readers on the same file."""
    yield _one("reading alone", [sys.executable, "-c", _OURS.format(path=str(file.resolve()))], file)
    for name, code in _PEERS.items():
        if python is None or shutil.which(python) is None:
            yield Run(name, 0, 0.0, 0.0, 0.0, "skipped: no interpreter that has it (--peers)")
        else:
            yield _one(name, [python, "-c", code.format(path=str(file))], file)


def _one(what: str, command: Sequence[str], file: Path) -> Run:
    cost = cost_of(command)
    if cost.status:
        reason = next((line for line in reversed(cost.said.splitlines()) if line.strip()), "failed")
        return Run(what, 0, 0.0, 0.0, 0.0, f"skipped: {reason[:80]}")
    kept = json.loads(cost.printed.splitlines()[-1])
    note = f"{kept['words']:,} words, {kept['tables']} tables, place on {kept['pages']} pages"
    return Run(what, _pages(file), cost.seconds, cost.cpu, cost.peak, note)


def long_file(files: Sequence[Path], pages: int, to: Path) -> Path:
    """Real pages one after the other, again and again, until there are `pages`."""
    import pypdfium2  # noqa: PLC0415

    joined, sources = pypdfium2.PdfDocument.new(), [pypdfium2.PdfDocument(file) for file in files]
    while len(joined) < pages:
        for source in sources:
            joined.import_pages(source, list(range(min(len(source), pages - len(joined)))))
    joined.save(to)
    return to


def _pages(file: Path) -> int:
    import pypdfium2  # noqa: PLC0415

    return len(pypdfium2.PdfDocument(file))


def as_table(runs: Sequence[Run]) -> str:
    """The runs as a Markdown table."""
    rows = [
        [
            run.what,
            str(run.pages or ""),
            f"{run.seconds:.1f}",
            f"{run.cpu:.1f}",
            f"{run.pages / run.seconds:.1f}" if run.pages and run.seconds else "",
            f"{run.peak:.0f}",
            run.note,
        ]
        for run in runs
    ]
    return table(["what", "pages", "s", "CPU s", "pages / s", "peak MB", "what is kept"], rows)


def markdown(files: Sequence[Path], pages: int, python: str | None) -> str:
    """Measure and report; without files on the development manual and the long reports beside it."""
    given = list(files) or [shared() / "neets" / "neets-module-04.pdf"]
    missing = [file for file in given if not file.is_file()]
    if missing:
        return f"Skipped: {missing[0]} is not there (set NACELLE_SHARED).\n"
    runs = [*whole(given), *read_alone(given[0], python)]
    if pages:
        with tempfile.TemporaryDirectory(prefix="nacelle-bench-") as folder:
            more = sorted((shared() / "pdf").glob("iea*/*.pdf")) if not files else []
            made = long_file([*given, *more], pages, Path(folder) / "long.pdf")
            runs += [run._replace(what=f"{pages} pages: {run.what}") for run in whole([made])]
    return as_table(runs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", type=int, default=_LONG, help="of the long file that is made of them; 0 for none")
    parser.add_argument("--peers", metavar="PYTHON", default=_PEERS_HOME)
    given = parser.parse_args()
    print(markdown(given.files, given.pages, given.peers))


if __name__ == "__main__":
    main()

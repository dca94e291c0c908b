"""A stranger's data made ready: its cases as a suite in a file, its documents as a library of their own."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import BadInput
from evals.datasets.strangers.emanual import emanual
from evals.datasets.strangers.hotpot import hotpot
from evals.datasets.strangers.mtrag import mtrag
from evals.datasets.strangers.ragas import ragas
from evals.datasets.strangers.reading import Strange
from evals.datasets.strangers.regions import regions
from evals.datasets.strangers.tables import table
from ingestion.pipeline import ingest
from stores.open_stores import Stores

ADAPTERS: dict[str, Callable[[Path], Strange]] = {
    "mtrag": mtrag,
    "emanual": emanual,
    "ragas": ragas,
    "hotpot": hotpot,
    "csv": table,
    "regions": regions,
}


@dataclass(frozen=True)
class Prepared:
    """The suite's file, and the folder of its documents with the library that they make ("": the cases are about another library)."""

    suite: Path
    documents: Path | None = None
    library: str = ""


def is_strange(name: str) -> bool:
    """Whether a suite's name is `kind:path` of a known kind; a drive's letter is none."""
    return name.partition(":")[0] in ADAPTERS and ":" in name


def prepare(name: str, folder: Path) -> Prepared:
    """Write cases and documents under `folder`, by their content; the same data is written once.

    Raises:
        BadInput: the data are not there or not of that kind; names file, case and field.
    """
    kind, _, path = name.partition(":")
    if not path:
        raise BadInput(f"{kind}: needs a path, as in {kind}:FILE.")
    strange = ADAPTERS[kind](Path(path))
    digest = hashlib.sha256(json.dumps([strange.cases, strange.documents], sort_keys=True).encode()).hexdigest()[:10]
    library = f"{kind}-{digest}" if strange.documents else ""
    home = folder / f"{kind}-{digest}"
    home.mkdir(parents=True, exist_ok=True)
    suite = home / f"{kind}-{Path(path).stem}.jsonl"
    rows = [case | ({"library": library} if library else {}) for case in strange.cases]
    suite.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    if not library:
        return Prepared(suite)
    documents = home / "documents"
    documents.mkdir(exist_ok=True)
    for stem, text in strange.documents.items():
        (documents / f"{stem}.md").write_text(text, encoding="utf-8")
    return Prepared(suite, documents, library)


def ingest_documents(prepared: Prepared, stores: Stores) -> None:
    """Make the library, or finish one whose making was broken off; a whole one is left as it is. Raises BadInput and Unavailable as an ingest does."""
    if prepared.documents:
        ingest(
            [prepared.documents],
            passages=stores.passages,
            library=prepared.library,
            keep=stores.settings.home / "files",
        )

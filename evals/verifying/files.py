"""Files as numbered evidence, read as an ingest reads them, with nothing kept."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from domain.answers import Evidence
from domain.errors import BadInput, ReadFailure
from ingestion.documents import make_document
from ingestion.processes.reading import readers
from ingestion.wishes import Wishes
from tools.evidence import passage_evidence

PLAIN = {".log", ".text", ""}
"""Read as plain text, beside what an ingest takes."""


def evidence_of(files: Sequence[Path]) -> list[list[Evidence]]:
    """The passages of each file.

    Raises:
        BadInput: a file is not there, or nothing can be read from it.
    """
    with readers(1) as reading:
        return [_passages(file, reading) for file in files]


def _passages(file: Path, reading: object) -> list[Evidence]:
    if not file.is_file():
        raise BadInput(f"There is no file {file}.")
    if file.suffix.lower() in PLAIN:
        text = file.read_text(encoding="utf-8", errors="replace")
        found = [Evidence(id=str(file), kind="manual", title=file.stem, text=text)] if text.strip() else []
    else:
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        try:
            made = make_document(reading, file, file.name, sha256, Wishes("verify", (), ""), _quiet)  # pyright: ignore[reportArgumentType]
        except ReadFailure as failure:
            raise BadInput(f"{file} cannot be read: {failure.reason}.") from failure
        sections = {section.id: section for section in made.sections}
        found = [passage_evidence(p, made.document, sections[p.section_id]) for p in made.passages]
    if not found:
        raise BadInput(f"{file} holds no text.")
    return found


def _quiet(*_: object) -> None:
    pass

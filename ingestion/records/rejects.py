"""Rows that could not be imported, kept aside as CSV with the line and the reason in front."""

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

from domain.errors import Unavailable
from ingestion.records.columns.agreeing import FROM_REJECTS
from ingestion.records.files.tables import Line


def keep_aside(
    folder: Path, source: Path, kind: str, columns: Sequence[str], rejected: Sequence[tuple[Line, str]]
) -> Path | None:
    """Write them to one file for each source and kind; a run that rejects nothing removes what an earlier one left.

    Raises:
        Unavailable: the folder cannot be written.
    """
    mark = hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:8]
    target = folder / f"{source.stem}-{kind}-{mark}.csv"
    try:
        if not rejected:
            target.unlink(missing_ok=True)
            return None
        folder.mkdir(parents=True, exist_ok=True)
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*FROM_REJECTS, *columns])
            writer.writerows([line.number, reason, *line.cells] for line, reason in rejected)
    except OSError as error:
        raise Unavailable(f"The rejected rows cannot be written to {target} ({error.strerror}).") from error
    return target

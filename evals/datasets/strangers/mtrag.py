"""IBM's MTRAG and MTRAG-UN: turns of conversations with the contexts that answer them, or do not (Apache-2.0 formats)."""

from pathlib import Path
from typing import Any

from domain.errors import BadInput
from evals.datasets.strangers.reading import Row, Strange, list_of, rows_of, text_of

ANSWERS = {"ANSWERABLE", "PARTIAL"}
SILENT = {"UNANSWERABLE"}
ASKS = {"UNDERSPECIFIED"}


def mtrag(file: Path) -> Strange:
    """Each turn is a case about all contexts of the file: answer it, stay silent, or ask back. Raises BadInput."""
    made = Strange()
    for number, row in enumerate(rows_of(file), 1):
        where = f"{file}, case {number}"
        said = [
            text_of(one, "text", where=where) for one in list_of(row, "input", where) if one.get("speaker") == "user"
        ]
        if not said:
            raise BadInput(f"{where}: nobody asks anything in its input.")
        names = [_document(made, one, where) for one in list_of(row, "contexts", where)]
        kind = str((list_of(row, "answerability", where) or ["ANSWERABLE"])[0]).upper()
        case: Row = {
            "id": str(row.get("task_id") or number),
            "kind": kind.lower(),
            "question": said[-1],
            "thread": said[:-1],
        }
        if kind in ANSWERS:
            targets = list_of(row, "targets", where)
            case |= {"sections": names, "reference": str(targets[0].get("text", "")) if targets else ""}
        elif kind in ASKS:
            case |= {"status": ["clarify"]}
        elif kind not in SILENT:
            raise BadInput(f"{where}: answerability is '{kind}', which is none that is known.")
        made.cases.append(case)
    return made


def _document(made: Strange, context: Any, where: str) -> str:
    text = text_of(context, "text", where=where)
    return made.add_document(
        str(context.get("document_id") or len(made.documents)), str(context.get("title") or ""), text
    )

"""RAGAS `EvaluationDataset`: single-turn and multi-turn samples as JSON or JSON lines."""

from pathlib import Path
from typing import cast

from domain.errors import BadInput
from evals.datasets.strangers.reading import Row, Strange, list_of, rows_of, text_of


def ragas(file: Path) -> Strange:
    """Samples with `user_input` and `reference`; where they bring `reference_contexts`, these are the library. Raises BadInput."""
    made = Strange()
    for number, row in enumerate(rows_of(file), 1):
        where = f"{file}, case {number}"
        said = _said(row, where)
        contexts = [str(text) for text in list_of(row, "reference_contexts", where)]
        names = [
            made.add_document(f"context_{number}_{n}", f"Context {number}.{n}", text)
            for n, text in enumerate(contexts, 1)
        ]
        case: Row = {"id": str(row.get("id") or number), "kind": "ragas", "question": said[-1], "thread": said[:-1]}
        made.cases.append(case | {"sections": names, "reference": str(row.get("reference") or "")})
    return made


def _said(row: Row, where: str) -> list[str]:
    if not isinstance(row.get("user_input"), list):
        return [text_of(row, "user_input", "question", where=where)]
    messages = [cast("Row", one) for one in list_of(row, "user_input", where) if isinstance(one, dict)]
    human = [one for one in messages if one.get("type", one.get("role")) in {"human", "user"}]
    if not human:
        raise BadInput(f"{where}: nobody asks anything in its user_input.")
    return [text_of(one, "content", where=where) for one in human]

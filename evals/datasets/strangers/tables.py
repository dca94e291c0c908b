"""A table with a case a row: columns named as the fields of a case, lists with `|` between, or any field as JSON."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from evals.datasets.schema import Case
from evals.datasets.strangers.reading import Row, Strange, rows_of

LISTS = {"pages", "sections", "records", "must_not_contain", "status", "tools", "wrong_sources", "gaps", "thread"}
OTHER_NAMES = {"query": "question", "answer": "reference", "ground_truth": "reference", "page": "pages", "gold_pages": "pages", "section": "sections",
               "gold_sections": "sections", "user_input": "question", "expected": "must_contain", "language": "lang"}  # fmt: skip


def table(file: Path) -> Strange:
    """CSV, TSV or Parquet with a `question` column; `must_contain` has groups between `;` and alternatives between `|`. Raises BadInput."""
    made = Strange()
    for number, row in enumerate(rows_of(file), 1):
        case = _case(row)
        if not case.get("question"):
            raise BadInput(f"{file}, row {number}: has no question (its columns are {', '.join(map(str, row))}).")
        made.cases.append({"id": str(number), **case})
    return made


def _case(row: Row) -> Row:
    case: Row = {}
    for name, value in row.items():
        key = str(name or "").strip().lower()
        key = OTHER_NAMES.get(key, key)
        text = str(value or "").strip()
        if key in Case.model_fields and text:
            case[key] = _value(key, text)
    return case


def _value(key: str, text: str) -> Any:
    if text[0] in "[{" and Case.model_fields[key].annotation is not str:
        with suppress(ValueError):
            return json.loads(text)
    if key == "must_contain":
        return [[one.strip() for one in group.split("|")] for group in text.split(";") if group.strip()]
    if key in LISTS:
        return [one.strip() for one in text.split("|") if one.strip()]
    return text

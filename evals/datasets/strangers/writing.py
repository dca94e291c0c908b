"""Cases as a table that `csv:FILE` reads back: CSV or Parquet, or as our own JSON lines."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.errors import BadInput
from evals.datasets.schema import Case
from evals.datasets.strangers.arrow import write_parquet
from evals.datasets.strangers.tables import LISTS

APART = frozenset("|;")


def write_cases(cases: Sequence[Case], file: Path) -> int:
    """Write by the file's ending: .csv, .parquet, .jsonl; how many there are. Holdout cases are left out.

    Raises:
        BadInput: the ending is none of these, or Parquet's library is not installed.
    """
    rows = [case.model_dump(mode="json", exclude_defaults=True) for case in cases if not case.holdout]
    cells = [{name: _cell(name, value) for name, value in row.items()} for row in rows]
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".jsonl":
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    elif file.suffix == ".parquet":
        write_parquet(cells, file)
    elif file.suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(dict.fromkeys(name for row in cells for name in row)))
            writer.writeheader()
            writer.writerows(cells)
    else:
        raise BadInput(f"{file} ends in none of .csv, .parquet, .jsonl.")
    return len(rows)


def _cell(name: str, value: Any) -> str:
    """Lists with `|` between, groups with `;`; JSON where that would not come back as it was."""
    if name == "must_contain" and all(_plain(one) for group in value for one in group):
        return "; ".join("|".join(group) for group in value)
    if name in LISTS and all(not isinstance(one, dict) and _plain(str(one)) for one in value):
        return "|".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> bool:
    """Whether it comes back as it was from between `|` and `;`."""
    return text == text.strip() and not APART & set(text)

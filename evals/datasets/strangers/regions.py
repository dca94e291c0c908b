"""Regions marked by hand: JSON lines `{question, document, page, box}`, about documents that are indexed already.

`document` is how the file's path ends; `box` is left, top, right, bottom in PDF points from the top left. Rows of one question about one document are
several places that answer it.
"""

from pathlib import Path

from evals.datasets.strangers.reading import Row, Strange, rows_of, text_of


def regions(file: Path) -> Strange:
    """The cases. Raises BadInput: the file is not of that kind; names the case and the field."""
    cases: dict[tuple[str, str], Row] = {}
    for number, row in enumerate(rows_of(file), 1):
        where = f"{file}, case {number}"
        question, document = text_of(row, "question", where=where), text_of(row, "document", "file", where=where)
        case = cases.setdefault(
            (question, document),
            {"id": str(row.get("id") or f"region-{number}"), "kind": "region", "question": question, "file": document, "regions": [], "pages": []},
        )  # fmt: skip
        case["regions"].append({"page": row.get("page"), "box": row.get("box")})
        case["pages"].append(row.get("page"))
        case |= {name: str(row[name]) for name in ("library", "asset") if row.get(name)}
    return Strange(list(cases.values()))

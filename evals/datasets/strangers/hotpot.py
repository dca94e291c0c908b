"""HotpotQA and its like: a question over several paragraphs, with the titles that are needed together (Yang et al., 2018)."""

from pathlib import Path
from typing import Any

from domain.errors import BadInput
from evals.datasets.strangers.reading import Row, Strange, list_of, rows_of, text_of

BARE = {"yes", "no"}
"""Answers that stand in no text."""


def hotpot(file: Path) -> Strange:
    """`question`, `answer`, `context` as [title, sentences], `supporting_facts` as [title, sentence]. Raises BadInput."""
    made = Strange()
    for number, row in enumerate(rows_of(file), 1):
        where = f"{file}, case {number}"
        try:
            names = {
                str(title): made.add_document(str(title), str(title), _text(lines))
                for title, lines in list_of(row, "context", where)
            }
            facts = dict.fromkeys(str(title) for title, *_ in list_of(row, "supporting_facts", where))
        except (TypeError, ValueError) as error:
            raise BadInput(f"{where}: context is no list of [title, sentences].") from error
        answer = text_of(row, "answer", where=where)
        case: Row = {
            "id": str(row.get("_id") or row.get("id") or number),
            "kind": str(row.get("type") or "multi-hop"),
            "question": text_of(row, "question", where=where),
            "sections": [names.get(title, title) for title in facts],
            "reference": answer,
        }
        made.cases.append(case if answer.lower() in BARE else case | {"must_contain": [[answer]]})
    return made


def _text(lines: Any) -> str:
    return lines if isinstance(lines, str) else " ".join(str(line).strip() for line in lines)

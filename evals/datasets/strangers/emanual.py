"""E-Manual QA (Nandy et al., EMNLP Findings 2021): a manual as sections, and people's questions with their gold sections."""

import ast
import json
from pathlib import Path
from typing import Any, cast

from domain.errors import BadInput
from evals.datasets.strangers.reading import Row, Strange, rows_of, text_of


def emanual(folder: Path) -> Strange:
    """A folder with `*_corpus.json` (section -> title, text) and `*_parsed.jsonl` (question, answer, gold_sections). Raises BadInput."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder with a *_corpus.json and a *_parsed.jsonl.")
    corpora, questions = sorted(folder.glob("*_corpus.json")), sorted(folder.glob("*_parsed.jsonl"))
    if not corpora or not questions:
        raise BadInput(f"{folder} holds no {'*_corpus.json' if not corpora else '*_parsed.jsonl'}.")
    made = Strange()
    try:
        corpus = cast("dict[str, Any]", json.loads(corpora[0].read_text(encoding="utf-8")))
        for identity, section in corpus.items():
            lines = section["text"]
            made.add_document(
                identity, section["title"], "\n\n".join(lines[1:] if lines[:1] == [section["title"]] else lines)
            )
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise BadInput(f"{corpora[0]} is no corpus of sections with title and text.") from error
    for number, row in enumerate(rows_of(questions[0]), 1):
        where = f"{questions[0]}, case {number}"
        gold = _listed(row.get("gold_sections"), where)
        case: Row = {
            "id": str(row.get("id") or number),
            "kind": "emanual",
            "question": text_of(row, "question", where=where),
        }
        made.cases.append(case | {"sections": gold, "reference": str(row.get("answer") or "")})
    return made


def _listed(value: object, where: str) -> list[str]:
    """A list, or one written as Python does."""
    try:
        given = ast.literal_eval(value) if isinstance(value, str) else value
        return [str(one) for one in cast("list[Any]", given or [])]
    except (ValueError, SyntaxError, TypeError) as error:
        raise BadInput(f"{where}: gold_sections is no list.") from error

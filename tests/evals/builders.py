"""Answers, cases and hits as short as the metrics need them."""

from typing import Any

from domain.answers import Answer
from domain.documents import SearchHit
from evals.cases import Case


def answer(text: str = "", status: str = "answered", **rest: Any) -> Answer:
    return Answer.model_validate({"id": "a1", "thread_id": "t1", "status": status, "text": text, **rest})


def case(**fields: Any) -> Case:
    return Case.model_validate({"id": "c1", "question": "What is it?", **fields})


def citation(n: int, quote: str) -> dict[str, Any]:
    return {"n": n, "kind": "manual", "title": "OM-K112 rev. D", "quote": quote}


def hit(page: int, path: str = "manuals/k112-om-d.pdf", rank: int = 1) -> SearchHit:
    document = {"id": "d1", "library": "main", "title": "OM-K112", "path": path, "sha256": "0" * 64}
    section = {"id": "s1", "document_id": "d1", "title": "Pitch system"}
    passage = {"id": f"p{page}", "document_id": "d1", "section_id": "s1", "text": "...", "page": page}
    return SearchHit.model_validate(
        {"rank": rank, "score": 0.5, "passage": passage, "document": document, "section": section}
    )

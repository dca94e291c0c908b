"""Search from the command line, one query or a file of them, in the contract's shapes."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.documents import Box, Passage, SearchHit
from domain.errors import BadInput
from stores.protocols import Fleet, PassageStore


@dataclass(frozen=True)
class Where:
    """What is searched: passages, and the machines that narrow the search."""

    passages: PassageStore
    records: Fleet
    library: str = "main"
    limit: int = 8


def hits_for(where: Where, query: str, asset: str = "") -> list[dict[str, Any]]:
    """The hits as the contract's "Search hit". Raises NotFound for an unknown asset or library."""
    machine = where.records.asset(asset) if asset else None
    result = where.passages.search(
        query,
        library=where.library,
        model=machine.model if machine else "",
        serial=machine.serial if machine else "",
        controller=machine.controller if machine else "",
        limit=where.limit,
    )
    return [as_hit(hit) for hit in result.hits]


def as_hit(hit: SearchHit) -> dict[str, Any]:
    """One hit; `boxes` are those of the page on which the passage begins."""
    passage, document = hit.passage, hit.document
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "document": document.title,
        "document_id": document.id,
        "path": document.path,
        "revision": document.revision,
        "page": passage.page,
        "section": hit.section.path[-1] if hit.section.path else hit.section.title,
        "section_path": list(hit.section.path),
        "kind": passage.kind,
        "text": passage.text,
        "boxes": [list(box) for box in boxes_of(passage)],
        "applies": hit.applies,
    }


def boxes_of(passage: Passage) -> list[Box]:
    """The passage's lines on its first page, neighbouring lines in one box."""
    boxes: list[Box] = []
    for line in passage.lines:
        if line.box is None or line.page != passage.page:
            continue
        if boxes and _adjoins(boxes[-1], line.box):
            last = boxes[-1]
            boxes[-1] = (
                min(last[0], line.box[0]),
                min(last[1], line.box[1]),
                max(last[2], line.box[2]),
                max(last[3], line.box[3]),
            )
        else:
            boxes.append(line.box)
    return boxes


def _adjoins(above: Box, below: Box) -> bool:
    height = below[3] - below[1]
    return -height < below[1] - above[3] < 0.8 * height and below[0] < above[2] and above[0] < below[2]


def answer_batch(where: Where, batch: Path, asset: str = "") -> Iterator[str]:
    """One line of JSON an input line. Raises BadInput where the file or a line cannot be used."""
    try:
        lines = batch.read_text("utf-8", errors="replace").splitlines()
    except OSError as error:
        raise BadInput(f"'{batch}' cannot be read: {error.strerror}.") from error
    # All lines are read before the first is answered: a bad one stops the run before anything is printed.
    questions: list[tuple[Any, str, str]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            questions.append((asked["id"], str(asked["query"]), str(asked.get("asset") or asset)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput(f'Line {number} of \'{batch}\' is not {{"id","query"}}.') from error
    for identity, query, tag in questions:
        yield json.dumps({"id": identity, "hits": hits_for(where, query, tag)}, ensure_ascii=False)


def as_text(hits: Sequence[dict[str, Any]]) -> str:
    """Hits for people."""
    blocks: list[str] = []
    for hit in hits:
        page = f", page {hit['page']}" if hit["page"] else ""
        blocks.append(f"{hit['rank']}. {hit['document']}{page}, {hit['section']}  ({hit['score']})\n{hit['text']}")
    return "\n\n".join(blocks) or "Nothing was found."

"""Search from the command line, one query or a file of them, in the contract's shapes."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from domain.documents import Box, Passage, SearchHit, SearchResult
from domain.errors import BadInput, NotFound
from stores.protocols import Fleet, PassageStore


@dataclass(frozen=True)
class Where:
    """What is searched: passages, and the machines that narrow the search."""

    passages: PassageStore
    records: Fleet
    library: str = "main"
    limit: int = 8


def find(where: Where, query: str, asset: str = "") -> SearchResult:
    """What is found for a machine, or for any. Raises NotFound for an unknown asset or library."""
    machine = where.records.asset(asset) if asset else None
    return where.passages.search(
        query,
        library=where.library,
        model=machine.model if machine else "",
        serial=machine.serial if machine else "",
        controller=machine.controller if machine else "",
        limit=where.limit,
    )


def said_of_hidden(result: SearchResult, asset: str) -> str:
    """One sentence about what the filter kept back; "" where that is nothing."""
    if not result.hidden:
        return ""
    noun = "passage is" if result.hidden == 1 else "passages are"
    models = ", ".join(result.hidden_models) or "other machines"
    return f"{result.hidden} {noun} hidden, for {models} and not for {asset}."


def as_hit(hit: SearchHit) -> dict[str, Any]:
    """One hit; `boxes` are those of its page, which of a passage that spans pages is the one the question is about."""
    passage, document = hit.passage, hit.document
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "document": document.title,
        "document_id": document.id,
        "path": document.path,
        "revision": document.revision,
        "page": hit.page,
        "section": hit.section.path[-1] if hit.section.path else hit.section.title,
        "section_path": list(hit.section.path),
        "kind": passage.kind,
        "text": passage.text,
        "boxes": [list(box) for box in boxes_of(passage, hit.page)],
        "applies": hit.applies,
        "superseded": hit.superseded,
        "overridden_by": hit.overridden_by,
    }


def boxes_of(passage: Passage, page: int | None) -> list[Box]:
    """The passage's lines on a page, neighbouring lines in one box."""
    boxes: list[Box] = []
    for line in passage.lines:
        if line.box is None or line.page != page:
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


def answer_batch(where: Where, batch: Path, complain: Callable[[str], None], asset: str = "") -> Iterator[str]:
    """One line of JSON for every input line that can be answered; the others are told by their number, and the rest goes on.

    Args:
        where: what is searched.
        batch: one `{"id","query","asset"?}` a line; empty lines are skipped.
        complain: gets a sentence for each line that cannot be answered.
        asset: the machine of the lines that name none.

    Raises:
        BadInput: the file cannot be read.
        NotFound: there is no such library, or no machine `asset`.
    """
    if asset:
        where.records.asset(asset)
    try:
        # Split at line ends only: a question may hold other separators, which JSON need not escape.
        lines = batch.read_text("utf-8", errors="replace").split("\n")
    except OSError as error:
        raise BadInput(f"'{batch}' cannot be read: {error.strerror}.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        tag = ""
        try:
            identity, query, tag = _asked(line)
            result = find(where, query, tag or asset)
        except ValueError as error:
            complain(f'Line {number} of \'{batch}\' is not {{"id","query"}}: {error}.')
        except NotFound as error:
            if not tag:
                raise
            complain(f"Line {number} of '{batch}': {error}")
        else:
            yield _row(identity, result)


def _asked(line: str) -> tuple[Any, str, str]:
    """Id, query and asset of a line. Raises ValueError."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
    if not isinstance(asked, dict) or "id" not in asked:
        raise ValueError("it has no id")
    row = cast("dict[str, Any]", asked)
    query = row.get("query")
    if not isinstance(query, str | int):
        raise ValueError("its query is no text")
    # Half a surrogate pair is valid JSON but no text that can be looked up or printed.
    return row["id"], str(query).encode("utf-8", "replace").decode(), str(row.get("asset") or "")


def _row(identity: Any, result: SearchResult) -> str:
    row = {
        "id": identity,
        "hits": [as_hit(hit) for hit in result.hits],
        "hidden": result.hidden,
        "hidden_models": list(result.hidden_models),
    }
    return json.dumps(row, ensure_ascii=False)


def as_text(hits: Sequence[dict[str, Any]]) -> str:
    """Hits for people."""
    blocks: list[str] = []
    for hit in hits:
        page = f", page {hit['page']}" if hit["page"] else ""
        old = ", superseded" if hit["superseded"] else ""
        old += f", overridden by {hit['overridden_by']}" if hit["overridden_by"] else ""
        blocks.append(f"{hit['rank']}. {hit['document']}{page}, {hit['section']}{old}  ({hit['score']})\n{hit['text']}")
    return "\n\n".join(blocks) or "Nothing was found."

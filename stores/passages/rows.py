"""Nouns to rows and back."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, Table, select

from domain.documents import Applicability, Document, Line, Passage, Section
from domain.errors import NotFound
from stores.passages import tables
from stores.passages.finding.texts import Written

_DERIVED = {"indexed_at", "superseded_by", "passages", "embedder"}


def generation_of(
    document: Document, sections: Sequence[Section], passages: Sequence[Passage], embedder: str, schema: int
) -> str:
    """A name for exactly this content as indexed by this embedder and schema (64 hexadecimal digits)."""
    digest = hashlib.sha256(f"{schema}\n{embedder}\n".encode())
    for noun in (document, *sections, *passages):
        digest.update(noun.model_dump_json(exclude=_DERIVED if noun is document else None).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def row_of(connection: Connection, table: Table, key: str, noun: str) -> RowMapping:
    """The row with this id. Raises NotFound with the noun that it is called by."""
    row = connection.execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        raise NotFound(f"No {noun} '{key}'.")
    return row


def document_row(document: Document, generation: str) -> dict[str, Any]:
    """Values for `passage_documents`."""
    return {
        "id": document.id,
        "library": document.library,
        "path": document.path,
        "generation": generation,
        "content": document.model_dump(mode="json"),
    }


def to_document(row: RowMapping) -> Document:
    """The document of a row."""
    return Document.model_validate_json(json.dumps(row["content"]))


def section_row(section: Section, place: int) -> dict[str, Any]:
    """Values for `passage_sections`; `place` is the position in reading order."""
    return {**section.model_dump(), "path": list(section.path), "place": place}


def to_section(row: RowMapping) -> Section:
    """The section of a row."""
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    values.pop("place")
    return Section.model_validate({**values, "path": tuple(values["path"])})


def passage_row(passage: Passage, place: int) -> dict[str, Any]:
    """Values for `passage_passages`; lines are kept as arrays, for there are many."""
    values = passage.model_dump(mode="json", exclude={"lines"})
    lines = [[line.text, line.start, line.end, line.page, line.box] for line in passage.lines]
    return {**values, "lines": lines, "place": place}


def to_passage(row: RowMapping) -> Passage:
    """The passage of a row; what comes from our own table is built without checking it again."""
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    values.pop("place")
    values["lines"] = tuple(
        Line.model_construct(text=text, start=start, end=end, page=page, box=tuple(box) if box else None)
        for text, start, end, page, box in values["lines"]
    )
    values["table"] = tuple(tuple(cells) for cells in values["table"])
    values["refs"] = tuple(values["refs"])
    values["region"] = tuple(values["region"]) if values["region"] else None
    values["applies_to"] = Applicability.model_validate(values["applies_to"])
    return Passage.model_construct(**values)


def ordered_rows(connection: Connection, table: Table, document_id: str) -> Sequence[RowMapping]:
    """A document's rows of sections or passages, in reading order."""
    chosen = select(table).where(table.c.document_id == document_id).order_by(table.c.place)
    return connection.execute(chosen).mappings().all()


def written(engine: Engine, document_id: str, generation: str) -> Written | None:
    """A document with all that is in it; None where it is gone or of another generation meanwhile."""
    with engine.connect() as connection:
        sections = ordered_rows(connection, tables.sections, document_id)
        passages = ordered_rows(connection, tables.passages, document_id)
        chosen = select(tables.documents).where(tables.documents.c.id == document_id)
        row = connection.execute(chosen).mappings().first()
    if row is None or row["generation"] != generation:
        return None
    return Written(
        generation, to_document(row), [to_section(one) for one in sections], [to_passage(one) for one in passages]
    )

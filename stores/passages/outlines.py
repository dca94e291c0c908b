"""The sections, warnings and figures of documents, kept in memory for as long as the document stays the same."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from sqlalchemy import Engine, select

from domain.documents import Passage, Section
from stores.passages import rows, tables

KEPT = 64
"""Documents: a manual of a thousand sections takes about 2 MB."""


class Outline(NamedTuple):
    """Of one document, all in reading order."""

    sections: tuple[Section, ...] = ()
    warnings: tuple[Passage, ...] = ()
    figures: tuple[Passage, ...] = ()


class Outlines:
    """Each reading asks the database for the document's generation, so another process's write is seen."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: OrderedDict[str, tuple[str, Outline]] = OrderedDict()
        self._lock = Lock()

    def of(self, document_id: str) -> Outline:
        """The document's outline; an empty one where it is unknown."""
        generation = self._generation(document_id)
        with self._lock:
            known = self._kept.get(document_id)
            if known and known[0] == generation:
                self._kept.move_to_end(document_id)
                return known[1]
        found = self._read(document_id)
        # Kept only where no write came between: else it may be that of the next generation.
        if generation and generation == self._generation(document_id):
            with self._lock:
                self._kept[document_id] = (generation, found)
                self._kept.move_to_end(document_id)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return found

    def _read(self, document_id: str) -> Outline:
        chosen = (
            select(tables.passages)
            .where(tables.passages.c.document_id == document_id, tables.passages.c.kind.in_(("warning", "figure")))
            .order_by(tables.passages.c.place)
        )
        with self._engine.connect() as connection:
            sections = rows.ordered_rows(connection, tables.sections, document_id)
            passages = [rows.to_passage(row) for row in connection.execute(chosen).mappings()]
        return Outline(
            tuple(map(rows.to_section, sections)),
            tuple(one for one in passages if one.kind == "warning"),
            tuple(one for one in passages if one.region),
        )

    def _generation(self, document_id: str) -> str:
        chosen = select(tables.documents.c.generation).where(tables.documents.c.id == document_id)
        with self._engine.connect() as connection:
            return connection.scalar(chosen) or ""

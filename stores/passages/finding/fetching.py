"""From ranked passages to hits, with what SQL holds of them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Engine, Table, select

from domain.documents import SearchHit, Section
from stores.passages import rows, tables
from stores.passages.finding.ranking import Ranked
from stores.passages.finding.shelf import Library
from stores.passages.finding.spanning import page_asked_for
from stores.passages.wording.question import Reading


class Fetching:
    """Of one search."""

    def __init__(self, engine: Engine, library: Library, reading: Reading) -> None:
        self._engine = engine
        self._library = library
        self._reading = reading

    def hits(self, shown: Sequence[Ranked]) -> tuple[SearchHit, ...] | None:
        """The hits in order; None when one of them has changed meanwhile."""
        passages = self._rows(tables.passages, {one.held.passage for one in shown})
        sections = self._rows(tables.sections, {one.held.section for one in shown})
        if len(passages) < len({one.held.passage for one in shown}):
            return None
        return tuple(
            self._hit(place, one, passages[one.held.passage], sections.get(one.held.section))
            for place, one in enumerate(shown, start=1)
        )

    def _hit(self, place: int, one: Ranked, row: Any, section_row: Any) -> SearchHit:
        passage, document = rows.to_passage(row), self._library.documents[one.held.document]
        section = Section(id=passage.section_id, document_id=document.id, title="")
        return SearchHit(
            rank=place,
            score=round(one.score, 4),
            passage=passage,
            document=document,
            section=rows.to_section(section_row) if section_row else section,
            asked_page=page_asked_for(passage, self._reading, document.language or "en"),
            superseded=bool(document.superseded_by),
        )

    def _rows(self, table: Table, ids: Collection[str]) -> dict[str, Any]:
        with self._engine.connect() as connection:
            found = connection.execute(select(table).where(table.c.id.in_(ids))).mappings().all()
        return {row["id"]: row for row in found}

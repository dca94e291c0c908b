"""Where a superseded place stands in the revision in force: its warnings are those that hold today."""

from domain.answers import Evidence
from domain.documents import Document, Section
from domain.errors import NotFound
from language.folding import fold
from stores.protocols import PassageStore


def in_force(item: Evidence, passages: PassageStore) -> Evidence:
    """The evidence as if it stood in the section that has taken the place of its own; itself where there is none, or it is in force.

    Raises:
        NacelleError: the manual cannot be read just now.
    """
    if item.kind != "manual" or not item.superseded or not item.document_id or not item.section_id:
        return item
    document = _newest(item.document_id, passages)
    place = _same(passages.section(item.section_id), document, passages)
    if document.id == item.document_id or place is None:
        return item
    return item.model_copy(update={"document_id": document.id, "section_id": place.id, "superseded": False})


def _newest(document_id: str, passages: PassageStore) -> Document:
    document, passed = passages.document(document_id), {document_id}
    try:
        while document.superseded_by and document.superseded_by not in passed:
            passed.add(document.superseded_by)
            document = passages.document(document.superseded_by)
    except NotFound:
        pass  # what has taken its place is gone: the newest that is left
    return document


def _same(section: Section, document: Document, passages: PassageStore) -> Section | None:
    """The section of the same heading, in the same chapter first; else of the same number."""
    parts = passages.sections(document.id)
    alike = [part for part in parts if fold(part.title) == fold(section.title)]
    chapter = [part for part in alike if part.path[:1] == section.path[:1]]
    numbered = [part for part in parts if section.number and part.number == section.number]
    return next(iter([*chapter, *alike, *numbered]), None)

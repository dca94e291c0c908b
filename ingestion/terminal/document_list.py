"""What is indexed and what is not, for people."""

from collections.abc import Iterator, Sequence

from domain.documents import Applicability, Document, IngestFailure

_PROBLEMS = 3


def as_text(library: str, documents: Sequence[Document], failed: Sequence[IngestFailure]) -> Iterator[str]:
    """A few lines a document: what it is, what it is for, when and by what it was indexed, what is missing of it."""
    if not documents and not failed:
        yield f"Nothing is indexed in library '{library}'."
    for document in documents:
        yield f"{document.id}  {document.path}: {_about(document)}, {document.passages} passages"
        yield f"    {_made(document)}"
        scope = _scope(document.applies_to)
        if scope:
            yield f"    for {scope}"
        if document.superseded_by:
            yield f"    superseded by {document.superseded_by}"
        if document.overrides:
            yield f"    overrides {', '.join(document.overrides)}"
        for problem in document.problems[:_PROBLEMS]:
            yield f"    {problem}"
        if len(document.problems) > _PROBLEMS:
            yield f"    and {len(document.problems) - _PROBLEMS} more pages that could not be read (--json lists them)"
    for failure in failed:
        yield f"not indexed  {failure.path}: {failure.reason}"


def _about(document: Document) -> str:
    facts = [
        document.title,
        f"rev. {document.revision}" if document.revision else "",
        document.issued.isoformat() if document.issued else "",
        document.language,
        f"{document.pages} pages" if document.pages else "",
        f"{document.ocr_pages} read off pictures" if document.ocr_pages else "",
    ]
    return ", ".join(fact for fact in facts if fact)


def _made(document: Document) -> str:
    when = f"indexed {document.indexed_at:%Y-%m-%d %H:%M} UTC" if document.indexed_at else "indexed"
    by = " and ".join(part for part in (document.reader, document.embedder) if part)
    return f"{when} by {by}" if by else when


def _scope(scope: Applicability) -> str:
    serials = [f"serial numbers {one.first or '...'} to {one.last or '...'}" for one in scope.serials]
    return ", ".join((*scope.models, *serials, *(f"controller {one}" for one in scope.controllers)))

"""The warnings that a manual gives for the work it describes, found before the work is shown."""

import re

from domain.answers import Evidence
from domain.documents import Document, Passage, Section
from stores.protocols import PassageStore
from tools.evidence import passage_evidence

MAX_WARNINGS = 6
MAX_REFERENCES = 6
_LEVELS = {"danger": 0, "warning": 1, "caution": 2, "notice": 3}
_REFERENCE = re.compile(
    r"\b(?P<number>[A-Z]{1,6}[A-Z0-9]*(?:-[A-Z0-9]+)+)\s+(?:section\s+|chapter\s+)?(?P<section>\d{1,2}(?:\.\d{1,2})+)\b"
)


def governing_warnings(item: Evidence, passages: PassageStore, library: str = "main") -> list[Evidence]:
    """Warnings of the section that `item` stands in and of the headings above it, gravest first.

    An alarm's actions are governed by the sections that they refer to ("OM-K112 7.4").

    Raises:
        NacelleError: the manual cannot be read just now.
    """
    if item.kind == "alarm":
        return _of_references(item.text, passages, library)
    if item.document_id is None or item.section_id is None:
        return []
    section = passages.section(item.section_id)
    return _of_section(section, passages.document(item.document_id), passages)


def _of_section(section: Section, document: Document, passages: PassageStore) -> list[Evidence]:
    found: list[tuple[Passage, Section]] = []
    for part in _lineage(section, passages):
        found += [(passage, part) for passage in passages.passages(part.id) if passage.kind == "warning"]
    found.sort(key=lambda pair: _LEVELS.get(pair[0].level, 4))
    return [passage_evidence(passage, document, part) for passage, part in found[:MAX_WARNINGS]]


def _of_references(text: str, passages: PassageStore, library: str) -> list[Evidence]:
    """The gravest warning of each section that `text` names, in the order of naming."""
    wanted = list(dict.fromkeys((m["number"].casefold(), m["section"]) for m in _REFERENCE.finditer(text)))
    if not wanted:
        return []
    current = {d.number.casefold(): d for d in passages.documents(library) if d.number and not d.superseded_by}
    found: list[Evidence] = []
    for number, printed in wanted[:MAX_REFERENCES]:
        document = current.get(number)
        sections = passages.sections(document.id) if document else ()
        section = next((part for part in sections if part.number == printed), None)
        if document and section:
            found += _of_section(section, document, passages)[:1]
    return found


def _lineage(section: Section, passages: PassageStore) -> list[Section]:
    above = [
        other
        for other in passages.sections(section.document_id)
        if other.id != section.id and other.path and section.path[: len(other.path)] == other.path
    ]
    return [section, *above]

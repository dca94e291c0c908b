"""The warnings that a manual gives for the work it describes, found before the work is shown."""

import re
from collections.abc import Sequence

from agent.hazards import gives_prerequisite, hazardous, is_safety_chapter
from domain.answers import Evidence
from domain.documents import Document, Passage, Section
from stores.protocols import PassageStore
from tools.evidence import passage_evidence

MAX_WARNINGS = 6
MAX_REFERENCES = 6
MAX_OF_CHAPTER = 3
_GRAVE = ("danger", "warning")
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
    found = _of_section(section, passages.document(item.document_id), passages)
    # An alarm list printed in a manual sends the reader to the sections that hold the warnings.
    found = found or _of_references(item.text, passages, library)
    return found or (_of_chapter(section, item.document_id, passages) if is_step_of_work(item) else [])


def _of_chapter(section: Section, document_id: str, passages: PassageStore) -> list[Evidence]:
    """For steps without warnings of their own: the gravest of the sections beside theirs, under the same heading."""
    above = section.path[:-1]
    beside = [part for part in passages.sections(document_id) if above and part.path[:-1] == above]
    grave = [pair for pair in _warnings_in(beside, document_id, passages) if pair[0].level in _GRAVE]
    grave.sort(key=lambda pair: _LEVELS[pair[0].level])
    document = passages.document(document_id)
    return [passage_evidence(passage, document, part) for passage, part in grave[:MAX_OF_CHAPTER]]


def _of_section(section: Section, document: Document, passages: PassageStore) -> list[Evidence]:
    lineage = _lineage(section, passages)
    found = _warnings_in(lineage, document.id, passages)
    if not found and hazardous(" ".join(section.path or (section.title,))):
        found = _of_safety_chapter(document, lineage, passages)
    found.sort(key=lambda pair: _LEVELS.get(pair[0].level, 4))
    return [passage_evidence(passage, document, part) for passage, part in found[:MAX_WARNINGS]]


def _of_safety_chapter(
    document: Document, lineage: Sequence[Section], passages: PassageStore
) -> list[tuple[Passage, Section]]:
    """For hazardous work without warnings of its own: those of its manual's safety chapter, which govern all work."""
    chapters = [
        part
        for part in passages.sections(document.id)
        if part not in lineage and any(is_safety_chapter(heading) for heading in (*part.path, part.title))
    ]
    return _warnings_in(chapters, document.id, passages)


def _warnings_in(
    sections: Sequence[Section], document_id: str, passages: PassageStore
) -> list[tuple[Passage, Section]]:
    """The warnings that stand in these sections themselves, in the order of the sections."""
    warnings = passages.warnings(document_id)
    return [(warning, part) for part in sections for warning in warnings if warning.section_id == part.id]


def is_governed(item: Evidence, passages: PassageStore) -> bool:
    """Whether the section of a hazardous step, the manual's safety chapter or a section it refers to tells to make it safe first.

    Raises:
        NacelleError: the manual cannot be read just now.
    """
    if item.section_id is None:
        return False
    if _REFERENCE.search(item.text):
        return True
    sections = passages.sections(item.document_id or "")
    chapters = [part for part in sections if any(is_safety_chapter(heading) for heading in (*part.path, part.title))]
    parts = [*_lineage(passages.section(item.section_id), passages), *chapters]
    if _warnings_in(parts, item.document_id or "", passages):
        return True
    return any(
        gives_prerequisite(p.text) for part in dict.fromkeys(p.id for p in parts) for p in passages.passages(part)
    )


def is_step_of_work(item: Evidence) -> bool:
    """Whether an evidence tells what to do, rather than what is."""
    return item.kind == "alarm" or item.passage_kind in {"procedure", "step"}


def is_hazardous_step(item: Evidence) -> bool:
    """Whether an evidence gives steps of work on high voltage, stored energy, rotating parts, hydraulics, or at height."""
    return (
        item.kind == "manual"
        and item.passage_kind in {"procedure", "step"}
        and hazardous(f"{item.section} {item.text}")
    )


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

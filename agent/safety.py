"""The warnings that a manual gives for the work it describes, found before the work is shown."""

from domain.answers import Evidence
from domain.documents import Passage, Section
from stores.protocols import PassageStore
from tools.evidence import passage_evidence

MAX_WARNINGS = 6
_LEVELS = {"danger": 0, "warning": 1, "caution": 2, "notice": 3}


def governing_warnings(item: Evidence, passages: PassageStore) -> list[Evidence]:
    """Warnings of the section that `item` stands in and of the headings above it, gravest first.

    Raises:
        NacelleError: the manual cannot be read just now.
    """
    if item.document_id is None or item.section_id is None:
        return []
    section = passages.section(item.section_id)
    document = passages.document(item.document_id)
    found: list[tuple[Passage, Section]] = []
    for part in _lineage(section, passages):
        found += [(passage, part) for passage in passages.passages(part.id) if passage.kind == "warning"]
    found.sort(key=lambda pair: _LEVELS.get(pair[0].level, 4))
    return [passage_evidence(passage, document, part) for passage, part in found[:MAX_WARNINGS]]


def _lineage(section: Section, passages: PassageStore) -> list[Section]:
    above = [
        other
        for other in passages.sections(section.document_id)
        if other.id != section.id and other.path and section.path[: len(other.path)] == other.path
    ]
    return [section, *above]

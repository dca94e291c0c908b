"""The manual that an evidence stands in: its sections and the warnings printed in them, read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from agent.safety.hazards import is_safety_chapter, makes_safe
from domain.documents import Document, Passage, Section
from stores.protocols import PassageStore

Printed = tuple[Passage, Section]
"""A warning and the section that it is printed in."""


@dataclass
class Manual:
    """One document of the store. Every property may raise NacelleError: the manual cannot be read just now."""

    document_id: str
    passages: PassageStore

    @cached_property
    def document(self) -> Document:
        """What it is called, and its revision."""
        return self.passages.document(self.document_id)

    @cached_property
    def sections(self) -> Sequence[Section]:
        """In reading order."""
        return self.passages.sections(self.document_id)

    @cached_property
    def _warnings(self) -> Sequence[Passage]:
        return self.passages.warnings(self.document_id)

    @cached_property
    def safety_chapters(self) -> list[Section]:
        """Sections under a heading of safety, lock-out or warnings."""
        return [part for part in self.sections if any(is_safety_chapter(each) for each in (*part.path, part.title))]

    def warnings_in(self, sections: Iterable[Section]) -> list[Printed]:
        """The warnings that stand in these sections themselves, in the order of the sections."""
        return [(warning, part) for part in sections for warning in self._warnings if warning.section_id == part.id]

    def above(self, section: Section) -> list[Section]:
        """The sections whose headings stand above this one."""
        return [
            other
            for other in self.sections
            if other.id != section.id and other.path and section.path[: len(other.path)] == other.path
        ]

    def beside(self, section: Section) -> list[Section]:
        """The other sections under the same heading."""
        heading = section.path[:-1]
        return [part for part in self.sections if heading and part.id != section.id and part.path[:-1] == heading]

    def has_steps(self, section: Section) -> bool:
        """Whether the section tells how a job is done."""
        return bool(self.steps_of(section.id))

    def steps_of(self, section_id: str) -> list[int]:
        """The places in the document of a section's steps."""
        return [each.order for each in self.passages.passages(section_id) if each.kind in {"procedure", "step"}]

    def tells_to_make_safe(self, sections: Iterable[Section]) -> bool:
        """Whether one of these sections tells to isolate, lock out or discharge."""
        parts = dict.fromkeys(part.id for part in sections)
        return any(makes_safe(passage.text) for part in parts for passage in self.passages.passages(part))

"""Parts to sections and passages that keep their place."""

from collections.abc import Sequence

from domain.documents import Applicability, Passage, Section
from ingestion.about.applicability import applicability_of, merged
from ingestion.marks import references
from ingestion.pages import Printed
from ingestion.passages.alarm_sections import alarm_parts
from ingestion.passages.asking import asking
from ingestion.passages.drafts import Draft
from ingestion.passages.ids import short_hash
from ingestion.passages.section_passages import drafts_of
from ingestion.structure.outline import Part, is_contents


def split(
    document_id: str, parts: Sequence[Part], confidences: dict[int | None, float]
) -> tuple[list[Section], list[Passage]]:
    """Sections and passages in reading order.

    Args:
        document_id: goes into every id, so that equal files in two libraries keep apart.
        parts: what `outline` found.
        confidences: of pages that were read off a picture, the mean confidence.
    """
    sections: list[Section] = []
    passages: list[Passage] = []
    alarms = alarm_parts(parts)
    for index, part in enumerate(parts):
        section = _section(document_id, part, index)
        sections.append(section)
        if is_contents(part):
            continue
        scope = applicability_of(_opening(part))
        for draft in drafts_of(part, index in alarms, _is_parent(parts, index)):
            if not draft.says_something:
                continue
            passages.append(_passage(section, draft, len(passages), scope, confidences))
    asked = asking(sections, passages)
    return sections, [one.model_copy(update={"kind": "question"}) if one.id in asked else one for one in passages]


def _section(document_id: str, part: Part, index: int) -> Section:
    return Section(
        id=short_hash(document_id, index, *part.path),
        document_id=document_id,
        title=part.title,
        number=part.number,
        level=part.level,
        path=part.path,
        page=part.page,
        last_page=part.last_page or part.page,
    )


def _passage(
    section: Section, draft: Draft, order: int, scope: Applicability, confidences: dict[int | None, float]
) -> Passage:
    page = draft.page or next((line.page for line in draft.lines), section.page)
    own = applicability_of(draft.text)
    return Passage(
        id=short_hash(section.id, order, page, draft.text),
        document_id=section.document_id,
        section_id=section.id,
        kind=draft.kind,
        text=draft.text,
        lines=draft.lines,
        page=page,
        order=order,
        level=draft.level,
        step=draft.step,
        table=draft.table,
        caption=draft.caption,
        refs=references(draft.text),
        applies_to=merged(own, scope),
        ocr_confidence=confidences.get(page),
        region=draft.region,
    )


def _opening(part: Part) -> str:
    """The heading and the first lines, where a section says what it is for."""
    first = next((block.lines for block in part.blocks if block.kind == "prose"), list[Printed]())
    return "\n".join([part.name, *(line.text for line in first[:2])])


def _is_parent(parts: Sequence[Part], index: int) -> bool:
    """Whether sections follow under this one, whose paths name it."""
    below = parts[index + 1].path if index + 1 < len(parts) else ()
    return len(below) > len(parts[index].path) and below[: len(parts[index].path)] == parts[index].path

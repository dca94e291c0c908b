"""Parts to sections and passages that keep their place."""

import hashlib
from collections.abc import Iterator, Sequence

from domain.documents import Applicability, Passage, Section
from ingestion.alarms import alarm_parts
from ingestion.applicability import applicability_of, merged
from ingestion.blocks import Block
from ingestion.drafts import Draft
from ingestion.flow import Flow, flow_of
from ingestion.marks import references
from ingestion.outline import Part, is_contents
from ingestion.pages import Printed
from ingestion.table_passages import table_drafts

_WORDS = 90
_MOST_WORDS = 120
_LEAD_WORDS = 45


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
        for draft in _drafts(part, index in alarms, _is_parent(parts, index)):
            if not draft.says_something:
                continue
            passages.append(_passage(section, draft, len(passages), scope, confidences))
    return sections, passages


def short_hash(*parts: object) -> str:
    """Twenty hexadecimal digits of the parts' SHA-256."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:20]


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
    )


def _opening(part: Part) -> str:
    """The heading and the first lines, where a section says what it is for."""
    first = next((block.lines for block in part.blocks if block.kind == "prose"), list[Printed]())
    return "\n".join([part.name, *(line.text for line in first[:2])])


def _drafts(part: Part, alarm: bool, parent: bool) -> Iterator[Draft]:
    run: list[Block] = []
    if not part.blocks and part.heading and not parent:
        flow = flow_of(part.heading)
        yield Draft("heading", *flow.cut(0, len(flow.text)))
    for block in part.blocks:
        if run and _ends(run, block):
            lead = [run.pop()] if block.kind == "step" and _leads(run[-1]) else []
            yield from _of_run(run, alarm)
            run = lead
        if block.table:
            yield from table_drafts(block, block.table)
        else:
            run.append(block)
            yield from _of_its_own(block)
    if run:
        yield from _of_run(run, alarm)


def _is_parent(parts: Sequence[Part], index: int) -> bool:
    """Whether sections follow under this one, whose paths name it."""
    below = parts[index + 1].path if index + 1 < len(parts) else ()
    return len(below) > len(parts[index].path) and below[: len(parts[index].path)] == parts[index].path


def _leads(block: Block) -> bool:
    """Whether a short paragraph announces the steps that follow it ("Proceed as follows:")."""
    words = sum(len(line.text.split()) for line in block.lines)
    return block.kind == "prose" and words <= _LEAD_WORDS and block.lines[-1].text.rstrip().endswith(":")


def _ends(run: Sequence[Block], block: Block) -> bool:
    """Whether a run of like blocks ends before `block`; warnings stay in place between steps."""
    if block.table:
        return True
    steps = any(one.kind == "step" for one in run)
    prose = any(one.kind == "prose" for one in run)
    if block.kind in {"warning", "figure"}:
        return prose and not steps
    if block.kind == "step":
        return prose
    return steps and not (block.lines and block.lines[0].bullet)


def _of_its_own(block: Block) -> Iterator[Draft]:
    """Warnings and figures are passages by themselves, wherever they stand."""
    flow = flow_of(block.lines)
    if block.kind == "warning":
        for start, end in _packed(flow, _MOST_WORDS):
            yield Draft("warning", *flow.cut(start, end), level=block.level)
    elif block.kind == "figure":
        yield Draft("figure", *flow.cut(0, len(flow.text)), caption=flow.text)


def _of_run(run: Sequence[Block], alarm: bool) -> Iterator[Draft]:
    if not run:
        return
    if any(block.kind == "step" for block in run):
        yield from _of_steps(run)
        return
    flow = _paragraphs([block for block in run if block.kind == "prose"])
    for start, end in _packed(flow, _WORDS):
        yield Draft("alarm" if alarm else "prose", *flow.cut(start, end))


def _paragraphs(blocks: Sequence[Block]) -> Flow:
    flow = Flow()
    for block in blocks:
        for index, line in enumerate(block.lines):
            flow.add(line, " " if index and not line.bullet else "\n", "• " if line.bullet else "")
    return flow


def _of_steps(run: Sequence[Block]) -> Iterator[Draft]:
    """Whole steps, with the warnings among them, up to about `_WORDS` words a passage."""
    group: list[Block] = []
    words = 0
    for block in run:
        if block.kind == "figure":
            continue
        count = sum(len(line.text.split()) for line in block.lines)
        if group and words + count > _WORDS and block.kind == "step" and group[-1].kind != "warning":
            yield _procedure(group)
            group, words = [], 0
        group.append(block)
        words += count
    if group:
        yield _procedure(group)


def _procedure(group: Sequence[Block]) -> Draft:
    flow = _paragraphs(group)
    step = next((block.step for block in group if block.step), "")
    return Draft("procedure", *flow.cut(0, len(flow.text)), step=step)


def _packed(flow: Flow, most: int) -> Iterator[tuple[int, int]]:
    """Spans of whole sentences with about `most` words; a sentence longer than twice that is cut at blanks."""
    start = end = -1
    words = 0
    for first, last in flow.sentences():
        count = len(flow.text[first:last].split())
        if start >= 0 and words + count > most * 1.15:
            yield start, end
            start = -1
        if start < 0:
            start, words = first, 0
        end = last
        words += count
        while words > 2 * most:
            blank = _blank_after(flow.text, start, most)
            if blank >= end:
                break
            yield start, blank
            start = blank + 1
            words = len(flow.text[start:end].split())
    if start >= 0:
        yield start, end


def _blank_after(text: str, start: int, words: int) -> int:
    at = start
    for _ in range(words):
        found = text.find(" ", at + 1)
        if found < 0:
            return len(text)
        at = found
    return at

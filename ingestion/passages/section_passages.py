"""One section's blocks to passages: prose by sentences, procedures by whole steps, warnings and tables apart."""

from collections.abc import Iterator, Sequence

from ingestion.marks import step_label
from ingestion.pages import Printed
from ingestion.passages.drafts import Draft
from ingestion.passages.table_passages import table_drafts
from ingestion.structure.block import Block
from ingestion.structure.flow import Flow, flow_of, list_mark
from ingestion.structure.outline import Part

_WORDS = 90
_MOST_WORDS = 120
_LEAD_WORDS = 45
_NOTES = 8


def drafts_of(part: Part, alarm: bool, parent: bool) -> Iterator[Draft]:
    """The passages of one section, in reading order.

    Args:
        part: the section.
        alarm: whether it describes an alarm.
        parent: whether sections follow under it, so that a bare heading need not be a passage.
    """
    run: list[Block] = []
    if not part.blocks and part.heading and not parent:
        flow = flow_of(part.heading)
        yield Draft("heading", *flow.cut(0, len(flow.text)))
    for at, block in enumerate(part.blocks):
        following = next(iter(part.blocks[at + 1 : at + 2]), None)
        if run and (_ends(run, block) or _opens_list(run, block, following)):
            lead = [run.pop()] if block.kind == "step" and _leads(run[-1]) else []
            yield from _of_run(run, alarm)
            run = lead
        if block.table:
            yield from table_drafts(block, block.table, list(_lines_below(part.blocks[at + 1 : at + 1 + _NOTES])))
        else:
            run.append(block)
            yield from _of_its_own(block)
    if run:
        yield from _of_run(run, alarm)


def _lines_below(blocks: Sequence[Block]) -> Iterator[Printed]:
    """Lines with the mark that their format counts and does not print, or that was taken off them."""
    for block in blocks:
        counted = _number(block, "").replace(". ", ") ")
        yield from (line._replace(text=f"{counted}{line.mark} {line.text}".lstrip()) for line in block.lines)


def _opens_list(run: Sequence[Block], block: Block, following: Block | None) -> bool:
    """Whether a label stands over a list of its own ("Outside work:")."""
    listed = following is not None and bool(following.lines) and following.lines[0].bullet > 0
    return listed and _leads(block) and not block.lines[0].bullet and not any(one.kind == "step" for one in run)


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
        yield Draft("figure", *flow.cut(0, len(flow.text)), caption=flow.text, region=block.region)


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
    step = ""
    for block in blocks:
        for index, line in enumerate(block.lines):
            mark = list_mark(line) or ("" if index else _number(block, step))
            flow.add(line, " " if index and not line.bullet else "\n", mark)
        step = block.step
    return flow


def _number(block: Block, before: str) -> str:
    """The number of a step whose format counts it and does not print it (an ordered list of HTML or DOCX)."""
    own = block.kind == "step" and block.step != before and step_label(block.lines[0].text) is None
    return f"{block.step.rpartition('.')[2]}. " if own and block.lines[0].box is None else ""


def _of_steps(run: Sequence[Block]) -> Iterator[Draft]:
    """Whole steps, with the warnings among them, up to about `_WORDS` words a passage."""
    group: list[Block] = []
    words = 0
    for block in run:
        if block.kind == "figure":
            continue
        count = sum(len(line.text.split()) for line in block.lines)
        if group and words + count > _WORDS and _begins(block, group[-1]) and group[-1].kind != "warning":
            yield _procedure(group)
            group, words = [], 0
        group.append(block)
        words += count
    if group:
        yield _procedure(group)


def _begins(block: Block, before: Block) -> bool:
    """Whether a block begins a step; without places, the paragraphs of a step are steps of the same number."""
    return block.kind == "step" and (block.lines[0].box is not None or block.step != before.step)


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

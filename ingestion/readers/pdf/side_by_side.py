"""Steps that stand side by side, as under a row of pictures: read one after the other, not line by line across."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingestion.marks import step_label
from ingestion.readers.pdf.segments import Segment

_NEAR = 1.4
"""Heights of a line between one line of a step and its next."""
_BESIDE = 3.0


def are_steps(texts: Sequence[str]) -> bool:
    """Whether two or more texts begin with step numbers that follow one another ("1. ...", "2. ...", "3. ...")."""
    labels = [step_label(text) for text in texts if text]
    numbers = [int(label[1]) for label in labels if label and label[0] == "number"]
    return len(numbers) == len(labels) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


def steps_in_turn(lines: Sequence[list[Segment]]) -> Iterator[list[Segment]]:
    """The lines with steps that stand side by side parted, each with the lines below it that stand in its column."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line[0].table or not are_steps([_text(segment) for segment in line]):
            yield line
            continue
        columns = [[segment] for segment in line]
        while at < len(lines) and (placed := _below(columns, lines[at])):
            for column, segment in placed:
                columns[column].append(segment)
            at += 1
        for column in columns:
            yield from ([segment] for segment in column)


def _text(segment: Segment) -> str:
    return " ".join(word.text for word in segment.words)


def _below(columns: Sequence[Sequence[Segment]], line: Sequence[Segment]) -> list[tuple[int, Segment]]:
    """The segments of the next line with the columns they stand in; none where they are far, tables or begin steps of their own."""
    if line[0].table or are_steps([_text(segment) for segment in line]):
        return []
    lefts = [column[0].x0 for column in columns]
    placed: list[tuple[int, Segment]] = []
    for segment in line:
        column = max((at for at, left in enumerate(lefts) if left <= segment.x0 + _BESIDE), default=-1)
        above = columns[column][-1] if column >= 0 else None
        right = lefts[column + 1] if column + 1 < len(lefts) else float("inf")
        near = above and segment.y0 - above.y1 < _NEAR * (above.y1 - above.y0) and segment.x1 <= right
        if not near or step_label(_text(segment)):
            return []
        placed.append((column, segment))
    return placed

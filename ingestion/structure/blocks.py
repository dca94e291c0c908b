"""The lines under one heading to blocks: paragraphs, steps, warnings, tables, figures."""

from collections.abc import Sequence

from domain.documents import Box
from ingestion.marks import caption, has_leader, signal, step_label
from ingestion.pages import Item, PageTable, Printed
from ingestion.structure.block import Block, Placed, give_steps_their_paragraphs
from ingestion.structure.body import Body
from ingestion.structure.steps import StepCounter
from ingestion.structure.table_roles import continues, entitles, joined, just_below, steps_in, warning_in, with_title

_SMALL_PRINT = 0.95


class BlockBuilder:
    """Takes a section's pieces one after the other, in reading order."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._blocks: list[Block] = []
        self._open: Block | None = None
        self._frame: Box | None = None
        self._caption: list[Printed] = []
        self._steps = StepCounter()

    def add(self, placed: Placed) -> None:
        """Take the next piece."""
        piece = placed.piece
        if isinstance(piece, PageTable):
            self._table(piece)
        elif isinstance(piece, Item):
            self._open = Block("step" if piece.step else "prose", [piece.line], step=piece.step)
            self._blocks.append(self._open)
        elif isinstance(piece, Printed):
            self._line(piece, placed)

    def finish(self) -> list[Block]:
        """All blocks of the section."""
        if self._caption:
            self._blocks.append(Block("figure", list(self._caption)))
            self._caption = []
        give_steps_their_paragraphs(self._blocks)
        return self._blocks

    def _table(self, table: PageTable) -> None:
        before, above = self._blocks[-1] if self._blocks else None, self._table_above()
        warning, steps = warning_in(table), steps_in(table)
        table = with_title(table)
        if warning:
            self._blocks.append(Block("warning", list(warning[1]), level=warning[0]))
        elif steps:
            self._blocks += [Block("step", lines, step=step) for step, lines in steps]
        elif above and above.table and not self._caption and not table.title and continues(above.table, table):
            above.table = joined(above.table, table)
        else:
            titled = table.title or tuple(self._caption)
            if not titled and before and entitles(before.lines, table) and before.kind == "prose":
                titled = tuple(self._blocks.pop().lines)
            self._blocks.append(Block("table", table=table, caption=titled))
        self._caption = []
        self._open = None

    def _table_above(self) -> Block | None:
        """The table that came last, though the notes at the foot of its page stand behind it."""
        pages: set[int | None] = set()
        for block in reversed(self._blocks):
            if block.table:
                return block if pages <= {block.table.page} else None
            if block.kind != "prose" or not all(0 < line.size < _SMALL_PRINT * self._body.size for line in block.lines):
                return None
            pages |= {line.page for line in block.lines}
        return None

    def _line(self, line: Printed, placed: Placed) -> None:
        titled = caption(line.text)
        if titled:
            self._captioned(line, titled[0], placed.region)
            return
        if self._caption:
            if _follows(self._caption[-1], line, self._body):
                self._caption.append(line)
                return
            self._blocks.append(Block("figure", list(self._caption)))
            self._caption = []
        opened = None if placed.limit else signal(line.text)
        if opened:
            self._start(Block("warning", [line], level=opened[0]))
            self._frame = _frame_of(line, placed.frames)
        elif not self._continues_warning(line):
            self._running(line)

    def _captioned(self, line: Printed, kind: str, region: Box | None) -> None:
        if kind == "figure":
            self._start(Block("figure", [line], region=region))
            return
        before = self._blocks[-1] if self._blocks else None
        if before and before.table and not before.caption and just_below(before.table, line):
            before.caption = (line,)
            return
        self._open = None
        self._caption = [line]

    def _start(self, block: Block) -> None:
        self._open = block
        self._frame = None
        self._blocks.append(block)

    def _continues_warning(self, line: Printed) -> bool:
        block = self._open
        if block is None or block.kind != "warning":
            return False
        if self._frame is not None and line.box and line.page == block.lines[0].page:
            inside = self._frame[1] - 1 <= line.box[1] and line.box[3] <= self._frame[3] + 1
            if inside:
                block.lines.append(line)
            return inside
        alone = len(block.lines) == 1 and (signal(line.text) is None and _is_alone(block.lines[0]))
        label = step_label(line.text)
        if label and not alone:
            return False
        if alone or (_follows(block.lines[-1], line, self._body) and not label):
            block.lines.append(line)
            return True
        return False

    def _running(self, line: Printed) -> None:
        step = "" if self._is_figure_in_sentence(line) or self._closes_bracket(line) else self._steps.take(line)
        if step:
            self._start(Block("step", [line], step=step))
        elif self._open and self._goes_on(self._open, line):
            self._open.lines.append(line)
        elif self._steps.holds(line):
            self._start(Block("step", [line], step=self._steps.current))
        else:
            self._start(Block("prose", [line]))

    def _is_figure_in_sentence(self, line: Printed) -> bool:
        """Whether "2.7 MHz" at the begin of a line goes on with a sentence, and is not step 2.7."""
        label = step_label(line.text)
        if self._open is None or label is None or label[0] != "dotted" or not self._goes_on(self._open, line):
            return False
        above = step_label(self._open.lines[0].text)
        numbered = above is not None and above[0] == "dotted"
        return not numbered and not self._open.lines[-1].text.rstrip().endswith((".", ":", ";", "!", "?"))

    def _closes_bracket(self, line: Printed) -> bool:
        """Whether the bracket behind a number at the begin of a line was opened in the line above: "(see item" "5) after 200 hours"."""
        label = step_label(line.text)
        if self._open is None or not self._open.lines or label is None or not self._goes_on(self._open, line):
            return False
        above, mark = self._open.lines[-1].text, line.text.lstrip()[len(label[1]) :]
        return mark.startswith(")") and above.count("(") > above.count(")")

    def _goes_on(self, block: Block, line: Printed) -> bool:
        if not block.lines or line.bullet:
            return False
        if block.kind == "figure":
            return (
                len(block.lines) < 4
                and _follows(block.lines[-1], line, self._body)
                and block.lines[0].bold == line.bold
            )
        return _follows(block.lines[-1], line, self._body)


def _follows(before: Printed, line: Printed, body: Body) -> bool:
    """Whether a line goes on with the paragraph of the one before: near, of one size, in one column or on the next page."""
    if before.box is None or line.box is None:
        return False  # Without places every line is a paragraph of its own.
    if line.bullet or abs(before.size - line.size) > 1.5 or has_leader(before.text):
        return False
    if before.page != line.page or line.box[1] < before.box[1]:
        return not before.text.rstrip().endswith((".", ":", "!", "?")) and line.text[:1].islower()
    gap = line.box[1] - before.box[3]
    return gap < 0.55 * max(body.pitch, line.box[3] - line.box[1])


def _is_alone(line: Printed) -> bool:
    opened = signal(line.text)
    return bool(opened and opened[1])


def _frame_of(line: Printed, frames: Sequence[Box]) -> Box | None:
    if line.box is None:
        return None
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    around = [f for f in frames if f[0] <= x <= f[2] and f[1] <= y <= f[3] and f[3] - f[1] < 400]
    return max(around, key=lambda f: f[3] - f[1], default=None)

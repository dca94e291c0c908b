"""The lines under one heading to blocks: paragraphs, steps, warnings, tables, figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.documents import Box, PassageKind, WarningLevel
from ingestion.headings import Body
from ingestion.marks import caption, signal, step_label
from ingestion.pages import Item, PageTable, Piece, Printed

_INDENT = 4.0


@dataclass
class Block:
    """A paragraph, step, warning, table or figure; its `lines` as printed."""

    kind: PassageKind
    lines: list[Printed] = field(default_factory=list[Printed])
    level: WarningLevel = ""
    step: str = ""
    table: PageTable | None = None
    caption: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A piece with what surrounds it on its page."""

    piece: Piece
    frames: tuple[Box, ...] = ()


class BlockBuilder:
    """Takes a section's pieces one after the other, in reading order."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._blocks: list[Block] = []
        self._open: Block | None = None
        self._frame: Box | None = None
        self._caption: list[Printed] = []
        self._number = 0
        self._letter = ""
        self._text_left = 0.0

    def add(self, placed: Placed) -> None:
        """Take the next piece."""
        piece = placed.piece
        if isinstance(piece, PageTable):
            self._table(piece)
        elif isinstance(piece, Item):
            self._open = Block("step" if piece.step else "prose", [piece.line], step=piece.step)
            self._blocks.append(self._open)
        elif isinstance(piece, Printed):
            self._line(piece, placed.frames)

    def finish(self) -> list[Block]:
        """All blocks of the section."""
        if self._caption:
            self._blocks.append(Block("figure", list(self._caption)))
            self._caption = []
        return self._blocks

    def _table(self, table: PageTable) -> None:
        before = self._blocks[-1] if self._blocks else None
        warning = _warning_in(table)
        if warning:
            self._blocks.append(warning)
        elif before and before.table and not self._caption and continues(before.table, table):
            before.table = joined(before.table, table)
        else:
            self._blocks.append(Block("table", table=table, caption=tuple(self._caption)))
        self._caption = []
        self._open = None

    def _line(self, line: Printed, frames: Sequence[Box]) -> None:
        titled = caption(line.text)
        if titled:
            self._captioned(line, titled[0])
            return
        if self._caption:
            if _follows(self._caption[-1], line, self._body):
                self._caption.append(line)
                return
            self._blocks.append(Block("figure", list(self._caption)))
            self._caption = []
        opened = signal(line.text)
        if opened:
            self._start(Block("warning", [line], level=opened[0]))
            self._frame = _frame_of(line, frames)
        elif not self._continues_warning(line):
            self._running(line)

    def _captioned(self, line: Printed, kind: str) -> None:
        if kind == "figure":
            self._start(Block("figure", [line]))
            return
        before = self._blocks[-1] if self._blocks else None
        if before and before.table and not before.caption and _just_below(before.table, line):
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
        step = self._step(line)
        if step:
            self._start(Block("step", [line], step=step))
        elif self._open and self._goes_on(self._open, line):
            self._open.lines.append(line)
        else:
            if not line.bullet and not self._indented(line):
                self._number, self._letter = 0, ""
            self._start(Block("prose", [line]))

    def _step(self, line: Printed) -> str:
        label = step_label(line.text)
        if label is None:
            return ""
        kind, mark = label
        if kind == "dotted":
            return mark
        if kind == "number":
            if int(mark) not in (1, self._number + 1):
                return ""
            self._number, self._letter = int(mark), ""
            self._text_left = line.box[0] + 1 if line.box else 0.0
            return mark
        if mark != "a" and (not self._letter or ord(mark) != ord(self._letter) + 1):
            return ""
        self._letter = mark
        return f"{self._number}.{mark}" if self._number else mark

    def _indented(self, line: Printed) -> bool:
        return bool(self._number) and line.box is not None and line.box[0] > self._text_left + _INDENT

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
        return before.box is None and line.box is None
    if line.bullet or abs(before.size - line.size) > 1.5:
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


def _just_below(table: PageTable, line: Printed) -> bool:
    return bool(table.box and line.box and table.page == line.page and 0 <= line.box[1] - table.box[3] < 24)


def _warning_in(table: PageTable) -> Block | None:
    """A warning set as a table of one or two rows: the sign's cell and the text's."""
    lines = [line for row in table.rows for line in row.lines]
    for index, line in enumerate(lines[:4]):
        opened = signal(line.text)
        if opened and len(table.rows) <= 3 and (opened[1] or index == 0):
            return Block("warning", [line, *(other for other in lines if other is not line)], level=opened[0])
    return None


def continues(above: PageTable, below: PageTable) -> bool:
    """Whether a table goes on with the one that ended the page before: the same columns, and nothing between."""
    if above.page is None or below.page is None or not above.rows or not below.rows or not above.box or not below.box:
        return False
    if (
        below.page != above.rows[-1].lines[-1].page + 1
        if above.rows[-1].lines and above.rows[-1].lines[-1].page
        else True
    ):
        return False
    same_width = abs(above.box[0] - below.box[0]) < 12 and abs(above.box[2] - below.box[2]) < 12
    return len(above.rows[0].cells) == len(below.rows[0].cells) and same_width


def joined(above: PageTable, below: PageTable) -> PageTable:
    """One table of both, without the header that is printed again."""
    heads = [row.cells for row in above.rows[: above.header]]
    rows = list(below.rows)
    while rows and heads and rows[0].cells in heads:
        rows.pop(0)
    return above._replace(rows=above.rows + tuple(rows))

"""What stands under a heading, piece by piece: paragraphs, steps, warnings, tables, figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.documents import Box, PassageKind, WarningLevel
from ingestion.pages import PageTable, Piece, Printed
from ingestion.structure.steps import comes_next


@dataclass
class Block:
    """A paragraph, step, warning, table or figure; its `lines` as printed, `region` the drawing that a caption names."""

    kind: PassageKind
    lines: list[Printed] = field(default_factory=list[Printed])
    level: WarningLevel = ""
    step: str = ""
    table: PageTable | None = None
    caption: tuple[Printed, ...] = ()
    region: Box | None = None


@dataclass(frozen=True)
class Placed:
    """A piece with what surrounds it on its page; `limit` says that a signal word in it names a limit, not a danger.

    `region` is the drawing of a caption.
    """

    piece: Piece
    frames: tuple[Box, ...] = ()
    limit: bool = False
    region: Box | None = None


def give_steps_their_paragraphs(blocks: Sequence[Block]) -> None:
    """Without places, what stands between a step and the next one belongs to the step; so does what a colon announces."""
    last: Block | None = None
    between: list[Block] = []
    for block in blocks:
        if block.kind == "prose" and block.lines[0].box is None:
            if last and not between and last.lines[-1].text.rstrip().endswith(":"):
                block.kind, block.step, last = "step", last.step, block
            else:
                between.append(block)
        elif block.kind == "step":
            if last and comes_next(last.step, block.step):
                for one in between:
                    one.kind, one.step = "step", last.step
            last, between = block, []

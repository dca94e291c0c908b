"""A question that names a code: the row that has it answers, a row of another code never does."""

from collections.abc import Sequence

from agent.models.embedded.writing.blocks import Block
from agent.models.embedded.writing.scoring import Scored
from language.identifiers import spelt

CODE_WORDS = 2


def is_entry(block: Block, question: str) -> bool:
    """Whether the block is the row of a code that the question names: what E33 means is said there, in whatever words."""
    return block.kind == "row" and any(spelt(code).search(question) for code in _codes(block))


def is_of_siblings(block: Block, question: str) -> bool:
    """Whether it has rows of codes like one that the question names, and not that one: F 07 is no answer about F 11."""
    codes = _codes(block)
    alike = any(spelt(code, any_figures=True).search(question) for code in codes)
    return alike and not any(spelt(code).search(question) for code in codes)


def _codes(block: Block) -> list[str]:
    """Cells of letters and figures that are no more than a code."""
    cells = {cell for unit in block.units for cell in unit.cells if len(cell.split()) <= CODE_WORDS}
    return [
        cell
        for cell in cells
        if {letter.isdigit() for letter in cell if letter.isalnum()} == {True, False} and cell[0].isalpha()
    ]


def entries_alone(ranked: Sequence[Scored], question: str) -> list[Scored]:
    """Without the other rows of a table that has the row of a code that is named."""
    entries = [one.block for one in ranked if is_entry(one.block, question)]
    tables = {(block.heading, block.caption, block.header) for block in entries}
    return [
        one
        for one in ranked
        if one.block in entries
        or one.block.kind not in {"row", "table"}
        or (one.block.heading, one.block.caption, one.block.header) not in tables
    ]

"""Notes under a table: "2) Oiled threads: 700 Nm" is said of the cells that carry its mark."""

import re
from collections.abc import Mapping, Sequence

from ingestion.pages import PageTable, Printed, Row

_SYMBOL = r"(?<!\S)[^\w\s!-~–—−°…](?!\S)"
_MARK = _SYMBOL + r"|\*{1,4}|[†‡§]|[⁰¹²³⁴-⁹]+⁽?⁾?|\(?(?:\d{1,2}|[a-z])\)"
_OPENS = re.compile(rf"(?<!\S)(?P<mark>{_MARK})\s*(?=\S)")
_ENDS = re.compile(rf"(?:^|(?<=\S)\s?|\s)(?P<mark>{_MARK})$")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "()⁽⁾")


def notes_below(table: PageTable, lines: Sequence[Printed]) -> dict[str, tuple[str, Printed]]:
    """The notes that the lines right below a table give for marks in its cells, by mark, each with the line that prints it."""
    used = {_key(match["mark"]) for row in table.rows for cell in row.cells if (match := _ENDS.search(cell))}
    notes: dict[str, tuple[str, Printed]] = {}
    for line in lines:
        opened = [match for match in _OPENS.finditer(line.text) if _key(match["mark"]) in used]
        if not opened or opened[0].start():
            break
        if any(_key(match["mark"]) in notes and is_symbol(match["mark"]) for match in opened):
            # A list with one mark before all its items: not what a mark in the table means.
            return {mark: note for mark, note in notes.items() if not is_symbol(mark)}
        ends = [*(match.start() for match in opened[1:]), len(line.text)]
        for match, end in zip(opened, ends, strict=True):
            notes.setdefault(_key(match["mark"]), (line.text[match.end() : end].strip(), line))
    return notes


def with_notes(row: Row, notes: Mapping[str, tuple[str, Printed]]) -> Row:
    """The row with what the notes say behind their marks, and the lines that print them."""
    cells: list[str] = []
    lines: list[Printed] = []
    for cell in row.cells:
        match = _ENDS.search(cell)
        note = notes.get(_key(match["mark"])) if match else None
        cells.append(
            f"{cell} {note[0]}"
            if match and note and not match.start("mark")
            else f"{cell} ({note[0]})"
            if note
            else cell
        )
        lines += [note[1]] if note else []
    return row._replace(cells=tuple(cells), lines=(*row.lines, *dict.fromkeys(lines))) if lines else row


def is_symbol(mark: str) -> bool:
    """Whether a mark is a sign for itself (○, ■, ×), neither a figure, a letter nor an asterisk."""
    return len(mark) == 1 and re.fullmatch(_SYMBOL, mark) is not None


def _key(mark: str) -> str:
    return mark.translate(_PLAIN)
